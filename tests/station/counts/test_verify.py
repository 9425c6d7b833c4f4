"""The verifier: finds every kind of change, alone on another machine as well, and says so."""

import json
import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from station.counts.verify import BROKEN, CANNOT_SAY, FIELDS, WHOLE
from tests.cast import Person, make_report, make_tap
from tests.instances import SLUG, Instance, make_planned, on_sqlite
from tests.kept import head, is_whole
from tests.station.counts.changed import EVENTS, Verify, change


def test_a_whole_chain_is_whole_and_says_that_nothing_is_anchored(
    copy: Path, verify: Verify
) -> None:
    found = verify(copy)
    assert found.returncode == WHOLE
    lines = found.stdout.splitlines()
    assert lines[0] == f"{SLUG}: {EVENTS} events, each follows the one before it"
    assert "nothing is anchored" in lines[1]
    slug, number, hashed = lines[2].split()
    assert (slug, number, len(hashed)) == (SLUG, str(EVENTS), 64)


NOBODY = f"'{'0' * 32}'"
COLUMNS = {
    "kind": "'survey_done'", "division": "'patrol'", "channel": "'eit-survey'",
    "channel_version": "7", "day": "'2025-03-04'", "epoch": "3", "excluded": "'staff'",
    "flag": "'odd_time'", "happened_at": "happened_at + 1", "id": NOBODY,
    "kiosk_id": NOBODY, "link": "'00000000'",
    "point": "'one-stop-service'", "received_at": "received_at + 1", "sent_at": "'x'", "seq": "9",
    "source": "'kiosk'", "station_id": NOBODY, "voids": "1",
}  # fmt: skip


def test_there_is_a_change_for_every_column() -> None:
    assert set(COLUMNS) == set(FIELDS)


@pytest.mark.parametrize("column", COLUMNS)
def test_a_change_of_any_column_is_found(copy: Path, verify: Verify, column: str) -> None:
    change(copy, f"UPDATE events SET {column} = {COLUMNS[column]} WHERE number = 5")
    found = verify(copy)
    assert found.returncode == BROKEN
    assert "5" in found.stdout


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM events WHERE number = 1",
        "DELETE FROM events WHERE number = 6",
        "DELETE FROM events WHERE number = 12",
        "DELETE FROM events",
        "UPDATE events SET number = 99 WHERE number = 12",
        "UPDATE events SET number = -1 WHERE number = 12",
        "UPDATE events SET canonical = x'7b7d' WHERE number = 5",
        "UPDATE events SET canonical = x'ff' WHERE number = 5",
        "UPDATE events SET canonical = x'5b5d' WHERE number = 12",
        "UPDATE events SET hash = zeroblob(32) WHERE number = 5",
        "UPDATE events SET hash = zeroblob(31) WHERE number = 12",
        "UPDATE events SET hash = 'text' WHERE number = 5",
        "UPDATE events SET hash = 1000000000000 WHERE number = 5",
        "UPDATE events SET canonical = 'text' WHERE number = 5",
        "UPDATE events SET number = 1.5 WHERE number = 5",
        "UPDATE chain_heads SET number = 13",
        "UPDATE chain_heads SET hash = zeroblob(32)",
        "UPDATE chain_heads SET hash = 'text'",
        "DELETE FROM chain_heads",
    ],
)
def test_what_was_taken_away_moved_or_overwritten_is_found(
    copy: Path, verify: Verify, statement: str
) -> None:
    change(copy, statement)
    found = verify(copy)
    assert found.returncode == BROKEN, found
    assert "Traceback" not in found.stderr


def test_two_events_that_change_places_are_found(copy: Path, verify: Verify) -> None:
    change(
        copy,
        "UPDATE events SET number = 100 WHERE number = 4",
        "UPDATE events SET number = 4 WHERE number = 5",
        "UPDATE events SET number = 5 WHERE number = 100",
    )
    assert verify(copy).returncode == BROKEN


@pytest.mark.parametrize("name", ["missing.db", "text.db", "empty.db", "other.db"])
def test_a_file_that_is_no_stations_database_decides_nothing(
    verify: Verify, tmp_path: Path, name: str
) -> None:
    (tmp_path / "text.db").write_text("no database at all, but long enough to be read" * 20)
    (tmp_path / "empty.db").touch()
    change(tmp_path / "other.db", "CREATE TABLE stations (slug, id)")
    found = verify(tmp_path / name)
    assert found.returncode == CANNOT_SAY
    assert "Traceback" not in found.stderr
    assert not (tmp_path / "missing.db").exists()


def test_an_empty_chain_is_whole(verify: Verify, tmp_path: Path) -> None:
    make_planned(f"sqlite:///{tmp_path / 'new.db'}")
    found = verify(tmp_path / "new.db")
    assert found.returncode == WHOLE
    assert found.stdout.splitlines()[0] == f"{SLUG}: 0 events, each follows the one before it"


@on_sqlite
def test_the_database_of_a_running_server_can_be_verified(
    app: Flask, malee: Person, instance: Instance, verify: Verify, station_id: object
) -> None:
    malee.browser.post("/taps", json=make_report(make_tap()))
    found = verify(instance.folder / "station.db")
    assert found.returncode == WHOLE
    number, hashed = head(app, station_id)  # type: ignore[arg-type]
    assert found.stdout.splitlines()[-1] == f"{SLUG} {number} {hashed}"
    assert is_whole(app)


def test_the_bytes_must_say_the_same_as_the_columns(copy: Path, verify: Verify) -> None:
    connection = sqlite3.connect(copy)
    (said,) = connection.execute("SELECT canonical FROM events WHERE number = 12").fetchone()
    connection.close()
    assert json.loads(said)["version"] == 1
    for planted in ({"extra": 1}, {"version": 2}):
        text = json.dumps({**json.loads(said), **planted})
        change(copy, f"UPDATE events SET canonical = CAST('{text}' AS BLOB) WHERE number = 12")
        assert verify(copy).returncode == BROKEN
