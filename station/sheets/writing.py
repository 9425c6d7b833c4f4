"""A month's duties as a file that spreadsheet programs open and our own reader understands (pure).

A row per duty, nothing above the header. Whatever begins like a formula is text in either form.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO, StringIO
from uuid import UUID

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from station.sheets.catalogue import Catalogue, KnownOfficer
from station.sheets.groups import people_or_ids
from station.sheets.month import Month
from station.sheets.people import Roll
from station.sheets.posts import find_post
from station.sheets.shifts import find_shift
from station.thai import is_readable, short_date

HEADER = ("วันที่", "จุด", "ผลัด", "ผู้ปฏิบัติ")
FONT = "TH SarabunPSK"
"""The font of official papers, which every Thai office has."""
FONT_SIZE = 16
WIDTHS = (16, 44, 18, 36)
THAI_DATE = "[$-107041E]d mmm yyyy"
A4 = 9
FORMULA = re.compile(r"[=+\-@\t\r\n'\uff1d\uff0b\uff0d\uff20]")
"""What a text must not begin with: programs would calculate it; the apostrophe is our own mark."""
PARTING = re.compile(r"[\n,;/&+()\[\]\"]")
"""What the reader takes for the end of a name, or overlooks with what it encloses."""


@dataclass(frozen=True)
class WrittenDuty:
    """An officer's duty by the codes of its post and shift."""

    day: date
    post: str
    shift: str
    officer: UUID


def write_xlsx(duties: Iterable[WrittenDuty], catalogue: Catalogue, month: Month) -> bytes:
    """The duties as an XLSX file, in their order, with true dates; it prints on A4."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(str(month))
    look = {"font_name": FONT, "font_size": FONT_SIZE, "valign": "top", "border": 1}
    plain = book.add_format({**look, "text_wrap": True})
    day = book.add_format({**look, "align": "left", "num_format": THAI_DATE})
    head = book.add_format({**look, "bold": True, "align": "center"})
    for column, (width, text) in enumerate(zip(WIDTHS, HEADER, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, text, head)
    for row, (duty, texts) in enumerate(_rows(duties, catalogue), 1):
        sheet.write_datetime(row, 0, duty.day, day)
        for column, text in enumerate(texts, 1):
            sheet.write_string(row, column, text, plain)
    _set_up_print(sheet)
    book.close()
    return out.getvalue()


def _set_up_print(sheet: Worksheet) -> None:
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer("&C&P/&N")


def write_csv(duties: Iterable[WrittenDuty], catalogue: Catalogue) -> bytes:
    """The duties as CSV in UTF-8 with the mark by which Excel knows it."""
    lines = StringIO()
    write = csv.writer(lines, lineterminator="\r\n").writerow
    write(HEADER)
    for duty, texts in _rows(duties, catalogue):
        write(map(harmless, (short_date(duty.day, "th"), *texts)))
    return lines.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    """A text as a CSV cell that no program takes for a formula; our reader undoes it."""
    return f"'{text}" if FORMULA.match(text) else text


def _rows(
    duties: Iterable[WrittenDuty], catalogue: Catalogue
) -> Iterator[tuple[WrittenDuty, tuple[str, str, str]]]:
    words = _Words(catalogue)
    post, shift, officer = cache(words.post), cache(words.shift), cache(words.officer)
    for duty in duties:
        texts = post(duty.post), shift(duty.shift, duty.post), officer(duty.officer)
        yield duty, texts


class _Words:
    """The first writing of everything from which the reader finds it again."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue, self.roll = catalogue, Roll(catalogue.officers)
        self.officers = {one.id: one for one in catalogue.officers}

    def post(self, code: str) -> str:
        known = self.catalogue.post(code)
        names = known.names if known else ()
        return _first(names, code, lambda text: find_post(text, self.catalogue).code == code)

    def shift(self, code: str, post: str) -> str:
        names = [name for one in self.catalogue.shifts if one.code == code for name in one.names]
        at = self.catalogue.post(post)
        place = post if at and code in at.shifts else None
        return _first(
            names, code, lambda text: find_shift(text, self.catalogue, place).code == code
        )

    def officer(self, officer: UUID) -> str:
        """Rank and name; where they do not lead to one officer alone, the id after them."""
        known = self.officers.get(officer)
        texts = _writings(known) if known else ()
        return _first(texts, str(officer), lambda text: self._is_only(text, officer))

    def _is_only(self, text: str, officer: UUID) -> bool:
        people = people_or_ids(text, self.roll)
        if len(people) != 1:
            return False
        by_id = self.roll.by_id(people[0].name)
        return by_id == officer if by_id else self.roll.named(people[0]) == (officer,)


def _writings(officer: KnownOfficer) -> tuple[str, ...]:
    whole = f"{officer.rank} {officer.name}".strip()
    return whole, officer.name, f"({PARTING.sub(' ', whole)}), {officer.id}"


def _first(texts: Sequence[str], otherwise: str, is_found: Callable[[str], bool]) -> str:
    plain = (_one_line(text) for text in texts)
    return next((text for text in plain if text and is_found(text)), otherwise)


def _one_line(text: str) -> str:
    """A text as the reader sees it: without line breaks and what nobody sees."""
    return " ".join("".join(sign if is_readable(sign) else " " for sign in text).split())
