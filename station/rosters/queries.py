"""Months, their versions and duties, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from station.database import Words
from station.officers.queries import list_officers, services
from station.officers.rules import NameShown
from station.people.rules import hash_token
from station.posts.queries import list_posts, list_shifts, needed_in, patterns, shifts_by_post
from station.posts.rules import Hours, Place
from station.rosters.rules import (
    Planned,
    Problem,
    find_problems,
)
from station.rosters.tables import (
    Calendar,
    Duty,
    DutyDisplay,
    Roster,
    RosterVersion,
)
from station.sheets.catalogue import Catalogue, KnownOfficer, KnownPost, KnownShift
from station.sheets.month import Month
from station.stations.queries import get_station, list_divisions

AROUND = timedelta(days=2)
"""How far beyond a month a duty may still collide with one in it."""


def month_key(month: Month) -> str:
    """A month as tables keep it: `2025-03`."""
    return f"{month.year:04d}-{month.month:02d}"


def list_rosters(db: Session, station_id: UUID) -> Sequence[RosterVersion]:
    """The version in force of each month that has one, the newest month first."""
    ask = (
        select(RosterVersion)
        .join(
            Roster,
            (Roster.station_id == RosterVersion.station_id)
            & (Roster.month == RosterVersion.month)
            & (Roster.version == RosterVersion.number),
        )
        .where(RosterVersion.station_id == station_id)
        .order_by(RosterVersion.month.desc())
    )
    return db.scalars(ask).all()


def version_in_force(db: Session, station_id: UUID, month: Month) -> int:
    """The number of the month's version in force; 0 where there is none."""
    roster = db.get(Roster, (station_id, month_key(month)))
    return roster.version if roster else 0


def has_roster(db: Session, station_id: UUID, day: date) -> bool:
    """Whether the month of a day has a published roster."""
    return version_in_force(db, station_id, Month.of(day)) > 0


def list_versions(db: Session, station_id: UUID, month: Month) -> Sequence[RosterVersion]:
    """A month's versions, the newest first."""
    ask = select(RosterVersion).where(
        RosterVersion.station_id == station_id, RosterVersion.month == month_key(month)
    )
    return db.scalars(ask.order_by(RosterVersion.number.desc())).all()


def list_duties(
    db: Session, station_id: UUID, month: Month, version: int | None = None
) -> Sequence[Duty]:
    """The duties of a month's version, by default of the one in force, by time."""
    number = version_in_force(db, station_id, month) if version is None else version
    ask = select(Duty).where(
        Duty.station_id == station_id, Duty.month == month_key(month), Duty.version == number
    )
    return db.scalars(ask.order_by(Duty.starts_at, Duty.post, Duty.shift, Duty.officer_id)).all()


def duties_of_version(
    db: Session, station_id: UUID, month: Month, version: int
) -> list[tuple[Place, UUID]]:
    """A version's duties as places with their officers."""
    return [
        (Place(duty.day, duty.post, duty.shift), duty.officer_id)
        for duty in list_duties(db, station_id, month, version)
    ]


def list_duties_between(
    db: Session,
    station_id: UUID,
    first: datetime,
    last: datetime,
    *,
    officer: UUID | None = None,
    post: str | None = None,
) -> Sequence[Duty]:
    """The duties in force some moment of which lies between two moments, by time.

    Of one officer or at one post only, where they are named.
    """
    ask = (
        select(Duty)
        .join(Roster, _is_in_force())
        .where(
            Duty.station_id == station_id,
            Duty.starts_at < last,
            Duty.starts_at > first - AROUND,
            Duty.ends_at > first,
        )
        .order_by(Duty.starts_at, Duty.post, Duty.officer_id)
    )
    ask = ask.where(Duty.officer_id == officer) if officer else ask
    return db.scalars(ask.where(Duty.post == post) if post else ask).all()


@dataclass(frozen=True, slots=True)
class Staffed:
    """A place in force with the hours of its duties, and how many officers have it."""

    place: Place
    starts: datetime
    ends: datetime
    officers: int


def list_staffed(db: Session, station_id: UUID, first: date, last: date) -> list[Staffed]:
    """The places of the duties in force that begin from `first` to `last`, both included."""
    place = (Duty.day, Duty.post, Duty.shift)
    months = month_key(Month.of(first)), month_key(Month.of(last))
    ask = (
        select(*place, Duty.starts_at, Duty.ends_at, func.count())
        .join(Roster, _is_in_force())
        .where(
            Duty.station_id == station_id,
            Duty.month.between(*months),
            Duty.day.between(first, last),
        )
        .group_by(*place, Duty.starts_at, Duty.ends_at)
    )
    return [
        Staffed(Place(day, post, shift), starts, ends, officers)
        for day, post, shift, starts, ends, officers in db.execute(ask)
    ]


def months_published(db: Session, station_id: UUID) -> frozenset[Month]:
    """The months that have a roster."""
    ask = select(Roster.month).where(Roster.station_id == station_id, Roster.version > 0)
    return frozenset(Month.parse(key) for key in db.scalars(ask))


def problems_of(
    db: Session, station_id: UUID, month: Month, duties: Iterable[tuple[Place, UUID]]
) -> list[Problem]:
    """What would be wrong with these duties as a month's roster."""
    zone = get_station(db, station_id).zone
    by_code = {pattern.code: pattern for pattern in patterns(db, station_id)}
    planned = [
        Planned(place, officer, by_code[place.shift].on(place.day, zone))
        for place, officer in duties
    ]
    return find_problems(
        planned,
        needed_in(db, station_id, month.days),
        services(db, station_id),
        zone,
        _around(db, station_id, month),
    )


def _around(db: Session, station_id: UUID, month: Month) -> list[Planned]:
    """The duties in force of the days just before and after a month."""
    ask = (
        select(Duty)
        .join(Roster, _is_in_force())
        .where(
            Duty.station_id == station_id,
            Duty.day >= month.first - AROUND,
            Duty.day <= month.last + AROUND,
            Duty.month != month_key(month),
        )
    )
    return [planned(duty) for duty in db.scalars(ask)]


def planned(duty: Duty) -> Planned:
    """A stored duty as rules know it."""
    hours = Hours(duty.arrives_at, duty.starts_at, duty.ends_at)
    return Planned(Place(duty.day, duty.post, duty.shift), duty.officer_id, hours)


def _is_in_force() -> ColumnElement[bool]:
    return (
        (Roster.station_id == Duty.station_id)
        & (Roster.month == Duty.month)
        & (Roster.version == Duty.version)
    )


def names_shown(db: Session, station_id: UUID) -> NameShown:
    """How much of the names of those on duty visitors see."""
    kept = db.get(DutyDisplay, station_id)
    return NameShown(kept.names) if kept else NameShown.FULL


def find_calendar(db: Session, token: str) -> Calendar | None:
    """The calendar behind a private address, unless it was ended."""
    ask = select(Calendar).where(
        Calendar.token_hash == hash_token(token), Calendar.revoked_at.is_(None)
    )
    return db.scalar(ask)


def list_calendars(db: Session, station_id: UUID) -> Sequence[Calendar]:
    """The private addresses that work."""
    ask = select(Calendar).where(Calendar.station_id == station_id, Calendar.revoked_at.is_(None))
    return db.scalars(ask).all()


def get_roster_catalogue(db: Session, station_id: UUID) -> Catalogue:
    """What a file may speak of: the posts, the shifts, and the officers who serve here."""
    shifts = shifts_by_post(db, station_id)
    aliases: Mapping[str, Sequence[str]] = {
        d.code: [*_spoken(d.name), *d.aliases] for d in list_divisions(db, station_id)
    }
    return Catalogue(
        posts=tuple(
            KnownPost(
                post.code,
                (*_spoken(post.name), *aliases.get(post.division or "", ())),
                post.division,
                tuple(shift.code for shift in shifts[post.code]),
            )
            for post in list_posts(db, station_id)
        ),
        shifts=tuple(
            KnownShift(shift.code, tuple(_spoken(shift.name)), shift.starts, shift.ends)
            for shift in list_shifts(db, station_id)
        ),
        officers=tuple(
            KnownOfficer(one.id, one.rank, one.name, one.division)
            for one in list_officers(db, station_id)
        ),
    )


def _spoken(words: Words) -> list[str]:
    return list(words.values())
