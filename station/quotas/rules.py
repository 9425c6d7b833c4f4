"""Fiscal years, where a phase stands today, and what should be there by then (pure)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from station.errors import Refusal

FISCAL_YEAR_STARTS_IN_MONTH = 10
BUDDHIST_ERA = 543
MOST_ANSWERS = 1_000_000
LONGEST_NOTE = 500


class Standing(StrEnum):
    """Where a phase stands on a day."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class RestsOn(StrEnum):
    """Which number a division's state rests on; a tally is the weaker one."""

    CONFIRMED = "confirmed"
    TALLIED = "tallied"
    NOTHING = "nothing"


class BadNumber(Refusal):
    """A number of answers that is negative or beyond belief."""

    code = "bad_number"


class BadDay(Refusal):
    """A day on which nothing can have been read yet, or outside every known fiscal year."""

    code = "bad_day"


class LongNote(Refusal):
    """A note longer than is kept."""

    code = "long_note"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def standing(self, today: date) -> Standing:
        """Where it stands on a day."""
        if today < self.first:
            return Standing.BEFORE
        return Standing.DURING if today <= self.last else Standing.AFTER

    def days_left(self, today: date) -> int:
        """How many days may still be used, today among them."""
        return max(0, (self.last - max(today, self.first)).days + 1)


def fiscal_year_of(day: date) -> int:
    """The Buddhist number of the fiscal year a day falls in: it is named by where it ends."""
    return day.year + BUDDHIST_ERA + (day.month >= FISCAL_YEAR_STARTS_IN_MONTH)


def span_of_year(year: int) -> Span:
    """A fiscal year's days: 1 October to 30 September."""
    ends_in = year - BUDDHIST_ERA
    return Span(date(ends_in - 1, 10, 1), date(ends_in, 9, 30))


def expected_by(minimum: int, span: Span, today: date) -> int:
    """How many answers an even pace would have brought by the end of a day, rounded down.

    Nothing before the span, the whole minimum on its last day and after.
    """
    gone = (min(today, span.last) - span.first).days + 1
    return max(0, minimum * gone // span.days)


def shortfall(reached: int | None, expected: int) -> int:
    """How many answers are missing to what is expected by today; 0 when none are."""
    return max(0, expected - (reached or 0))


def rests_on(confirmed: int | None, tallied: int | None) -> RestsOn:
    """Which of a division's numbers counts: ITAP's own where it shows divisions, else the tally."""
    if confirmed is not None:
        return RestsOn.CONFIRMED
    return RestsOn.TALLIED if tallied is not None else RestsOn.NOTHING


def check_entry(number: int, day: date, note: str, *, today: date) -> None:
    """Raise BadNumber, BadDay or LongNote for a reading or tally that can't be."""
    if not 0 <= number <= MOST_ANSWERS:
        raise BadNumber(most=MOST_ANSWERS)
    if day > today:
        raise BadDay(day=day)
    if len(note) > LONGEST_NOTE:
        raise LongNote(longest=LONGEST_NOTE)
