"""Where the bytes of files lie: a folder beside the database, each under the hash of its content.

What is there never changes, so the same content twice is one file, and a row that names a hash
can't be led to anything else.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from fcntl import LOCK_EX, flock
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO
from uuid import uuid4

COMING = "coming-"
LOCK = "lock"
PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """The sha256 of a content that is on the disk, and its bytes."""

    digest: str
    size: int


class FileStore:
    """A folder of contents; several processes may use it at once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, digest: str) -> Path:
        """Where a content lies, if it is there."""
        return self.folder / digest[:2] / digest

    def has(self, digest: str) -> bool:
        """Whether a content is there."""
        return self.path(digest).is_file()

    def put(self, pieces: Iterable[bytes]) -> Kept:
        """Keep a content; it is on the disk when this returns."""
        self._make(self.folder)
        coming = self.folder / f"{COMING}{uuid4().hex}"
        try:
            kept = _write(coming, pieces)
            with self._turn():
                self._take_in(coming, kept.digest)
        finally:
            coming.unlink(missing_ok=True)
        return kept

    def _take_in(self, coming: Path, digest: str) -> None:
        target = self.path(digest)
        if target.is_file():
            os.utime(target)  # it may have waited to be forgotten: its time begins anew
            return
        self._make(target.parent)
        coming.rename(target)
        _sync(target.parent)

    def _make(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sync(folder.parent)

    def open(self, digest: str) -> IO[bytes]:
        """A content, to be read; raises FileNotFoundError."""
        return self.path(digest).open("rb")

    @contextmanager
    def set_aside(self, pieces: Iterable[bytes]) -> Iterator[IO[bytes]]:
        """A content on the disk for as long as it is looked at; without a name, so it leaves
        nothing behind.
        """
        self._make(self.folder)
        with TemporaryFile(dir=self.folder) as aside:
            for piece in pieces:
                aside.write(piece)
            aside.flush()
            aside.seek(0)
            yield aside

    def list_digests(self) -> Iterator[str]:
        """Every content there is."""
        for file in self.folder.glob("??/*"):
            yield file.name

    def remove(self, digest: str, *, if_before: datetime) -> bool:
        """Remove a content unless it came, or came again, since then; whether it was removed."""
        with self._turn():
            file = self.path(digest)
            if not _is_before(file, if_before):
                return False
            file.unlink()
            return True

    def remove_pieces(self, *, before: datetime) -> None:
        """Remove what was begun before then and never finished."""
        for file in self.folder.glob(f"{COMING}*"):
            if _is_before(file, before):
                file.unlink(missing_ok=True)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One at a time, of all processes: what is just coming again is not removed meanwhile."""
        with (self.folder / LOCK).open("ab") as lock:
            flock(lock, LOCK_EX)
            yield


def pieces_of(source: IO[bytes]) -> Iterator[bytes]:
    """What is left to be read, a bearable piece at a time."""
    while piece := source.read(PIECE):
        yield piece


def _write(file: Path, pieces: Iterable[bytes]) -> Kept:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as coming:
        for piece in pieces:
            digest.update(piece)
            size += coming.write(piece)
        coming.flush()
        os.fsync(coming.fileno())
    return Kept(digest.hexdigest(), size)


def _sync(folder: Path) -> None:
    """Let the names in a folder be on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_before(file: Path, moment: datetime) -> bool:
    try:
        changed = file.stat().st_mtime
    except FileNotFoundError:
        return False
    return datetime.fromtimestamp(changed, UTC) < moment
