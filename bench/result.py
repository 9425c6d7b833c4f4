"""A goal's measured value, and how the whole run is printed."""

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Result:
    """One goal of the bench; `detail` holds what the value was made from."""

    value: float
    goal: float
    holds: bool
    unit: str
    detail: dict[str, object] = field(default_factory=dict)


def at_least(value: float, goal: float, unit: str, **detail: object) -> Result:
    """A goal that is met from below."""
    return Result(round(value, 4), goal, value >= goal, unit, detail)


def at_most(value: float, goal: float, unit: str, **detail: object) -> Result:
    """A goal that is met from above."""
    return Result(round(value, 4), goal, value <= goal, unit, detail)


def middle(values: list[float]) -> float:
    """The median, rounded so that it can be read."""
    return round(median(values), 4)


def print_table(results: dict[str, Result]) -> None:
    """A line a goal, the machine's size above."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(f"{os.cpu_count()} cores, {memory:.0f} GiB; load {os.getloadavg()[0]:.1f} at the end")
    print(f"{'goal':10} {'value':>10} {'wanted':>8}  {'':5} unit")
    for name, result in results.items():
        holds = "holds" if result.holds else "MISSES"
        print(f"{name:10} {result.value:>10g} {result.goal:>8g}  {holds:6} {result.unit}")
        for key, value in result.detail.items():
            print(f"{'':14}{key}: {value}")


def write_json(results: dict[str, Result], file: Path) -> None:
    """The results for other programs."""
    told = {name: asdict(result) for name, result in results.items()}
    file.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8")
