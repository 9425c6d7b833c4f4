"""kill -9 of the whole server at random moments: nothing acknowledged is lost, nothing doubled."""

import os
import random
import re
import signal
import sqlite3
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from station.counts import sqlite
from station.counts.chain import Event
from station.counts.ledger import Batch, Entry
from station.counts.verify import verify_file
from tests.faults.crowd import Crowd
from tests.faults.kept_events import count_scans, doubles, kept_ids
from tests.instances import Instance, survey_link
from tests.live import free_port, start_server, wait_until_ready

KILLS = 50


def start(instance: Instance, port: int) -> subprocess.Popen[bytes]:
    process = start_server(instance, port)
    wait_until_ready(f"http://127.0.0.1:{port}", process)
    return process


def kill(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_fifty_kills_lose_nothing_and_double_nothing(
    make_instance: Callable[..., Instance],
) -> None:
    instance = make_instance()
    file = instance.folder / "station.db"
    port, chance = free_port(), random.Random(50)
    server = start(instance, port)
    with Crowd(port, survey_link(instance)) as crowd:
        for _ in range(KILLS):
            crowd.wait_for(chance.randint(1, 60))
            kill(server)
            server = start(instance, port)
        crowd.wait_for(100)
    kill(server)
    ids = kept_ids(file)
    assert crowd.acknowledged - set(ids) == set(), "acknowledged and lost"
    assert doubles(ids) == 0
    assert count_scans(file) >= crowd.scans_answered
    assert not crowd.refused
    (finding,) = verify_file(str(file), None)
    assert finding.faults == []
    assert finding.number == len(ids)
    assert instance.flask("counts", "rebuild", "--check").returncode == 0


def test_without_the_unique_key_a_resend_is_found_as_a_double(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: the same writer on a table without the key, and not asking for it."""
    file = tmp_path / "station.db"
    file.write_bytes(sqlite_template.read_bytes())
    drop_the_unique_key(file)
    without = sqlite.SQL.insert.replace(" ON CONFLICT (station_id, id) DO NOTHING", "")
    assert without != sqlite.SQL.insert
    monkeypatch.setattr(sqlite, "SQL", replace(sqlite.SQL, insert=without))
    writer = sqlite.SqliteWriter(str(file))
    batch = one_tap(file)
    for _ in range(2):
        writer.record(batch)
    writer.close()
    assert doubles(kept_ids(file)) == 1


def drop_the_unique_key(file: Path) -> None:
    """Make the table of events anew, without the key that keeps an id from standing twice."""
    with sqlite3.connect(file) as database:
        made = database.execute("SELECT sql FROM sqlite_master WHERE name = 'events'").fetchone()[0]
        loose = re.sub(r"CONSTRAINT uq_events_station_id_id UNIQUE \(station_id, id\),?", "", made)
        assert loose != made
        database.execute("DROP TABLE events")
        database.execute(re.sub(r",\s*\)\s*$", ")", loose))


def one_tap(file: Path) -> Batch:
    """A batch of one event, as a browser's first tap makes it."""
    with sqlite3.connect(file) as database:
        (station,) = database.execute("SELECT id FROM stations").fetchone()
    event = Event(
        station_id=UUID(station),
        id=uuid4(),
        kind="survey_shown",
        division="traffic",
        channel=None,
        source="web",
        happened_at=1,
        received_at=1,
        day="2025-03-03",
    )
    return Batch(event.station_id, [Entry(event)])
