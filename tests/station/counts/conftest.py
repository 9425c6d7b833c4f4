"""A filled database, a copy to change, and the verifier run by itself."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine

import station.counts.verify as verify_module
from tests.cast import Person, make_report, make_tap
from tests.instances import Instance
from tests.kept import link_code
from tests.station.counts.changed import EVENTS, Verify


@pytest.fixture(scope="module")
def filled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a few taps and scans of one morning, closed."""
    folder = tmp_path_factory.mktemp("filled")
    file = folder / "station.db"
    file.write_bytes(sqlite_template.read_bytes())
    with (
        time_machine.travel("2025-03-03T02:00:00+00:00", tick=False),
        Instance(folder, f"sqlite:///{file}").app() as app,
    ):
        malee = Person(app.test_client())
        for n in range(EVENTS - 2):
            kind = ("survey_shown", "survey_done")[n % 2]
            malee.browser.post("/taps", json=make_report(make_tap(kind=kind)))
        for _ in range(2):
            malee.opens(f"/go/{link_code(app, 'eit-survey', 'traffic')}")
    return file


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> Path:
    """A copy to change as somebody would who owns the machine: without triggers."""
    file = tmp_path / "copy.db"
    with sqlite3.connect(filled) as original, sqlite3.connect(file) as copied:
        original.backup(copied)
    copied.execute("PRAGMA journal_mode = DELETE")
    for name in ("events_no_update", "events_no_delete"):
        copied.execute(f"DROP TRIGGER {name}")
    copied.commit()
    original.close()
    copied.close()
    return file


@pytest.fixture
def verify() -> Verify:
    """The verifier's one file, run by itself: nothing of ours, and nothing installed."""

    def run(*arguments: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-I", "-S", str(verify_module.__file__), *map(str, arguments)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run
