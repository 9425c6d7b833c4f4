"""The disk is full, and then it is not: nothing is acknowledged that was not kept."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.asking import Asking
from tests.faults.kept_events import Kept, look_into
from tests.faults.victims import Victim, running
from tests.instances import Instance, copy_sqlite

DISK_MIB = 8
TAPS_BETWEEN = 40
MOST_UNTIL_FULL = 400
"""What is left of a full disk's last pages, and of the log's own, holds a few taps more."""


@dataclass
class Run:
    """What was answered while the disk was filled and freed, and what was kept."""

    acknowledged: set[str] = field(default_factory=set)
    refused: int = 0
    odd_answers: list[int] = field(default_factory=list)
    did_not_recover: int = 0
    kept: Kept = field(default_factory=lambda: Kept([], 0, []))

    @property
    def is_good(self) -> bool:
        """Refused while full, never a wrong 200, well again without a restart."""
        lost = self.kept.lost(self.acknowledged)
        wrong = lost or self.kept.doubled or self.kept.faults
        return bool(self.refused) and not (wrong or self.odd_answers or self.did_not_recover)


def run_full_disk(template: Path, folder: Path, times: int) -> Run:
    """Fill and free the disk of a running server that often."""
    run = Run()
    with small_disk(folder) as disk:
        instance = Instance(disk, copy_sqlite(template, disk))
        with running(Victim(instance)) as victim, Asking(victim.port) as asking:
            for _ in range(times):
                _send_until(run, asking, TAPS_BETWEEN)
                filler = _fill(disk)
                _send_until(run, asking, MOST_UNTIL_FULL, refused=TAPS_BETWEEN)
                filler.unlink()
                run.did_not_recover += not _recovers(run, asking)
        run.kept = look_into(instance.url)
    return run


def can_mount() -> bool:
    """Whether this process may make a small disk."""
    return os.geteuid() == 0


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of a few MiB in memory, gone at the end."""
    folder.mkdir(parents=True)
    options = ["-t", "tmpfs", "-o", f"size={DISK_MIB}m,mode=700", "tmpfs"]
    subprocess.run(["mount", *options, str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def _fill(disk: Path) -> Path:
    """A file that leaves no byte free."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as full, suppress(OSError):
        for size in (64 * 1024, 512):
            with suppress(OSError):
                while full.write(b"x" * size):
                    pass
    return filler


def _send_until(run: Run, asking: Asking, most: int, *, refused: int = 0) -> None:
    """Send that many taps, or until so many were refused."""
    before = run.refused
    for _ in range(most):
        _send(run, asking)
        if refused and run.refused - before >= refused:
            return


def _send(run: Run, asking: Asking) -> int:
    status, tap = asking.send_tap()
    if status == 200:
        run.acknowledged.add(tap)
    elif status == 503:
        run.refused += 1
    else:
        run.odd_answers.append(status)
    return status


def _recovers(run: Run, asking: Asking) -> bool:
    """Whether a tap is kept again soon after there is room."""
    return any(_send(run, asking) == 200 for _ in range(TAPS_BETWEEN))
