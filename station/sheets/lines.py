"""The lines of a sheet that are duties, with their days; titles and signatures are not (pure)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from station.sheets.catalogue import Catalogue
from station.sheets.columns import Mapping, headings_at
from station.sheets.days import DayRead, read_day
from station.sheets.month import Month
from station.sheets.plain import plain
from station.sheets.posts import find_post
from station.sheets.sheet import Sheet

BELOW = re.compile(
    r"\(?ลงชื่อ|ผู้จัด|ผู้ตรวจ|ตรวจแล้ว|ผู้อนุมัติ|อนุมัติ$|ผู้รับรอง|ผู้รายงาน|ผู้กำกับ|ผกก|รอง ?ผกก|สว\.|สารวัตร"
    r"|เห็นชอบ$|ทราบ$|หมายเหตุ|สำเนา|รวม$|รวมทั้งสิ้น|\.{4,}|…{2,}|_{4,}|signed|approved|remarks?\b|total$"
)
# A column of officers' positions is ignored too, and may say `สว.` on any line.
BELOW_ANYWHERE = re.compile(r"\(?ลงชื่อ|หมายเหตุ")


@dataclass(frozen=True)
class Line:
    """A row below the header; `day` is its own, or that of the row whose day it shares.

    `post_above` is where the post is named that it shares with the day.
    """

    row: int
    cells: tuple[str, ...]
    day: DayRead
    day_text: str
    has_own_day: bool
    section_post: str | None
    post_above: tuple[int, int] | None


def has_sections(sheet: Sheet, mapping: Mapping, catalogue: Catalogue) -> bool:
    """Whether posts stand over the rows of their duties, each on a line of its own."""
    if mapping.shape == "day":
        return False
    rows = (set(row) - {""} for row in sheet.rows[mapping.data :])
    return any(find_post(row.pop(), catalogue).code for row in rows if len(row) == 1)


def has_day_lines(sheet: Sheet, mapping: Mapping, month: Month) -> bool:
    """Whether days stand over the rows of their duties, each on a line of its own."""
    if mapping.shape == "day" or mapping.columns_of("date"):
        return False
    rows = (set(row) - {""} for row in sheet.rows)
    return any(is_full_day(row.pop(), month) for row in rows if len(row) == 1)


def is_full_day(text: str, month: Month) -> bool:
    """Whether a text names a day and its month."""
    read = read_day(text, month)
    return read.day is not None and not read.is_alone


@dataclass
class Lines:
    """Walks down a sheet; `left_out` are rows below the table that nothing was read from."""

    sheet: Sheet
    mapping: Mapping
    catalogue: Catalogue
    month: Month
    left_out: list[int] = field(default_factory=list)
    _day: DayRead | None = None
    _day_text: str = ""
    _post: str | None = None
    _post_cell: tuple[int, int] | None = None
    _after_gap: bool = False
    _is_below: bool = False

    def __iter__(self) -> Iterator[Line]:
        headings = headings_at(self.sheet, self.mapping.header, self.mapping.header_rows)
        first = self.mapping.data
        for cells in self.sheet.rows[: max(self.mapping.header, 0)]:
            self._is_day_line(cells)
        for row in range(first, len(self.sheet.rows)):
            cells = self.sheet.rows[row]
            if headings and headings_at(self.sheet, row, self.mapping.header_rows) == headings:
                first = row + self.mapping.header_rows  # printed again on the next page
            elif not any(cells):
                self._after_gap = True
            elif row >= first:
                yield from self._line(row, cells)

    def _line(self, row: int, cells: tuple[str, ...]) -> Iterator[Line]:
        text = self._date_text(cells)
        day = read_day(text, self.month) if text else None
        if day and day.day is None and self._says_below(cells):
            self._is_below = True
        elif day and (day.day or not self._is_below):
            self._is_below = False
            own = text != self._day_text or day.day is not None
            self._day, self._day_text = day, text
            if not self._is_section(cells):
                yield self._made(row, cells, day, has_own_day=own)
        elif not self._is_section(cells):
            yield from self._undated(row, cells)
        self._after_gap = False

    def _undated(self, row: int, cells: tuple[str, ...]) -> Iterator[Line]:
        if self._says_below(cells):
            self._is_below = True
        elif self._is_below or (self._after_gap and self._day):
            if not self._is_below:
                self.left_out.append(row)
            self._is_below = True
        else:
            day = self._day or DayRead(None, "bad_date")
            yield self._made(row, cells, day, has_own_day=self._day is None)

    def _date_text(self, cells: tuple[str, ...]) -> str:
        places = self.mapping.columns_of("date")
        return cells[places[0]] if places else ""

    def _says_below(self, cells: tuple[str, ...]) -> bool:
        for text, column in zip(cells, self.mapping.columns, strict=False):
            words = BELOW_ANYWHERE if column.role == "ignore" else BELOW
            if text and column.role != "note" and words.match(plain(text)):
                return True
        return False

    def _is_section(self, cells: tuple[str, ...]) -> bool:
        """Whether one text over the whole row names the post, or the day, of the rows below it."""
        texts = [text for text in cells if text]
        if len(set(texts)) > 1 or self.mapping.shape == "day":
            return False
        if self._is_day_line(cells):
            return True
        post = find_post(texts[0], self.catalogue).code
        self._post = post or self._post
        return bool(post) or (len(texts) > 2 and self._day_text == texts[0])

    def _is_day_line(self, cells: tuple[str, ...]) -> bool:
        """Whether a row names the day of the rows below it, which have no column for theirs."""
        texts = set(cells) - {""}
        if len(texts) != 1 or self.mapping.shape == "day" or self.mapping.columns_of("date"):
            return False
        text = texts.pop()
        if not is_full_day(text, self.month):
            return False
        self._day, self._day_text, self._is_below = read_day(text, self.month), text, False
        return True

    def _made(self, row: int, cells: tuple[str, ...], day: DayRead, *, has_own_day: bool) -> Line:
        above = self._post_above(row, cells)
        return Line(row, cells, day, self._day_text, has_own_day, self._post, above)

    def _post_above(self, row: int, cells: tuple[str, ...]) -> tuple[int, int] | None:
        """Where the post of a row is named that leaves out both its day and its post."""
        said = [place for place in self.mapping.columns_of("post") if cells[place]]
        if said or self._date_text(cells):
            self._post_cell = (row, said[0]) if said else None
        return None if said else self._post_cell
