"""Entering what ITAP shows and what collectors report."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from station.people.actions import Actor, note_act
from station.quotas.rules import check_entry
from station.quotas.tables import Reading, Tally
from station.stations.queries import get_division


def enter_reading(
    db: Session,
    station_id: UUID,
    *,
    day: date,
    division: str | None,
    confirmed: int,
    note: str,
    today: date,
    by: Actor,
    at: datetime,
) -> Reading:
    """Keep the running number ITAP shows for a division or (None) the whole station.

    Raises BadNumber, BadDay, LongNote, NotFound. Earlier entries stay.
    """
    check_entry(confirmed, day, note, today=today)
    if division is not None:
        get_division(db, station_id, division)
    reading = Reading(
        station_id=station_id,
        id=uuid4(),
        day=day,
        division=division,
        confirmed=confirmed,
        note=note,
        by=by.account_id,
        at=at,
    )
    db.add(reading)
    note_act(
        db,
        "reading_entered",
        by=by,
        at=at,
        day=day.isoformat(),
        division=division,
        confirmed=confirmed,
    )
    db.flush()
    return reading


def enter_tally(
    db: Session,
    station_id: UUID,
    *,
    day: date,
    division: str,
    total: int,
    collector: str,
    note: str,
    today: date,
    by: Actor,
    at: datetime,
) -> Tally:
    """Keep the running number a division's collector reports.

    Raises BadNumber, BadDay, LongNote, NotFound. Earlier entries stay.
    """
    check_entry(total, day, note, today=today)
    get_division(db, station_id, division)
    tally = Tally(
        station_id=station_id,
        id=uuid4(),
        day=day,
        division=division,
        total=total,
        collector=collector,
        note=note,
        by=by.account_id,
        at=at,
    )
    db.add(tally)
    note_act(
        db,
        "tally_entered",
        by=by,
        at=at,
        day=day.isoformat(),
        division=division,
        total=total,
        collector=collector,
    )
    db.flush()
    return tally
