"""Fixtures for the visitor's door in a real browser."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from commands.demo_content import fill_content
from kiosk.place import COOKIE
from station import clock
from station.channels import bodies
from station.channels.actions import add_channel, change_channel
from station.channels.queries import get_kept
from station.channels.rules import Kind, Meaning
from station.files.actions import keep_file
from station.files.preparing import prepare_pdf
from station.people.actions import Actor
from station.stations.queries import find_station
from tests.cast import house_of
from tests.contents import PROMISE, TEXT, TITLE
from tests.devices import pair
from tests.instances import SLUG, Instance, copy_sqlite
from tests.live import LiveServer, serve
from tests.rosters import load_months
from tests.station.files.pdfs import manual as manual_of


@pytest.fixture(scope="module")
def one_server(
    tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path
) -> Iterator[LiveServer]:
    """One real server for a file whose tests only look."""
    folder = tmp_path_factory.mktemp("instance")
    instance = Instance(folder, copy_sqlite(sqlite_template, folder))
    fill(instance)
    with serve(instance) as server:
        yield server


def fill(instance: Instance) -> None:
    """Put something on every page that the station fills."""
    with instance.app() as app:
        load_months(app, datetime.now(UTC).date())
        _fill_content(app)


def _fill_content(app: Flask) -> None:
    with house_of(app).database.session(writing=True) as db:
        station = find_station(db, SLUG)
        assert station is not None
        fill_content(db, station.id, datetime.now(UTC).date(), at=clock.now())
        add_channel(
            db,
            station.id,
            "sample-news",
            kind=Kind.NEWS,
            division=None,
            side=None,
            position=99,
            meaning=Meaning(TITLE, body=bodies.News(asked=TEXT, text=TEXT)),
            at=clock.now(),
        )
        by, at = Actor(station.id, None), clock.now()
        pages = prepare_pdf(house_of(app).store, BytesIO(manual_of(3)), "law.pdf")
        file = keep_file(db, station.id, pages, by=by, at=at)
        law = bodies.Manual({"th": file.id}, datetime.now(UTC).date())
        for code, body in (("service-traffic", PROMISE), ("law", law)):
            kept = get_kept(db, station.id, code)
            change_channel(db, kept.channel, replace(kept.last, body=body), by=by, at=at)
        db.commit()


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
