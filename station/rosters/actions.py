"""Publishing rosters, and giving out calendars."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Uuid, bindparam, select, text
from sqlalchemy.orm import Session

from station.errors import NotFound
from station.officers.queries import list_officers
from station.officers.rules import NameShown
from station.people.actions import Actor, note_act
from station.people.rules import hash_token
from station.posts.queries import list_posts, list_shifts, patterns
from station.posts.rules import Place
from station.rosters.queries import (
    duties_of_version,
    month_key,
    problems_of,
)
from station.rosters.rules import Change, HardProblems, NotAnyMore, changes_between
from station.rosters.tables import (
    Calendar,
    Duty,
    DutyDisplay,
    Roster,
    RosterVersion,
)
from station.sheets.month import Month
from station.stations.actions import touch_station
from station.stations.queries import get_station

MAKE_ROSTER = text(
    "INSERT INTO rosters (station_id, month, version) VALUES (:station, :month, 0)"
    " ON CONFLICT (station_id, month) DO NOTHING"
).bindparams(bindparam("station", type_=Uuid()))


def publish_roster(
    db: Session,
    station_id: UUID,
    month: Month,
    duties: Iterable[tuple[Place, UUID]],
    *,
    base: int | None,
    source: str,
    why: str,
    by: Actor,
    at: datetime,
) -> RosterVersion | None:
    """Let these duties be the month's roster from now on, as a new version.

    `base` is the version it was made from (0: none; None: whichever is in force). Nothing happens
    where they are the duties in force already (None). Raises NotAnyMore, HardProblems where
    something cannot be worked and `why` is empty, and NotFound where they name what is not there.
    """
    wanted = frozenset(duties)
    _check_named(db, station_id, month, wanted)
    roster = _locked_roster(db, station_id, month)
    if base is not None and base != roster.version:
        raise NotAnyMore(version=roster.version)
    changes = changes_between(duties_of_version(db, station_id, month, roster.version), wanted)
    if roster.version and not changes:
        return None
    hard = [one for one in problems_of(db, station_id, month, wanted) if one.is_hard]
    if hard and not why:
        raise HardProblems(count=len(hard))
    version = _add_version(db, roster, changes, source=source, why=why, by=by, at=at)
    _add_duties(db, version, sorted(wanted, key=lambda duty: (duty[0], str(duty[1]))))
    touch_station(db, get_station(db, station_id))
    note_act(
        db,
        "roster_published",
        by=by,
        at=at,
        month=str(month),
        version=version.number,
        added=version.added,
        removed=version.removed,
    )
    db.flush()
    return version


def _check_named(
    db: Session, station_id: UUID, month: Month, duties: Iterable[tuple[Place, UUID]]
) -> None:
    named: dict[str, set[object]] = {
        "post": {post.code for post in list_posts(db, station_id)},
        "shift": {shift.code for shift in list_shifts(db, station_id)},
        "officer": {officer.id for officer in list_officers(db, station_id)},
        "day": set(month.days),
    }
    for place, officer in duties:
        of_duty = {"post": place.post, "shift": place.shift, "officer": officer, "day": place.day}
        for what, one in of_duty.items():
            if one not in named[what]:
                raise NotFound(what=what)


def _add_version(
    db: Session,
    roster: Roster,
    changes: Sequence[Change],
    *,
    source: str,
    why: str,
    by: Actor,
    at: datetime,
) -> RosterVersion:
    roster.version += 1
    version = RosterVersion(
        station_id=roster.station_id,
        month=roster.month,
        number=roster.version,
        published_at=at,
        by=by.account_id,
        source=source,
        why=why,
        added=sum(len(change.come) for change in changes),
        removed=sum(len(change.gone) for change in changes),
    )
    db.add(version)
    db.flush()
    return version


def _locked_roster(db: Session, station_id: UUID, month: Month) -> Roster:
    """The month's row, held until the commit, so that of two who publish one comes second."""
    get_station(db, station_id)
    # Of two who make it at once the second waits here for the first, and finds its row.
    db.execute(MAKE_ROSTER, {"station": station_id, "month": month_key(month)})
    ask = select(Roster).where(Roster.station_id == station_id, Roster.month == month_key(month))
    # What this session saw of it before it was held may be old.
    return db.scalars(ask.with_for_update().execution_options(populate_existing=True)).one()


def _add_duties(db: Session, version: RosterVersion, duties: Sequence[tuple[Place, UUID]]) -> None:
    zone = get_station(db, version.station_id).zone
    by_code = {shift.code: shift for shift in patterns(db, version.station_id)}
    for place, officer in duties:
        hours = by_code[place.shift].on(place.day, zone)
        db.add(
            Duty(
                station_id=version.station_id,
                month=version.month,
                version=version.number,
                day=place.day,
                post=place.post,
                shift=place.shift,
                officer_id=officer,
                arrives_at=hours.arrives,
                starts_at=hours.starts,
                ends_at=hours.ends,
            )
        )
    db.flush()


def show_names(db: Session, station_id: UUID, names: NameShown, *, by: Actor, at: datetime) -> None:
    """Choose how much of the names of those on duty visitors see."""
    kept = db.get(DutyDisplay, station_id)
    if kept is None:
        db.add(DutyDisplay(station_id=station_id, names=names))
    else:
        kept.names = names
    note_act(db, "duty_display_set", by=by, at=at, names=names.value)
    touch_station(db, get_station(db, station_id))
    db.flush()


def give_calendar(
    db: Session,
    station_id: UUID,
    *,
    officer_id: UUID | None = None,
    post: str | None = None,
    by: Actor,
    at: datetime,
) -> str:
    """A new private address's token for an officer's duties or a post's; earlier ones end."""
    end_calendars(db, station_id, officer_id=officer_id, post=post, by=by, at=at)
    token = secrets.token_urlsafe(24)
    db.add(
        Calendar(
            station_id=station_id,
            id=uuid4(),
            token_hash=hash_token(token),
            officer_id=officer_id,
            post=post,
            created_at=at,
            revoked_at=None,
        )
    )
    note_act(db, "calendar_given", by=by, at=at, officer=str(officer_id), post=post)
    db.flush()
    return token


def end_calendars(
    db: Session,
    station_id: UUID,
    *,
    officer_id: UUID | None = None,
    post: str | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Let the private addresses of an officer, or of a post, lead nowhere from now on."""
    ask = select(Calendar).where(
        Calendar.station_id == station_id,
        Calendar.officer_id == officer_id,
        Calendar.post == post,
        Calendar.revoked_at.is_(None),
    )
    found = db.scalars(ask).all()
    for calendar in found:
        calendar.revoked_at = at
    if found:
        note_act(db, "calendars_ended", by=by, at=at, officer=str(officer_id), post=post)
    db.flush()
