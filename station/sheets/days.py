"""Days as rosters write them, in either era and either digits (pure)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from station.sheets.month import Month
from station.sheets.plain import plain
from station.thai import gregorian_year, read_month_name

LONGEST = 60
WEEKDAYS = (
    "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "พฤหัสฯ", "พฤหัส", "ศุกร์", "เสาร์", "อาทิตย์",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "mon", "tues", "tue", "wed", "thurs", "thur", "thu", "fri", "sat", "sun",
    "พฤ", "อา", "จ", "อ", "พ", "ศ", "ส",
)  # fmt: skip
WEEKDAY = rf"(?:วัน)?(?:{'|'.join(WEEKDAYS)})\.?"
ERA = re.compile(r"(?:พ\.? ?ศ|ค\.? ?ศ)\.? ?(?=\d)|\b(?:b\.?e|a\.?d)\.?(?= ?\d|$)")
BRACKETS = re.compile(r"\([^()]*\)")
# A weekday, `ที่`, `วันที่` before the day; a weekday after it.
BEFORE = re.compile(rf"(?:{WEEKDAY} ?,? ?)?(?:วันที่|ที่)? ?(?=\d)")
AFTER = re.compile(rf"(?<=\d)[ ,]+{WEEKDAY}$")
MOMENT = re.compile(r"(?<=\d)[t ]00:00(?::00)?(?:\.0+)?$")

YEAR_FIRST = re.compile(r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})")
NUMBERS = re.compile(
    r"(?P<day>\d{1,2}) ?([-/.]) ?(?P<month>\d{1,2})(?: ?\2 ?(?P<year>\d{4}|\d{2}))?"
)
NAMED = re.compile(r"(?P<day>\d{1,2})(?P<name>[^\d]+)(?P<year>\d{4}|\d{2})?")
NAME_FIRST = re.compile(r"(?P<name>[a-z]+\.?) (?P<day>\d{1,2})(?:, ?(?P<year>\d{4}|\d{2}))?")
ALONE = re.compile(r"(?P<day>\d{1,2})\.?")
SERIAL = re.compile(r"[3-7]\d{4}")
FIRST_SERIAL = date(1899, 12, 30)
"""From here spreadsheets count days; a cell without a date's format shows the count."""
WRITINGS = (YEAR_FIRST, NUMBERS, NAMED, NAME_FIRST, ALONE)


@dataclass(frozen=True)
class DayRead:
    """The day that a text names; or None and why: bad_date or no_such_day.

    `is_alone`: the text gave no month, so that the asked one was taken.
    """

    day: date | None
    problem: str = ""
    is_alone: bool = False


def read_day(text: str, month: Month) -> DayRead:
    """The day in a cell; what it does not say of month and year is taken from the asked one."""
    bare = _bare(text)
    if SERIAL.fullmatch(bare):
        return _counted(int(bare), month)
    for writing in WRITINGS:
        found = writing.fullmatch(bare)
        if found:
            parts = found.groupdict()
            number = _month(parts)
            if number == 0 and ("name" in parts or "month" in parts):
                continue
            year = gregorian_year(int(parts["year"])) if parts.get("year") else month.year
            return _day(year, number or month.month, int(parts["day"]), is_alone=writing is ALONE)
    return DayRead(None, "bad_date")


def _counted(serial: int, month: Month) -> DayRead:
    """The day of a spreadsheet's count; of another month, the number may be anything."""
    day = FIRST_SERIAL + timedelta(days=serial)
    return DayRead(day) if day in month else DayRead(None, "bad_date")


def _bare(text: str) -> str:
    if len(text) > LONGEST:
        return ""
    bare = BRACKETS.sub(" ", plain(text)).replace("เดือน", " ")
    bare = " ".join(ERA.sub("", bare).split()).strip(" ,")
    bare = BEFORE.sub("", bare, count=1) if BEFORE.match(bare) else bare
    return MOMENT.sub("", AFTER.sub("", bare))


def _month(parts: dict[str, str | None]) -> int:
    """The month's number; 0 where the text gives none that is one."""
    if parts.get("name"):
        return read_month_name((parts["name"] or "").strip(" -/,")) or 0
    number = int(parts.get("month") or 0)
    return number if number <= 12 else 0


def _day(year: int, month: int, day: int, *, is_alone: bool) -> DayRead:
    try:
        return DayRead(date(year, month, day), is_alone=is_alone)
    except ValueError:
        return DayRead(None, "no_such_day" if 1 <= day <= 31 and year else "bad_date")
