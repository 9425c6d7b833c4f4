"""The state of the links in a real browser: in both languages, and a look that shows itself."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from station import clock
from station.linkchecks.actions import keep_look
from station.linkchecks.rules import Found, Look
from station.stations.queries import find_only_station
from tests.browser.test_admin_pages import faults, in_each_language
from tests.cast import house_of
from tests.devices import lead_to
from tests.instances import Instance
from tests.links import GONE, NO_NAME, OPENS
from tests.linksites import Site, opened
from tests.live import LiveServer, serve

PAGE = "/admin/link-checks"
LONG = "https://example.go.th/a/very/long/way/that/does/not/break/" + "x" * 60 + "?station=9"
OF_EACH_KIND = {
    "eit-survey": ("https://example.go.th/แบบวัด", GONE),
    "messenger": ("https://m.example.go.th/a_page", NO_NAME),
    "manual-traffic": (LONG, Look(Found.MOVED, 200, LONG + "&moved=1")),
    "manual-patrol": ("https://example.go.th/patrol.pdf", Look(Found.TURNED_AWAY, 403)),
    "manual-inquiry": ("http://192.168.1.5/inquiry.pdf", Look(Found.PRIVATE)),
    "online-crime-report": ("https://report.example.go.th/", OPENS),
    "police-4-0": ("https://police.example.go.th/", None),
}


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site in this very machine, which the server may ask."""
    monkeypatch.setenv("CHECK_PRIVATE_LINKS", "1")
    with opened(Site()) as one:
        yield one


@pytest.fixture
def live(site: Site, make_instance: Callable[..., Instance]) -> Iterator[LiveServer]:
    with serve(make_instance()) as server:
        yield server


@pytest.fixture
def station(live: LiveServer, beside: Flask) -> UUID:
    with house_of(beside).database.session(writing=False) as db:
        found = find_only_station(db)
        assert found is not None
        return found.id


def fill(app: Flask, station_id: UUID) -> None:
    """Links of each verdict, as if looked at an hour ago."""
    for channel, (address, look) in OF_EACH_KIND.items():
        lead_to(app, station_id, channel, address)
        if look:
            with house_of(app).database.session(writing=True) as db:
                at = clock.now() - timedelta(hours=1)
                keep_look(db, station_id, address, look, at=at)
                db.commit()


@in_each_language
def test_links_of_each_verdict_can_be_read_reached_and_understood(
    signed_in_page: Page, live: LiveServer, beside: Flask, station: UUID, language: str
) -> None:
    fill(beside, station)
    signed_in_page.goto(f"{live.url}{PAGE}?lang={language}")
    assert signed_in_page.locator("main section").count() == len(OF_EACH_KIND)
    assert faults(signed_in_page) == {}


def test_a_look_that_was_asked_for_shows_itself_when_it_is_done(
    signed_in_page: Page, live: LiveServer, beside: Flask, station: UUID, site: Site
) -> None:
    for channel, path in (("eit-survey", "/gone"), ("messenger", "/good"), ("law", "/moved")):
        lead_to(beside, station, channel, f"http://127.0.0.1:{site.server_port}{path}")
    page = signed_in_page
    page.goto(f"{live.url}{PAGE}?lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text("The links were not looked at yet")
    page.get_by_role("button", name="Check all now").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 link leads nowhere")
    dead = page.get_by_role("region", name="Lead nowhere")
    expect(dead).to_contain_text("The page is not there any more (404)")
    expect(page.get_by_role("region", name="Have moved")).to_contain_text("/good")
    assert {command for command, _ in site.asked} == {"HEAD", "GET"}


def test_while_it_goes_on_the_page_says_how_far_it_is(
    signed_in_page: Page, live: LiveServer, beside: Flask, station: UUID, site: Site
) -> None:
    lead_to(beside, station, "eit-survey", f"http://127.0.0.1:{site.server_port}/never")
    lead_to(beside, station, "law", f"http://localhost:{site.server_port}/good")
    page = signed_in_page
    page.goto(f"{live.url}{PAGE}?lang=en")
    page.get_by_role("button", name="Check all now").click()
    expect(page.get_by_role("status")).to_have_text("Being checked: 1 of 2", timeout=15_000)
    assert faults(page) == {}
    site.closing.set()
    expect(page.get_by_role("status")).to_have_count(0, timeout=15_000)
    expect(page.get_by_role("button", name="Check all now")).to_be_enabled()
