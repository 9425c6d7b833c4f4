"""From a sheet and its mapping to duties, with every problem told in its place (pure)."""

from collections.abc import Iterator
from dataclasses import replace

from station.sheets.catalogue import Catalogue
from station.sheets.columns import NO_HEADER, Mapping
from station.sheets.duties import DutyReader
from station.sheets.findings import (
    NO_FIXES,
    Fixes,
    NewOfficer,
    ReadDuty,
    RowProblem,
    Understood,
)
from station.sheets.lines import has_day_lines, has_sections
from station.sheets.month import Month
from station.sheets.people import person_key
from station.sheets.sheet import NAME_CELL, Sheet
from station.sheets.wrapping import unwrapped

__all__ = [
    "Fixes", "NewOfficer", "ReadDuty", "RowProblem", "Understood", "person_key", "understand",
]  # fmt: skip


def understand(
    sheet: Sheet,
    mapping: Mapping,
    catalogue: Catalogue,
    month: Month,
    fixes: Fixes = NO_FIXES,
    *,
    allow_new: bool = False,
) -> Understood:
    """What a sheet says about a month's duties; `allow_new` takes every unknown person as new."""
    missing = list(_missing(sheet, mapping, catalogue, month))
    if missing:
        return Understood((), tuple(missing), (), ())
    mended = _mended(unwrapped(sheet, mapping), mapping, fixes)
    return DutyReader(mended, mapping, catalogue, month, fixes, allow_new).read()


def _missing(
    sheet: Sheet, mapping: Mapping, catalogue: Catalogue, month: Month
) -> Iterator[RowProblem]:
    if mapping.header == NO_HEADER and len(mapping.columns_of("ignore")) == len(mapping.columns):
        yield RowProblem(0, 0, "no_header", "")
        return
    people = [one for one in mapping.columns if one.role in ("officer", "duty")]
    # A column over people that is not understood is told at its own heading.
    is_unclear = any(one.role == "duty" and not (one.post or one.shift) for one in people)
    has_post = mapping.columns_of("post") or any(one.post for one in people)
    has_shift = mapping.columns_of("shift") or any(one.shift for one in people)
    present = {
        "date": mapping.columns_of("date") or has_day_lines(sheet, mapping, month),
        "post": (
            has_post
            or mapping.default_post
            or is_unclear
            or has_sections(sheet, mapping, catalogue)
        ),
        "shift": has_shift or mapping.default_shift or is_unclear or _is_plain(mapping, catalogue),
        "officer": people,
    }
    for role, is_present in present.items():
        if not is_present:
            yield RowProblem(max(mapping.header, 0), 0, "missing_column", role)


def _is_plain(mapping: Mapping, catalogue: Catalogue) -> bool:
    """Whether a post that may be meant has one shift, so that none need be named."""
    named = {one.post for one in mapping.columns if one.post} | {mapping.default_post} - {None}
    posts = [post for post in catalogue.posts if not named or post.code in named]
    return any(len(post.shifts) == 1 for post in posts)


def _mended(sheet: Sheet, mapping: Mapping, fixes: Fixes) -> Sheet:
    """The sheet with the fixed texts in it; a day that several rows share is mended for all."""
    rows = [list(row) for row in sheet.rows]
    for (row, column), text in fixes.cells.items():
        if 0 <= row < len(rows) and 0 <= column < len(rows[row]):
            rows[row][column] = text.strip()
            if column in mapping.columns_of("date"):
                _mend_below(sheet, fixes, rows, (row, column))
    name = fixes.cells.get(NAME_CELL, sheet.name)
    return replace(sheet, rows=tuple(map(tuple, rows)), name=name)


def _mend_below(sheet: Sheet, fixes: Fixes, rows: list[list[str]], place: tuple[int, int]) -> None:
    row, column = place
    was, now = sheet.rows[row][column], rows[row][column]
    for below in range(row + 1, len(rows)):
        if not was or sheet.rows[below][column] != was or (below, column) in fixes.cells:
            return
        rows[below][column] = now
