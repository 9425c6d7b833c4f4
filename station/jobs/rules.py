"""What a job is, when it is due, and how long it rests after a failure (pure)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from station.errors import Refusal

LEASE = timedelta(minutes=15)
"""How long a run may take; whoever held a job for longer is taken to be gone."""
FIRST_REST, LONGEST_REST = timedelta(minutes=1), timedelta(hours=1)
LONG_OVERDUE = timedelta(days=1)
LONGEST_PROBLEM = 200


class Scope(StrEnum):
    """Whether each station has such a job of its own, or the server has one for them all."""

    STATION = "station"
    SERVER = "server"


class Missed(StrEnum):
    """What to do about the times that went by while nothing ran: stations switch PCs off."""

    ONCE = "once"
    EACH = "each"


class Schedule(Protocol):
    """When a job is due again."""

    def after(self, at: datetime, zone: tzinfo) -> datetime:
        """The next time after `at`, as clocks in `zone` have it."""


@dataclass(frozen=True)
class Every:
    """Again after so much time."""

    interval: timedelta

    def after(self, at: datetime, zone: tzinfo) -> datetime:
        """So much later."""
        return at + self.interval


@dataclass(frozen=True)
class Daily:
    """Once a day, at a time of the station's own day."""

    at: time

    def after(self, at: datetime, zone: tzinfo) -> datetime:
        """The first such time after `at`."""
        here = at.astimezone(zone)
        today = datetime.combine(here.date(), self.at, zone)
        if today <= here:
            today = datetime.combine(here.date() + timedelta(days=1), self.at, zone)
        return today.astimezone(UTC)


@dataclass(frozen=True)
class Task:
    """One run: for which station (None: for the server), and which time it is to make good.

    `due` is the time that was missed, not the present. Long work asks `is_stopping` now and then.
    """

    station_id: UUID | None
    due: datetime
    is_stopping: Callable[[], bool]


@dataclass(frozen=True)
class JobKind:
    """A job as the wiring lists it. `run` must bear being run twice, and holds no transaction
    while it waits for anything but the database.
    """

    name: str
    schedule: Schedule
    run: Callable[[Task], None]
    scope: Scope = Scope.STATION
    missed: Missed = Missed.ONCE


class Interrupted(Exception):
    """Raised by a job that ends early because the server stops: it is run again."""


def next_due(kind: JobKind, due: datetime, now: datetime, zone: tzinfo) -> datetime:
    """When a job that was done for `due` is due again: after it, or after all that was missed."""
    done = due if kind.missed is Missed.EACH else max(due, now)
    return kind.schedule.after(done, zone)


def rest_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row."""
    return min(FIRST_REST * (1 << min(failures - 1, 10)), LONGEST_REST)


def problem_of(error: Exception) -> str:
    """What went wrong, in one line."""
    if isinstance(error, Refusal):
        return error.code
    first, *_ = str(error).strip().splitlines() or [""]
    return f"{type(error).__name__}: {first}"[:LONGEST_PROBLEM]
