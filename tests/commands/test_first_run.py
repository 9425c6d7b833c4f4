"""flask first-run: what script/server does before it serves, the first time and every time."""

import os
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask

from station import clock
from station.quotas.tables import FiscalYear
from station.stations.tables import Station
from tests.cast import Person, add_cast, add_neighbour, house_of
from tests.commands.running import run
from tests.instances import SLUG, Instance, on_sqlite
from tests.kept import everything, rows

SET_UP = "set up {} (one time, 7 days): "


@pytest.mark.parametrize(
    ("day", "year"),
    [("2025-03-03", 2568), ("2026-11-22", 2570), ("2025-09-30T17:00:00+00:00", 2569)],
)
def test_an_empty_instance_becomes_one_that_serves(
    instance: Instance,
    make_bare: Callable[[Instance], Instance],
    now: time_machine.Traveller,
    day: str,
    year: int,
) -> None:
    now.move_to(day)
    with make_bare(instance).app() as app:
        found = run(app, "first-run")
        assert found.exit_code == 0
        loaded, kiosk, admin, link = found.output.splitlines()
        assert loaded.startswith(f"{SLUG}: new station, ")
        assert [kiosk, admin] == [
            "kiosk: http://127.0.0.1:8000/",
            "admin: http://127.0.0.1:8000/admin/",
        ]
        assert [one.year for one in rows(app, FiscalYear)] == [year]
        malee = Person(app.test_client())
        for path in ("/", "/readyz", urlsplit(link.split(": ", 1)[1]).path):
            assert malee.opens(path).status_code == 200


def test_with_accounts_there_is_no_link_and_nothing_changes(app: Flask, station_id: object) -> None:
    add_cast(app, station_id)  # type: ignore[arg-type]
    run(app, "first-run")
    before = everything(app)
    found = run(app, "first-run")
    assert [line.split(":")[0] for line in found.output.splitlines()] == ["kiosk", "admin"]
    assert everything(app) == before


@on_sqlite
def test_each_start_without_an_account_prints_a_new_link_and_the_old_one_ends(
    app: Flask, malee: Person
) -> None:
    paths = []
    for _ in range(2):
        link = run(app, "first-run").output.splitlines()[-1]
        assert link.startswith(SET_UP.format(SLUG))
        paths.append(urlsplit(link.split(": ", 1)[1]).path)
    assert [malee.opens(path).status_code for path in paths] == [404, 200]


@on_sqlite
def test_a_station_that_is_there_stays_as_it_is(app: Flask, plan: object) -> None:
    add_neighbour(app, plan)  # type: ignore[arg-type]
    before = rows(app, Station, Station.slug)
    found = run(app, "first-run")
    assert "neighbour" not in found.output
    after = rows(app, Station, Station.slug)
    assert [(one.slug, one.revision) for one in after] == [
        (one.slug, one.revision) for one in before
    ]


@on_sqlite
@pytest.mark.parametrize(
    ("host", "port", "address"),
    [("0.0.0.0", "8080", "http://0.0.0.0:8080/"), ("::1", "", "http://[::1]:8000/")],
)
def test_the_addresses_are_where_the_server_listens(
    app: Flask, monkeypatch: pytest.MonkeyPatch, host: str, port: str, address: str
) -> None:
    monkeypatch.setenv("HOST", host)
    monkeypatch.setenv("PORT", port)
    assert f"kiosk: {address}" in run(app, "first-run").output.splitlines()


@on_sqlite
def test_what_was_left_on_the_disk_half_way_is_swept_up(app: Flask) -> None:
    store = house_of(app).store
    orphan = store.put([b"of a process that died"]).digest
    run(app, "first-run")
    assert store.has(orphan)
    then = (clock.now() - timedelta(days=2)).timestamp()
    os.utime(store.path(orphan), (then, then))
    run(app, "first-run")
    assert not store.has(orphan)
