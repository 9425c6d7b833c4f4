"""The cells of a workbook as text, merged ranges filled in; runs in the child process."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from station.sheets.spans import Span, ods_spans
from station.sheets.unpacking import MOST_COLUMNS, MOST_ROWS, Stopped, check_size

FIRST_REAL_YEAR = 1901
MOST_CHARACTERS = 2_000
"""Longer texts are cut: no name, post or shift is as long."""

GUARD = re.compile(r"\A'(?=[=+\-@\t\n'\uff1d\uff0b\uff0d\uff20])")
"""The apostrophe before a text that is no formula, as our own CSV has it."""

Rows = list[list[str]]


def read_workbook(kind: str, content: bytes) -> dict[str, Any]:
    """The answer about the sheets that hold anything; raises Stopped."""
    spans = ods_spans(content) if kind == "ods" else {}
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        read = {name: _rows(book.get_sheet_by_name(name)) for name in _offered(book)}
    except PasswordError as error:
        raise Stopped("protected") from error
    except (CalamineError, OSError, ValueError) as error:
        raise Stopped("damaged") from error
    pages = []
    for name, rows in read.items():
        merged = spans.get(book.sheet_names.index(name)) or _spans(book, name)
        pages.append((name, trimmed(fill(rows, merged))))
    filled = [(name, rows) for name, rows in pages if rows]
    if not filled:
        raise Stopped("empty")
    _check_all(rows for _, rows in filled)
    return {"pages": filled, "sheets": book.sheet_names, "encoding": None, "kind": kind}


def _check_all(pages: Iterable[Rows]) -> None:
    """Stop where the sheets together hold more cells than one may."""
    if sum(len(rows) * len(rows[0]) for rows in pages) > MOST_ROWS * MOST_COLUMNS:
        raise Stopped("bomb")


def _offered(book: CalamineWorkbook) -> list[str]:
    """The sheets that whoever opens the file sees; all, where every one is hidden."""
    sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    visible = [one.name for one in sheets if one.visible == SheetVisibleEnum.Visible]
    return visible or [one.name for one in sheets]


def _rows(sheet: CalamineSheet) -> Rows:
    last_row, last_column = sheet.end or (0, 0)
    check_size(last_row + 1, last_column + 1)
    return [[text_of(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _spans(book: CalamineWorkbook, name: str) -> list[Span]:
    ranges = book.get_sheet_by_name(name).merged_cell_ranges or []
    return [(top, left, bottom, right) for (top, left), (bottom, right) in ranges]


def text_of(value: object) -> str:
    """A cell's value as whoever opens the file reads it."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime | date | time | timedelta):
        return _moment(value)
    return tidy(str(value))


def tidy(text: str) -> str:
    """A text without what cannot be seen at its ends, nor a guard; with one kind of line break."""
    plain = text[:MOST_CHARACTERS].replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return GUARD.sub("", plain.replace("\0", "").strip(), count=1).strip()


def _moment(value: datetime | date | time | timedelta) -> str:
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, datetime):
        if value.year < FIRST_REAL_YEAR:  # a time of day that was kept as a moment of the day zero
            return value.strftime("%H:%M")
        is_day = value.time() == time.min
        return value.date().isoformat() if is_day else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else value.strftime("%H:%M")


def fill(rows: Rows, spans: Sequence[Span]) -> Rows:
    """The rows with each merged cell's text in its whole range, as far as the sheet reaches."""
    left = MOST_ROWS * MOST_COLUMNS
    for span in spans:
        for row, column in _inside(rows, span):
            left -= 1
            if not left:  # ranges that lie over each other: no program makes them
                raise Stopped("bomb")
            rows[row][column] = rows[span[0]][span[1]]
    return rows


def _inside(rows: Rows, span: Span) -> Iterator[tuple[int, int]]:
    top, left, bottom, right = span
    if top >= len(rows) or left >= len(rows[top]):
        return
    for row in range(top, min(bottom + 1, len(rows))):
        for column in range(left, min(right + 1, len(rows[row]))):
            yield row, column


def trimmed(rows: Rows) -> Rows:
    """The rows without empty ones at the end, all cut to the last column that holds something."""
    height = max((index + 1 for index, row in enumerate(rows) if any(row)), default=0)
    ends = (index + 1 for row in rows for index, text in enumerate(row) if text)
    width = max(ends, default=0)
    return [(row + [""] * (width - len(row)))[:width] for row in rows[:height]]
