"""kill -9 of the whole server at random moments: nothing acknowledged is lost, nothing doubled."""

from pathlib import Path

from tests.faults.kills import run_kills, victim_on
from tests.faults.planted import drop_the_answers_key, drop_the_unique_key


def test_kills_lose_nothing_and_double_nothing(sqlite_template: Path, tmp_path: Path) -> None:
    """A short run of what `script/faults` does fifty times, and in full a thousand times."""
    run = run_kills(victim_on(sqlite_template, tmp_path / "killed"), 12)
    assert run.lost == 0
    assert run.kept.doubled == 0
    assert run.kept.faults == []
    assert run.refused == 0
    assert run.acknowledged
    assert run.answered
    assert run.scans_answered


def test_without_the_unique_key_the_same_run_finds_doubles(
    sqlite_template: Path, tmp_path: Path
) -> None:
    """The planted fault: a resent tap stands twice, and the run above would say so."""
    victim = victim_on(sqlite_template, tmp_path / "loose", "tests.faults.planted:without_key()")
    drop_the_unique_key(tmp_path / "loose" / "station.db")
    run = run_kills(victim, 2)
    assert run.kept.doubled
    assert not run.is_good


def test_without_the_answers_key_the_same_run_finds_answers_twice(
    sqlite_template: Path, tmp_path: Path
) -> None:
    """The planted fault: a resent answer stands twice, and the run above would say so."""
    victim = victim_on(sqlite_template, tmp_path / "loose")
    drop_the_answers_key(tmp_path / "loose" / "station.db")
    run = run_kills(victim, 4)
    assert len(run.kept.answers) > len(set(run.kept.answers))
    assert not run.is_good
