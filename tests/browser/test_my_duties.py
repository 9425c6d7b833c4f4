"""An officer on a phone: the next duty in two taps, the calendar's address, and a PIN; the list."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.orm import Session

from station import clock
from station.officers.actions import add_leave, let_sign_in
from station.officers.queries import get_officer
from station.people.actions import Actor, open_account
from station.people.rules import Role
from station.people.tables import Account
from station.posts.rules import Place
from station.rosters.queries import find_calendar
from station.sheets.month import Month
from station.stations.queries import find_station
from tests.browser.fingers import count_taps
from tests.browser.kiosk_pages import PHONE, resize
from tests.browser.test_admin_pages import faults
from tests.cast import house_of
from tests.duties import publish, take_on
from tests.live import LiveServer

PIN = "829134"
in_each_language = pytest.mark.parametrize("language", ["th", "en"])


@pytest.fixture
def officer(live: LiveServer, beside: Flask) -> str:
    """Anan's officer has a duty at the desk tomorrow morning, and an account; the officer's id."""
    with house_of(beside).database.session(writing=False) as db:
        station = find_station(db, live.station)
    assert station is not None
    one, _other = take_on(beside, station.id, "ตัวอย่าง หนึ่ง", "ตัวอย่าง สอง")
    tomorrow = clock.now().astimezone(station.zone).date() + timedelta(days=1)
    by = Actor(station.id, None)
    with house_of(beside).database.session(writing=True) as db:
        kept = get_officer(db, station.id, one)
        let_sign_in(db, kept, open_by_pin(db, station.id), by=by, at=clock.now())
        off = tomorrow + timedelta(days=5)
        add_leave(db, kept, first=off, last=off, by=by, at=clock.now())
        db.commit()
    duty = (Place(tomorrow, "public-relations", "morning"), one)
    publish(beside, station.id, [duty], Month.of(tomorrow), why="-")
    return str(one)


def open_by_pin(db: Session, station_id: UUID) -> Account:
    return open_account(
        db,
        "anan",
        password=PIN,
        role=Role.OFFICER,
        station_id=station_id,
        needs_second_factor=False,
        by=Actor(station_id, None),
        at=clock.now(),
    )


def sign_in_on_phone(page: Page, live: LiveServer, language: str) -> None:
    resize(page, PHONE)
    page.goto(f"{live.url}/admin/sign-in?lang={language}")
    page.fill("#name", "anan")
    page.fill("#password", PIN)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{live.url}/admin/")


@in_each_language
def test_an_officer_finds_the_next_duty_by_signing_in(
    live: LiveServer, officer: str, page: Page, language: str
) -> None:
    sign_in_on_phone(page, live, language)
    arrive = page.locator(".duty-arrive")
    expect(arrive).to_be_in_viewport(ratio=1)
    expect(arrive).to_contain_text("07.45 น." if language == "th" else "07:45")
    assert faults(page) == {}


@in_each_language
def test_on_a_phone_that_is_its_own_two_taps_are_enough(
    live: LiveServer,
    officer: str,
    open_browser: Callable[..., BrowserContext],
    language: str,
) -> None:
    """The name's field and the button; from then on none, and two from any other page."""
    phone = open_browser(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    taps = count_taps(page)
    page.goto(f"{live.url}/admin/sign-in?lang={language}")
    page.tap("#name")
    page.keyboard.type("anan")
    page.keyboard.press("Tab")  # as the keyboard's own key for the next field
    page.keyboard.type(PIN)
    page.tap("main button[type=submit]")
    page.wait_for_url(f"{live.url}/admin/")
    hours, arrive = page.locator(".duty-hours"), page.locator(".duty-arrive")
    for told in (hours, arrive):
        expect(told).to_be_in_viewport(ratio=1)
    assert len(taps) == 2, taps
    page.goto(f"{live.url}/admin/")
    expect(arrive).to_be_in_viewport(ratio=1)
    page.goto(f"{live.url}/admin/rosters")
    page.tap(".top-menu")
    page.tap(".places a[href$='/my-duties']")
    expect(arrive).to_be_in_viewport(ratio=1)
    assert len(taps) == 4, taps


@in_each_language
def test_the_calendars_address_is_copied_and_leads_to_ones_own_duties(
    live: LiveServer, beside: Flask, officer: str, page: Page, language: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live.url)
    sign_in_on_phone(page, live, language)
    page.click("form[action$='/my-duties/calendar'] button")
    page.click("[data-copies]")
    expect(page.locator("#copied")).not_to_be_empty()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == page.locator("#address").input_value()
    with house_of(beside).database.session(writing=False) as db:
        found = find_calendar(db, copied.rpartition("/")[2].removesuffix(".ics"))
    assert found is not None
    assert str(found.officer_id) == officer
    assert faults(page) == {}


@in_each_language
def test_an_officers_pages_can_be_read_reached_and_understood(
    signed_in_page: Page, live: LiveServer, officer: str, language: str
) -> None:
    page = signed_in_page
    found = {}
    for path in (f"/admin/officers/{officer}", f"/admin/officers/{officer}/account"):
        page.goto(f"{live.url}{path}?lang={language}")
        found[path] = faults(page)
    page.goto(f"{live.url}/admin/shifts/new?lang={language}")
    for field, text in (("name_th", "ผลัดตัวอย่าง"), ("starts", "22.00"), ("ends", "06.00")):
        page.fill(f"#{field}", text)
    page.click("main form.form button[type=submit]")
    expect(page.locator(".error-summary")).to_be_focused()
    found["the hours in words"] = faults(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_the_list_shrinks_while_one_types(
    signed_in_page: Page, live: LiveServer, officer: str
) -> None:
    page = signed_in_page
    page.goto(f"{live.url}/admin/officers")
    lines = page.locator("#officers > li:visible")
    expect(lines).to_have_count(2)
    page.fill("#q", "สอง")
    expect(lines).to_have_count(1)
    expect(page.locator("#found")).to_have_text("1 / 2")
    page.fill("#q", "")
    expect(lines).to_have_count(2)
