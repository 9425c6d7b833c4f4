"""The same events from eight hands at once, on both databases: each is stored once."""

from pathlib import Path

import pytest

from station.counts import sqlite
from tests.faults.many_hands import run_hands
from tests.faults.planted import drop_the_unique_key, insert_without_key
from tests.instances import Instance, copy_sqlite


def test_what_eight_hands_store_at_once_stands_there_once(instance: Instance) -> None:
    run = run_hands(instance.url, 400)
    assert run.too_many == 0
    assert run.is_good


def test_without_the_unique_key_the_hands_find_doubles(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: every hand stores its own copy, and the run above would say so."""
    url = copy_sqlite(sqlite_template, tmp_path)
    drop_the_unique_key(tmp_path / "station.db")
    monkeypatch.setattr(sqlite, "SQL", insert_without_key())
    run = run_hands(url, 20)
    assert run.kept.doubled
    assert not run.is_good
