"""Buddhist years, Thai digits, and dates as Thais and visitors read them (pure)."""

import re
import unicodedata
from datetime import date, datetime
from functools import cache
from typing import Literal

from babel.dates import get_day_names, get_month_names

BUDDHIST_ERA = 543
FIRST_BUDDHIST_YEAR = 2400
CENTURY = 2500
"""Of a Buddhist year that is written with two digits."""
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

_CONTROLS = ("Cc", "Cs", "Zl", "Zp")
# Sara am in two pieces (some systems and keyboards write it so), a tone mark between them or not.
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
# They turn the reading order of what stands around them.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_readable(text: str) -> bool:
    """Whether a text holds nothing but what is read (one line: no line breaks either)."""
    return not any(unicodedata.category(c) in _CONTROLS or c in _TURNING for c in text)


def composed(text: str) -> str:
    """A text in the one spelling of those that look alike: signs joined, แ never typed as two เ."""
    joined = _SARA_AM.sub("\\1\u0e33", unicodedata.normalize("NFC", text))
    return joined.replace("เเ", "แ")


def sort_key(text: str) -> tuple[str, str]:
    """By this, Thai names stand as in a dictionary, before Latin ones none.

    A vowel written before its consonant sorts after it; tone and other marks decide last.
    """
    swapped = re.sub("([\u0e40-\u0e44])([\u0e01-\u0e2e])", r"\2\1", text.casefold())
    return re.sub("[\u0e47-\u0e4e]", "", swapped), swapped


def thai_digits(text: str) -> str:
    """Text with its Arabic digits as Thai ones."""
    return text.translate(_TO_THAI)


def arabic_digits(text: str) -> str:
    """Text with its Thai digits as Arabic ones."""
    return text.translate(_TO_ARABIC)


def buddhist_year(day: date) -> int:
    """The Buddhist year of a day: Gregorian + 543."""
    return day.year + BUDDHIST_ERA


def gregorian_year(year: int) -> int:
    """The Gregorian year of a written one: two digits, and from 2400 up, are Buddhist."""
    if year < 100:
        year += CENTURY
    return year - BUDDHIST_ERA if year >= FIRST_BUDDHIST_YEAR else year


def read_month_name(text: str) -> int | None:
    """The number of the month in `มีนาคม`, `มี.ค.`, `มีค`, `March` or `Mar.`, or None."""
    return _months_by_name().get(_bare(text))


def months_named(text: str) -> set[int]:
    """The numbers of the months whose full names, or Thai short ones with dots, are in a text."""
    plain = " ".join(text.casefold().split())
    thai = _names("wide", "th") | _names("abbreviated", "th")
    found = {month for name, month in thai.items() if name in plain}
    return found | {
        month for name, month in _names("wide", "en").items() if re.search(rf"\b{name}\b", plain)
    }


def _names(width: Literal["abbreviated", "wide"], language: str) -> dict[str, int]:
    names = get_month_names(width, locale=language)
    return {str(name).casefold(): month for month, name in names.items()}


@cache
def _months_by_name() -> dict[str, int]:
    names = {"sept": 9}
    for language in ("th", "en"):
        names |= _names("wide", language) | _names("abbreviated", language)
    return {_bare(name): month for name, month in names.items()}


def _bare(text: str) -> str:
    return "".join(text.split()).replace(".", "").casefold()


def short_date(day: date, language: str) -> str:
    """A day in few characters: `3 มี.ค. 2568` or `3 Mar 2025`."""
    return f"{day.day} {_month(day, 'abbreviated', language)} {_year(day, language)}"


def long_date(day: date, language: str) -> str:
    """A day in full: `วันจันทร์ที่ 3 มีนาคม 2568` or `Monday 3 March 2025`."""
    weekday = get_day_names("wide", locale=language)[day.weekday()]
    the = "ที่ " if language == "th" else " "
    return f"{weekday}{the}{day.day} {_month(day, 'wide', language)} {_year(day, language)}"


def _month(day: date, width: Literal["abbreviated", "wide"], language: str) -> str:
    return str(get_month_names(width, locale=language)[day.month])


def _year(day: date, language: str) -> int:
    return buddhist_year(day) if language == "th" else day.year


def weekday(day: date, language: str) -> str:
    """The day of the week in few characters: `จ.` or `Mon`."""
    return str(get_day_names("abbreviated", locale=language)[day.weekday()])


def month_words(day: date, language: str) -> str:
    """The month of a day: `มีนาคม 2568` or `March 2025`."""
    return f"{_month(day, 'wide', language)} {_year(day, language)}"


def clock_time(at: datetime, language: str) -> str:
    """A time of day: `09.42 น.` or `09:42`."""
    return at.strftime("%H.%M น.") if language == "th" else at.strftime("%H:%M")


def typed_day(day: date, language: str) -> str:
    """A day as someone would type it: `3/3/2568` or `3/3/2025`."""
    return f"{day.day}/{day.month}/{_year(day, language)}"


def read_date(text: str) -> date | None:
    """A day from `YYYY-MM-DD` or `D/M/YYYY`, in either digits and either era, or None.

    A year from 2400 up is Buddhist.
    """
    plain = arabic_digits(text).strip()
    parts = plain.split("-") if "-" in plain else plain.split("/")[::-1]
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    if len(parts[0]) != 4:  # 3/3/68 would be a day of the year 68, long before anything here
        return None
    year, month, day = (int(part[:6]) for part in parts)
    try:
        return date(year - BUDDHIST_ERA if year >= FIRST_BUDDHIST_YEAR else year, month, day)
    except ValueError:
        return None
