"""What is known of each link of a station, and which are to be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.channels.queries import ShownChannel, list_channels
from station.linkchecks.rules import (
    Found,
    Standing,
    Verdict,
    is_due,
    is_web_address,
)
from station.linkchecks.tables import LinkCheck


@dataclass(frozen=True, slots=True)
class CheckedLink:
    """A channel with an address, and the newest look at that very address, if there was one."""

    channel: ShownChannel
    address: str
    wanted_at: datetime | None
    verdict: Verdict | None
    found: Found | None
    since: datetime | None
    failing_since: datetime | None
    looked_at: datetime | None
    status: int | None
    moved_to: str | None

    def is_due(self, now: datetime) -> bool:
        """Whether it is to be looked at: somebody wants it, or it is time."""
        return self.wanted_at is not None or is_due(self.verdict, self.looked_at, now)


def list_links(db: Session, station_id: UUID) -> list[CheckedLink]:
    """A station's links in the order of its channels, each with what is known of it."""
    ask = select(LinkCheck).where(LinkCheck.station_id == station_id)
    known = {check.channel: check for check in db.scalars(ask)}
    return [
        _link(channel, channel.address, known.get(channel.code))
        for channel in list_channels(db, station_id)
        if channel.address and is_web_address(channel.address)
    ]


def _link(channel: ShownChannel, address: str, check: LinkCheck | None) -> CheckedLink:
    if check is None or check.address != address:
        return CheckedLink(channel, address, None, None, None, None, None, None, None, None)
    return CheckedLink(
        channel=channel,
        address=address,
        wanted_at=check.wanted_at,
        verdict=Verdict(check.verdict) if check.verdict else None,
        found=Found(check.found) if check.found else None,
        since=check.since,
        failing_since=check.failing_since,
        looked_at=check.looked_at,
        status=check.status,
        moved_to=check.moved_to,
    )


def count_dead(db: Session, station_id: UUID, addresses: Sequence[tuple[str, str | None]]) -> int:
    """How many of these channels, each by its code and address, lead nowhere any more."""
    ask = select(LinkCheck.channel, LinkCheck.address).where(
        LinkCheck.station_id == station_id, LinkCheck.verdict == Verdict.DEAD
    )
    dead = {(row.channel, row.address) for row in db.execute(ask)}
    return sum(one in dead for one in addresses)


def standing_of(check: LinkCheck) -> Standing | None:
    """What was thought of a link before, if it was ever looked at."""
    if check.verdict is None or check.since is None:
        return None
    return Standing(Verdict(check.verdict), check.since, check.failing_since)
