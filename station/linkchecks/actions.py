"""Asking for looks at links, and keeping what they found."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from station.channels.queries import list_channels
from station.linkchecks.queries import CheckedLink, standing_of
from station.linkchecks.rules import Look, judge
from station.linkchecks.tables import LinkCheck
from station.people.actions import Actor, note_act


def want_looks(
    db: Session, station_id: UUID, links: Iterable[CheckedLink], *, by: Actor, at: datetime
) -> None:
    """Ask for a look at links; the job that looks at them is to be made due as well."""
    links = list(links)
    for link in links:
        _check_of(db, station_id, link.channel.code, link.address).wanted_at = at
    note_act(db, "link_checks_asked", by=by, at=at, channels=[link.channel.code for link in links])
    db.flush()


def keep_look(db: Session, station_id: UUID, address: str, look: Look, *, at: datetime) -> None:
    """Keep what a look found, for every channel that still leads to that address."""
    for channel in list_channels(db, station_id):
        if channel.address == address:
            _keep(_check_of(db, station_id, channel.code, address), look, at)
    db.flush()


def _keep(check: LinkCheck, look: Look, at: datetime) -> None:
    standing = judge(standing_of(check), look.found, at)
    check.verdict, check.since = standing.verdict, standing.since
    check.failing_since = standing.failing_since
    check.wanted_at, check.looked_at = None, at
    check.found, check.status, check.moved_to = look.found, look.status, look.moved_to


def _check_of(db: Session, station_id: UUID, channel: str, address: str) -> LinkCheck:
    """The row of a channel; one that speaks of another address is begun anew."""
    check = db.get(LinkCheck, (station_id, channel))
    if check and check.address != address:
        db.delete(check)
        db.flush()
        check = None
    if check is None:
        check = LinkCheck(station_id=station_id, channel=channel, address=address)
        db.add(check)
    return check
