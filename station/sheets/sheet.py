"""A sheet as a reader sees it, and why a file cannot be one (pure)."""

from dataclasses import dataclass

from station.errors import Refusal

MOST_BYTES = 5 * 1024 * 1024
KNOWN_KINDS = ("xlsx", "xls", "ods", "csv")


@dataclass(frozen=True)
class Sheet:
    """The text of every cell, row by row, all rows equally long.

    A merged cell's text stands in each cell of its range. Dates read `YYYY-MM-DD`, times `HH:MM`.
    `sheets` names all sheets of the file; `encoding` is a csv file's: utf-8, utf-16 or cp874.
    """

    rows: tuple[tuple[str, ...], ...]
    name: str
    sheets: tuple[str, ...]
    encoding: str | None
    kind: str

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

    `problem` is empty, too_large, bomb, protected, unknown_format, damaged, too_slow, no_text or
    no_such_sheet; `known` lists the formats that can be read, `most` a limit in bytes.
    """

    code = "unreadable_sheet"
