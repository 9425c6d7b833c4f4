"""The job that looks at a station's links, and keeps each look in a transaction of its own."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from station import clock
from station.database import Database
from station.jobs.rules import Interrupted
from station.linkchecks.actions import keep_look
from station.linkchecks.queries import CheckedLink, list_links
from station.linkchecks.rounds import Looked, look_round
from station.linkchecks.rules import (
    ANSWERED,
    Look,
    NoWayOut,
    Unfinished,
    Verdict,
    host_of,
    is_no_way_out,
)


def check_links(
    database: Database,
    station_id: UUID,
    look: Callable[[str], Look],
    *,
    is_stopping: Callable[[], bool],
) -> None:
    """Look at every link that is due; raises Interrupted, Unfinished.

    Raises NoWayOut where nobody could be reached; nothing is kept then.
    """
    with database.session(writing=False) as db:
        links = list_links(db, station_id)
    round_ = _Round(database, station_id)
    addresses = list(dict.fromkeys(link.address for link in choose(links, now=clock.now())))
    for address, found in look_round(addresses, look, is_stopping=is_stopping):
        round_.take(address, found)
    if is_stopping():
        raise Interrupted
    round_.end()
    if round_.taken < len(addresses):
        raise Unfinished()


def choose(links: list[CheckedLink], *, now: datetime) -> list[CheckedLink]:
    """Those that are due; where they all lie with one host, another that opened the last time.

    Whether one host is down or this server has no way out, only a second host can tell.
    """
    due = [link for link in links if link.is_due(now)]
    hosts = {host_of(link.address) for link in due}
    if len(hosts) != 1:
        return due
    elsewhere = [link for link in links if host_of(link.address) not in hosts]
    return due + [link for link in elsewhere if link.verdict is Verdict.GOOD][:1]


class _Round:
    """One round's looks; while nobody answered at all, what failed is held back."""

    def __init__(self, database: Database, station_id: UUID) -> None:
        self.database = database
        self.station_id = station_id
        self.held: list[Looked] = []
        self.taken = 0
        self.is_answered = False

    def take(self, address: str, look: Look) -> None:
        """Keep a look, and what was held back, once it is known that there is a way out."""
        self.held.append((address, look))
        self.taken += 1
        self.is_answered = self.is_answered or look.found in ANSWERED
        if self.is_answered:
            self._keep_held()

    def end(self) -> None:
        """Judge what was held back; raises NoWayOut."""
        if is_no_way_out([(host_of(address), look.found) for address, look in self.held]):
            raise NoWayOut()
        self._keep_held()

    def _keep_held(self) -> None:
        """Each in a transaction of its own: taps wait for none of them."""
        while self.held:
            address, look = self.held.pop(0)
            with self.database.session(writing=True) as db:
                keep_look(db, self.station_id, address, look, at=clock.now())
                db.commit()
