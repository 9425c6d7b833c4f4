"""Which kiosks and service points a station has."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from station.database import Database, Look
from station.errors import NotFound
from station.points.rules import hash_token
from station.points.tables import Kiosk, ServicePoint


def find_paired_kiosk(db: Session, token: str) -> Kiosk | None:
    """The kiosk that holds this token and was not revoked, or None."""
    ask = select(Kiosk).where(Kiosk.token_hash == hash_token(token), Kiosk.revoked_at.is_(None))
    return db.scalar(ask)


class Paired(NamedTuple):
    """What storing a tap must know of the kiosk it came from."""

    station_id: UUID
    id: UUID
    epoch: int
    last_contact_at: datetime


_PAIRED = Look(
    select(Kiosk.station_id, Kiosk.id, Kiosk.epoch, Kiosk.last_contact_at).where(
        Kiosk.token_hash == bindparam("token_hash"), Kiosk.revoked_at.is_(None)
    )
)


def look_up_paired(database: Database, token: str) -> Paired | None:
    """The kiosk that holds this token, as every tap asks it: without a session."""
    row = _PAIRED.find(database, token_hash=hash_token(token))
    return Paired(*row) if row else None


def get_kiosk(db: Session, station_id: UUID, kiosk_id: UUID) -> Kiosk:
    """A kiosk of a station; raises NotFound."""
    found = db.get(Kiosk, (station_id, kiosk_id))
    if found is None:
        raise NotFound(what="kiosk")
    return found


def list_kiosks(db: Session, station_id: UUID) -> Sequence[Kiosk]:
    """A station's kiosks, the revoked ones last, by name."""
    ask = select(Kiosk).where(Kiosk.station_id == station_id)
    return db.scalars(ask.order_by(Kiosk.revoked_at.is_not(None), Kiosk.name)).all()


def list_points(db: Session, station_id: UUID) -> Sequence[ServicePoint]:
    """A station's service points in their order."""
    ask = select(ServicePoint).where(ServicePoint.station_id == station_id)
    return db.scalars(ask.order_by(ServicePoint.position)).all()
