"""flask doctor: what this instance runs on, and a warning of what could lose something."""

import shutil
from collections import namedtuple
from uuid import UUID

import pytest
from flask import Flask

from commands import doctor
from station.database import sqlite_driver
from station.files.rules import Kind
from tests.cast import house_of
from tests.commands.running import run
from tests.instances import Instance, on_postgresql, on_sqlite, reachable
from tests.stored import keep_stored

Usage = namedtuple("Usage", "total used free")


def lines(app: Flask) -> tuple[int, list[str]]:
    found = run(app, "doctor")
    return found.exit_code, found.output.splitlines()


@reachable
@on_sqlite
def test_an_instance_in_order_has_no_warning(app: Flask) -> None:
    code, said = lines(app)
    assert f"ok: SQLite {sqlite_driver().sqlite_version}" in said
    assert (code, [line for line in said if line.startswith("warning")]) == (0, [])


@reachable
@on_postgresql
def test_on_postgresql_it_names_version_and_durability(app: Flask) -> None:
    code, said = lines(app)
    assert code == 0
    assert "ok: synchronous_commit is on" in said
    assert any(line.startswith("ok: PostgreSQL 1") for line in said)


@on_sqlite
def test_without_a_public_address_scans_are_not_measured(app: Flask) -> None:
    code, said = lines(app)
    assert code == 0
    assert said[-1] == "ok: PUBLIC_URL is not set: scans by phones are not measured"


@reachable
@on_sqlite
def test_a_sqlite_with_the_wal_reset_bug_is_warned_of(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "FIRST_WITHOUT_WAL_BUG", (99, 0, 0))
    code, said = lines(app)
    assert code == 1
    assert "WAL-reset bug" in said[0]


@reachable
@on_sqlite
def test_a_full_disk_and_an_open_folder_are_warned_of(
    app: Flask, instance: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12, 2**20))
    instance.folder.chmod(0o755)
    code, said = lines(app)
    assert code == 1
    assert [line for line in said if line.startswith("warning")] == [
        f"warning: {instance.folder} is open to others",
        "warning: 1 MiB free on the disk",
    ]


@reachable
@on_sqlite
def test_files_for_visitors_that_are_missing_are_warned_of(app: Flask, station_id: UUID) -> None:
    file = keep_stored(app, station_id, Kind.PDF)
    assert "ok: files for visitors: all 2 are there" in lines(app)[1]
    house_of(app).store.path(file.digest).unlink()
    code, said = lines(app)
    assert code == 1
    assert "warning: files for visitors: 1 of 2 are missing" in said
