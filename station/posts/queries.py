"""Posts, shifts and holidays, and what they ask of a day."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.clock import day_in_zone
from station.errors import NotFound
from station.posts.rules import Pattern, Place, places_needed
from station.posts.tables import Holiday, Post, PostShift, Shift


def list_posts(db: Session, station_id: UUID) -> Sequence[Post]:
    """A station's posts, in its order."""
    ask = select(Post).where(Post.station_id == station_id)
    return db.scalars(ask.order_by(Post.position, Post.code)).all()


def get_post(db: Session, station_id: UUID, code: str) -> Post:
    """A post of a station; raises NotFound."""
    found = db.get(Post, (station_id, code))
    if found is None:
        raise NotFound(what="post")
    return found


def list_shifts(db: Session, station_id: UUID) -> Sequence[Shift]:
    """A station's shifts, in its order."""
    ask = select(Shift).where(Shift.station_id == station_id)
    return db.scalars(ask.order_by(Shift.position, Shift.code)).all()


def get_shift(db: Session, station_id: UUID, code: str) -> Shift:
    """A shift of a station; raises NotFound."""
    found = db.get(Shift, (station_id, code))
    if found is None:
        raise NotFound(what="shift")
    return found


def list_posts_of_shift(db: Session, station_id: UUID, code: str) -> Sequence[Post]:
    """The posts at which a shift is worked, in the station's order."""
    at = select(PostShift.post).where(PostShift.station_id == station_id, PostShift.shift == code)
    ask = select(Post).where(Post.station_id == station_id, Post.code.in_(at))
    return db.scalars(ask.order_by(Post.position, Post.code)).all()


def shifts_by_post(db: Session, station_id: UUID) -> dict[str, list[Shift]]:
    """The shifts worked at each post, the earliest first."""
    found: dict[str, list[Shift]] = {post.code: [] for post in list_posts(db, station_id)}
    ask = (
        select(PostShift.post, Shift)
        .join(Shift, (Shift.station_id == PostShift.station_id) & (Shift.code == PostShift.shift))
        .where(PostShift.station_id == station_id)
        .order_by(Shift.starts, Shift.position, Shift.code)
    )
    for post, shift in db.execute(ask):
        found[post].append(shift)
    return found


def pattern_of(shift: Shift) -> Pattern:
    """A shift as rules know it."""
    return Pattern(
        shift.code,
        shift.starts,
        shift.ends,
        timedelta(minutes=shift.arrive_before_minutes),
        shift.only_working_days,
    )


def patterns(db: Session, station_id: UUID) -> list[Pattern]:
    """Every shift as rules know it."""
    return [pattern_of(shift) for shift in list_shifts(db, station_id)]


def get_holiday(db: Session, station_id: UUID, day: date) -> Holiday:
    """A holiday of a station by its day; raises NotFound."""
    found = db.get(Holiday, (station_id, day))
    if found is None:
        raise NotFound(what="holiday")
    return found


def list_holidays(db: Session, station_id: UUID, first: date, last: date) -> Sequence[Holiday]:
    """The holidays from `first` to `last`, both included."""
    ask = select(Holiday).where(
        Holiday.station_id == station_id, Holiday.day >= first, Holiday.day <= last
    )
    return db.scalars(ask.order_by(Holiday.day)).all()


def needed_in(db: Session, station_id: UUID, days: Collection[date]) -> list[Place]:
    """Every shift that should be worked on these days."""
    if not days:
        return []
    holidays = {one.day for one in list_holidays(db, station_id, min(days), max(days))}
    by_post = {
        post: [pattern_of(shift) for shift in shifts]
        for post, shifts in shifts_by_post(db, station_id).items()
    }
    return list(places_needed(days, by_post, holidays))


def worked_at(db: Session, station_id: UUID, at: datetime, zone: ZoneInfo) -> set[str]:
    """The posts at which somebody should be on duty at a moment."""
    today = day_in_zone(at, zone)
    by_code = {pattern.code: pattern for pattern in patterns(db, station_id)}
    return {
        place.post
        for place in needed_in(db, station_id, (today - timedelta(days=1), today))
        if (hours := by_code[place.shift].on(place.day, zone)).starts <= at < hours.ends
    }
