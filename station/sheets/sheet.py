"""A sheet as a reader sees it, and why a file cannot be one (pure)."""

from dataclasses import dataclass, replace
from typing import Any

from station.errors import Refusal

MOST_BYTES = 5 * 1024 * 1024
KNOWN_KINDS = ("xlsx", "xls", "ods", "csv")


NAME_CELL = (-1, 0)
"""Where a sheet's name stands, as if it were a cell."""


@dataclass(frozen=True)
class Source:
    """Where in the file a row comes from; `column` where the row was one cell there."""

    sheet: str
    row: int
    column: int | None = None


@dataclass(frozen=True)
class Sheet:
    """The text of every cell, row by row, all rows equally long.

    A merged cell's text stands in each cell of its range. Dates read `YYYY-MM-DD`, times `HH:MM`.
    `sheets` names all sheets of the file; `encoding` is a csv file's: utf-8, utf-16 or cp874.
    `others` are the file's sheets that are not read. `sources` says of each row where it was,
    where rows were put together or turned after reading.
    """

    rows: tuple[tuple[str, ...], ...]
    name: str
    sheets: tuple[str, ...]
    encoding: str | None
    kind: str
    others: tuple["Sheet", ...] = ()
    sources: tuple[Source, ...] = ()

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Sheet":
        """The sheet that `asdict` took apart, before or after a way through JSON."""
        return cls(
            **{
                **values,
                "rows": tuple(tuple(row) for row in values["rows"]),
                "sheets": tuple(values["sheets"]),
                "others": tuple(cls.from_json(one) for one in values.get("others", ())),
                "sources": tuple(Source(**one) for one in values.get("sources", ())),
            }
        )

    @property
    def content(self) -> int:
        """How many cells hold something."""
        return sum(bool(text) for row in self.rows for text in row)

    def source(self, row: int, column: int) -> Source:
        """Where in the file a cell is; its sheet is named where rows come from several."""
        if not 0 <= row < len(self.sources):
            return Source("", row, column)
        source = self.sources[row]
        return source if source.column is not None else replace(source, column=column)

    def cell(self, row: int, column: int) -> str:
        """The text of a cell; empty outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max(map(len, self.rows), default=0)


def column_letters(column: int) -> str:
    """What spreadsheets call a column counted from 0: A, B … Z, AA."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


class Unreadable(Refusal):
    """A file that no sheet can be read from.

    `problem` is empty, too_large, bomb, protected, unknown_format, damaged, too_slow or no_text;
    `known` lists the formats that can be read, `most` a limit in bytes.
    """

    code = "unreadable_sheet"
