"""Fixtures for the visitor's door in a real browser."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from kiosk.place import COOKIE
from station.stations.queries import find_station
from tests.cast import house_of
from tests.devices import pair
from tests.instances import Instance, copy_sqlite
from tests.live import LiveServer, serve
from tests.rosters import load_months


@pytest.fixture(scope="module")
def one_server(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> Iterator[LiveServer]:
    """One real server for a file whose tests only look."""
    folder = tmp_path_factory.mktemp("instance")
    instance = Instance(folder, copy_sqlite(sqlite_template, folder))
    load_months(instance, datetime.now(UTC).date())
    with serve(instance) as server:
        yield server


@pytest.fixture
def beside(live: LiveServer) -> Iterator[Flask]:
    """An app on the live server's instance, to look at what it keeps."""
    with live.instance.app() as app:
        yield app


@pytest.fixture
def tablet(live: LiveServer, beside: Flask, page: Page) -> Page:
    """A page of tablet size on a paired kiosk, at its home."""
    with house_of(beside).database.session(writing=False) as db:
        station = find_station(db, live.station)
    assert station is not None
    token = pair(beside, station.id).browser.get_cookie(COOKIE)
    assert token is not None
    page.context.add_cookies([{"name": COOKIE, "value": token.value, "url": live.url}])
    page.goto(f"{live.url}/")
    return page
