"""/healthz and /readyz: whether the process lives, and whether it can serve."""

import shutil
from collections import namedtuple
from pathlib import Path

import pytest
from flask import Flask

from kiosk import health
from station.database import Database
from tests.cast import Person, house_of
from tests.instances import Instance, on_postgresql, on_sqlite
from tests.kept import run_sql

Usage = namedtuple("Usage", "total used free")
READY = {"status": "ok", "database": True, "migrations": True, "disk": True}


def test_an_instance_in_order_is_alive_and_ready(app: Flask, malee: Person) -> None:
    alive, ready = malee.opens("/healthz"), malee.opens("/readyz")
    assert (alive.status_code, alive.json) == (200, {"status": "ok"})
    assert (ready.status_code, ready.json) == (200, READY)


def test_a_schema_of_another_version_is_not_ready(app: Flask, malee: Person) -> None:
    run_sql(app, "UPDATE alembic_version SET version_num = '0000'")
    answer = malee.opens("/readyz")
    assert answer.status_code == 503
    assert answer.json == {**READY, "status": "not ready", "migrations": False}
    assert malee.opens("/healthz").status_code == 200


@on_sqlite
@pytest.mark.parametrize(("free", "status"), [(health.LEAST_FREE_BYTES, 200), (10_000_000, 503)])
def test_a_full_disk_is_not_ready(
    app: Flask, malee: Person, monkeypatch: pytest.MonkeyPatch, free: int, status: int
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**12, 10**12 - free, free))
    assert malee.opens("/readyz").status_code == status


@on_sqlite
def test_a_lost_database_is_not_ready_and_no_stack_trace(
    app: Flask, malee: Person, instance: Instance, tmp_path: Path
) -> None:
    instance.folder.joinpath("station.db").rename(tmp_path / "gone.db")
    for rest in instance.folder.glob("station.db-*"):
        rest.unlink()
    answer = malee.opens("/readyz")
    assert answer.status_code == 503
    assert malee.opens("/healthz").status_code == 200
    page = malee.opens("/")
    assert page.status_code in (500, 503)
    assert "Traceback" not in page.get_data(as_text=True)


@on_postgresql
def test_a_lost_postgresql_is_not_ready(
    app: Flask, malee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = Database("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    monkeypatch.setattr(house_of(app).database, "engine", gone.engine)
    answer = malee.opens("/readyz")
    assert answer.status_code == 503
    assert answer.json == {**READY, "status": "not ready", "database": False, "migrations": False}
    assert malee.opens("/").status_code == 503
    gone.close()


@on_sqlite
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_nothing_in_the_answers_names_a_version(app: Flask, malee: Person, path: str) -> None:
    answer = malee.opens(path)
    assert answer.json is not None
    assert set(answer.json.values()) <= {"ok", True}
    assert "Server" not in answer.headers


@on_sqlite
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_any_other_method_is_refused(app: Flask, malee: Person, path: str) -> None:
    assert malee.browser.head(path).status_code == 200
    for method in ("POST", "PUT", "DELETE"):
        assert malee.browser.open(path, method=method).status_code == 405
