"""The power fails at random moments: what was acknowledged is there, and the database whole."""

import sqlite3
from pathlib import Path

import pytest

from station.database import assert_durable, prepare_sqlite
from tests.faults.power_cut import run_cuts


def test_forty_power_cuts_lose_nothing(sqlite_template: Path, tmp_path: Path) -> None:
    run = run_cuts(sqlite_template, tmp_path / "cuts", 40)
    assert run.lost == 0
    assert run.faults == []
    assert run.acknowledged


def test_with_synchronous_normal_power_cuts_lose_what_was_acknowledged(
    sqlite_template: Path, tmp_path: Path
) -> None:
    """The planted fault: the run above must be able to see a tap that is gone."""
    run = run_cuts(sqlite_template, tmp_path / "normal", 10, level="NORMAL")
    assert run.lost
    assert not run.is_good


@pytest.mark.parametrize("fault", ["synchronous = NORMAL", "synchronous = OFF", "foreign_keys = 0"])
def test_a_connection_that_could_lose_data_is_refused(tmp_path: Path, fault: str) -> None:
    """The planted fault: the check at the start sees each setting that is less than promised."""
    connection = sqlite3.connect(tmp_path / "station.db")
    prepare_sqlite(connection)
    connection.execute(f"PRAGMA {fault}")
    with pytest.raises(RuntimeError, match="would lose data"):
        assert_durable(connection)
    connection.close()


def test_a_database_without_a_write_ahead_log_is_refused() -> None:
    connection = sqlite3.connect(":memory:")
    with pytest.raises(RuntimeError, match="journal_mode"):
        prepare_sqlite(connection)
    connection.close()
