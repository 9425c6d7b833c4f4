"""The visitor's pages in a real browser: targets, room, languages, colours, and no script."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.browser.kiosk_pages import (
    DESKTOP,
    LANDSCAPE,
    PATHS,
    PHONE,
    PORTRAIT,
    dress,
    every_size,
    lost,
    resize,
    show,
    small_targets,
)
from tests.live import LiveServer

REAL_20_MM = 118
FINGER_ON_A_PHONE = 44
FIRST_VISIT_BYTES = 150 * 1024
AXE_OPTIONS = {
    "resultTypes": ["violations"],
    "runOnly": [
        *("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
    ],
    # Off unless asked for: 7:1 contrast, and the size of targets.
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
}
# All that another theme can change.
AXE_COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced"]},
}
PLACES = """all => all.map(one => [one.className, one.getBoundingClientRect()])
  .map(([name, {left, top}]) => [name, `${left}, ${top}`])"""
in_each_language = pytest.mark.parametrize("language", ["th", "en"])


@pytest.fixture
def live(one_server: LiveServer) -> LiveServer:
    """One server for all of this file."""
    return one_server


@in_each_language
def test_nothing_is_lost_and_every_target_on_a_tablet_is_20_mm_large(
    live: LiveServer, tablet: Page, language: str
) -> None:
    for path in PATHS:
        show(tablet, live.url + path, language=language)
        for viewport, size in every_size(tablet, (LANDSCAPE, PORTRAIT, PHONE, DESKTOP)):
            assert lost(tablet) == [], (path, viewport, size)
            if viewport in (LANDSCAPE, PORTRAIT):
                assert small_targets(tablet, REAL_20_MM) == [], (path, viewport, size)


def test_every_target_on_a_phone_fits_a_finger(live: LiveServer, page: Page) -> None:
    resize(page, PHONE)
    for path in PATHS:
        show(page, live.url + path)
        assert small_targets(page, FINGER_ON_A_PHONE) == [], path


def test_a_target_that_is_too_small_is_found(live: LiveServer, tablet: Page) -> None:
    show(tablet, f"{live.url}/")
    tablet.evaluate("() => document.querySelector('.bar-size').style.minHeight = '100px'")
    tablet.evaluate("() => document.querySelector('.bar').style.alignItems = 'start'")
    assert len(small_targets(tablet, REAL_20_MM)) == 1


def test_a_line_that_is_cut_off_is_found(live: LiveServer, page: Page) -> None:
    show(page, f"{live.url}/")
    page.evaluate(
        "() => Object.assign(document.querySelector('h1').style,"
        " {width: '40px', whiteSpace: 'nowrap', overflow: 'hidden'})"
    )
    assert len(lost(page)) == 1


def test_home_fits_a_tablet_without_scrolling_in_equal_tiles(
    live: LiveServer, tablet: Page
) -> None:
    for viewport in (LANDSCAPE, PORTRAIT, DESKTOP):
        resize(tablet, viewport)
        for language in ("th", "en"):
            show(tablet, f"{live.url}/", language=language)
            assert tablet.evaluate("document.documentElement.scrollHeight <= innerHeight")
            tiles = [tile.bounding_box() for tile in tablet.locator(".tile").all()]
            assert len(tiles) == 6
            sizes = {(round(t["width"]), round(t["height"])) for t in tiles if t}
            assert max(w for w, _ in sizes) - min(w for w, _ in sizes) <= 1
            assert max(h for _, h in sizes) - min(h for _, h in sizes) <= 1


def test_the_bar_and_the_emergency_number_stand_at_the_same_place_everywhere(
    live: LiveServer, tablet: Page
) -> None:
    places: dict[str, set[str]] = {}
    for path in PATHS:
        show(tablet, live.url + path)
        expect(tablet.locator(".top-emergency")).to_contain_text("191")
        for viewport in (LANDSCAPE, PORTRAIT):
            resize(tablet, viewport)
            for name, place in tablet.locator(".bar-item, .top-emergency").evaluate_all(PLACES):
                places.setdefault(f"{name} {viewport}", set()).add(place)
    assert len(places) == 12
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_the_other_language_keeps_the_page_and_what_was_typed(live: LiveServer, page: Page) -> None:
    for path in PATHS[:-1]:
        page.goto(live.url + path)
        page.click(".bar-language")
        expect(page).to_have_url(live.url + path)
        expect(page.locator("html")).to_have_attribute("lang", "en")
        page.click(".bar-language")
        expect(page.locator("html")).to_have_attribute("lang", "th")
    page.goto(f"{live.url}/pair")
    page.fill("#code", "abcd-efg")
    page.click(".bar-language")
    expect(page.locator("#code")).to_have_value("abcd-efg")
    page.reload()
    expect(page.locator("#code")).to_have_value("")


def test_a_wrong_code_is_explained_on_top_and_at_the_field(live: LiveServer, page: Page) -> None:
    page.goto(f"{live.url}/pair")
    page.fill("#code", "00000000")
    page.click("main button[type=submit]")
    expect(page.locator(".error-summary")).to_be_focused()
    why = page.locator("#code-error").inner_text()
    expect(page.locator(".error-summary a")).to_have_text(why)
    expect(page.locator("#code")).to_have_value("00000000")
    page.click(".error-summary a")
    expect(page.locator("#code")).to_be_focused()


@in_each_language
def test_axe_finds_nothing(live: LiveServer, tablet: Page, language: str) -> None:
    for path in PATHS:
        show(tablet, live.url + path, language=language)
        assert violations(tablet, AXE_OPTIONS) == [], path
        dress(tablet, theme="contrast")
        assert violations(tablet, AXE_COLOURS) == [], path


def violations(page: Page, options: dict[str, Any]) -> list[tuple[str, str]]:
    """What axe finds: which rule is broken, and where first."""
    found = Axe().run(page, options=options).response["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found]


def test_axe_finds_pale_text(live: LiveServer, page: Page) -> None:
    show(page, f"{live.url}/")
    page.evaluate("() => document.querySelector('h1').style.color = '#8a8177'")
    for options in (AXE_OPTIONS, AXE_COLOURS):
        assert "color-contrast-enhanced" in dict(violations(page, options))


def test_text_size_and_contrast_stay_chosen_on_the_next_page(live: LiveServer, page: Page) -> None:
    page.goto(f"{live.url}/")
    page.click(".bar-size")
    page.click(".bar-size")
    page.click(".bar-contrast")
    expect(page.locator("[data-announcements]")).to_contain_text("200")
    page.click(".tile >> nth=0")
    expect(page.locator("html")).to_have_attribute("data-size", "200")
    expect(page.locator("html")).to_have_attribute("data-theme", "contrast")
    expect(page.locator(".bar-contrast")).to_have_attribute("aria-pressed", "true")
    page.click(".bar-size")
    expect(page.locator("html")).to_have_attribute("data-size", "100")


def test_every_page_can_be_reached_without_a_script(
    live: LiveServer, open_browser: Callable[..., BrowserContext]
) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    page.goto(f"{live.url}/")
    expect(page.locator(".bar-size")).to_be_hidden()
    page.click("a[href='/d/traffic']")
    page.click("a[href='/d/traffic/eservice']")
    expect(page.locator(".choice-shown").nth(1)).to_be_hidden()
    page.click("summary >> nth=1")
    expect(page.locator(".choice-shown").nth(1)).to_be_visible()
    expect(page.locator(".choice-shown").nth(0)).to_be_hidden()
    page.click(".bar-back")
    page.click("a[href='/d/traffic/survey']")
    page.click("a[data-tap=survey_done]")
    assert page.url == f"{live.url}/d/traffic/thanks"
    page.click("main .button-main")
    assert page.url == f"{live.url}/"


def test_a_paired_kiosk_leads_nowhere_outside(live: LiveServer, tablet: Page) -> None:
    outside = "a[href^='http'], a[href^='tel:'], a[href^='mailto:'], a[target]"
    for path in PATHS:
        show(tablet, live.url + path)
        expect(tablet.locator(outside)).to_have_count(0)
    tablet.context.clear_cookies()
    show(tablet, f"{live.url}/d/traffic/survey")
    assert tablet.locator("a[href^='http']").count() == 2


def test_a_first_visit_weighs_150_kb_at_most(
    live: LiveServer, open_browser: Callable[..., BrowserContext]
) -> None:
    page = open_browser().new_page()
    weights: dict[str, int] = {}

    def weigh(request: Request) -> None:
        sizes = request.sizes()
        weights[request.url] = sizes["responseBodySize"] + sizes["responseHeadersSize"]

    page.on("requestfinished", weigh)
    page.goto(f"{live.url}/", wait_until="networkidle")
    assert 0 < sum(weights.values()) <= FIRST_VISIT_BYTES, weights
    assert all(url.startswith(live.url) for url in weights)
