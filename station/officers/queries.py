"""Officers, and when each serves."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.errors import NotFound
from station.officers.rules import Service
from station.officers.tables import Leave, Officer
from station.thai import sort_key


def list_officers(db: Session, station_id: UUID) -> list[Officer]:
    """Every officer who serves or served here, by name."""
    found = db.scalars(select(Officer).where(Officer.station_id == station_id)).all()
    return sorted(found, key=lambda officer: (sort_key(officer.name), officer.created_at))


def get_officer(db: Session, station_id: UUID, officer_id: UUID) -> Officer:
    """An officer of a station; raises NotFound."""
    found = db.get(Officer, (station_id, officer_id))
    if found is None:
        raise NotFound(what="officer")
    return found


def find_officer_of(db: Session, station_id: UUID, account_id: UUID) -> Officer | None:
    """The officer who looks up their duties by an account, or None."""
    ask = select(Officer).where(Officer.station_id == station_id, Officer.account_id == account_id)
    return db.scalar(ask)


def list_leaves(db: Session, station_id: UUID, *, not_before: date) -> Sequence[Leave]:
    """Leave that ends on a day or later, the earliest first."""
    ask = select(Leave).where(Leave.station_id == station_id, Leave.last >= not_before)
    return db.scalars(ask.order_by(Leave.first, Leave.id)).all()


def list_leaves_of(db: Session, officer: Officer) -> Sequence[Leave]:
    """An officer's leave, the latest first."""
    ask = select(Leave).where(
        Leave.station_id == officer.station_id, Leave.officer_id == officer.id
    )
    return db.scalars(ask.order_by(Leave.first.desc(), Leave.id)).all()


def services(db: Session, station_id: UUID) -> dict[UUID, Service]:
    """When each officer serves here, by the officer's id."""
    leaves: dict[UUID, list[tuple[date, date]]] = defaultdict(list)
    for leave in db.scalars(select(Leave).where(Leave.station_id == station_id)):
        leaves[leave.officer_id].append((leave.first, leave.last))
    return {
        officer.id: Service(officer.since, officer.until, tuple(sorted(leaves[officer.id])))
        for officer in list_officers(db, station_id)
    }
