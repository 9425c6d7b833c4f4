"""Making channels, writing what they lead to, and putting that before visitors."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from station.channels.bodies import keep_body
from station.channels.queries import get_meaning, list_codes
from station.channels.rules import (
    ChangedMeanwhile,
    Kind,
    Meaning,
    NoTitle,
    check_finished,
    tidy_meaning,
)
from station.channels.tables import Channel, ChannelPublication, ChannelVersion
from station.people.actions import Actor, note_act
from station.stations.actions import touch_station
from station.stations.queries import get_station


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
    is_shown: bool = True,
    by: Actor | None = None,
    at: datetime,
) -> Channel:
    """Add a channel with its first version, in force or (`is_shown` False) as a draft.

    Its links follow by `make_missing_links`.
    """
    channel = Channel(
        station_id=station_id,
        code=code,
        kind=kind,
        division=division,
        side=side,
        position=position,
        version=1,
        is_shown=is_shown,
        draft=None if is_shown else 1,
        edition=1,
    )
    db.add(channel)
    db.flush()
    account = by.account_id if by else None
    _write(db, channel, meaning, number=1, by=account, at=at)
    if is_shown:
        _publish(db, channel, 1, by=account, at=at)
    return channel


def add_own_channel(
    db: Session,
    station_id: UUID,
    *,
    kind: Kind,
    division: str | None,
    side: str | None,
    meaning: Meaning,
    by: Actor,
    at: datetime,
) -> Channel:
    """Add a channel of the station's own as a draft, last of its kind.

    Raises BadAddress, BadTelephone, NoTitle.
    """
    meaning = tidy_meaning(meaning)
    if not meaning.title.get("th"):
        raise NoTitle()
    last = db.scalar(select(func.max(Channel.position)).where(Channel.station_id == station_id))
    channel = add_channel(
        db,
        station_id,
        _free_code(db, station_id, kind),
        kind=kind,
        division=division,
        side=side,
        position=(-1 if last is None else last) + 1,
        meaning=meaning,
        is_shown=False,
        by=by,
        at=at,
    )
    _note(db, channel, "channel_added", by=by, at=at, version=1)
    return channel


def _free_code(db: Session, station_id: UUID, kind: Kind) -> str:
    """A code that no channel of the station has, such as `notice-12`."""
    taken = set(list_codes(db, station_id))
    number = len(taken) + 1
    while f"{kind}-{number}" in taken:
        number += 1
    return f"{kind}-{number}"


def change_channel(
    db: Session,
    channel: Channel,
    meaning: Meaning,
    *,
    seen: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Let a channel lead elsewhere or show something else from now on; its links stay.

    `seen` is the edition that was looked at. Changing nothing adds no version. Raises BadAddress,
    BadTelephone, NoTitle, NoWayToReach, NothingToShow, ChangedMeanwhile.
    """
    meaning = tidy_meaning(meaning)
    check_finished(Kind(channel.kind), meaning)
    _check_seen(db, channel, seen)
    number = _version_of(db, channel, meaning, by=by, at=at)
    if number == channel.version and channel.is_shown and channel.draft is None:
        return
    channel.draft = None
    _publish(db, channel, number, by=by.account_id, at=at)
    _note(db, channel, "channel_changed", by=by, at=at, version=number, address=meaning.address)


def save_draft(
    db: Session,
    channel: Channel,
    meaning: Meaning,
    *,
    seen: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Keep what was written for later; visitors see nothing of it.

    Raises BadAddress, BadTelephone, NoTitle, ChangedMeanwhile.
    """
    meaning = tidy_meaning(meaning)
    if not meaning.title.get("th"):
        raise NoTitle()
    _check_seen(db, channel, seen)
    number = _version_of(db, channel, meaning, by=by, at=at)
    is_in_force = number == channel.version and channel.is_shown
    if number == channel.draft or (is_in_force and channel.draft is None):
        return
    channel.draft = None if is_in_force else number
    _note(db, channel, "channel_drafted", by=by, at=at, version=number)


def publish_draft(
    db: Session, channel: Channel, *, seen: int | None = None, by: Actor, at: datetime
) -> None:
    """Show visitors the draft, if there is one.

    Raises ChangedMeanwhile, NoTitle, NoWayToReach, NothingToShow.
    """
    draft = _check_seen(db, channel, seen).draft
    if draft is None:
        return
    check_finished(Kind(channel.kind), get_meaning(db, channel, draft))
    channel.draft = None
    _publish(db, channel, draft, by=by.account_id, at=at)
    _note(db, channel, "channel_published", by=by, at=at, version=draft)


def drop_draft(
    db: Session, channel: Channel, *, seen: int | None = None, by: Actor, at: datetime
) -> None:
    """Let a draft wait no longer; it stays in the history. Raises ChangedMeanwhile."""
    draft = _check_seen(db, channel, seen).draft
    if draft is None:
        return
    channel.draft = None
    _note(db, channel, "channel_draft_dropped", by=by, at=at, version=draft)


def take_off(
    db: Session, channel: Channel, *, seen: int | None = None, by: Actor, at: datetime
) -> None:
    """Take a channel off the kiosk; its codes lead nowhere until it is shown again.

    Raises ChangedMeanwhile, unless it is off already.
    """
    if not _locked(db, channel).is_shown:
        return
    _check_seen(db, channel, seen)
    _publish(db, channel, None, by=by.account_id, at=at)
    _note(db, channel, "channel_taken_off", by=by, at=at)


def bring_back(
    db: Session, channel: Channel, *, version: int, seen: int | None = None, by: Actor, at: datetime
) -> None:
    """Put an earlier version in force again.

    Raises ChangedMeanwhile unless it is in force already, NotFound for a version that never was,
    and what keeps it from being shown.
    """
    _locked(db, channel)
    if channel.is_shown and channel.version == version:
        return
    _check_seen(db, channel, seen)
    check_finished(Kind(channel.kind), get_meaning(db, channel, version))
    channel.draft = None if channel.draft == version else channel.draft
    _publish(db, channel, version, by=by.account_id, at=at)
    _note(db, channel, "channel_brought_back", by=by, at=at, version=version)


def _locked(db: Session, channel: Channel) -> Channel:
    """The channel as it is now, for this transaction alone to change."""
    db.refresh(channel, with_for_update=True)
    return channel


def _check_seen(db: Session, channel: Channel, seen: int | None) -> Channel:
    """The same, if it is as it was when it was looked at; raises ChangedMeanwhile."""
    edition = _locked(db, channel).edition
    if seen is not None and seen != edition:
        raise ChangedMeanwhile(edition=edition)
    return channel


def _version_of(db: Session, channel: Channel, meaning: Meaning, *, by: Actor, at: datetime) -> int:
    """The number of the version in force or the draft that says this; else of a new one."""
    for number in (channel.draft, channel.version):
        if number is not None and get_meaning(db, channel, number) == meaning:
            return number
    key = (ChannelVersion.station_id == channel.station_id, ChannelVersion.channel == channel.code)
    number = (db.scalar(select(func.max(ChannelVersion.version)).where(*key)) or 0) + 1
    _write(db, channel, meaning, number=number, by=by.account_id, at=at)
    return number


def _write(
    db: Session, channel: Channel, meaning: Meaning, *, number: int, by: UUID | None, at: datetime
) -> None:
    db.add(
        ChannelVersion(
            station_id=channel.station_id,
            channel=channel.code,
            version=number,
            title=meaning.title,
            hint=meaning.hint,
            telephone=meaning.telephone,
            address=meaning.address,
            is_general=meaning.is_general,
            otherwise=meaning.otherwise,
            body=keep_body(meaning.body),
            by=by,
            created_at=at,
        )
    )
    db.flush()


def _publish(
    db: Session, channel: Channel, version: int | None, *, by: UUID | None, at: datetime
) -> None:
    """Put a version in force, or (None) the channel off the kiosk."""
    channel.is_shown = version is not None
    channel.version = version or channel.version
    key = (
        ChannelPublication.station_id == channel.station_id,
        ChannelPublication.channel == channel.code,
    )
    last = db.scalar(select(func.max(ChannelPublication.number)).where(*key)) or 0
    db.add(
        ChannelPublication(
            station_id=channel.station_id,
            channel=channel.code,
            number=last + 1,
            version=version,
            by=by,
            at=at,
        )
    )
    db.flush()


def _note(
    db: Session, channel: Channel, act: str, *, by: Actor, at: datetime, **more: object
) -> None:
    """Put an act into the audit log, and let every page and form know of it."""
    channel.edition += 1
    note_act(db, act, by=by, at=at, channel=channel.code, **more)
    touch_station(db, get_station(db, channel.station_id))
