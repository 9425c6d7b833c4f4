"""Adding, pairing and revoking kiosks."""

import secrets
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.people.actions import Actor, note_act
from station.points.rules import (
    CODE_LENGTH,
    CROCKFORD,
    PAIRING_LASTS,
    KioskRevoked,
    UnknownPoint,
    WrongPairingCode,
    hash_token,
    tidy_code,
    tidy_kiosk_name,
)
from station.points.tables import Kiosk, ServicePoint


def add_kiosk(
    db: Session, station_id: UUID, *, name: str, point: str, by: Actor, at: datetime
) -> Kiosk:
    """Add a kiosk that is still to be paired; raises BadKioskName, UnknownPoint."""
    name = tidy_kiosk_name(name)
    if db.get(ServicePoint, (station_id, point)) is None:
        raise UnknownPoint(point=point)
    kiosk = Kiosk(station_id=station_id, id=uuid4(), name=name, point=point, created_at=at)
    db.add(kiosk)
    note_act(db, "kiosk_added", by=by, at=at, kiosk=str(kiosk.id), name=name, point=point)
    db.flush()
    return kiosk


def make_pairing_code(db: Session, kiosk: Kiosk, *, by: Actor, at: datetime) -> str:
    """A one-time code to type on the tablet, good for 15 minutes; raises KioskRevoked.

    The tablet that was paired before goes on until the code is used.
    """
    if kiosk.revoked_at:
        raise KioskRevoked()
    code = "".join(secrets.choice(CROCKFORD) for _ in range(CODE_LENGTH))
    kiosk.pairing_hash = hash_token(code)
    kiosk.pairing_expires_at = at + PAIRING_LASTS
    note_act(db, "pairing_code_made", by=by, at=at, kiosk=str(kiosk.id))
    db.flush()
    return code


def pair_kiosk(
    db: Session, typed: str, *, station_id: UUID | None = None, at: datetime
) -> tuple[Kiosk, str]:
    """The kiosk a typed code stands for, and the token to keep on it; raises WrongPairingCode.

    `station_id` is the station whose page it was typed on, None where the address names none.
    """
    ask = select(Kiosk).where(Kiosk.pairing_hash == hash_token(tidy_code(typed)))
    kiosk = db.scalar(ask.with_for_update())
    if (
        kiosk is None
        or station_id not in (None, kiosk.station_id)
        or kiosk.revoked_at
        or kiosk.pairing_expires_at is None
        or kiosk.pairing_expires_at <= at
    ):
        raise WrongPairingCode()
    token = secrets.token_urlsafe(32)
    kiosk.token_hash = hash_token(token)
    kiosk.pairing_hash = kiosk.pairing_expires_at = None
    kiosk.epoch += 1
    kiosk.paired_at = kiosk.last_contact_at = at
    note_act(
        db,
        "kiosk_paired",
        by=Actor(kiosk.station_id, None),
        at=at,
        kiosk=str(kiosk.id),
        epoch=kiosk.epoch,
    )
    db.flush()
    return kiosk, token


def revoke_kiosk(db: Session, kiosk: Kiosk, *, by: Actor, at: datetime) -> None:
    """End a kiosk's pairing for good; what it counted stays."""
    if kiosk.revoked_at is None:
        kiosk.revoked_at = at
        kiosk.token_hash = kiosk.pairing_hash = kiosk.pairing_expires_at = None
        note_act(db, "kiosk_revoked", by=by, at=at, kiosk=str(kiosk.id), name=kiosk.name)
        db.flush()
