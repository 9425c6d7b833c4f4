"""Fixtures for the visitor's door in a real browser."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page

from station.stations.queries import find_station
from tests.cast import house_of
from tests.devices import add_unpaired
from tests.live import LiveServer


@pytest.fixture
def beside(live: LiveServer) -> Iterator[Flask]:
    """An app on the live server's instance, to look at what it keeps."""
    with live.instance.app() as app:
        yield app


@pytest.fixture
def tablet(live: LiveServer, beside: Flask, page: Page) -> Page:
    """A page of tablet size that was paired by typing the code, at its home."""
    with house_of(beside).database.session(writing=False) as db:
        station = find_station(db, live.station)
    assert station is not None
    _, code = add_unpaired(beside, station.id)
    page.goto(f"{live.url}/pair")
    page.fill("#code", code)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{live.url}/")
    return page
