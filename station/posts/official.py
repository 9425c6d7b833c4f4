"""Thailand's official holidays, as the `holidays` library knows them (pure)."""

from collections.abc import Iterator
from datetime import date

import holidays

from station.database import Words

LANGUAGES = {"th": "th", "en": "en_US"}
NO_DAY_OFF = {"วันเด็กแห่งชาติ", "National Children's Day"}
"""What the library lists although offices work that day."""


def official_holidays(first: date, last: date) -> list[tuple[date, Words]]:
    """The days off from `first` to `last`, both included, with their names in both languages.

    The cabinet may decree others, and the library may lag behind it.
    """
    return [
        (day, words)
        for year in range(first.year, last.year + 1)
        for day, words in _of_year(year)
        if first <= day <= last
    ]


def _of_year(year: int) -> Iterator[tuple[date, Words]]:
    found = {
        language: holidays.country_holidays("TH", years=year, language=name)
        for language, name in LANGUAGES.items()
    }
    for day in sorted(found["th"]):
        words = {language: _days_off(known[day]) for language, known in found.items()}
        if words["th"]:
            yield day, words


def _days_off(names: str) -> str:
    """The names of one day without those that are no day off."""
    return "; ".join(name for name in names.split("; ") if name not in NO_DAY_OFF)
