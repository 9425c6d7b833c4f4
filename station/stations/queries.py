"""Which station, and what divisions it has."""

from collections.abc import Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from station.database import Database, Look
from station.errors import NotFound
from station.stations.tables import Division, Need, Station


def find_station(db: Session, slug: str) -> Station | None:
    """The station with that slug, or None."""
    return db.scalar(select(Station).where(Station.slug == slug))


def get_station(db: Session, station_id: UUID) -> Station:
    """The station with that id; raises NotFound."""
    found = db.get(Station, station_id)
    if found is None:
        raise NotFound(what="station")
    return found


_PLACE = Look(select(Station.slug, Station.timezone).where(Station.id == bindparam("id")))


def look_up_place(database: Database, station_id: UUID) -> tuple[str, ZoneInfo]:
    """A station's slug and zone, as every scan asks it: without a session; raises NotFound."""
    row = _PLACE.find(database, id=station_id.hex)
    if row is None:
        raise NotFound(what="station")
    return row[0], ZoneInfo(row[1])


def list_stations(db: Session) -> Sequence[Station]:
    """Every station of this server, by slug (a province has a few dozen)."""
    return db.scalars(select(Station).order_by(Station.slug)).all()


def find_only_station(db: Session) -> Station | None:
    """The station of a server that has just one, or None."""
    found = db.scalars(select(Station).limit(2)).all()
    return found[0] if len(found) == 1 else None


def list_divisions(db: Session, station_id: UUID) -> Sequence[Division]:
    """A station's divisions in the order in which the kiosk shows them."""
    ask = select(Division).where(Division.station_id == station_id)
    return db.scalars(ask.order_by(Division.position)).all()


def get_division(db: Session, station_id: UUID, code: str) -> Division:
    """A division of a station; raises NotFound."""
    found = db.get(Division, (station_id, code))
    if found is None:
        raise NotFound(what="division")
    return found


def list_needs(db: Session, station_id: UUID) -> Sequence[Need]:
    """What visitors who are not sure come for, in the order to show."""
    ask = select(Need).where(Need.station_id == station_id)
    return db.scalars(ask.order_by(Need.position)).all()
