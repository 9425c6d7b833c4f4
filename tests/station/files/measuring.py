"""Hostile files, measured in processes of their own, beside what an idle child takes."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

from station.files.bounds import MEGABYTE
from station.files.child_process import ENVIRONMENT
from tests.instances import ROOT
from tests.station.files.hostile_pdfs import PDFS
from tests.station.files.hostile_pictures import PICTURES

MOST_MEMORY = 50 * MEGABYTE
"""Of a child, above what an idle one takes."""
CHILDREN = {"picture": ("picture_child",), "pdf": ("clean_child", "pages_child")}
HOSTILE: dict[tuple[str, str], tuple[Callable[[], bytes], str]] = {
    **{("picture", name): hostile for name, hostile in PICTURES.items()},
    **{("pdf", name): hostile for name, hostile in PDFS.items()},
}
"""Every file that is none or means harm, by what it is uploaded as and what it is."""
IDLE = """
import resource, sys
sys.path.insert(0, {root!r})
from station.files import {child}
{child}.warm_up()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
"""
# A process starts with the peak of the one that started it: a small one comes between.
BETWEEN = (
    "import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-I', '-c', sys.argv[1]])"
    ".returncode)"
)


@dataclass(frozen=True)
class Measured:
    """What became of a file, in how many seconds; bytes of memory; what harm was kept."""

    outcome: str
    seconds: float
    grown: int
    child: int
    kept: int
    harm: list[str]


def measure(kind: str, contents: Iterable[bytes], folder: Path) -> list[Measured]:
    """Prepare files of a kind, one after the other; each is told with the highest peak so far."""
    files = []
    for number, content in enumerate(contents):
        file = folder / f"{kind}-{number}"
        file.write_bytes(content)
        files.append(str(file))
    command = [sys.executable, "-m", "tests.station.files.measure", kind, *files]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=600)
    for name in files:
        Path(name).unlink()
    return [Measured(**json.loads(line)) for line in ran.stdout.splitlines()]


def measure_all(folder: Path) -> dict[tuple[str, str], Measured]:
    """Every hostile file, both kinds at the same time."""
    with ThreadPoolExecutor(2) as hands:
        return dict(chain(*hands.map(lambda kind: _measure_kind(kind, folder), CHILDREN)))


def _measure_kind(kind: str, folder: Path) -> list[tuple[tuple[str, str], Measured]]:
    names = [one for one in HOSTILE if one[0] == kind]
    return list(
        zip(names, measure(kind, (HOSTILE[one][0]() for one in names), folder), strict=True)
    )


@cache
def idle(kind: str) -> int:
    """What a child takes that has imported all it needs and parsed nothing, in bytes."""
    return min(_idle(child) for child in CHILDREN[kind])


def _idle(child: str) -> int:
    program = IDLE.format(root=str(ROOT), child=child)
    command = [sys.executable, "-I", "-c", BETWEEN, program]
    ran = subprocess.run(command, env=ENVIRONMENT, capture_output=True, check=True, timeout=60)
    return int(ran.stdout)
