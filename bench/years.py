"""T8 and T9: the overview, and visits beside duty, over a year of a million events and of ten."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from bench.kept_years import MONTH, YEAR, Years, on_postgres, on_sqlite
from bench.result import Result, at_most

ROUNDS = 21
JOIN_GOALS_MS = {"sqlite": 100, "postgresql": 150}
Figures = dict[str, Any]


def measure(template: Path, folder: Path) -> dict[str, Result]:
    """Both goals on both databases, one after the other: together they would fill the disk."""
    folder.mkdir(mode=0o700)
    found = {}
    with ExitStack() as opened:
        found["sqlite"] = _measure(on_sqlite(template, folder, opened))
    for file in folder.rglob("station.db*"):
        file.unlink()
    with ExitStack() as opened:
        found["postgresql"] = _measure(on_postgres(folder, opened))
    return {"T8": _t8(found), "T9": _t9(found)}


def _measure(years: dict[str, Years]) -> Figures:
    few, many = years["million"], years["ten_millions"]
    pages = {"overview": "/admin/?year=2568", "coverage": f"/admin/coverage?month={MONTH}"}
    taken = {
        name: _in_turn(*(lambda one=one, path=path: one.open_page(path) for one in (few, many)))
        for name, path in pages.items()
    }
    taken["heat"] = _in_turn(few.heat_map, many.heat_map)
    taken["sums"] = _in_turn(few.sums, many.sums)
    started = perf_counter()
    plain = many.plain_count()
    plain_ms = round((perf_counter() - started) * 1e3, 2)
    return {
        "events": [few.events, many.events],
        **{f"{name}_ms": times for name, times in taken.items()},
        "month_joined_ms": _in_turn(lambda: few.join(MONTH.first, MONTH.last))[0],
        "shifts_of_the_month": few.join(MONTH.first, MONTH.last),
        "year_joined_ms": _in_turn(lambda: few.join(YEAR.first, YEAR.last))[0],
        "shifts_of_the_year": few.join(YEAR.first, YEAR.last),
        "plain_count_ms": plain_ms,
        "equal": many.sums() == plain and many.is_exact(),
    }


def _in_turn(*ways: Callable[[], object]) -> list[float]:
    """The middle of the milliseconds that each takes, one after the other, again and again."""
    taken: list[list[float]] = [[] for _ in ways]
    for number in range(ROUNDS + 1):
        for times, way in zip(taken, ways, strict=True):
            started = perf_counter()
            way()
            if number:  # the first round only warms up
                times.append((perf_counter() - started) * 1e3)
    return [round(median(times), 2) for times in taken]


def _ratio(times: list[float]) -> float:
    return round(times[1] / times[0], 3)


def _t8(found: dict[str, Figures]) -> Result:
    worst = max(_ratio(one["overview_ms"]) for one in found.values())
    shares = {name: one["sums_ms"][1] / one["plain_count_ms"] for name, one in found.items()}
    holds = all(share <= 0.01 for share in shares.values())
    detail = {
        name: {
            "events": one["events"],
            "page_ms": one["overview_ms"],
            "its_counts_ms": one["sums_ms"],
            "plain_count_ms": one["plain_count_ms"],
            "counts_of_plain_count": f"1/{1 / shares[name]:.0f}",
            "page_of_plain_count": f"1/{one['plain_count_ms'] / one['overview_ms'][1]:.0f}",
            "equals_a_recount": one["equal"],
        }
        for name, one in found.items()
    }
    result = at_most(worst, 1.2, "of the overview's cost at 10^6, at 10^7 events", **detail)
    return result.only_if(holds=holds and all(one["equal"] for one in found.values()))


def _t9(found: dict[str, Figures]) -> Result:
    worst = max(_ratio(one["heat_ms"]) for one in found.values())
    joined = all(found[name]["month_joined_ms"] <= goal for name, goal in JOIN_GOALS_MS.items())
    detail = {
        name: {
            "heat_map_ms": one["heat_ms"],
            "page_ms": one["coverage_ms"],
            "visits_joined_ms": one["month_joined_ms"],
            "visits_joined_goal_ms": JOIN_GOALS_MS[name],
            "shifts": one["shifts_of_the_month"],
            "a_whole_year_joined_ms": one["year_joined_ms"],
            "shifts_of_the_year": one["shifts_of_the_year"],
        }
        for name, one in found.items()
    }
    result = at_most(worst, 1.2, "of the heat map's cost at 10^6, at 10^7 events", **detail)
    return result.only_if(holds=joined)
