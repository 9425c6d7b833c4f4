"""T1 to T6: a station's server beside the echo, in turn, over real sockets."""

import sqlite3
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bench.load import Load, run_answers, run_scans, run_taps
from bench.result import Result, at_least, at_most, middle
from bench.servers import Server, serve
from bench.slow_disk import FLUSH_SECONDS, make_library
from station.counts.verify import verify_file
from tests.instances import Instance, copy_sqlite, survey_link

ROUNDS = 13
MOST_MS = 250
ENOUGH = 32
"""Clients enough to fill the commits of a slow disk."""
LOCKED = b"database is locked"
Rounds = dict[str, list[Load]]


class OverHttp:
    """The servers of one run, and an instance of its own for each that stores."""

    def __init__(self, template: Path, folder: Path) -> None:
        self.template = template
        self.folder = folder
        self.library = make_library(folder)

    def instance(self, name: str) -> Instance:
        """A fresh copy of the planned station."""
        folder = self.folder / name
        folder.mkdir(mode=0o700)
        return Instance(folder, copy_sqlite(self.template, folder), "https://kiosk.example.go.th")

    def measure(self) -> dict[str, Result]:
        """Every round asks echo and product the same, one after the other."""
        ours, normal = self.instance("ours"), self.instance("normal")
        log = self.folder / "ours.log"
        with ExitStack() as running:
            start = running.enter_context
            servers = {
                "echo": start(serve("bench.echo:app", self.folder / "echo.log")),
                "ours": start(serve("app:create_app()", log, ours.environment)),
                "normal": start(
                    serve(
                        "bench.variants:with_normal_sync()",
                        self.folder / "normal.log",
                        normal.environment,
                    )
                ),
            }
            rounds = _ask_in_turn(servers, survey_link(ours))
        locked = log.read_bytes().count(LOCKED)
        stored = _stored(ours)
        return {
            "T1": _t1(rounds),
            "T2": _t2(rounds, stored),
            "T3": _t3(rounds, locked),
            "T4": _t4(rounds),
            "T5": _t5(rounds, _stored_answers(ours)),
            "T6": self._t6(rounds),
        }

    def _t6(self, rounds: Rounds) -> Result:
        full = at_least(
            _ratio(rounds, "taps8", "normal8"),
            0.90,
            "of synchronous=NORMAL, 8 clients",
            full_a_second=_rate(rounds, "taps8"),
            normal_a_second=_rate(rounds, "normal8"),
        )
        if self.library is None:
            return full.only_if(holds=True, slow_disk="not measured: no gcc here")
        rates = self._rates_on_a_slow_disk(self.library)
        times = {clients: round(rate * FLUSH_SECONDS, 2) for clients, rate in rates.items()}
        # Eight share two commits at best: while one is flushed, the others make the next.
        return full.only_if(
            holds=times[ENOUGH] >= 5,
            slow_disk_flush_ms=FLUSH_SECONDS * 1e3,
            slow_disk_a_second_by_clients=rates,
            slow_disk_times_one_by_flush=times,
            slow_disk_goal=f"5 with {ENOUGH} clients",
        )

    def _rates_on_a_slow_disk(self, library: Path) -> dict[int, float]:
        environment = self.instance("slow").environment | {"LD_PRELOAD": str(library)}
        with serve("app:create_app()", self.folder / "slow.log", environment) as server:
            return {
                clients: round(middle([run_taps(server.url, clients=clients).rate for _ in "abc"]))
                for clients in (1, 8, ENOUGH)
            }


def _ask_in_turn(servers: dict[str, Server], code: str) -> Rounds:
    urls = {name: server.url for name, server in servers.items()}
    asks: dict[str, Callable[[], Load]] = {
        "echo1": lambda: run_taps(urls["echo"], clients=1),
        "taps1": lambda: run_taps(urls["ours"], clients=1),
        "echo8": lambda: run_taps(urls["echo"], clients=8),
        "taps8": lambda: run_taps(urls["ours"], clients=8),
        "normal8": lambda: run_taps(urls["normal"], clients=8),
        "echo_scans8": lambda: run_scans(urls["echo"], code, clients=8),
        "scans8": lambda: run_scans(urls["ours"], code, clients=8),
        "echo_answers8": lambda: run_answers(urls["echo"], clients=8),
        "answers8": lambda: run_answers(urls["ours"], clients=8),
    }
    for ask in asks.values():
        ask()  # the first round of each warms it up and is not kept
    rounds: Rounds = {name: [] for name in asks}
    for _ in range(ROUNDS):
        for name, ask in asks.items():
            rounds[name].append(ask())
    return rounds


def _t1(rounds: Rounds) -> Result:
    pairs = zip(rounds["taps1"], rounds["echo1"], strict=True)
    more = middle([ours.p50_ms - echo.p50_ms for ours, echo in pairs])
    found = at_least(
        _ratio(rounds, "taps1", "echo1"),
        0.50,
        "of echo, 1 client",
        p50_above_echo_ms=more,
        p50_above_echo_goal_ms=0.40,
        p50_echo_ms=middle([load.p50_ms for load in rounds["echo1"]]),
        taps_a_second=_rate(rounds, "taps1"),
        echo_a_second=_rate(rounds, "echo1"),
        errors=_errors(rounds["taps1"]),
    )
    return found.only_if(holds=more <= 0.40 and not _errors(rounds["taps1"]))


def _t2(rounds: Rounds, stored: int) -> Result:
    asked = sum(load.requests for name in ("taps1", "taps8", "scans8") for load in rounds[name])
    found = at_least(
        _ratio(rounds, "taps8", "echo8"),
        0.60,
        "of echo, 8 clients",
        taps_a_second=_rate(rounds, "taps8"),
        echo_a_second=_rate(rounds, "echo8"),
        errors=_errors(rounds["taps8"]),
        answered=asked,
        stored=stored,
    )
    return found.only_if(holds=stored >= asked and not _errors(rounds["taps8"]))


def _t3(rounds: Rounds, locked: int) -> Result:
    ratios = {
        name: middle([a.p99_ms / b.p99_ms for a, b in zip(rounds[name], rounds[echo], strict=True)])
        for name, echo in (("taps8", "echo8"), ("scans8", "echo_scans8"))
    }
    worst = max(load.worst_ms for name in ratios for load in rounds[name])
    found = at_most(
        max(ratios.values()),
        2.0,
        "of echo's p99 at 8 clients, taps or scans",
        of_echo=ratios,
        p99_ms={name: middle([x.p99_ms for x in loads]) for name, loads in rounds.items()},
        worst_ms=round(worst, 1),
        worst_goal_ms=MOST_MS,
        worst_echo_ms=round(max(load.worst_ms for load in rounds["echo8"]), 1),
        database_is_locked=locked,
    )
    return found.only_if(holds=worst <= MOST_MS and not locked)


def _t4(rounds: Rounds) -> Result:
    found = at_least(
        _ratio(rounds, "scans8", "echo_scans8"),
        0.55,
        "of echo's bare redirect, 8 clients",
        scans_a_second=_rate(rounds, "scans8"),
        echo_a_second=_rate(rounds, "echo_scans8"),
        errors=_errors(rounds["scans8"]),
    )
    return found.only_if(holds=not _errors(rounds["scans8"]))


def _t5(rounds: Rounds, stored: int) -> Result:
    asked = sum(load.requests for load in rounds["answers8"])
    found = at_least(
        _ratio(rounds, "answers8", "echo_answers8"),
        0.45,
        "of echo, one answered question, 8 clients",
        answers_a_second=_rate(rounds, "answers8"),
        echo_a_second=_rate(rounds, "echo_answers8"),
        p99_ms=middle([load.p99_ms for load in rounds["answers8"]]),
        errors=_errors(rounds["answers8"]),
        answered=asked,
        stored=stored,
    )
    return found.only_if(holds=stored >= asked and not _errors(rounds["answers8"]))


def _ratio(rounds: Rounds, ours: str, other: str) -> float:
    return middle([a.rate / b.rate for a, b in zip(rounds[ours], rounds[other], strict=True)])


def _rate(rounds: Rounds, name: str) -> float:
    return round(middle([load.rate for load in rounds[name]]))


def _errors(loads: list[Load]) -> int:
    return sum(load.errors for load in loads)


def _stored(instance: Instance) -> int:
    """How many events the chain holds; raises where it is not whole."""
    (finding,) = verify_file(str(instance.folder / "station.db"), None)
    if finding.faults:
        raise RuntimeError(f"the chain broke under load: {finding.faults[:3]}")
    return finding.number


def _stored_answers(instance: Instance) -> int:
    """How many answers the database holds."""
    connection = sqlite3.connect(instance.folder / "station.db")
    try:
        (count,) = connection.execute("SELECT count(*) FROM answers").fetchone()
    finally:
        connection.close()
    return int(count)
