"""The power fails: what was synced is on the disk, and of the rest a random half.

A process that stores taps is recorded once, call by call; then the disk is put together as it
would have been at random moments, and what SQLite makes of it is looked into.
"""

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.kept_events import look_into_file
from tests.faults.tracing import Resize, Said, Step, Sync, Write, record
from tests.instances import copy_sqlite

DATABASE = "station.db"
SECTOR = 512
COMMITS = 500
"""Enough for the log to be checkpointed and begun anew several times."""


@dataclass
class Run:
    """What the cuts brought to light."""

    cuts: int = 0
    steps: int = 0
    acknowledged: int = 0
    lost: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Nothing acknowledged lost, and every database whole."""
        return not (self.lost or self.faults)


def run_cuts(template: Path, folder: Path, cuts: int, *, seed: int = 1, level: str = "FULL") -> Run:
    """Record once, cut often; `level` plants another synchronous than the product's."""
    folder.mkdir(parents=True)
    copy_sqlite(template, folder)
    command = [sys.executable, "-m", "tests.faults.writing", str(folder)]
    steps = record([*command, str(COMMITS), str(seed), level], folder)
    chance = random.Random(seed)
    first = next(place for place, step in enumerate(steps) if isinstance(step, Said))
    moments = sorted(chance.randrange(first, len(steps)) for _ in range(cuts))
    run = Run(cuts, len(steps))
    for disk, said in _disks(template.read_bytes(), steps, moments, chance):
        run.acknowledged = len(said)
        with tempfile.TemporaryDirectory(dir=folder) as place:
            kept = look_into_file(_put(disk, Path(place)))
        run.lost += kept.lost(said)
        run.faults += kept.faults
    shutil.rmtree(folder)
    return run


Disk = dict[str, bytearray]


def _disks(
    original: bytes, steps: list[Step], moments: list[int], chance: random.Random
) -> Iterator[tuple[Disk, set[str]]]:
    """The disk at each of the moments, and what was acknowledged by then."""
    synced: Disk = {DATABASE: bytearray(original)}
    pending: list[Write | Resize] = []
    said: set[str] = set()
    waiting = list(reversed(moments))
    for place, step in enumerate(steps):
        while waiting and waiting[-1] == place:
            waiting.pop()
            disk = {name: bytearray(data) for name, data in synced.items()}
            for kept in _half_of(pending, chance):
                _apply(disk, kept)
            yield disk, said
        if isinstance(step, Said):
            said.update(step.line.split())
        elif isinstance(step, Sync):
            for done in pending:
                if done.file == step.file:
                    _apply(synced, done)
            pending = [other for other in pending if other.file != step.file]
        else:
            pending.append(step)


def _half_of(pending: list[Write | Resize], chance: random.Random) -> Iterator[Write | Resize]:
    """Each with even chances; at every third cut sector by sector, as a torn write is."""
    is_torn = chance.random() < 1 / 3
    for step in pending:
        if is_torn and isinstance(step, Write):
            for start in range(0, len(step.data), SECTOR):
                if chance.random() < 1 / 2:
                    yield Write(step.file, step.offset + start, step.data[start : start + SECTOR])
        elif chance.random() < 1 / 2:
            yield step


def _apply(disk: Disk, step: Write | Resize) -> None:
    data = disk.setdefault(step.file, bytearray())
    end = step.size if isinstance(step, Resize) else step.offset + len(step.data)
    if len(data) < end:
        data.extend(bytes(end - len(data)))
    if isinstance(step, Resize):
        del data[step.size :]
    else:
        data[step.offset : end] = step.data


def _put(disk: Disk, folder: Path) -> Path:
    """Write the disk's files down; the shared memory beside them does not outlive a reboot."""
    for name, data in disk.items():
        if not name.endswith("-shm"):
            (folder / name).write_bytes(data)
    return folder / DATABASE
