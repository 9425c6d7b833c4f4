"""Making what was uploaded harmless and keeping its bytes, before any row speaks of them.

It takes its time (a manual of 300 pages half a minute), so no transaction may be open meanwhile.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os import SEEK_END
from subprocess import Popen
from threading import BoundedSemaphore
from typing import IO, Any

from station.files.bounds import MEGABYTE, MOST_BYTES, MOST_PAGES
from station.files.child_process import start_of, started, why_ended
from station.files.framing import Cut, hear
from station.files.rules import PDF, PROBLEMS, STARTS, BadFile, Kind, tidy_name
from station.files.store import PIECE, FileStore, Kept, pieces_of

PICTURE = start_of("station.files.picture_child")
CLEAN = start_of("station.files.clean_child")
PAGES = start_of("station.files.pages_child")
SECONDS = 30
SECONDS_FOR_PAGES = 120
MOST_PICTURE = 16 * MEGABYTE
MOST_CLEAN = 2 * MOST_BYTES
MOST_SIDE = 20_000
# Each has a core to itself and its memory: many who upload at once wait for one another.
_few_at_once = BoundedSemaphore(2)


@dataclass(frozen=True)
class Picture:
    """A picture that is on the disk."""

    digest: str
    media_type: str
    size: int
    width: int
    height: int


@dataclass(frozen=True)
class Prepared:
    """A file that is on the disk as we keep it; `pages` are the pictures of a PDF's pages."""

    kind: Kind
    name: str
    media_type: str
    digest: str
    size: int
    width: int
    height: int
    pages: tuple[Picture, ...] = ()


def prepare_picture(store: FileStore, content: IO[bytes], name: str) -> Prepared:
    """A picture as we keep it: shrunk, upright, written anew; raises BadFile."""
    with _taken_in(store, content) as upload:
        pictures = list(_pictures(store, PICTURE, upload, SECONDS))
    if len(pictures) != 1:
        raise BadFile(problem="damaged")
    one = pictures[0]
    tidy = tidy_name(name, one.media_type)
    return Prepared(Kind.PICTURE, tidy, one.media_type, one.digest, one.size, one.width, one.height)


def prepare_pdf(store: FileStore, content: IO[bytes], name: str) -> Prepared:
    """A PDF as we keep it, what it shows and nothing else, and its pages' pictures; raises BadFile.

    What is on the disk already when this fails is named by no row, and forgotten in time.
    """
    with _taken_in(store, content) as upload:
        pages, clean = _cleaned(store, upload)
        with store.open(clean.digest) as ours:
            pictures = tuple(_pictures(store, PAGES, ours, SECONDS_FOR_PAGES))
    if len(pictures) != pages:
        raise BadFile(problem="damaged")
    width, height = pictures[0].width, pictures[0].height
    tidy = tidy_name(name, PDF)
    return Prepared(Kind.PDF, tidy, PDF, clean.digest, clean.size, width, height, pictures)


@contextmanager
def _taken_in(store: FileStore, content: IO[bytes]) -> Iterator[IO[bytes]]:
    """The upload on the disk, where a child reads it; raises BadFile for none, or too much."""
    with _few_at_once, store.set_aside(_at_most(MOST_BYTES, pieces_of(content))) as upload:
        if not upload.seek(0, SEEK_END):
            raise BadFile(problem="empty")
        upload.seek(0)
        yield upload


def _at_most(most: int, pieces: Iterator[bytes], problem: str = "too_large") -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise BadFile(problem=problem, most=most)
        yield piece


def _cleaned(store: FileStore, upload: IO[bytes]) -> tuple[int, Kept]:
    """How many pages a PDF has, and where what it shows is kept."""
    with started(CLEAN, upload, seconds=SECONDS) as child:
        said, _ = next(_answers(child), ({}, b""))
        pages = said.get("pages")
        if not isinstance(pages, int) or not 0 < pages <= MOST_PAGES:
            raise BadFile(problem=_how(child) or "damaged")
        return pages, store.put(_at_most(MOST_CLEAN, _rest(child), "bomb"))


def _rest(child: Popen[bytes]) -> Iterator[bytes]:
    """The PDF that a child writes; raises BadFile at its end, where that is not the whole."""
    assert child.stdout
    first = child.stdout.read(PIECE)
    yield first
    yield from pieces_of(child.stdout)
    problem = _how(child) or (None if first.startswith(STARTS[PDF]) else "damaged")
    if problem:
        raise BadFile(problem=problem)


def _pictures(
    store: FileStore, start: str, question: IO[bytes], seconds: float
) -> Iterator[Picture]:
    """What a child makes of a file, kept as it comes; raises BadFile."""
    with started(start, question, seconds=seconds) as child:
        for said, content in _answers(child):
            yield _kept_picture(store, said, content)


def _kept_picture(store: FileStore, said: dict[str, Any], content: bytes) -> Picture:
    """A child has read a stranger's file: what it says is looked at like what strangers say."""
    media_type, sides = said.get("media_type"), (said.get("width"), said.get("height"))
    width, height = (side if isinstance(side, int) else 0 for side in sides)
    is_picture = media_type != PDF and content.startswith(STARTS.get(str(media_type), b"\0"))
    if not is_picture or not (0 < width <= MOST_SIDE and 0 < height <= MOST_SIDE):
        raise BadFile(problem="damaged")
    kept = store.put([content])
    return Picture(kept.digest, str(media_type), kept.size, width, height)


def _answers(child: Popen[bytes]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Each part of a child's answer; raises BadFile, with the problem it told or died of."""
    assert child.stdout
    try:
        while answer := hear(child.stdout, most=MOST_PICTURE):
            if "problem" in answer[0]:
                raise _told(answer[0])
            yield answer
    except Cut:
        pass
    except ValueError:
        raise BadFile(problem="damaged") from None
    problem = _how(child)
    if problem:
        raise BadFile(problem=problem)


def _told(said: dict[str, Any]) -> BadFile:
    problem, most = str(said["problem"]), said.get("most")
    known = problem if problem in PROBLEMS else "damaged"
    return BadFile(problem=known, most=most) if isinstance(most, int) else BadFile(problem=known)


def _how(child: Popen[bytes]) -> str | None:
    """How a child that said its last ended, if not well."""
    child.wait()
    return why_ended(child)
