"""A table whose days stand side by side, turned so that each cell is a row of its own (pure).

Two such are common: a row per officer with letters for shifts, and a row per post with names.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from station.sheets.catalogue import Catalogue
from station.sheets.days import read_day
from station.sheets.headings import read_heading
from station.sheets.lines import BELOW_ANYWHERE
from station.sheets.month import Month
from station.sheets.people import Roll, is_nobody, looks_like_people
from station.sheets.plain import key, plain
from station.sheets.posts import find_post
from station.sheets.sheet import Sheet, Source
from station.sheets.shifts import pieces_of

LEAST_DAYS = 7
"""Days side by side from which a row is taken for a heading of days."""
MOST_LEFT = 12
"""Columns before the days."""
MOST_TURNED = 5_000
ENOUGH = 0.5
ONE_DAY = timedelta(days=1)
OFF = {"ลา", "ลป", "ลก", "ลพ", "ลาป่วย", "ลากิจ", "ลาพักผ่อน", "พัก", "o", "0"}
"""Marks, beside those for nobody, of an officer who has no duty that day."""
SUMS = ("รวม", "ยอด", "total", "sum")

Row = tuple[str, ...]


@dataclass(frozen=True)
class _Head:
    """A row with days from one column up to another, that one not included."""

    row: int
    first: int
    end: int


@dataclass(frozen=True)
class _Cell:
    """A cell under a day that says something, with what stands left of the days in its row."""

    row: int
    column: int
    day: str
    left: Row
    text: str


def turned(sheet: Sheet, catalogue: Catalogue, month: Month) -> Sheet | None:
    """The sheet with a row for each cell under a day; None where no days stand side by side."""
    heads = list(_heads(sheet, month))
    if not heads or len({head.first for head in heads}) > 1:
        return None
    cells = list(_cells(sheet, heads))
    roll = Roll(catalogue.officers)
    if _holds(cells, lambda text: looks_like_people(text, roll)):
        return _made(sheet, catalogue, heads[0], list(_filled_down(cells)), "ผู้ปฏิบัติ")
    if _holds(cells, lambda text: bool(pieces_of(text, catalogue))):
        return _made(sheet, catalogue, heads[0], list(_apart(cells, catalogue)), "ผลัด")
    return None


def _heads(sheet: Sheet, month: Month) -> Iterator[_Head]:
    for row, cells in enumerate(sheet.rows):
        first, end = _run([read_day(text, month).day if text else None for text in cells])
        if end - first >= LEAST_DAYS and 1 <= first <= MOST_LEFT:
            yield _Head(row, first, end)


def _run(days: Sequence[date | None]) -> tuple[int, int]:
    """Where most days stand one after another."""
    best, first = (0, 0), 0
    for column in range(1, len(days) + 1):
        before = days[column - 1]
        if column < len(days) and before and days[column] == before + ONE_DAY:
            continue
        if before and column - first > best[1] - best[0]:
            best = (first, column)
        first = column
    return best


def _cells(sheet: Sheet, heads: list[_Head]) -> Iterator[_Cell]:
    ends = (*(head.row for head in heads[1:]), len(sheet.rows))
    for head, end in zip(heads, ends, strict=True):
        days = sheet.rows[head.row]
        for row in range(head.row + 1, end):
            left = sheet.rows[row][: head.first]
            if not any(left) or left == days[: head.first] or _is_below(left):
                continue
            for column in range(head.first, head.end):
                text = sheet.cell(row, column)
                if not is_nobody(text) and key(text) not in OFF:
                    yield _Cell(row, column, days[column], left, text)


def _is_below(left: Row) -> bool:
    """Whether a row is of sums, or below the table."""
    texts = [plain(text) for text in left if text]
    return any(text.startswith(SUMS) or BELOW_ANYWHERE.match(text) for text in texts)


def _holds(cells: Sequence[_Cell], is_such: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(is_such(cell.text) for cell in cells) >= ENOUGH * len(cells)


def _filled_down(cells: Sequence[_Cell]) -> Iterator[_Cell]:
    """The cells with what holds for several rows, and is said in the first, in each of them.

    Only what is left out from the left on is shared: a post may leave out its shift.
    """
    above: Row = ()
    for cell in cells:
        shared = next((place for place, text in enumerate(cell.left) if text), 0)
        above = (*above[:shared], *cell.left[shared:])
        yield replace(cell, left=above)


def _apart(cells: Sequence[_Cell], catalogue: Catalogue) -> Iterator[_Cell]:
    """The cells, those that name several shifts once for each."""
    for cell in cells:
        for text in pieces_of(cell.text, catalogue) or [cell.text]:
            yield replace(cell, text=text)


def _made(
    sheet: Sheet, catalogue: Catalogue, head: _Head, cells: list[_Cell], heading: str
) -> Sheet | None:
    """The titles, a heading, and a row for each cell; None where that would be too many."""
    if len(cells) > MOST_TURNED:
        return None
    titles = [(" ".join(dict.fromkeys(filter(None, row))),) for row in sheet.rows[: head.row]]
    headings = [_heading(sheet, catalogue, head, cells, column) for column in range(head.first)]
    rows: list[Row] = [*titles, ("วันที่", *headings, heading)]
    rows += [(cell.day, *cell.left, cell.text) for cell in cells]
    padded = tuple((*row, *("",) * (head.first + 2 - len(row))) for row in rows)
    sources = [Source("", row) for row in range(head.row + 1)]
    sources += [Source("", cell.row, cell.column) for cell in cells]
    return replace(sheet, rows=padded, sources=tuple(sources))


def _heading(
    sheet: Sheet, catalogue: Catalogue, head: _Head, cells: list[_Cell], column: int
) -> str:
    """A heading left of the days as it is; one that says nothing is told by what is below it."""
    text = sheet.cell(head.row, column) or sheet.cell(head.row - 1, column)
    if read_heading([text], catalogue).role not in ("", "date", "duty"):
        return text
    roll = Roll(catalogue.officers)
    below = [replace(cell, text=cell.left[column]) for cell in cells if cell.left[column]]
    if _holds(below, lambda name: bool(find_post(name, catalogue).code)):
        return "จุด"
    if _holds(below, lambda name: bool(pieces_of(name, catalogue))):
        return "ผลัด"
    return "ผู้ปฏิบัติ" if _holds(below, lambda name: looks_like_people(name, roll)) else ""
