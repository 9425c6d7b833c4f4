"""T6, T7, T11 and T14: the writer against itself with one part taken away, in turn."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import perf_counter
from unittest.mock import patch
from uuid import UUID, uuid4

from bench.result import Result, at_least, at_most, middle
from station.channels.qr import qr_svg
from station.counts import ledger, sqlite
from station.counts.chain import Event
from station.counts.ledger import Batch, Entry
from station.counts.verify import verify_file
from tests.instances import copy_sqlite

ROUNDS = 7
THREADS = 8
TAPS_A_THREAD = 250
VERIFIED_EVENTS = 200_000


def one_tap(station_id: UUID) -> Batch:
    """A batch of one fresh event, as a browser that is no kiosk makes it."""
    event = Event(
        station_id=station_id,
        id=uuid4(),
        kind="survey_shown",
        division="traffic",
        channel=None,
        source="web",
        sent_at="2025-03-03T01:59:58Z",
        happened_at=1740967198000000,
        received_at=1740967200000000,
        day="2025-03-03",
    )
    return Batch(station_id, [Entry(event)])


class Bench:
    """A writer on a copy of the planned database, and what is timed with it."""

    def __init__(self, template: Path, folder: Path, station_id: UUID) -> None:
        folder.mkdir(parents=True)
        copy_sqlite(template, folder)
        self.file = folder / "station.db"
        self.station_id = station_id
        self.writer = sqlite.SqliteWriter(str(self.file))
        self.writer.record(one_tap(station_id))

    def rate(self, threads: int = THREADS, taps: int = TAPS_A_THREAD) -> float:
        """Taps a second that so many threads get stored, each waiting for its own."""
        batches = [[one_tap(self.station_id) for _ in range(taps)] for _ in range(threads)]
        workers = [
            threading.Thread(target=lambda mine=mine: [self.writer.record(b) for b in mine])
            for mine in batches
        ]
        started = perf_counter()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return threads * taps / (perf_counter() - started)

    def set_synchronous(self, level: str) -> None:
        """What the product never does: flush otherwise than it must."""
        self.writer.connection.execute(f"PRAGMA synchronous = {level}")


def measure(template: Path, folder: Path, station_id: UUID) -> dict[str, Result]:
    """All goals that need no server."""
    bench = Bench(template, folder / "writer", station_id)
    results = {
        "T6": _t6(bench),
        "T7": _cost_of("the daily total", bench, _without_totals),
        "T11": _t11(),
        "T14": _t14(bench, Bench(template, folder / "verify", station_id)),
    }
    bench.writer.close()
    return results


def _t6(bench: Bench) -> Result:
    ratios = []
    for _ in range(ROUNDS):
        bench.set_synchronous("NORMAL")
        normal = bench.rate()
        bench.set_synchronous("FULL")
        ratios.append(bench.rate() / normal)
    return at_least(middle(ratios), 0.90, "of NORMAL, 8 writers", rounds=ROUNDS)


def _cost_of(
    what: str, bench: Bench, without: Callable[[], AbstractContextManager[None]]
) -> Result:
    shares = []
    for _ in range(ROUNDS):
        with without():
            bare = bench.rate()
        shares.append(1 - bench.rate() / bare)
    return at_most(middle(shares), 0.10, f"of the rate is what {what} costs", rounds=ROUNDS)


@contextmanager
def _without_totals() -> Iterator[None]:
    def finish(self: ledger.Ledger) -> None:
        self.totals.clear()
        kept(self)

    kept = ledger.Ledger.finish
    with patch.object(ledger.Ledger, "finish", finish):
        yield


@contextmanager
def _without_chain() -> Iterator[None]:
    with patch.object(ledger, "next_hash", lambda *_: b"\0" * 32):
        yield


def _t11() -> Result:
    address = "https://kiosk.example.go.th/go/0123abcd"
    started = perf_counter()
    qr_svg(address)
    made_ms = (perf_counter() - started) * 1e3
    looks = 100_000
    started = perf_counter()
    for _ in range(looks):
        qr_svg(address)
    each = (perf_counter() - started) / looks * 1e6
    return at_most(each, 5, "us for a cached QR code", made_once_ms=round(made_ms, 2))


def _t14(bench: Bench, filled: Bench) -> Result:
    cost = _cost_of("the chain", bench, _without_chain)
    events = [one_tap(filled.station_id).entries[0] for _ in range(VERIFIED_EVENTS)]
    for first in range(0, VERIFIED_EVENTS, 2_000):
        filled.writer.record(Batch(filled.station_id, events[first : first + 2_000]))
    filled.writer.close()
    rates = []
    for _ in range(3):
        started = perf_counter()
        (finding,) = verify_file(str(filled.file), None)
        rates.append(finding.number / (perf_counter() - started))
        assert not finding.faults
    found = at_least(
        middle(rates) // 1,
        100_000,
        "events verified a second",
        events=VERIFIED_EVENTS + 1,
        chain_costs_of_the_rate=cost.value,
        chain_may_cost=0.10,
    )
    return Result(found.value, found.goal, found.holds and cost.holds, found.unit, found.detail)
