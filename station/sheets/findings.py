"""What comes of understanding a sheet: duties, problems, new officers; and the fixes (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

NEW = "new"


@dataclass(frozen=True)
class ReadDuty:
    """One officer's duty as the cell at (row, column) says; `officer` is None if not yet known."""

    row: int
    column: int
    day: date
    post: str
    shift: str
    rank: str
    name: str
    officer: UUID | None


@dataclass(frozen=True)
class RowProblem:
    """Something wrong in a cell, or of a warning, worth knowing.

    `text` is the cell as read (of missing_column the role that is missing). `choices` are texts
    that would mend the cell: ISO days, codes of posts and shifts, ids of officers, the asked month;
    of other_month the day that was read.

    Problems: no_header, missing_column, bad_date, no_such_day, other_month, other_title (a title or
    the sheet's name, at NAME_CELL, names another month), unknown_post, unknown_shift,
    shift_not_at_post, unknown_officer, ambiguous_officer, no_officer.
    Warnings: repeated_row; left_out (a line below the table that was not read); unknown_officer
    (who is taken for new although another's name is near).
    """

    row: int
    column: int
    code: str
    text: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class NewOfficer:
    """Someone the station does not know, once, with every row that names them."""

    rank: str
    name: str
    key: str
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Fixes:
    """What a person decided about a file: other texts for cells, and who someone is.

    `officers` maps a person's key to an officer's id or "new".
    """

    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    officers: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As values that JSON knows; a cell is `row,column`."""
        cells = {f"{row},{column}": text for (row, column), text in self.cells.items()}
        return {"cells": cells, "officers": dict(self.officers)}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Fixes":
        """The fixes from `to_json`; raises ValueError."""
        try:
            cells = {_place(place): str(text) for place, text in values["cells"].items()}
            officers = {str(one): str(who) for one, who in values["officers"].items()}
        except (AttributeError, KeyError, TypeError) as error:
            raise ValueError("no fixes") from error
        return cls(cells, officers)


def _place(text: str) -> tuple[int, int]:
    row, column = text.split(",")
    return int(row), int(column)


NO_FIXES = Fixes()


@dataclass(frozen=True)
class Understood:
    """All that a sheet says; it may be stored when there are no problems."""

    duties: tuple[ReadDuty, ...]
    problems: tuple[RowProblem, ...]
    warnings: tuple[RowProblem, ...]
    new_officers: tuple[NewOfficer, ...]
