"""What the kiosk leads to, and where a short link goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import Session

from station.channels.rules import Kind, Measuring, tidy_link_code
from station.channels.tables import AddressProof, Channel, ChannelVersion, Link, MeasuringChange
from station.database import Database, Look, Words
from station.errors import NotFound


@dataclass(frozen=True, slots=True)
class ShownChannel:
    """A channel as pages show it: what it leads to now, and its short code at this place."""

    code: str
    kind: Kind
    division: str | None
    side: str | None
    title: Words
    hint: Words | None
    telephone: str | None
    address: str | None
    is_general: bool
    otherwise: Words | None
    link: str | None


@dataclass(frozen=True, slots=True)
class ScannedLink:
    """A short link with all that storing a scan needs; no address means it leads nowhere yet."""

    station_id: UUID
    code: str
    kind: str
    channel: str
    version: int
    division: str | None
    source: str
    kiosk_id: UUID | None
    point: str | None
    address: str | None


def find_link(db: Session, code: str) -> ScannedLink | None:
    """Where a short code goes at present, or None."""
    row = db.execute(_LINK.ask, {"code": tidy_link_code(code)}).one_or_none()
    return ScannedLink(*row) if row else None


def look_up_link(database: Database, code: str) -> ScannedLink | None:
    """The same, as every scan asks it: without a session."""
    row = _LINK.find(database, code=tidy_link_code(code))
    return ScannedLink(*row) if row else None


def list_channels(
    db: Session,
    station_id: UUID,
    *,
    kinds: Sequence[Kind] = tuple(Kind),
    division: str | None = None,
    kiosk_id: UUID | None = None,
) -> list[ShownChannel]:
    """Channels in their order, those of a division with its short codes at this place.

    Without a division every channel is listed, without short codes.
    """
    ask = (
        select(Channel, ChannelVersion)
        .join(ChannelVersion, _is_present_version())
        .where(Channel.station_id == station_id, Channel.kind.in_(kinds))
        .order_by(Channel.position)
    )
    if division:
        ask = ask.where(Channel.division.is_(None) | (Channel.division == division))
    links = _links(db, station_id, division, kiosk_id) if division else {}
    return [
        _shown(channel, version, links.get(channel.code)) for channel, version in db.execute(ask)
    ]


def get_channel(db: Session, station_id: UUID, code: str) -> Channel:
    """A channel of a station; raises NotFound."""
    found = db.get(Channel, (station_id, code))
    if found is None:
        raise NotFound(what="channel")
    return found


def get_present_version(db: Session, channel: Channel) -> ChannelVersion:
    """What a channel leads to now."""
    return db.get_one(ChannelVersion, (channel.station_id, channel.code, channel.version))


def present_versions(db: Session, station_id: UUID) -> dict[str, int]:
    """The present version of each of a station's channels, by code."""
    ask = select(Channel.code, Channel.version).where(Channel.station_id == station_id)
    return {row.code: row.version for row in db.execute(ask)}


def _is_present_version() -> ColumnElement[bool]:
    return (
        (ChannelVersion.station_id == Channel.station_id)
        & (ChannelVersion.channel == Channel.code)
        & (ChannelVersion.version == Channel.version)
    )


def _links(db: Session, station_id: UUID, division: str, kiosk_id: UUID | None) -> dict[str, str]:
    ask = select(Link.channel, Link.code).where(
        Link.station_id == station_id,
        Link.division == division,
        Link.kiosk_id == kiosk_id if kiosk_id else Link.source == "web",
    )
    return {row.channel: row.code for row in db.execute(ask)}


def _shown(channel: Channel, version: ChannelVersion, link: str | None) -> ShownChannel:
    return ShownChannel(
        code=channel.code,
        kind=Kind(channel.kind),
        division=channel.division,
        side=channel.side,
        title=version.title,
        hint=version.hint,
        telephone=version.telephone,
        address=version.address,
        is_general=version.is_general,
        otherwise=version.otherwise,
        link=link,
    )


def is_proved(db: Session, public_url: str) -> bool:
    """Whether a phone outside ever reached this server under that address."""
    return db.get(AddressProof, public_url) is not None


def get_measuring(db: Session, *, is_on: bool) -> Measuring:
    """When scans were measured on this server; `is_on` says whether they are now."""
    ask = select(MeasuringChange.at, MeasuringChange.is_on).order_by(MeasuringChange.at)
    return Measuring(tuple((at, was_on) for at, was_on in db.execute(ask)), is_on)


_LINK = Look(
    select(
        Link.station_id,
        Link.code,
        Channel.kind,
        Channel.code.label("channel"),
        Channel.version,
        Link.division,
        Link.source,
        Link.kiosk_id,
        Link.point,
        ChannelVersion.address,
    )
    .join(Channel, (Channel.station_id == Link.station_id) & (Channel.code == Link.channel))
    .join(ChannelVersion, _is_present_version())
    .where(Link.code == bindparam("code"))
)
