"""T7, T11 and T14: the writer against itself with one part taken away, in turn; and the rest."""

import threading
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from unittest.mock import patch
from uuid import UUID, uuid4

from bench.result import Result, at_least, at_most, middle
from bench.variants import WithoutTotals
from station import clock
from station.counts import sqlite
from station.counts.chain import Event
from station.counts.ledger import Batch, Entry
from station.counts.queries import verify_station
from station.counts.verify import Finding, verify_file
from station.database import Database
from station.stations.queries import find_only_station
from tests.instances import copy_sqlite
from web.assets import draw_qr

ROUNDS = 15
THREADS = 8
TAPS_A_THREAD = 120
VERIFIED_EVENTS = 200_000
AT_ONCE = 2_000
LOOKS = 100_000


def one_tap(station_id: UUID) -> Batch:
    """A batch of one fresh event, as a browser that is no kiosk makes it."""
    now = clock.to_microseconds(clock.now())
    event = Event(
        station_id=station_id,
        id=uuid4(),
        kind="survey_shown",
        division="traffic",
        channel=None,
        source="web",
        sent_at="2025-03-03T01:59:58.123Z",
        happened_at=now,
        received_at=now,
        day="2025-03-03",
    )
    return Batch(station_id, [Entry(event)])


class Bench:
    """A writer on its own copy of the planned database."""

    def __init__(self, template: Path, folder: Path, writer: type[sqlite.SqliteWriter]) -> None:
        folder.mkdir(parents=True)
        self.url = copy_sqlite(template, folder)
        self.file = folder / "station.db"
        self.station_id = _station_id(self.url)
        self.writer = writer(str(self.file))
        self.rate()  # warms it up

    def rate(self) -> float:
        """Taps a second that eight threads get stored, each waiting for its own."""
        batches = [[one_tap(self.station_id) for _ in range(TAPS_A_THREAD)] for _ in range(THREADS)]
        workers = [
            threading.Thread(target=lambda mine=mine: [self.writer.record(b) for b in mine])
            for mine in batches
        ]
        started = perf_counter()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return THREADS * TAPS_A_THREAD / (perf_counter() - started)

    def fill(self, events: int) -> None:
        """Store many events by the same writer, in large commits."""
        for _ in range(events // AT_ONCE):
            entries = [one_tap(self.station_id).entries[0] for _ in range(AT_ONCE)]
            self.writer.record(Batch(self.station_id, entries))


def _station_id(url: str) -> UUID:
    database = Database(url)
    with database.session(writing=False) as db:
        station = find_only_station(db)
        assert station is not None
    database.close()
    return station.id


def measure(template: Path, folder: Path) -> dict[str, Result]:
    """All goals that need no server."""
    ours = Bench(template, folder / "ours", sqlite.SqliteWriter)
    bare = Bench(template, folder / "without-totals", WithoutTotals)
    results = {
        "T7": _cost("of the rate is what the daily total costs, 8 writers", ours.rate, bare.rate),
        "T11": _t11(),
        "T14": _t14(ours, Bench(template, folder / "verified", sqlite.SqliteWriter)),
    }
    for bench in (ours, bare):
        bench.writer.close()
    return results


def _cost(unit: str, whole: Callable[[], float], bare: Callable[[], float]) -> Result:
    """What share of the rate a part costs: the rate with it and without it, in turn."""
    pairs = [(whole(), bare()) for _ in range(ROUNDS)]
    return at_most(
        middle([1 - with_it / without for with_it, without in pairs]),
        0.10,
        unit,
        taps_a_second=round(middle([pair[0] for pair in pairs])),
        without_it=round(middle([pair[1] for pair in pairs])),
        rounds=ROUNDS,
    )


def _t11() -> Result:
    address = "https://kiosk.example.go.th/go/0123abcd"
    started = perf_counter()
    draw_qr(address)
    made = perf_counter() - started
    started = perf_counter()
    for _ in range(LOOKS):
        draw_qr(address)
    each = (perf_counter() - started) / LOOKS * 1e6
    return at_most(each, 5, "us for a cached QR code", made_once_ms=round(made * 1e3, 2))


def _t14(ours: Bench, filled: Bench) -> Result:
    cost = _cost("of the rate is what the chain costs", ours.rate, _without_chain(ours))
    filled.fill(VERIFIED_EVENTS)
    filled.writer.close()
    ways = {"command": _verify_by_command(filled), "file": _verify_file(filled)}
    rates = {
        name: round(max(_events_a_second(verify) for _ in range(3)))
        for name, verify in ways.items()
    }
    found = at_least(
        rates["command"],
        100_000,
        "events a second verified by flask counts verify",
        by_the_file_alone=rates["file"],
        events=VERIFIED_EVENTS,
    )
    chain = {"value": cost.value, "goal": cost.goal, "holds": cost.holds, **cost.detail}
    return found.only_if(holds=cost.holds, chain_share_of_the_rate=chain)


def _without_chain(ours: Bench) -> Callable[[], float]:
    def rate() -> float:
        with patch.object(sqlite, "next_hash", lambda *_: b"\0" * 32):
            return ours.rate()

    return rate


def _verify_file(filled: Bench) -> Callable[[], Finding]:
    return lambda: verify_file(str(filled.file), None)[0]


def _verify_by_command(filled: Bench) -> Callable[[], Finding]:
    def verify() -> Finding:
        database = Database(filled.url)
        with database.session(writing=False) as db:
            station = find_only_station(db)
            assert station is not None
            finding = verify_station(db, station, None)
        database.close()
        return finding

    return verify


def _events_a_second(verify: Callable[[], Finding]) -> float:
    started = perf_counter()
    finding = verify()
    if finding.faults:
        raise RuntimeError(f"the chain is broken: {finding.faults[:3]}")
    return finding.number / (perf_counter() - started)
