"""What the kiosk leads to, and where a short link goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from station.channels.bodies import Body, Json, Manual, list_files, read_body
from station.channels.rules import Kind, Meaning, Measuring, tidy_link_code
from station.channels.tables import (
    AddressProof,
    Channel,
    ChannelOwner,
    ChannelPublication,
    ChannelVersion,
    Link,
    MeasuringChange,
)
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
    body: Body
    version: int
    link: str | None


Preview = tuple[str, int]
"""The code of a channel, and a version of it to be looked at before it is in force."""


@dataclass(frozen=True, slots=True)
class KeptChannel:
    """A channel as the staff see it: what is in force, if anything, and the draft, if any."""

    channel: Channel
    in_force: Meaning | None
    draft: Meaning | None
    last: Meaning
    owner: UUID | None
    changed_at: datetime
    changed_by: UUID | None


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
    body: Json

    def file_for(self, language: str) -> UUID | None:
        """The file, in a language or else in any, that a manual without an address leads to."""
        body = read_body(self.kind, self.body)
        return body.file_for(language) if isinstance(body, Manual) else None


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
    preview: Preview | None = None,
) -> list[ShownChannel]:
    """Channels that visitors see, in their order, those of a division with its short codes here.

    Without a division every channel is listed, with the short codes of what belongs to none. Of
    the channel of a `preview` that version is listed, whichever is in force.
    """
    ask = (
        select(Channel, ChannelVersion)
        .join(ChannelVersion, _is_shown_version(preview))
        .where(Channel.station_id == station_id, Channel.kind.in_(kinds))
        .order_by(Channel.position, Channel.code)
    )
    if division:
        ask = ask.where(Channel.division.is_(None) | (Channel.division == division))
    links = _links(db, station_id, division, kiosk_id)
    return [
        _shown(channel, version, links.get(channel.code)) for channel, version in db.execute(ask)
    ]


def get_channel(db: Session, station_id: UUID, code: str) -> Channel:
    """A channel of a station; raises NotFound."""
    found = db.get(Channel, (station_id, code))
    if found is None:
        raise NotFound(what="channel")
    return found


def get_meaning(db: Session, channel: Channel, version: int) -> Meaning:
    """What a version of a channel leads to or shows; raises NotFound."""
    found = db.get(ChannelVersion, (channel.station_id, channel.code, version))
    if found is None:
        raise NotFound(what="version")
    return Meaning.of(found, channel.kind)


def list_kept(
    db: Session, station_id: UUID, *, kinds: Sequence[Kind] = tuple(Kind), code: str | None = None
) -> list[KeptChannel]:
    """Every channel with what is in force and what waits, or the one with that code."""
    versions = (
        select(Channel, ChannelVersion, ChannelOwner.account_id)
        .join(ChannelVersion, _is_either_version())
        .outerjoin(ChannelOwner, _is_owned())
        .where(Channel.station_id == station_id, Channel.kind.in_(kinds))
        .order_by(Channel.position, Channel.code, ChannelVersion.version)
    )
    if code is not None:
        versions = versions.where(Channel.code == code)
    found: dict[str, list[tuple[Channel, ChannelVersion, UUID | None]]] = {}
    for channel, version, owner in db.execute(versions):
        found.setdefault(channel.code, []).append((channel, version, owner))
    return [_kept(rows) for rows in found.values()]


def get_kept(db: Session, station_id: UUID, code: str) -> KeptChannel:
    """A channel as the staff see it; raises NotFound."""
    found = list_kept(db, station_id, code=code)
    if not found:
        raise NotFound(what="channel")
    return found[0]


def _kept(rows: Sequence[tuple[Channel, ChannelVersion, UUID | None]]) -> KeptChannel:
    channel, _version, owner = rows[0]
    meanings = {version.version: Meaning.of(version, channel.kind) for _, version, _ in rows}
    newest = rows[-1][1]
    return KeptChannel(
        channel=channel,
        in_force=meanings[channel.version] if channel.is_shown else None,
        draft=meanings.get(channel.draft) if channel.draft else None,
        last=meanings[channel.draft or channel.version],
        owner=owner,
        changed_at=newest.created_at,
        changed_by=newest.by,
    )


def list_versions(db: Session, channel: Channel) -> Sequence[ChannelVersion]:
    """Everything that was ever written for a channel, the newest first."""
    ask = select(ChannelVersion).where(
        ChannelVersion.station_id == channel.station_id, ChannelVersion.channel == channel.code
    )
    return db.scalars(ask.order_by(ChannelVersion.version.desc())).all()


def list_publications(db: Session, channel: Channel) -> Sequence[ChannelPublication]:
    """When which version was put in force, or the channel taken off, the newest first."""
    ask = select(ChannelPublication).where(
        ChannelPublication.station_id == channel.station_id,
        ChannelPublication.channel == channel.code,
    )
    return db.scalars(ask.order_by(ChannelPublication.number.desc())).all()


def list_codes(db: Session, station_id: UUID) -> Sequence[str]:
    """The codes of all of a station's channels, shown or not."""
    return db.scalars(select(Channel.code).where(Channel.station_id == station_id)).all()


def list_files_used(db: Session, station_id: UUID) -> set[UUID]:
    """The files that any version of any channel shows."""
    ask = select(Channel.kind, ChannelVersion.body).join(ChannelVersion, _is_a_version())
    rows = db.execute(ask.where(Channel.station_id == station_id))
    return {file for kind, body in rows for file in list_files(read_body(kind, body))}


def list_services(db: Session, station_id: UUID) -> dict[str, tuple[int, str | None]]:
    """The present version of each of a station's services, and its division, by code."""
    ask = select(Channel.code, Channel.version, Channel.division).where(
        Channel.station_id == station_id, Channel.kind == Kind.SERVICE
    )
    return {row.code: (row.version, row.division) for row in db.execute(ask)}


def present_versions(db: Session, station_id: UUID) -> dict[str, int]:
    """The present version of each of a station's channels, by code."""
    ask = select(Channel.code, Channel.version).where(Channel.station_id == station_id)
    return {row.code: row.version for row in db.execute(ask)}


def list_versions_promising(db: Session, station_id: UUID, service: str, minutes: int) -> set[int]:
    """The versions of a service that promise so many minutes."""
    ask = select(ChannelVersion.version, ChannelVersion.body).where(
        ChannelVersion.station_id == station_id, ChannelVersion.channel == service
    )
    return {row.version for row in db.execute(ask) if row.body.get("minutes") == minutes}


def _is_a_version() -> ColumnElement[bool]:
    return and_(
        ChannelVersion.station_id == Channel.station_id, ChannelVersion.channel == Channel.code
    )


def _is_shown_version(preview: Preview | None = None) -> ColumnElement[bool]:
    """The version in force of a channel that is shown; that of a preview instead."""
    shown = and_(_is_a_version(), Channel.is_shown, ChannelVersion.version == Channel.version)
    if preview is None:
        return shown
    code, version = preview
    looked_at = and_(_is_a_version(), ChannelVersion.version == version)
    return or_(and_(Channel.code != code, shown), and_(Channel.code == code, looked_at))


def _is_either_version() -> ColumnElement[bool]:
    return and_(
        _is_a_version(),
        or_(ChannelVersion.version == Channel.version, ChannelVersion.version == Channel.draft),
    )


def _is_owned() -> ColumnElement[bool]:
    return and_(ChannelOwner.station_id == Channel.station_id, ChannelOwner.channel == Channel.code)


def _links(
    db: Session, station_id: UUID, division: str | None, kiosk_id: UUID | None
) -> dict[str, str]:
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
        body=read_body(channel.kind, version.body),
        version=version.version,
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
        ChannelVersion.body,
    )
    .join(Channel, (Channel.station_id == Link.station_id) & (Channel.code == Link.channel))
    .join(ChannelVersion, _is_shown_version())
    .where(Link.code == bindparam("code"))
)
