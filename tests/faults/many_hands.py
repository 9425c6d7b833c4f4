"""The same events from many hands at once: each is stored once, whoever was first."""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from station.counts.actions import Writer, open_writer
from station.counts.chain import Event
from station.counts.ledger import Batch, Entry, Verdict
from station.database import Database
from station.stations.queries import find_only_station
from tests.faults.kept_events import Kept, look_into

HANDS = 8
MOST_AT_ONCE = 20


@dataclass(frozen=True)
class Run:
    """How many ids there were, what the hands were told, and what the database holds."""

    ids: int
    verdicts: Counter[Verdict]
    kept: Kept

    @property
    def is_good(self) -> bool:
        """Each id stored once, said once to be new, and known to all the other hands."""
        told = {Verdict.COUNTED: self.ids, Verdict.KNOWN: self.ids * (HANDS - 1)}
        return self.verdicts == told and self.too_many == 0 and not self.kept.faults

    @property
    def too_many(self) -> int:
        """How far rows and distinct ids are apart from the ids sent."""
        return abs(len(self.kept.ids) - self.ids) + abs(len(set(self.kept.ids)) - self.ids)


def run_hands(url: str, ids: int, *, seed: int = 1) -> Run:
    """Let every hand store all the events, each in an order of its own."""
    database = Database(url)
    with database.session(writing=False) as db:
        station = find_only_station(db)
        assert station is not None
    chance = random.Random(seed)
    events = [
        tap_of_monday(station.id, UUID(int=chance.getrandbits(128), version=4)) for _ in range(ids)
    ]
    writer = open_writer(database)
    verdicts = _store_from_all(writer, events)
    writer.close()
    database.close()
    return Run(ids, verdicts, look_into(url))


def _store_from_all(writer: Writer, events: list[Event]) -> Counter[Verdict]:
    heard: list[Counter[Verdict]] = [Counter() for _ in range(HANDS)]
    failures: list[BaseException] = []

    def store(hand: int) -> None:
        try:
            for batch in _batches(events, random.Random(hand)):
                heard[hand].update(writer.record(batch))
        except BaseException as error:  # noqa: BLE001 (raised again where all are awaited)
            failures.append(error)

    hands = [threading.Thread(target=store, args=(hand,)) for hand in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    if failures:
        raise failures[0]
    return sum(heard, Counter())


def _batches(events: list[Event], chance: random.Random) -> Iterator[Batch]:
    """All the events in some order, a few at a time, as tablets' outboxes send them."""
    mine = chance.sample(events, len(events))
    while mine:
        many = chance.randint(1, MOST_AT_ONCE)
        part, mine = mine[:many], mine[many:]
        yield Batch(part[0].station_id, [Entry(event) for event in part])


def tap_of_monday(station_id: UUID, event_id: UUID) -> Event:
    """A tap as a browser sends it, on a Monday morning."""
    return Event(
        station_id=station_id,
        id=event_id,
        kind="survey_shown",
        division="traffic",
        channel=None,
        source="web",
        sent_at="2025-03-03T02:00:00Z",
        happened_at=1_740_967_200_000_000,
        received_at=1_740_967_200_000_000,
        day="2025-03-03",
    )
