"""What is wrong with a roster, and where two versions differ (pure)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from station.errors import Refusal
from station.officers.rules import Service
from station.posts.rules import Hours, Place

LEAST_REST = timedelta(hours=11)
NOBODY_KNOWN = Service()


class NotAnyMore(Refusal):
    """The month's roster was published anew meanwhile; `version` is the one in force."""

    code = "roster_changed_meanwhile"


class HardProblems(Refusal):
    """A roster with problems that cannot be published without saying why."""

    code = "hard_problems"


class FilePublished(Refusal):
    """A file that became a version already."""

    code = "file_published"


class StillUnclear(Refusal):
    """A file in which something is not understood yet; `count` says how much."""

    code = "still_unclear"


@dataclass(frozen=True, slots=True)
class Planned:
    """An officer's duty."""

    place: Place
    officer: UUID
    hours: Hours


class Kind(StrEnum):
    """What may be wrong with a roster."""

    DOUBLE = "double"
    ON_LEAVE = "on_leave"
    NOT_HERE = "not_here"
    GAP = "gap"
    SHORT_REST = "short_rest"
    NO_HANDOVER = "no_handover"


HARD = frozenset({Kind.DOUBLE, Kind.ON_LEAVE, Kind.NOT_HERE})
"""What nobody can do; the rest nobody should be asked to."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at a place; `other` is the duty it collides with, or comes too soon after."""

    kind: Kind
    place: Place
    officer: UUID | None = None
    other: Place | None = None

    @property
    def is_hard(self) -> bool:
        """Whether it cannot be worked as it stands."""
        return self.kind in HARD


def find_problems(
    duties: Sequence[Planned],
    needed: Iterable[Place],
    services: Mapping[UUID, Service],
    zone: ZoneInfo,
    around: Sequence[Planned] = (),
) -> list[Problem]:
    """All that is wrong with a month's duties, by day.

    `around` are the duties just before and after the month: they collide and end too late for
    enough rest too, but what is wrong only among themselves is not told here.
    """
    ours = frozenset(duties)
    everyone = [*duties, *around]
    found = [
        *_gaps(duties, needed),
        *_absences(duties, services, zone),
        *_collisions(everyone, ours),
        *_handovers(everyone, ours),
    ]
    return sorted(found, key=lambda one: (one.place, one.kind, str(one.officer), str(one.other)))


def _gaps(duties: Iterable[Planned], needed: Iterable[Place]) -> Iterator[Problem]:
    filled = {duty.place for duty in duties}
    for place in needed:
        if place not in filled:
            yield Problem(Kind.GAP, place)


def _absences(
    duties: Iterable[Planned], services: Mapping[UUID, Service], zone: ZoneInfo
) -> Iterator[Problem]:
    for duty in duties:
        service = services.get(duty.officer, NOBODY_KNOWN)
        days = list(duty.hours.days(zone))
        if not all(service.is_here(day) for day in days):
            yield Problem(Kind.NOT_HERE, duty.place, duty.officer)
        if any(service.is_on_leave(day) for day in days):
            yield Problem(Kind.ON_LEAVE, duty.place, duty.officer)


def _collisions(duties: Iterable[Planned], ours: Collection[Planned]) -> Iterator[Problem]:
    """Two duties at once, told at the later; and the next duty after too short a rest."""
    for own in _by_officer(duties).values():
        for number, duty in enumerate(own):
            following = own[number + 1 :]
            for later in following:
                if later.hours.starts >= duty.hours.ends:
                    break
                if duty in ours or later in ours:
                    yield Problem(Kind.DOUBLE, later.place, duty.officer, duty.place)
            after = next((o for o in following if o.hours.starts >= duty.hours.ends), None)
            is_ours = after is not None and (duty in ours or after in ours)
            if after and is_ours and after.hours.starts - duty.hours.ends < LEAST_REST:
                yield Problem(Kind.SHORT_REST, after.place, duty.officer, duty.place)


def _by_officer(duties: Iterable[Planned]) -> dict[UUID, list[Planned]]:
    found: dict[UUID, list[Planned]] = defaultdict(list)
    for duty in duties:
        found[duty.officer].append(duty)
    for own in found.values():
        own.sort(key=lambda duty: (duty.hours.starts, duty.hours.ends, duty.place))
    return found


def _handovers(duties: Sequence[Planned], ours: Collection[Planned]) -> Iterator[Problem]:
    """Who takes over from somebody else but cannot be there before: no time to arrive, or busy."""
    by_officer = _by_officer(duties)
    ends: dict[tuple[str, datetime], list[Planned]] = defaultdict(list)
    for duty in duties:
        ends[duty.place.post, duty.hours.ends].append(duty)
    for duty in duties:
        before = ends.get((duty.place.post, duty.hours.starts), [])
        if duty not in ours or not before or any(o.officer == duty.officer for o in before):
            continue
        early = Hours(duty.hours.arrives, duty.hours.arrives, duty.hours.starts)
        is_busy = any(
            own is not duty and own.hours.meets(early) for own in by_officer[duty.officer]
        )
        if is_busy or early.starts == early.ends:
            other = min(one.place for one in before)
            yield Problem(Kind.NO_HANDOVER, duty.place, duty.officer, other)


@dataclass(frozen=True)
class Change:
    """What became of a place between two versions: who went and who came."""

    place: Place
    gone: tuple[UUID, ...]
    come: tuple[UUID, ...]


def changes_between(
    before: Iterable[tuple[Place, UUID]], after: Iterable[tuple[Place, UUID]]
) -> list[Change]:
    """Where two rosters differ, by day."""
    was, now = frozenset(before), frozenset(after)
    gone, come = _by_place(was - now), _by_place(now - was)
    return [
        Change(place, tuple(gone.get(place, ())), tuple(come.get(place, ())))
        for place in sorted(gone.keys() | come.keys())
    ]


def _by_place(duties: Iterable[tuple[Place, UUID]]) -> dict[Place, list[UUID]]:
    found: dict[Place, list[UUID]] = defaultdict(list)
    for place, officer in sorted(duties, key=lambda duty: (duty[0], str(duty[1]))):
        found[place].append(officer)
    return found
