"""A month as rosters are made for (pure)."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from station.thai import BUDDHIST_ERA, arabic_digits, gregorian_year


@dataclass(frozen=True, order=True)
class Month:
    """A month of a Gregorian year; written in the Buddhist one: `2568-03`."""

    year: int
    month: int

    def __post_init__(self) -> None:
        date(self.year, self.month, 1)  # raises ValueError for what is no month

    @classmethod
    def parse(cls, text: str) -> "Month":
        """The month in `2568-03` or `2025-03`, in either digits; raises ValueError."""
        found = re.fullmatch(r"([0-9]{4})-([0-9]{1,2})", arabic_digits(text).strip())
        if not found:
            raise ValueError(f"no month: {text}")
        return cls(gregorian_year(int(found[1])), int(found[2]))

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that a day is in."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year + BUDDHIST_ERA}-{self.month:02d}"

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, monthrange(self.year, self.month)[1])

    @property
    def days(self) -> tuple[date, ...]:
        """All its days, in order."""
        return tuple(self._days())

    def _days(self) -> Iterator[date]:
        for day in range(1, self.last.day + 1):
            yield date(self.year, self.month, day)
