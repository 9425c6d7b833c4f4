"""The staff's pages in a real browser: colours, names, room, keyboard, paper, and the overview."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from station.people.rules import Role
from tests.browser.kiosk_pages import PHONE, lost, resize, small_targets
from tests.cast import PASSWORD
from tests.live import LiveServer

AXE_OPTIONS = {
    "resultTypes": ["violations"],  # telling of all the rest takes longer than looking
    "rules": {"color-contrast-enhanced": {"enabled": True}},
}
LAPTOP = (1280, 800)
FINGER = 44
PLAIN_PATHS = (
    "/admin/",
    "/admin/answers",
    "/admin/coverage",
    "/admin/answers/reading",
    "/admin/answers/tally",
    "/admin/channels",
    "/admin/channels/eit-survey",
    "/admin/channels/letter",
    "/admin/channels/law",
    "/admin/channels/budget",
    "/admin/channels/budget/history",
    "/admin/channels/service-traffic",
    "/admin/channels/seats",
    "/admin/new-channel/news",
    "/admin/new-channel/complaint",
    "/admin/link-checks",
    "/admin/kiosks",
    "/admin/links",
    "/admin/accounts",
    "/admin/station",
    "/admin/my-duties",
    "/admin/officers",
    "/admin/officers/new",
    "/admin/posts",
    "/admin/posts/new",
    "/admin/posts/public-relations",
    "/admin/posts/public-relations/remove",
    "/admin/shifts/new",
    "/admin/shifts/night",
    "/admin/shifts/night/remove",
    "/admin/holidays",
    "/admin/holidays/new",
    "/admin/opinions",
    "/admin/opinions/satisfaction/texts",
    "/admin/questionnaires",
    "/admin/questionnaires/satisfaction",
    "/admin/questionnaires/satisfaction/asking",
    "/admin/questionnaires/satisfaction/history",
    "/admin/questionnaires/satisfaction/off",
    "/admin/questionnaires/satisfaction/drop",
    "/admin/questionnaires/satisfaction/copy?version=1",
    "/admin/privacy-notice",
    "/admin/password",
    "/admin/sign-in",
    "/admin/set-up/long-since-used",
)
TICKED = re.compile("radio|checkbox")
in_each_language = pytest.mark.parametrize("language", ["th", "en"])


def sign_in(page: Page, live: LiveServer, name: str) -> None:
    page.context.clear_cookies()
    page.goto(f"{live.url}/admin/sign-in")
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{live.url}/admin/")


def add_kiosk(page: Page, live: LiveServer) -> None:
    """Add a kiosk; the page then shows its code."""
    page.goto(f"{live.url}/admin/kiosks")
    page.fill("#name", "Counter 1")
    page.select_option("#point", "one-stop-service")
    page.click("main form.form button[type=submit]")


def enter_tally(page: Page, live: LiveServer, *, division: str, total: int, day: str) -> None:
    page.goto(f"{live.url}/admin/answers/tally")
    page.fill("#day", day)
    page.select_option("#division", division)
    page.fill("#total", str(total))
    page.fill("#collector", "sample one")
    page.click("main button[type=submit]")
    page.wait_for_url(f"{live.url}/admin/answers")


def set_up_link(live: LiveServer) -> str:
    """The one-time link that the first run prints for a station without accounts."""
    found = re.search(r"/admin/set-up/\S+", live.instance.flask("first-run").stdout)
    assert found is not None
    return live.url + found[0]


def every_page(page: Page, live: LiveServer, language: str) -> Iterator[str]:
    """Open one page of the admin inspector's after another; yields what each is called."""
    enter_tally(page, live, division="traffic", total=7, day="3/3/2568")
    add_kiosk(page, live)
    yield "the code of a kiosk"
    paths = list(PLAIN_PATHS)
    for overview, action in (("kiosks", "revoke"), ("accounts", "close"), ("accounts", "password")):
        page.goto(f"{live.url}/admin/{overview}")
        href = page.locator(f"main a[href*='/{overview}/'][href$='/{action}']").first
        paths.append(str(href.get_attribute("href")))
    for path in paths:
        page.goto(f"{live.url}{path}?lang={language}")
        yield path
    page.goto(f"{live.url}/admin/answers/reading")
    page.fill("#day", "31/2/2568")
    page.click("main button[type=submit]")
    yield "a reading refused"


def violations(page: Page) -> list[str]:
    """What axe finds, as one line each."""
    page.evaluate("() => document.fonts.ready")
    found: list[dict[str, Any]] = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]


def cell(page: Page, row: str, column: str) -> Locator:
    """The cell of the overview's table in a division's row, under a heading."""
    table = page.get_by_role("table")
    headings = table.get_by_role("columnheader").all_inner_texts()
    place = next(n for n, text in enumerate(headings) if text.startswith(column))
    line = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name=row))
    return line.locator("th, td").nth(place)


def faults(page: Page) -> dict[str, object]:
    """What is wrong with a page on a laptop and on a phone; it stays on the laptop."""
    resize(page, PHONE)
    # Of what one ticks, the label around it is the target.
    small = [t for t in small_targets(page, FINGER) if not TICKED.search(t["name"])]
    on_phone = {"too small": small, "lost on a phone": lost(page)}
    resize(page, LAPTOP)
    found = on_phone | {"lost on a laptop": lost(page), "axe": violations(page)}
    return {fault: places for fault, places in found.items() if places}


@in_each_language
def test_every_page_of_the_staff_can_be_read_reached_and_understood(
    signed_in_page: Page, live: LiveServer, language: str
) -> None:
    found = {name: faults(signed_in_page) for name in every_page(signed_in_page, live, language)}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@in_each_language
def test_so_can_the_pages_before_sign_in_and_of_other_roles(
    live: LiveServer, page: Page, language: str
) -> None:
    page.goto(f"{set_up_link(live)}?lang={language}")
    assert faults(page) == {}
    for name, role in (
        ("anan", Role.OFFICER),
        ("jangwat", Role.PROVINCE),
        ("somsak", Role.COMMANDER),
    ):
        live.add_account(name, role)
        sign_in(page, live, name)
        page.goto(f"{live.url}/admin/?lang={language}")
        assert faults(page) == {}, role


def test_axe_would_find_a_field_without_a_name(signed_in_page: Page, live: LiveServer) -> None:
    signed_in_page.goto(f"{live.url}/admin/answers/reading")
    signed_in_page.evaluate("() => document.querySelector('label[for=day]').remove()")
    assert any(fault.startswith("label:") for fault in violations(signed_in_page))


def test_axe_would_find_letters_too_pale(signed_in_page: Page) -> None:
    signed_in_page.evaluate(
        "() => document.documentElement.style.setProperty('--soft-ink', '#8a8177')"
    )
    assert any(fault.startswith("color-contrast") for fault in violations(signed_in_page))


def test_a_table_too_wide_would_be_found(signed_in_page: Page) -> None:
    signed_in_page.evaluate("() => { document.querySelector('table').style.minWidth = '2000px' }")
    assert lost(signed_in_page)


def test_on_a_phone_the_menu_opens_by_keyboard(signed_in_page: Page) -> None:
    resize(signed_in_page, PHONE)
    around = signed_in_page.locator("#around")
    expect(around).to_be_hidden()
    signed_in_page.locator(".top-menu").focus()
    signed_in_page.keyboard.press("Enter")
    expect(around).to_be_visible()
    signed_in_page.keyboard.press("Escape")
    expect(around).to_be_hidden()


def test_the_overview_shows_the_minimums(signed_in_page: Page, live: LiveServer) -> None:
    signed_in_page.goto(f"{live.url}/admin/?lang=en")
    expect(cell(signed_in_page, "Traffic", "Minimum")).to_have_text("60")
    expect(cell(signed_in_page, "The whole station", "Minimum")).to_have_text("300")


def test_scans_nobody_could_measure_are_not_0(signed_in_page: Page, live: LiveServer) -> None:
    signed_in_page.goto(f"{live.url}/admin/?lang=en")
    expect(cell(signed_in_page, "Traffic", "QR code scanned")).to_have_text("not measured")
    expect(cell(signed_in_page, "Traffic", "Survey page opened")).to_have_text("0")


def test_a_state_that_rests_on_a_tally_is_said_to_be_weaker(
    signed_in_page: Page, live: LiveServer
) -> None:
    enter_tally(signed_in_page, live, division="traffic", total=61, day="3/3/2568")
    signed_in_page.goto(f"{live.url}/admin/?lang=en&year=2568")
    progress = cell(signed_in_page, "Traffic", "Progress")
    expect(progress).to_contain_text("weaker than ITAP")
    expect(progress.get_by_role("img")).to_have_accessible_name(re.compile("^61 of 60"))
    expect(cell(signed_in_page, "Traffic", "Confirmed by ITAP")).to_have_text("none yet")
    expect(cell(signed_in_page, "Inquiry", "Progress")).not_to_contain_text("weaker")


@in_each_language
def test_a_refusal_takes_the_focus_and_leads_to_the_field(
    signed_in_page: Page, live: LiveServer, language: str
) -> None:
    page = signed_in_page
    page.goto(f"{live.url}/admin/answers/reading?lang={language}")
    page.fill("#day", "31/2/2568")
    page.fill("#confirmed", "12")
    page.click("main button[type=submit]")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#confirmed")).to_have_value("12")
    expect(page.locator("#day")).to_have_attribute("aria-invalid", "true")
    sentence = page.locator("#day-error").inner_text().strip()
    expect(page.locator("#day")).to_have_accessible_description(re.compile(re.escape(sentence)))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#day")).to_be_focused()


def test_someone_signs_in_by_keyboard_alone(signed_in_page: Page, live: LiveServer) -> None:
    page = signed_in_page
    page.context.clear_cookies()
    page.goto(f"{live.url}/admin/answers")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    for typed in ("praew", PASSWORD):
        page.keyboard.press("Tab")
        page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live.url}/admin/answers")


def test_another_language_keeps_the_page(signed_in_page: Page, live: LiveServer) -> None:
    signed_in_page.goto(f"{live.url}/admin/?lang=th&year=2568")
    signed_in_page.get_by_role("link", name="English").click()
    expect(signed_in_page.locator("html")).to_have_attribute("lang", "en")
    assert "year=2568" in signed_in_page.url


def test_paper_holds_the_finding_and_the_table_alone(signed_in_page: Page) -> None:
    signed_in_page.emulate_media(media="print")
    for hidden in ("#around", ".head-actions"):
        expect(signed_in_page.locator(hidden)).to_be_hidden()
    expect(signed_in_page.get_by_role("heading", level=1)).to_be_visible()
    expect(signed_in_page.get_by_role("table")).to_be_visible()


def test_on_paper_the_overview_is_one_page(signed_in_page: Page) -> None:
    printed = signed_in_page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_what_is_hidden_and_yet_seen_would_be_found(signed_in_page: Page, live: LiveServer) -> None:
    signed_in_page.goto(f"{live.url}/admin/channels/law")
    assert lost(signed_in_page) == []
    signed_in_page.evaluate(
        "document.querySelector('[data-busy]').style.setProperty('display', 'flex', 'important')"
    )
    assert len(lost(signed_in_page)) == 1
