"""Keeping posts, shifts and holidays."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from station.database import Words
from station.errors import NotFound
from station.people.actions import Actor, note_act
from station.posts.queries import get_shift, list_posts, list_shifts
from station.posts.rules import (
    AlreadyHoliday,
    ShiftFacts,
    StillNamed,
    code_for,
    tidy_facts,
    tidy_name,
)
from station.posts.tables import Holiday, Post, PostShift, Shift
from station.stations.actions import touch_station
from station.stations.queries import get_division, get_station

NO_CODES = ("new",)
"""Words that stand in addresses where a code may."""


def add_post(
    db: Session,
    station_id: UUID,
    *,
    name: Words,
    division: str | None,
    shifts: Collection[str],
    by: Actor,
    at: datetime,
) -> Post:
    """Add a post after the others; raises BadWorkName, NotFound."""
    _hold(db, station_id)
    name = tidy_name(name)
    others = list_posts(db, station_id)
    if division is not None:
        get_division(db, station_id, division)
    code = code_for(name, {*NO_CODES, *(post.code for post in others)}, "post")
    position = max((post.position for post in others), default=-1) + 1
    post = Post(station_id=station_id, code=code, position=position, name=name, division=division)
    db.add(post)
    db.flush()
    _work_shifts(db, post, shifts)
    _note(db, station_id, "post_added", by=by, at=at, post=code, shifts=sorted(set(shifts)))
    return post


def change_post(
    db: Session,
    post: Post,
    *,
    name: Words,
    division: str | None,
    shifts: Collection[str],
    by: Actor,
    at: datetime,
) -> None:
    """Keep another name, division or shifts of a post; raises BadWorkName, NotFound.

    Without any shift, no month asks for it any more; what was published stays.
    """
    if division is not None:
        get_division(db, post.station_id, division)
    post.name, post.division = tidy_name(name), division
    _work_shifts(db, post, shifts)
    detail = {"post": post.code, "shifts": sorted(set(shifts))}
    _note(db, post.station_id, "post_changed", by=by, at=at, **detail)


def _work_shifts(db: Session, post: Post, shifts: Collection[str]) -> None:
    of_post = PostShift.station_id == post.station_id, PostShift.post == post.code
    db.execute(delete(PostShift).where(*of_post))
    for code in sorted(set(shifts)):
        shift = get_shift(db, post.station_id, code)
        db.add(PostShift(station_id=post.station_id, post=post.code, shift=shift.code))
    db.flush()


def move_post(db: Session, post: Post, *, places: int, by: Actor, at: datetime) -> None:
    """Move a post among the others, by so many places (below 0: towards the first)."""
    posts = list(list_posts(db, post.station_id))
    place = posts.index(post)
    posts.insert(max(0, place + places), posts.pop(place))
    for position, each in enumerate(posts):
        each.position = position
    if posts.index(post) != place:
        _note(db, post.station_id, "post_moved", by=by, at=at, post=post.code)


def remove_post(db: Session, post: Post, *, by: Actor, at: datetime) -> None:
    """Take a post away; raises StillNamed where duties or calendars name it."""
    of_post = PostShift.station_id == post.station_id, PostShift.post == post.code
    _remove(db, post, *of_post)
    _note(db, post.station_id, "post_removed", by=by, at=at, post=post.code)


def add_shift(
    db: Session, station_id: UUID, facts: ShiftFacts, *, by: Actor, at: datetime
) -> Shift:
    """Add a shift after the others; raises BadWorkName, BadArrival."""
    _hold(db, station_id)
    facts = tidy_facts(facts)
    others = list_shifts(db, station_id)
    shift = Shift(
        station_id=station_id,
        code=code_for(facts.name, {*NO_CODES, *(shift.code for shift in others)}, "shift"),
        position=max((shift.position for shift in others), default=-1) + 1,
    )
    _decide(shift, facts)
    db.add(shift)
    _note(db, station_id, "shift_added", by=by, at=at, shift=shift.code, **_hours(facts))
    return shift


def change_shift(db: Session, shift: Shift, facts: ShiftFacts, *, by: Actor, at: datetime) -> None:
    """Keep other facts of a shift; raises BadWorkName, BadArrival.

    Duties that were published keep their times.
    """
    facts = tidy_facts(facts)
    _decide(shift, facts)
    detail = {"shift": shift.code, **_hours(facts)}
    _note(db, shift.station_id, "shift_changed", by=by, at=at, **detail)


def _decide(shift: Shift, facts: ShiftFacts) -> None:
    shift.name, shift.starts, shift.ends = facts.name, facts.starts, facts.ends
    shift.arrive_before_minutes = facts.arrive_before_minutes
    shift.only_working_days = facts.only_working_days


def _hours(facts: ShiftFacts) -> dict[str, str]:
    return {"starts": f"{facts.starts:%H:%M}", "ends": f"{facts.ends:%H:%M}"}


def add_missing_shifts(
    db: Session, station_id: UUID, wanted: Iterable[ShiftFacts], *, by: Actor, at: datetime
) -> int:
    """Add the shifts whose hours the station has not yet; how many those were."""
    _hold(db, station_id)
    known = {_hours_of(shift) for shift in list_shifts(db, station_id)}
    missing = [facts for facts in wanted if _hours_of(facts) not in known]
    for facts in missing:
        add_shift(db, station_id, facts, by=by, at=at)
    return len(missing)


def _hours_of(one: Shift | ShiftFacts) -> tuple[object, ...]:
    return one.starts, one.ends, one.only_working_days


def remove_shift(db: Session, shift: Shift, *, by: Actor, at: datetime) -> None:
    """Take a shift away, from its posts too; raises StillNamed where duties name it."""
    of_shift = PostShift.station_id == shift.station_id, PostShift.shift == shift.code
    _remove(db, shift, *of_shift)
    _note(db, shift.station_id, "shift_removed", by=by, at=at, shift=shift.code)


def _remove(db: Session, row: Post | Shift, *of_it: ColumnElement[bool]) -> None:
    """The database itself knows whether anything still names a row, whoever asks meanwhile."""
    try:
        with db.begin_nested():
            db.execute(delete(PostShift).where(*of_it))
            db.delete(row)
            db.flush()
    except IntegrityError:
        raise StillNamed() from None


def _hold(db: Session, station_id: UUID) -> None:
    """Let of two who add at once the second see what the first added."""
    touch_station(db, get_station(db, station_id))


def _note(
    db: Session, station_id: UUID, act: str, *, by: Actor, at: datetime, **detail: Any
) -> None:
    note_act(db, act, by=by, at=at, **detail)
    touch_station(db, get_station(db, station_id))
    db.flush()


def add_holiday(
    db: Session, station_id: UUID, day: date, name: Words, *, by: Actor, at: datetime
) -> None:
    """Keep one more day as a holiday; raises AlreadyHoliday, BadWorkName."""
    _hold(db, station_id)
    if db.get(Holiday, (station_id, day)) is not None:
        raise AlreadyHoliday()
    set_holiday(db, station_id, day, name, by=by, at=at)


def set_holiday(
    db: Session, station_id: UUID, day: date, name: Words | None, *, by: Actor, at: datetime
) -> None:
    """Keep a day as a holiday under a name; with no name it is one no longer.

    Raises BadWorkName, and NotFound where there is none to take away.
    """
    name = tidy_name(name) if name is not None else None
    kept = db.get(Holiday, (station_id, day))
    if name is None:
        if kept is None:
            raise NotFound(what="holiday")
        db.delete(kept)
    elif kept is None:
        db.add(Holiday(station_id=station_id, day=day, name=name))
    else:
        kept.name = name
    note_act(db, "holiday_set", by=by, at=at, day=day.isoformat(), is_one=name is not None)
    touch_station(db, get_station(db, station_id))
    db.flush()


def add_holidays(
    db: Session,
    station_id: UUID,
    days: Iterable[tuple[date, Words]],
    *,
    by: Actor,
    at: datetime,
) -> int:
    """Add those days that are no holidays yet; how many that were."""
    added = 0
    for day, name in days:
        if db.get(Holiday, (station_id, day)) is None:
            db.add(Holiday(station_id=station_id, day=day, name=name))
            added += 1
    if added:
        note_act(db, "holidays_added", by=by, at=at, count=added)
        touch_station(db, get_station(db, station_id))
    db.flush()
    return added
