"""Heads held elsewhere: without one a clean rewrite passes, with one it is found."""

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from station.counts.chain import canonical_bytes
from station.counts.verify import BROKEN, CANNOT_SAY, FIELDS, WHOLE, read_heads
from tests.instances import SLUG
from tests.station.counts.changed import EVENTS, Verify, change, heads_of


def test_the_last_line_is_a_line_of_a_file_of_heads(
    copy: Path, verify: Verify, tmp_path: Path
) -> None:
    held = tmp_path / "held.txt"
    held.write_text(verify(copy).stdout.splitlines()[-1] + "\n", "utf-8")
    found = verify(copy, "--heads", held)
    assert found.returncode == WHOLE
    assert f"anchored up to {EVENTS}" in found.stdout


def test_with_a_held_head_it_says_which_range_is_anchored(
    copy: Path, verify: Verify, tmp_path: Path
) -> None:
    found = verify(copy, "--heads", heads_of(copy, tmp_path, 3, 8))
    assert found.returncode == WHOLE
    assert f"anchored up to 8; 9 to {EVENTS} are not" in found.stdout


def forge(file: Path) -> None:
    """Rewrite the whole chain with another day in it, every hash made anew."""
    connection = sqlite3.connect(file)
    connection.row_factory = sqlite3.Row
    rows = connection.execute("SELECT * FROM events ORDER BY number").fetchall()
    last = hashlib.sha256((1).to_bytes(8, "big") + bytes.fromhex(rows[0]["station_id"])).digest()
    for row in rows:
        values = {name: row[name] for name in FIELDS} | {"day": "2025-03-02"}
        canonical = canonical_bytes(values)
        last = hashlib.sha256(last + row["number"].to_bytes(8, "big") + canonical).digest()
        connection.execute(
            "UPDATE events SET day = '2025-03-02', canonical = ?, hash = ? WHERE number = ?",
            (canonical, last, row["number"]),
        )
    connection.execute("UPDATE chain_heads SET hash = ?", (last,))
    connection.commit()
    connection.close()


def cut(file: Path) -> None:
    """Take the last events away, and let the head say so."""
    change(
        file,
        "DELETE FROM events WHERE number > 9",
        "UPDATE chain_heads SET number = 9, hash = (SELECT hash FROM events WHERE number = 9)",
    )


@pytest.mark.parametrize("tamper", [forge, cut])
def test_a_clean_rewrite_passes_alone_and_is_found_by_a_head_held_elsewhere(
    copy: Path, verify: Verify, tmp_path: Path, tamper: Callable[[Path], None]
) -> None:
    held = heads_of(copy, tmp_path, 4, EVENTS)
    tamper(copy)
    assert verify(copy).returncode == WHOLE
    found = verify(copy, "--heads", held)
    assert found.returncode == BROKEN
    assert "held elsewhere" in found.stdout


def test_what_comes_after_the_last_held_head_is_not_anchored(
    copy: Path, verify: Verify, tmp_path: Path
) -> None:
    held = heads_of(copy, tmp_path, 9)
    cut(copy)
    found = verify(copy, "--heads", held)
    assert found.returncode == WHOLE
    assert "anchored up to 9" in found.stdout


@pytest.mark.parametrize(
    "lines",
    ["don-ya-nang 5", "don-ya-nang five " + "0" * 64, "don-ya-nang 5 " + "0" * 63, "x\u0000"],
)
def test_a_file_of_heads_that_cannot_be_read_decides_nothing(
    copy: Path, verify: Verify, tmp_path: Path, lines: str
) -> None:
    held = tmp_path / "held.txt"
    held.write_text(lines, "utf-8")
    found = verify(copy, "--heads", held)
    assert found.returncode == CANNOT_SAY
    assert found.stderr.startswith(f"cannot say: {held}: line 1 ")


def test_a_head_that_is_not_ours_is_broken_and_one_of_a_station_not_here_undecided(
    copy: Path, verify: Verify, tmp_path: Path
) -> None:
    held = tmp_path / "held.txt"
    for line, code in (
        (f"{SLUG} 5 {'0' * 64}", BROKEN),
        (f"{SLUG} 99 {'0' * 64}", BROKEN),
        (f"elsewhere 5 {'0' * 64}", CANNOT_SAY),
        ("", WHOLE),
    ):
        held.write_text(line, "utf-8")
        assert verify(copy, "--heads", held).returncode == code


def test_missing_heads_decide_nothing(copy: Path, verify: Verify, tmp_path: Path) -> None:
    assert verify(copy, "--heads", tmp_path / "missing.txt").returncode == CANNOT_SAY
    assert verify().returncode == CANNOT_SAY


def test_heads_are_read_by_station_and_number() -> None:
    lines = ["# note", "", f"a 1 {'A' * 64}", f"a 2 {'b' * 64}", f"b 1 {'c' * 64}"]
    assert read_heads(lines) == {"a": {1: "a" * 64, 2: "b" * 64}, "b": {1: "c" * 64}}
