"""What whoever wrote was told when, and which words' time is over (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from station.answers.rules import YEARS
from station.database import Words
from station.errors import Refusal
from station.quotas.rules import fiscal_year_of, span_of_year

PAGE_IS_OPEN = timedelta(days=1)
"""For how long after its day a notice may still stand on a screen on which somebody writes."""


@dataclass(frozen=True, slots=True)
class Told:
    """What whoever writes is told; None where it is said as for any station.

    `number` is its version, 0 before the station said anything; `years` is for how many fiscal
    years words are kept after their own.
    """

    purpose: Words | None = None
    kept: Words | None = None
    readers: Words | None = None
    contact: Words | None = None
    years: int = YEARS
    number: int = 0

    @property
    def said(self) -> tuple[object, ...]:
        """All that visitors read."""
        return self.purpose, self.kept, self.readers, self.contact, self.years


@dataclass(frozen=True, slots=True)
class Notice:
    """What was told from a moment on, and whose word it was."""

    told: Told
    by: UUID | None
    at: datetime


class NoticeChangedMeanwhile(Refusal):
    """Somebody else changed the notice since it was opened."""

    code = "notice_changed_meanwhile"


@dataclass(frozen=True, slots=True)
class Days:
    """From a day on (None: from the first) up to the one before another."""

    first: date | None
    before: date


@dataclass(frozen=True, slots=True)
class Term:
    """On which days somebody may have read for how many years words are kept; None is open."""

    first: date | None
    last: date | None
    years: int


def terms_of(days: Sequence[tuple[date, int]]) -> Iterator[Term]:
    """When each term may have been read, from the days on which notices were first told.

    `days` stand in their order, with the number of years; before the first it is the usual one.
    A day's words carry no time: on the day of a change, and the one after, both may have been read.
    """
    starts: list[tuple[date | None, int]] = [(None, YEARS), *days]
    ends = [*(first + PAGE_IS_OPEN for first, _ in days), None]
    for (first, years), last in zip(starts, ends, strict=True):
        yield Term(first, last, years)


def days_over(terms: Sequence[Term], today: date) -> Iterator[Days]:
    """The days whose words are kept no longer: the shortest of what may have been read decides."""
    for term in terms:
        before = span_of_year(fiscal_year_of(today) - term.years).first
        if term.last:
            before = min(before, term.last + timedelta(days=1))
        if term.first is None or term.first < before:
            yield Days(term.first, before)
