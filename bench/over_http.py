"""T1 to T4 and T15: a station's server beside the echo, in turn, over real sockets."""

from pathlib import Path

from bench.load import Load, run_scans, run_taps
from bench.result import Result, at_least, at_most, middle
from bench.servers import Server, serve
from tests.instances import Instance, survey_link

ROUNDS = 7
SECONDS = 2
LOCKED = b"database is locked"
Rounds = dict[str, list[Load]]


def measure(instance: Instance, folder: Path) -> dict[str, Result]:
    """Every round asks the echo and the product the same, one after the other."""
    code = survey_link(instance)
    with (
        serve("bench.echo:app", folder / "echo.log") as echo,
        serve("app:create_app()", folder / "server.log", instance) as ours,
    ):
        resident = _with_two_tablets(ours)
        rounds: Rounds = {name: [] for name in ("echo1", "taps1", "echo8", "taps8", "scans8")}
        for _ in range(ROUNDS):
            rounds["echo1"].append(run_taps(echo.url, clients=1, seconds=SECONDS))
            rounds["taps1"].append(run_taps(ours.url, clients=1, seconds=SECONDS))
            rounds["echo8"].append(run_taps(echo.url, clients=8, seconds=SECONDS))
            rounds["taps8"].append(run_taps(ours.url, clients=8, seconds=SECONDS))
            rounds["scans8"].append(run_scans(ours.url, code, clients=8, seconds=SECONDS))
        locked = ours.log.read_bytes().count(LOCKED)
    return {
        "T1": _t1(rounds),
        "T2": _rate(rounds, "taps8", 0.60),
        "T3": _t3(rounds, locked),
        "T4": _rate(rounds, "scans8", 0.55),
        "T15": at_most(
            resident,
            150,
            "MiB resident with two tablets",
            first_answer_seconds=round(ours.first_answer_seconds, 2),
            first_answer_holds=ours.first_answer_seconds <= 2,
        ),
    }


def _with_two_tablets(server: Server) -> float:
    run_taps(server.url, clients=2, seconds=SECONDS)
    return server.resident_mib()


def _ratios(rounds: Rounds, ours: str, echo: str) -> list[float]:
    return [a.rate / b.rate for a, b in zip(rounds[ours], rounds[echo], strict=True)]


def _t1(rounds: Rounds) -> Result:
    pairs = list(zip(rounds["taps1"], rounds["echo1"], strict=True))
    more = middle([a.p50_ms - b.p50_ms for a, b in pairs])
    ratio = middle(_ratios(rounds, "taps1", "echo1"))
    found = at_least(
        ratio,
        0.50,
        "of echo, 1 client",
        p50_above_echo_ms=more,
        p50_goal_ms=0.40,
        taps_a_second=middle([a.rate for a, _ in pairs]),
        errors=_errors(rounds["taps1"]),
    )
    return Result(found.value, found.goal, found.holds and more <= 0.40, found.unit, found.detail)


def _rate(rounds: Rounds, ours: str, goal: float) -> Result:
    return at_least(
        middle(_ratios(rounds, ours, "echo8")),
        goal,
        "of echo, 8 clients",
        a_second=middle([load.rate for load in rounds[ours]]),
        errors=_errors(rounds[ours]),
    )


def _t3(rounds: Rounds, locked: int) -> Result:
    echo = middle([load.p99_ms for load in rounds["echo8"]])
    p99 = {name: middle([x.p99_ms for x in rounds[name]]) for name in ("taps8", "scans8")}
    worst = max(x.worst_ms for name in p99 for x in rounds[name])
    found = at_most(
        max(p99.values()) / echo,
        2.0,
        "of echo's p99, taps and scans at 8 clients",
        p99_ms={"echo": echo, **p99},
        worst_ms=round(worst, 1),
        worst_goal_ms=250,
        database_is_locked=locked,
    )
    holds = found.holds and worst <= 250 and not locked
    return Result(found.value, found.goal, holds, found.unit, found.detail)


def _errors(loads: list[Load]) -> int:
    return sum(load.errors for load in loads)
