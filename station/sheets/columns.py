"""What each column of a sheet holds, as a value that can be kept (pure)."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from station.sheets.plain import key
from station.sheets.sheet import Sheet

NO_HEADER = -1
ROLES = ("date", "post", "shift", "officer", "note", "ignore", "duty")
SHAPES = ("duty", "day")


@dataclass(frozen=True)
class Column:
    """What one column holds.

    A `duty` column holds whoever is on duty at its post and shift. `part` is "" where a cell names
    people in full; rank, first and last are joined with their neighbours. A shift's hours may
    stand in two columns, from and to.
    """

    role: str
    post: str | None = None
    shift: str | None = None
    part: str = ""


@dataclass(frozen=True)
class Mapping:
    """How a sheet is read; `header` is the first header row, counted from 0, or NO_HEADER.

    shape duty: a row per duty; day: a row per day, with columns for posts or shifts. The default
    post and shift hold where neither a column nor a row names one. `headings` is what the header
    said when the mapping was made; by it a remembered one is found again.
    """

    shape: str
    header: int
    columns: tuple[Column, ...]
    header_rows: int = 1
    default_post: str | None = None
    default_shift: str | None = None
    headings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As values that JSON knows."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Mapping":
        """The mapping from `to_json`, before or after a way through JSON; raises ValueError."""
        try:
            columns = tuple(Column(**one) for one in values["columns"])
            rest = {name: value for name, value in values.items() if name != "columns"}
            mapping = cls(**{**rest, "columns": columns, "headings": tuple(rest["headings"])})
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError("no mapping") from error
        return _checked(mapping)

    @property
    def data(self) -> int:
        """The first row below the header."""
        return 0 if self.header == NO_HEADER else self.header + self.header_rows

    def columns_of(self, *roles: str) -> tuple[int, ...]:
        """The places of the columns that have one of those roles."""
        return tuple(place for place, one in enumerate(self.columns) if one.role in roles)


def _checked(mapping: Mapping) -> Mapping:
    """The mapping, if it is one that could have been made here."""
    rows = (mapping.header, mapping.header_rows)
    if mapping.shape not in SHAPES or not all(isinstance(row, int) for row in rows):
        raise ValueError("no mapping")
    if mapping.header < NO_HEADER or mapping.header_rows not in (1, 2):
        raise ValueError("no mapping")
    if any(column.role not in ROLES for column in mapping.columns):
        raise ValueError("no mapping")
    return mapping


def blocks_of(mapping: Mapping) -> list[Mapping]:
    """The mapping once for each of its dates, with the columns up to the next: half months."""
    dates = mapping.columns_of("date") or (0,)
    ends = (*dates[1:], len(mapping.columns))
    return [
        replace(mapping, columns=_only(mapping.columns, 0 if begin == dates[0] else begin, end))
        for begin, end in zip(dates, ends, strict=True)
    ]


def _only(columns: tuple[Column, ...], begin: int, end: int) -> tuple[Column, ...]:
    return tuple(
        one if begin <= place < end else Column("ignore") for place, one in enumerate(columns)
    )


def headings_at(sheet: Sheet, header: int, header_rows: int) -> tuple[str, ...]:
    """What the header says, as compared: without spaces, case and digits' script."""
    if header < 0:
        return ()
    rows = sheet.rows[header : header + header_rows]
    texts = [
        "|".join(dict.fromkeys(key(text) for text in cells)) for cells in zip(*rows, strict=True)
    ]
    while texts and not texts[-1].strip("|"):
        texts.pop()
    return tuple(texts)
