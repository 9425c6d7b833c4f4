"""A kiosk that nobody touches: asks, wipes, goes home; a phone at home is left alone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from station.thai import thai_digits
from tests.live import LiveServer

START = "2025-03-03T02:00:00Z"
QUESTION = "[data-idle-dialog][open]"


@pytest.fixture
def live(one_server: LiveServer) -> LiveServer:
    """One server for all of this file."""
    return one_server


@pytest.fixture
def kiosk(tablet: Page) -> Page:
    """A paired kiosk, its clock in the test's hands."""
    tablet.clock.install(time=START)
    return tablet


def test_after_a_minute_it_asks_and_after_30_seconds_more_it_wipes_and_goes_home(
    live: LiveServer, kiosk: Page
) -> None:
    kiosk.goto(f"{live.url}/d/traffic/survey?lang=en")
    kiosk.click(".bar-size")
    kiosk.click(".bar-contrast")
    kiosk.clock.run_for(59_000)
    expect(kiosk.locator(QUESTION)).to_have_count(0)
    kiosk.clock.run_for(2_000)
    expect(kiosk.locator(QUESTION)).to_be_visible()
    expect(kiosk.locator("[data-idle-left]")).to_have_text("29")
    kiosk.clock.run_for(10_000)
    expect(kiosk.locator("[data-idle-left]")).to_have_text("19")
    kiosk.clock.run_for(20_000)
    expect(kiosk).to_have_url(f"{live.url}/")
    expect(kiosk.locator("html")).to_have_attribute("lang", "th")
    expect(kiosk.locator("html")).to_have_attribute("data-size", "100")
    expect(kiosk.locator("html")).to_have_attribute("data-theme", "plain")
    assert kiosk.evaluate("sessionStorage.getItem('last')") is None


@pytest.mark.parametrize("life", ["tap", "key", "button"])
def test_any_sign_of_life_continues_on_the_same_page(
    live: LiveServer, kiosk: Page, life: str
) -> None:
    kiosk.goto(f"{live.url}/d/traffic/survey")
    kiosk.clock.run_for(65_000)
    expect(kiosk.locator(QUESTION)).to_be_visible()
    expect(kiosk.locator("[data-idle-stay]")).to_be_focused()
    if life == "tap":
        kiosk.mouse.click(5, 5)
    elif life == "key":
        kiosk.keyboard.press("x")
    else:
        kiosk.click("[data-idle-stay]")
    expect(kiosk.locator(QUESTION)).to_have_count(0)
    kiosk.clock.run_for(58_000)
    expect(kiosk.locator(QUESTION)).to_have_count(0)
    assert kiosk.url == f"{live.url}/d/traffic/survey"


def test_the_question_holds_the_focus_and_is_read_out(live: LiveServer, kiosk: Page) -> None:
    kiosk.goto(f"{live.url}/d/traffic")
    kiosk.clock.run_for(61_000)
    dialog = kiosk.get_by_role("alertdialog")
    expect(dialog).to_have_accessible_name("ท่านยังใช้งานอยู่หรือไม่")
    expect(dialog).to_have_accessible_description("หน้าจอจะกลับหน้าแรกและล้างข้อความที่พิมพ์ไว้")
    box = dialog.bounding_box()
    assert box == {"x": 0, "y": 0, "width": 1280, "height": 800}


def test_where_something_is_written_it_waits_two_minutes_and_typing_is_life(
    live: LiveServer, kiosk: Page
) -> None:
    kiosk.goto(f"{live.url}/pair")
    for _ in range(3):
        kiosk.clock.run_for(100_000)
        kiosk.locator("#code").press_sequentially("a")
    expect(kiosk.locator(QUESTION)).to_have_count(0)
    kiosk.clock.run_for(121_000)
    expect(kiosk.locator(QUESTION)).to_be_visible()
    kiosk.clock.run_for(30_000)
    expect(kiosk).to_have_url(f"{live.url}/")
    kiosk.go_back()
    expect(kiosk.locator("#code")).to_have_count(0)


def test_home_asks_nothing_but_turns_to_how_it_was(live: LiveServer, kiosk: Page) -> None:
    kiosk.goto(f"{live.url}/?lang=en")
    kiosk.click(".bar-size")
    kiosk.clock.run_for(61_000)
    expect(kiosk.locator("html")).to_have_attribute("lang", "th")
    expect(kiosk.locator("html")).to_have_attribute("data-size", "100")
    expect(kiosk.locator(QUESTION)).to_have_count(0)


def test_a_visitors_own_phone_is_left_alone(
    live: LiveServer, open_browser: Callable[..., BrowserContext]
) -> None:
    phone = open_browser(viewport={"width": 390, "height": 844}).new_page()
    phone.clock.install(time=START)
    phone.goto(f"{live.url}/d/traffic/survey?lang=en")
    phone.clock.run_for(600_000)
    expect(phone).to_have_url(f"{live.url}/d/traffic/survey")
    expect(phone.locator("html")).to_have_attribute("lang", "en")


def test_thanks_goes_home_after_12_seconds_unless_asked_to_stay(
    live: LiveServer, kiosk: Page
) -> None:
    kiosk.goto(f"{live.url}/d/traffic/thanks")
    expect(kiosk.locator("[data-go-home-words]")).to_have_text("กลับหน้าแรกใน ๑๒ วินาที")
    kiosk.clock.run_for(6_000)
    expect(kiosk.locator("[data-go-home-words]")).to_have_text("กลับหน้าแรกใน ๖ วินาที")
    kiosk.clock.run_for(6_500)
    expect(kiosk).to_have_url(f"{live.url}/")
    kiosk.goto(f"{live.url}/d/traffic/thanks")
    kiosk.click("[data-stay]")
    kiosk.clock.run_for(30_000)
    expect(kiosk).to_have_url(f"{live.url}/d/traffic/thanks")


def test_the_clock_shows_the_stations_time_and_day(
    live: LiveServer, open_browser: Callable[..., BrowserContext]
) -> None:
    page = open_browser(timezone_id="America/New_York").new_page()
    page.clock.set_fixed_time(START)
    page.goto(f"{live.url}/")
    expect(page.locator("[data-time]")).to_have_text(thai_digits("09.00 น."))
    expect(page.locator("[data-date]")).to_have_text("วันจันทร์ที่ ๓ มีนาคม ๒๕๖๘")
    page.goto(f"{live.url}/?lang=en")
    expect(page.locator("[data-time]")).to_have_text("09:00")
    expect(page.locator("[data-date]")).to_have_text("Monday 3 March 2025")


def test_a_long_press_opens_no_menu_on_a_kiosk(live: LiveServer, kiosk: Page) -> None:
    kiosk.goto(f"{live.url}/d/traffic")
    press = "new Event('contextmenu', {bubbles: true, cancelable: true})"
    assert kiosk.evaluate(f"document.body.dispatchEvent({press})") is False
