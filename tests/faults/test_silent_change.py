"""Somebody changes a count in the database itself: found, up to the last head held elsewhere."""

from pathlib import Path

import pytest

from tests.faults import silent_change
from tests.faults.silent_change import CHANGES, run_changes


def test_every_change_up_to_the_held_head_is_found(sqlite_template: Path, tmp_path: Path) -> None:
    run = run_changes(sqlite_template, tmp_path / "changes", 5 * len(CHANGES))
    assert run.missed == []
    assert run.found
    assert run.said_unanchored


def test_without_a_held_head_a_forged_chain_is_missed(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: nobody holds a head; the run above must be able to miss something."""
    monkeypatch.setattr(silent_change, "_heads", lambda _: {})
    run = run_changes(sqlite_template, tmp_path / "changes", 2 * len(CHANGES))
    assert set(run.missed) & {"forge_from_one_on", "cut_the_tail"}
