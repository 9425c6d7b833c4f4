"""Making short links, and noting whether phones reach them."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.channels.rules import CODE_ALPHABET, CODE_LENGTH, LINKED, Kind
from station.channels.tables import AddressProof, Channel, Link, MeasuringChange
from station.points.queries import list_kiosks
from station.stations.queries import list_divisions


def make_missing_links(db: Session, station_id: UUID, *, at: datetime) -> None:
    """Give every channel a short link per division and place where it has none yet.

    Places are the web and every kiosk that was not revoked. A notice belongs to no division.
    """
    divisions = [division.code for division in list_divisions(db, station_id)]
    places = [None, *(k.id for k in list_kiosks(db, station_id) if k.revoked_at is None)]
    made = select(Link.channel, Link.division, Link.kiosk_id)
    there = {tuple(row) for row in db.execute(made.where(Link.station_id == station_id))}
    ask = select(Channel).where(Channel.station_id == station_id, Channel.kind.in_(LINKED))
    for channel in db.scalars(ask):
        for division in _divisions_of(channel, divisions):
            for kiosk_id in places:
                if (channel.code, division, kiosk_id) not in there:
                    db.add(_link(channel, division, kiosk_id, at))
    db.flush()


def _divisions_of(channel: Channel, divisions: list[str]) -> Iterable[str | None]:
    if channel.kind == Kind.NOTICE and channel.division is None:
        return [None]
    return [channel.division] if channel.division else divisions


def _link(channel: Channel, division: str | None, kiosk_id: UUID | None, at: datetime) -> Link:
    return Link(
        station_id=channel.station_id,
        code="".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH)),
        channel=channel.code,
        division=division,
        source="kiosk" if kiosk_id else "web",
        kiosk_id=kiosk_id,
        created_at=at,
    )


def prove_address(db: Session, public_url: str, *, at: datetime) -> None:
    """Note that a phone reached this server under its public address; the first time counts."""
    if db.get(AddressProof, public_url) is None:
        db.add(AddressProof(public_url=public_url, proved_at=at))
        db.flush()


def note_measuring(db: Session, *, is_on: bool, at: datetime) -> None:
    """Note from when on scans are measured, or are no longer."""
    ask = select(MeasuringChange.is_on).order_by(MeasuringChange.at.desc()).limit(1)
    if db.scalar(ask) is not is_on:
        db.add(MeasuringChange(at=at, is_on=is_on))
        db.flush()
