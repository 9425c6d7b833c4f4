"""Files that are none or mean harm, one by one: what becomes of each, how soon, in how much memory.

python -m tests.faults.uploads [WORD]: a table of them all, or of those with that word.
"""

import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from station.files.bounds import MEGABYTE
from tests.station.files.measuring import HOSTILE, MOST_MEMORY, Measured, idle, measure

MOST_SECONDS = 1.0
COLUMNS = ("s", "above", "total", "server")
"""Seconds; MiB of the larger child above an idle one, and in all; MiB by which the server grew."""


@dataclass
class Run:
    """Every file's measures, by what it was uploaded as and what it is."""

    found: dict[tuple[str, str], Measured] = field(default_factory=dict)

    def misses(self) -> list[str]:
        """The files that met another end, took too long or too much, or kept their harm."""
        return [f"{name} ({kind})" for (kind, name) in self.found if not self._holds((kind, name))]

    def _holds(self, one: tuple[str, str]) -> bool:
        found = self.found[one]
        return (
            found.outcome in HOSTILE[one][1].split(" or ")
            and not found.harm
            and found.seconds <= MOST_SECONDS
            and above_idle(one[0], found) <= MOST_MEMORY
            and found.grown <= MOST_MEMORY
        )


def above_idle(kind: str, found: Measured) -> int:
    """The bytes that the larger of a file's children took beside what an idle one takes."""
    return max(0, found.child - idle(kind))


def run_uploads(folder: Path, word: str = "") -> Run:
    """Prepare each file in processes of its own."""
    folder.mkdir(exist_ok=True)
    run = Run()
    for (kind, name), (make, _) in HOSTILE.items():
        if word in name:
            (run.found[kind, name],) = measure(kind, [make()], folder)
    return run


def line_of(one: tuple[str, str], found: Measured) -> str:
    """A line of the table."""
    kind, name = one
    sizes = above_idle(kind, found), found.child, found.grown
    figures = (found.seconds, *(size / MEGABYTE for size in sizes))
    return f"{kind:8}{name:46}{found.outcome:17}" + "".join(f"{one:8.2f}" for one in figures)


def main() -> None:
    """Print the table."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        run = run_uploads(Path(folder), word)
    print(f"{'as':8}{'what it is':46}{'outcome':17}", *(f"{a:>8}" for a in COLUMNS), sep="")
    for one, found in run.found.items():
        print(line_of(one, found))
    print(f"idle child: picture {idle('picture') / MEGABYTE:.1f}, pdf {idle('pdf') / MEGABYTE:.1f}")
    print(f"misses: {run.misses() or 'none'}")


if __name__ == "__main__":
    main()
