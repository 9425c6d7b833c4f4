"""What an officer's entry must be, and how a name is shown (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from station.errors import Refusal
from station.thai import is_readable

LONGEST_RANK = 60
LONGEST_NAME = 120


class NameShown(StrEnum):
    """How much of an officer's name visitors see."""

    FULL = "full"
    FIRST = "first"
    RANK = "rank"


class BadOfficer(Refusal):
    """An officer without a name, or with one nobody could read."""

    code = "bad_officer"


class BadDays(Refusal):
    """Days whose last lies before their first."""

    code = "bad_days"


class AccountTaken(Refusal):
    """An account by which another officer signs in."""

    code = "account_taken"


@dataclass(frozen=True)
class Service:
    """When an officer serves here, and the days of their leave."""

    since: date | None = None
    until: date | None = None
    leaves: tuple[tuple[date, date], ...] = ()

    def is_here(self, day: date) -> bool:
        """Whether the officer belongs to this station on a day."""
        return (self.since or day) <= day <= (self.until or day)

    def is_on_leave(self, day: date) -> bool:
        """Whether a day is one of leave."""
        return any(first <= day <= last for first, last in self.leaves)


def tidy_officer(rank: str, name: str) -> tuple[str, str]:
    """Rank and name as they are kept; raises BadOfficer."""
    rank, name = " ".join(rank.split()), " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or len(rank) > LONGEST_RANK:
        raise BadOfficer(longest=LONGEST_NAME)
    if not is_readable(rank + name):
        raise BadOfficer(longest=LONGEST_NAME)
    return rank, name


def check_days(first: date | None, last: date | None) -> None:
    """Raise BadDays where the last day lies before the first."""
    if first and last and last < first:
        raise BadDays()


def shown_name(rank: str, name: str, how: NameShown) -> str:
    """An officer's name as visitors see it: all of it, the first name, or the rank alone."""
    parts: Iterable[str] = {
        NameShown.FULL: (rank, name),
        NameShown.FIRST: (rank, name.partition(" ")[0]),
        NameShown.RANK: (rank,),
    }[how]
    return " ".join(part for part in parts if part)
