"""Keeping holidays."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from station.database import Words
from station.errors import NotFound
from station.people.actions import Actor, note_act
from station.posts.tables import Holiday
from station.stations.actions import touch_station
from station.stations.queries import get_station


def set_holiday(
    db: Session, station_id: UUID, day: date, name: Words | None, *, by: Actor, at: datetime
) -> None:
    """Keep a day as a holiday under a name; with no name it is one no longer."""
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
