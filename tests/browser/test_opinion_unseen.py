"""Nobody sees what was tapped or typed: not the next screen, not the next visitor."""

import json
import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from tests.answering import kept_answers, kept_words
from tests.browser.opinions import (
    FACE,
    OPINION,
    SHOWN,
    START,
    answer_all,
    on_screen,
    skip,
    tap_face,
)
from tests.browser.outbox import kept, wait_until_sent
from tests.live import LiveServer


@pytest.fixture
def visit(live: LiveServer, page: Page) -> Page:
    """A visitor's own browser at the first question."""
    page.goto(f"{live.url}{OPINION}?lang=en")
    return page


def looks(page: Page) -> str:
    """The page's content as it stands, but for the seconds that run down."""
    page.evaluate("() => document.querySelector('[data-go-home-words]').textContent = ''")
    found: str = page.evaluate("() => document.querySelector('main').outerHTML")
    return found


def test_the_next_screen_looks_the_same_whatever_was_tapped(
    live: LiveServer, open_browser: Callable[..., BrowserContext]
) -> None:
    looked = set()
    for number in range(1, 6):
        page = open_browser().new_page()
        page.clock.install(time=START)
        page.goto(f"{live.url}{OPINION}")
        tap_face(page, number)
        page.clock.run_for(500)
        looked.add(without_ids(looks(page)))
    assert len(looked) == 1


def without_ids(html: str) -> str:
    """A page's content without what is made anew with every page: ids and the form's token."""
    return re.sub(r'name="(id|csrf_token)" value="[^"]*"', "", html)


WITHOUT_SECONDS = """one => {
  one.querySelector('[data-go-home-words]').textContent = '';
  return one.outerHTML;
}"""


def test_the_thanks_are_the_same_for_every_answer(
    live: LiveServer, open_browser: Callable[..., BrowserContext]
) -> None:
    thanked = set()
    for number, words in ((1, "bad"), (5, "very good, thank you"), (0, "")):
        page = open_browser().new_page()
        page.clock.install(time=START)
        page.goto(f"{live.url}{OPINION}")
        if number:
            answer_all(page, number, words)
        else:
            tap_face(page, 3)
            page.click(f"{SHOWN} [data-finish]")
            on_screen(page, "thanks")
        page.clock.run_for(1_000)  # until a second tap on it counts as one
        thanked.add(page.locator(SHOWN).evaluate(WITHOUT_SECONDS))
    assert len(thanked) == 1


def test_a_trace_of_what_was_tapped_would_be_found(visit: Page) -> None:
    """The planted fault: the face that was tapped stays marked."""
    before = without_ids(looks(visit))
    visit.locator(FACE % 0).evaluate("one => one.setAttribute('aria-pressed', 'true')")
    assert without_ids(looks(visit)) != before


EVERYTHING_STORED = """async () => JSON.stringify([
  {...localStorage}, {...sessionStorage}, document.cookie, location.href, history.state,
])"""


def test_what_is_typed_is_kept_nowhere_until_it_is_sent(visit: Page, beside: Flask) -> None:
    tap_face(visit, 2)
    for _ in range(5):
        skip(visit)
    visit.fill(f"{SHOWN} textarea", "a canary")
    assert "canary" not in visit.evaluate(EVERYTHING_STORED)
    assert "canary" not in json.dumps(kept(visit, "answers"))
    visit.click(f"{SHOWN} [data-wipe]")
    visit.wait_for_url("**/")
    assert "canary" not in visit.evaluate(EVERYTHING_STORED)
    visit.go_back()
    visit.wait_for_load_state()
    assert visit.locator("textarea").evaluate_all("all => all.map(one => one.value)") == [""]
    wait_until_sent(visit)
    assert kept_words(beside) == {}


def test_an_idle_kiosk_wipes_what_was_typed_and_keeps_what_was_sent(
    tablet: Page, live: LiveServer, beside: Flask
) -> None:
    tablet.clock.install(time=START)
    tablet.route("**/answers", lambda route: route.abort())
    tablet.goto(f"{live.url}{OPINION}")
    tap_face(tablet, 2)
    for _ in range(5):
        tablet.clock.run_for(1_000)
        skip(tablet)
    tablet.fill(f"{SHOWN} textarea", "a canary")
    tablet.clock.run_for(119_000)
    expect(tablet.locator("[data-idle-dialog][open]")).to_have_count(0)
    tablet.clock.run_for(32_000)
    expect(tablet).to_have_url(f"{live.url}/")
    assert "canary" not in tablet.evaluate(EVERYTHING_STORED)
    assert [one["question"] for one in kept(tablet, "answers")] == ["overall"]
    tablet.unroute("**/answers")
    tablet.evaluate("() => dispatchEvent(new Event('online'))")
    wait_until_sent(tablet)
    assert [one.value for one in kept_answers(beside)] == ["2"]


def test_where_only_a_tap_is_asked_for_a_minute_is_enough(tablet: Page, live: LiveServer) -> None:
    tablet.clock.install(time=START)
    tablet.goto(f"{live.url}{OPINION}")
    tablet.clock.run_for(61_000)
    expect(tablet.locator("[data-idle-dialog][open]")).to_be_visible()
