"""What a child process may do, and that nothing it says is believed."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest

from station.files import preparing
from station.files.bounds import MEGABYTE
from station.files.child_process import started, why_ended
from station.files.preparing import prepare_pdf, prepare_picture
from station.files.rules import BadFile
from station.files.store import FileStore
from tests.instances import ROOT
from tests.station.files.hostile_pictures import png_of_nothing, saved
from tests.station.files.measuring import MOST_MEMORY, idle
from tests.station.files.pdfs import document, manual

LIMITED = """
import sys; sys.path.insert(0, sys.argv[1])
from station.files import limits
limits.limit(memory=512 * 2**20, seconds=5)
limits.hold_memory(64 * 2**20)
limits.shut_in()
limits.allow(0.3)
"""
PICTURE = saved("PNG")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def ended(program: str, question: bytes = b"") -> tuple[bytes, str | None]:
    """What a child within its limits says, and why it ended badly, if it did."""
    with started(LIMITED + program, question, seconds=20) as child:
        assert child.stdout
        said = child.stdout.read()
    return said, why_ended(child)


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("pass", None),
        ("while True: pass", "too_slow"),
        ("import os; os.abort()", "bomb"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "damaged"),
        ("raise SystemExit(3)", "damaged"),
        ("x = bytearray(80 * 2**20)", "damaged"),
        ("open('/etc/passwd')", "damaged"),
        ("import socket; socket.socket()", "damaged"),
        ("import os; os.pipe()", "damaged"),
    ],
)
def test_a_child_that_does_what_it_may_not_ends(program: str, why: str | None) -> None:
    assert ended(program)[1] == why


def test_a_child_can_write_nothing_to_the_disk(tmp_path: Path) -> None:
    target = tmp_path / "kept"
    target.touch()
    program = LIMITED + "import os; os.write(0, b'x')"
    with target.open("r+b") as file, started(program, file, seconds=20) as child:
        child.wait()
    assert why_ended(child) == "damaged"
    assert target.read_bytes() == b""


def test_a_child_knows_nothing_of_what_the_server_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "canary")
    said, why = ended("import os; print(sorted(os.environ))")
    assert why is None
    assert b"SECRET_KEY" not in said


def test_the_server_itself_never_holds_what_parses_strangers_files() -> None:
    """Pillow is there wherever QR codes are (qrcode asks for it), but none of what it reads by."""
    program = (
        "import sys, app, admin, kiosk, commands, station.files.preparing;"
        " print(sorted({name.split('.')[0] for name in sys.modules}"
        " & {'pikepdf', 'pypdfium2', 'pypdfium2_raw', 'python_calamine'}"
        " | {name for name in sys.modules if name.startswith('PIL.') and 'Plugin' in name}))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_a_child_is_ended_when_nobody_listens_any_more() -> None:
    with pytest.raises(RuntimeError, match="gone"), started("while True: pass", b"", seconds=60):
        raise RuntimeError("gone")


def answering(*parts: bytes, then: str = "") -> str:
    return f"import sys; sys.stdout.buffer.write({b''.join(parts)!r}); sys.stdout.flush(); {then}"


def said(content: bytes = b"", **values: object) -> bytes:
    return json.dumps({**values, "size": len(content)}).encode() + b"\n" + content


GOOD = {"media_type": "image/png", "width": 4, "height": 4}


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ([], "damaged"),
        ([b"no answer\n"], "damaged"),
        ([b"[1]\n"], "damaged"),
        ([b'{"size": -1}\n'], "damaged"),
        ([b'{"size": "9"}\n'], "damaged"),
        ([b'{"size": 99999999999}\n'], "damaged"),
        ([b"x" * 100_000], "damaged"),
        ([said(PICTURE, **GOOD)[:-5]], "damaged"),
        ([said(b"<script>", **GOOD)], "damaged"),
        ([said(b"%PDF-1.7", **{**GOOD, "media_type": "application/pdf"})], "damaged"),
        ([said(b"<html>", **{**GOOD, "media_type": "text/html"})], "damaged"),
        ([said(PICTURE, **{**GOOD, "media_type": ["image/png"]})], "damaged"),
        ([said(PICTURE, **{**GOOD, "width": "4"})], "damaged"),
        ([said(PICTURE, **{**GOOD, "height": 10**9})], "damaged"),
        ([said(PICTURE, **GOOD)] * 2, "damaged"),
        ([said(problem="too_slow")], "too_slow"),
        ([said(problem="<b>whatever</b>")], "damaged"),
        ([said(problem=["x"])], "damaged"),
    ],
)
def test_what_a_child_says_is_looked_at_like_what_strangers_say(
    store: FileStore, monkeypatch: pytest.MonkeyPatch, parts: list[bytes], problem: str
) -> None:
    monkeypatch.setattr(preparing, "PICTURE", answering(*parts))
    with pytest.raises(BadFile) as refused:
        prepare_picture(store, BytesIO(PICTURE), "x.png")
    assert refused.value.values == {"problem": problem}


def test_a_picture_is_not_kept_if_its_child_died_afterwards(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "PICTURE", answering(said(PICTURE, **GOOD), then="sys.exit(1)"))
    with pytest.raises(BadFile):
        prepare_picture(store, BytesIO(PICTURE), "x.png")


@pytest.mark.parametrize(
    ("parts", "then"),
    [
        ([said(pages=0), b"%PDF-1.7"], ""),
        ([said(pages=301), b"%PDF-1.7"], ""),
        ([said(pages="1"), b"%PDF-1.7"], ""),
        ([said(pages=1)], ""),
        ([said(pages=1), b"<html>"], ""),
        ([said(pages=1), document()[:200]], "sys.exit(1)"),
        ([said(pages=2), document()], ""),
    ],
)
def test_a_document_that_a_child_made_is_whole_or_refused(
    store: FileStore, monkeypatch: pytest.MonkeyPatch, parts: list[bytes], then: str
) -> None:
    monkeypatch.setattr(preparing, "CLEAN", answering(*parts, then=then))
    with pytest.raises(BadFile) as refused:
        prepare_pdf(store, BytesIO(document()), "x.pdf")
    assert refused.value.values == {"problem": "damaged"}


def test_a_document_that_grows_without_end_is_cut_off(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = answering(
        said(pages=1),
        b"%PDF-1.7",
        then="[sys.stdout.buffer.write(bytes(9999)) for _ in range(9999)]",
    )
    monkeypatch.setattr(preparing, "CLEAN", endless)
    monkeypatch.setattr(preparing, "MOST_CLEAN", MEGABYTE)
    with pytest.raises(BadFile) as refused:
        prepare_pdf(store, BytesIO(document()), "x.pdf")
    assert refused.value.values["problem"] == "bomb"
    assert list(store.list_digests()) == []


def test_pages_take_no_longer_than_the_server_waits(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "PAGES", "import time; time.sleep(60)")
    monkeypatch.setattr(preparing, "SECONDS_FOR_PAGES", 0.5)
    with pytest.raises(BadFile) as refused:
        prepare_pdf(store, BytesIO(manual(1)), "x.pdf")
    assert refused.value.values == {"problem": "too_slow"}


UNLIMITED = """
import sys
from pathlib import Path
from station.files import preparing
from tests.station.files.measure import measured
preparing.PICTURE = '''
import sys; sys.path.insert(0, sys.argv[1])
from station.files import limits, picture_child
limits.hold_memory = lambda most, ever=None: None
picture_child.MOST_DECODED = 10**9
picture_child.main()
'''
print(measured("picture", Path(sys.argv[1]))["child"])
"""


def test_a_child_without_its_limits_is_found(tmp_path: Path) -> None:
    """The planted fault: memory is not held, and nobody looks at the size that a picture says."""
    bomb = tmp_path / "bomb.png"
    bomb.write_bytes(png_of_nothing(5_000, 5_000))
    assert bomb.stat().st_size < MEGABYTE
    command = [sys.executable, "-c", UNLIMITED, str(bomb)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=60)
    assert int(ran.stdout) - idle("picture") > MOST_MEMORY
