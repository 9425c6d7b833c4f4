"""The order in which channels of a kind are shown, and who keeps each fresh."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.channels.rules import Kind
from station.channels.tables import Channel, ChannelOwner
from station.people.actions import Actor, note_act
from station.people.queries import list_accounts
from station.stations.actions import touch_station
from station.stations.queries import get_station


def order_channels(
    db: Session, station_id: UUID, kind: Kind, codes: Sequence[str], *, by: Actor, at: datetime
) -> None:
    """Show the channels of a kind in the order of `codes`; those it does not name come last."""
    ask = select(Channel).where(Channel.station_id == station_id, Channel.kind == kind)
    kept = list(db.scalars(ask.order_by(Channel.position, Channel.code).with_for_update()))
    places = {code: place for place, code in enumerate(codes)}
    wanted = sorted(kept, key=lambda one: places.get(one.code, len(places)))
    if wanted == kept:
        return
    positions = sorted(channel.position for channel in kept)
    # Two of a kind may share a position, where a plan and a person added one each.
    strict = [position + place for place, position in enumerate(positions)]
    for channel, position in zip(wanted, strict, strict=True):
        channel.position = position
    order = [channel.code for channel in wanted]
    note_act(db, "channels_ordered", by=by, at=at, kind=kind.value, order=order)
    touch_station(db, get_station(db, station_id))


def set_owner(
    db: Session, channel: Channel, account_id: UUID | None, *, by: Actor, at: datetime
) -> None:
    """Say who keeps a channel fresh, or (None, or nobody of the station) that nobody does."""
    known = {account.id for account in list_accounts(db, channel.station_id)}
    account_id = account_id if account_id in known else None
    kept = db.get(ChannelOwner, (channel.station_id, channel.code))
    if (kept.account_id if kept else None) == account_id:
        return
    if kept:
        db.delete(kept)
        db.flush()
    if account_id:
        db.add(
            ChannelOwner(station_id=channel.station_id, channel=channel.code, account_id=account_id)
        )
    channel.edition += 1  # whoever has the form open would set back who keeps it
    owner = str(account_id) if account_id else None
    note_act(db, "channel_owner_set", by=by, at=at, channel=channel.code, owner=owner)
    db.flush()
