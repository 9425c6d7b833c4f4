"""The folder of contents: each is on the disk, whole, once, and stays until nobody names it."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from station.files import store as module
from station.files.store import FileStore, pieces_of
from tests.instances import ROOT

CONTENT = "เนื้อหาตัวอย่าง".encode()
DIGEST = hashlib.sha256(CONTENT).hexdigest()
DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def age(file: Path, by: timedelta) -> None:
    """Let a file be older than it is."""
    then = (datetime.now(UTC) - by).timestamp()
    os.utime(file, (then, then))


def yesterday() -> datetime:
    return datetime.now(UTC) - DAY


def test_a_content_lies_under_its_hash_for_nobody_else_to_read(store: FileStore) -> None:
    kept = store.put([CONTENT[:5], CONTENT[5:]])
    assert (kept.digest, kept.size) == (DIGEST, len(CONTENT))
    file = store.folder / DIGEST[:2] / DIGEST
    assert (file, store.has(DIGEST)) == (store.path(DIGEST), True)
    assert file.read_bytes() == CONTENT
    assert file.stat().st_mode & 0o077 == 0
    assert store.folder.stat().st_mode & 0o077 == 0
    with store.open(DIGEST) as opened:
        assert b"".join(pieces_of(opened)) == CONTENT


def test_the_same_content_twice_is_one_file(store: FileStore) -> None:
    store.put([CONTENT])
    inode = store.path(DIGEST).stat().st_ino
    store.put([CONTENT])
    assert list(store.list_digests()) == [DIGEST]
    assert store.path(DIGEST).stat().st_ino == inode


def test_the_same_content_from_many_hands_is_one_file(store: FileStore) -> None:
    with ThreadPoolExecutor(8) as hands:
        found = set(hands.map(lambda _: store.put([CONTENT]), range(40)))
    assert len(found) == 1
    assert list(store.list_digests()) == [DIGEST]
    assert list(store.folder.glob("coming-*")) == []


def test_a_content_is_on_the_disk_before_anybody_hears_of_it(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its bytes first, then its name, then the name of its folder."""
    done: list[str] = []
    sync, rename = os.fsync, Path.rename

    def noted_sync(handle: int) -> None:
        done.append(f"sync {Path(f'/proc/self/fd/{handle}').readlink().name[:7]}")
        sync(handle)

    def noted_rename(self: Path, target: Path) -> Path:
        done.append("rename")
        return rename(self, target)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "rename", noted_rename)
    store.put([CONTENT])
    parent = store.folder.parent.name[:7]
    assert done == [f"sync {parent}", "sync coming-", "sync files", "rename", f"sync {DIGEST[:2]}"]


def test_what_breaks_off_leaves_nothing(store: FileStore) -> None:
    def cut() -> Iterator[bytes]:
        yield CONTENT
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        store.put(cut())
    assert list(store.list_digests()) == []
    assert list(store.folder.glob("coming-*")) == []


def test_what_is_set_aside_has_no_name_and_goes_by_itself(store: FileStore) -> None:
    with store.set_aside([CONTENT]) as aside:
        assert aside.read() == CONTENT
        assert list(store.folder.iterdir()) == []
    assert aside.closed


def test_a_content_is_removed_only_when_it_is_old(store: FileStore) -> None:
    store.put([CONTENT])
    assert not store.remove(DIGEST, if_before=yesterday())
    assert store.has(DIGEST)
    age(store.path(DIGEST), 2 * DAY)
    assert store.remove(DIGEST, if_before=yesterday())
    assert not store.has(DIGEST)
    assert not store.remove(DIGEST, if_before=yesterday())


def test_a_content_that_comes_again_is_young_again(store: FileStore) -> None:
    store.put([CONTENT])
    age(store.path(DIGEST), 2 * DAY)
    store.put([CONTENT])
    assert not store.remove(DIGEST, if_before=yesterday())
    assert store.path(DIGEST).read_bytes() == CONTENT


def test_without_that_it_would_be_removed_under_whoever_brings_it(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: a content that is there already is left as old as it is."""
    store.put([CONTENT])
    age(store.path(DIGEST), 2 * DAY)
    monkeypatch.setattr("os.utime", lambda *_: None)
    store.put([CONTENT])
    assert store.remove(DIGEST, if_before=yesterday())


KILLED = """
import os, sys
from pathlib import Path
from station.files.store import FileStore
def pieces():
    yield b"half"
    os.kill(os.getpid(), 9)
FileStore(Path(sys.argv[1])).put(pieces())
"""


def test_a_killed_process_leaves_a_piece_that_is_swept_up_in_time(store: FileStore) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(store.folder)], cwd=ROOT, check=False)
    (piece,) = store.folder.glob("coming-*")
    assert list(store.list_digests()) == []
    store.remove_pieces(before=yesterday())
    assert piece.exists()
    age(piece, 2 * DAY)
    store.remove_pieces(before=yesterday())
    assert not piece.exists()


def test_a_large_content_is_read_in_bearable_pieces() -> None:
    pieces = list(pieces_of(BytesIO(bytes(3 * module.PIECE + 1))))
    assert [len(piece) for piece in pieces] == [module.PIECE] * 3 + [1]
