"""Making channels, changing what they lead to, and making their short links."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.channels.rules import CODE_ALPHABET, CODE_LENGTH, Kind, Meaning, tidy_meaning
from station.channels.tables import AddressProof, Channel, ChannelVersion, Link, MeasuringChange
from station.people.actions import Actor, note_act
from station.points.queries import list_kiosks
from station.stations.actions import touch_station
from station.stations.queries import get_station, list_divisions


def add_channel(
    db: Session,
    station_id: UUID,
    code: str,
    *,
    kind: Kind,
    division: str | None,
    side: str | None,
    position: int,
    meaning: Meaning,
    at: datetime,
) -> Channel:
    """Add a channel with its first version; its links follow by `make_missing_links`."""
    channel = Channel(
        station_id=station_id,
        code=code,
        kind=kind,
        division=division,
        side=side,
        position=position,
        version=1,
    )
    db.add(channel)
    db.flush()
    db.add(_version(channel, meaning, by=None, at=at))
    db.flush()
    return channel


def change_channel(
    db: Session, channel: Channel, meaning: Meaning, *, by: Actor, at: datetime
) -> None:
    """Let a channel lead elsewhere from now on; its short links stay as they are.

    Raises BadAddress, NoWayToReach. Changing nothing adds no version.
    """
    meaning = tidy_meaning(meaning)
    before = db.get_one(ChannelVersion, (channel.station_id, channel.code, channel.version))
    if Meaning.of(before) == meaning:
        return
    channel.version += 1
    db.add(_version(channel, meaning, by=by.account_id, at=at))
    note_act(
        db,
        "channel_changed",
        by=by,
        at=at,
        channel=channel.code,
        version=channel.version,
        address=meaning.address,
    )
    touch_station(db, get_station(db, channel.station_id))


def _version(
    channel: Channel, meaning: Meaning, *, by: UUID | None, at: datetime
) -> ChannelVersion:
    return ChannelVersion(
        station_id=channel.station_id,
        channel=channel.code,
        version=channel.version,
        title=meaning.title,
        hint=meaning.hint,
        telephone=meaning.telephone,
        address=meaning.address,
        is_general=meaning.is_general,
        otherwise=meaning.otherwise,
        by=by,
        created_at=at,
    )


def make_missing_links(db: Session, station_id: UUID, *, at: datetime) -> None:
    """Give every channel a short link per division and place where it has none yet.

    Places are the web and every kiosk that was not revoked. A notice belongs to no division.
    """
    divisions = [division.code for division in list_divisions(db, station_id)]
    places = [None, *(k.id for k in list_kiosks(db, station_id) if k.revoked_at is None)]
    made = select(Link.channel, Link.division, Link.kiosk_id)
    there = {tuple(row) for row in db.execute(made.where(Link.station_id == station_id))}
    for channel in db.scalars(select(Channel).where(Channel.station_id == station_id)):
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
