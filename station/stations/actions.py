"""Changing what a station is called."""

from uuid import UUID

from sqlalchemy.orm import Session

from station.database import Words
from station.stations.queries import get_station
from station.stations.tables import Station


def touch_station(db: Session, station: Station) -> None:
    """Raise the revision, so that no page made before is shown again."""
    station.revision += 1
    db.flush()


def rename_station(db: Session, station: Station, *, name: Words, short_name: Words) -> None:
    """Give a station its name in every language it is shown in."""
    station.name = name
    station.short_name = short_name
    touch_station(db, station)


def mark_as_demo(db: Session, station_id: UUID) -> None:
    """Mark a station's numbers as samples, on every page and for good."""
    station = get_station(db, station_id)
    station.is_demo = True
    touch_station(db, station)
