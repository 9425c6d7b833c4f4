"""What preparing files costs: run as a process of its own, small enough to measure children.

A child's peak begins with that of the process it was started from: this one is smaller than any.
Of several files, each is told with the highest peak so far.
"""

import json
import resource
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import IO, Any

from station.files import preparing
from station.files.rules import BadFile
from station.files.store import FileStore

NEVER = (
    *(b"canary", b"<script", b"JavaScript", b"/JS", b"/AA", b"/OpenAction", b"/Launch", b"/URI"),
    *(b"/SubmitForm", b"/ImportData", b"/GoTo", b"/AcroForm", b"/XFA", b"/Annot", b"/Action"),
    *(b"/EmbeddedFile", b"/Filespec", b"/EF", b"/AF", b"/RichMedia", b"/Names", b"/Info"),
)
"""What nothing that is kept may hold, wherever it stands: our PDFs hide no part of themselves."""


def measured(kind: str, file: Path) -> dict[str, Any]:
    """What became of a file, how long it took, and what this process and its children took."""
    before = peak(resource.RUSAGE_SELF)
    with tempfile.TemporaryDirectory() as folder, file.open("rb") as content:
        store = FileStore(Path(folder) / "files")
        started = perf_counter()
        outcome = prepared(kind, store, content, file.name)
        seconds = perf_counter() - started
        grown = peak(resource.RUSAGE_SELF) - before
        kept = [store.path(digest).read_bytes() for digest in store.list_digests()]
    return {
        "outcome": outcome,
        "seconds": seconds,
        "grown": grown,
        "child": peak(resource.RUSAGE_CHILDREN),
        "kept": sum(map(len, kept)),
        "harm": sorted({word.decode() for word in NEVER for one in kept if word in one}),
    }


def prepared(kind: str, store: FileStore, content: IO[bytes], name: str) -> str:
    try:
        getattr(preparing, f"prepare_{kind}")(store, content, name)
    except BadFile as bad:
        return str(bad.values["problem"])
    return "harmless"


def peak(whose: int) -> int:
    """The most memory ever resident, in bytes."""
    return resource.getrusage(whose).ru_maxrss * 1024


if __name__ == "__main__":
    for name in sys.argv[2:]:
        print(json.dumps(measured(sys.argv[1], Path(name))), flush=True)
