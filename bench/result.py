"""A goal's measured value, and how the whole run is printed."""

import json
import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
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

    def only_if(self, *, holds: bool, **detail: object) -> "Result":
        """The same, holding only where something else holds too."""
        return replace(self, holds=self.holds and holds, detail=self.detail | detail)


def at_least(value: float, goal: float, unit: str, **detail: object) -> Result:
    """A goal that is met from below."""
    return Result(round(value, 4), goal, value >= goal, unit, detail)


def at_most(value: float, goal: float, unit: str, **detail: object) -> Result:
    """A goal that is met from above."""
    return Result(round(value, 4), goal, value <= goal, unit, detail)


def middle(values: Sequence[float]) -> float:
    """The median, rounded so that it can be read."""
    return round(median(values), 4)


def from_where_called(name: str) -> Path:
    """A file named on the command line of a script, which has left the caller's folder."""
    return Path(os.environ.get("CALLED_FROM", ""), name)


def head_line(load_made_by: str) -> str:
    """The machine and its size, which every figure below depends on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({_processor()}), {memory:.0f} GiB, Python"
        f" {platform.python_version()}, load by {load_made_by};"
        f" {os.getloadavg()[0]:.1f} processes wanted to run at the start"
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(": ")[2]
    return platform.machine()


def print_table(results: Mapping[str, Result]) -> None:
    """A line a goal, and what its value was made from."""
    wide = max(4, *map(len, results))
    print(f"{'goal':{wide}} {'value':>10} {'wanted':>8}  {'':6} unit")
    for name, result in results.items():
        holds = "holds" if result.holds else "MISSES"
        print(f"{name:{wide}} {result.value:>10g} {result.goal:>8g}  {holds:6} {result.unit}")
        for key, value in result.detail.items():
            print(f"{'':{wide}}   {key}: {value}")


def write_json(results: Mapping[str, Result], file: Path) -> None:
    """The results for other programs."""
    told = {name: asdict(result) for name, result in results.items()}
    file.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8")
