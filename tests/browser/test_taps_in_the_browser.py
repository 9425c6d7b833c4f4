"""Taps as a browser makes them: each showing once, kept until the server has it, never twice."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.browser.outbox import kept, wait_until_kept, wait_until_sent
from tests.kept import counted, events, is_whole
from tests.live import LiveServer

START = "2025-03-03T02:00:00Z"


@pytest.fixture
def visit(live: LiveServer, page: Page) -> Page:
    """A visitor's own browser at home, its clock in the test's hands."""
    page.clock.install(time=START)
    page.goto(f"{live.url}/")
    return page


def test_a_visit_counts_each_page_once_and_the_done_button(visit: Page, beside: Flask) -> None:
    visit.click("a[href='/d/traffic']")
    visit.click("a[href='/d/traffic/survey']")
    visit.click("a[data-tap=survey_done]")
    visit.wait_for_url("**/thanks")
    wait_until_sent(visit)
    assert counted(beside) == {"division_opened": 1, "survey_shown": 1, "survey_done": 1}
    assert {event.source for event in events(beside)} == {"web"}
    assert is_whole(beside)


def test_a_list_of_channels_counts_as_one_showing_whatever_is_opened(
    live: LiveServer, page: Page, beside: Flask
) -> None:
    for name in ("complaints", "manuals", "eservice"):
        page.goto(f"{live.url}/d/traffic/{name}")
        for summary in page.locator("summary").all():
            summary.click()
        wait_until_sent(page)
    assert counted(beside) == {"complaints_shown": 1, "manual_shown": 1, "eservice_shown": 1}


def test_a_reload_or_another_language_is_the_same_showing(visit: Page, beside: Flask) -> None:
    visit.click("a[href='/d/traffic']")
    visit.click("a[href='/d/traffic/survey']")
    for _ in range(2):
        visit.clock.fast_forward(10_000)
        visit.reload()
        visit.clock.fast_forward(10_000)
        visit.click(".bar-language")
    visit.clock.fast_forward(10_000)
    visit.click(".bar-back")
    wait_until_sent(visit)
    assert counted(beside) == {"division_opened": 1, "survey_shown": 1}


def test_a_stations_own_address_counts_for_that_station(
    live: LiveServer, page: Page, beside: Flask
) -> None:
    page.goto(f"{live.url}/s/{live.station}/")
    page.click("a[href$='/d/traffic']")
    with page.expect_response(f"{live.url}/s/{live.station}/taps"):
        page.click("a[href$='/d/traffic/survey']")
    wait_until_sent(page)
    assert counted(beside) == {"division_opened": 1, "survey_shown": 1}


def test_who_was_elsewhere_and_comes_again_counts_again(visit: Page, beside: Flask) -> None:
    for _ in range(2):
        visit.click("a[href='/d/traffic']")
        visit.wait_for_load_state()
        visit.clock.fast_forward(3_100)
        visit.click(".bar-home")
    wait_until_sent(visit)
    assert counted(beside) == {"division_opened": 2}


def test_the_same_thing_within_3_seconds_is_one_tap(visit: Page, beside: Flask) -> None:
    for second in range(3):
        # Stands still, however long a busy machine takes for the rest.
        visit.clock.set_fixed_time(f"2025-03-03T02:00:0{second}Z")
        visit.click("a[href='/d/traffic']")
        visit.click(".bar-home")
    wait_until_sent(visit)
    assert counted(beside) == {"division_opened": 1}


def test_taps_wait_while_the_server_cannot_be_reached_and_count_once_after(
    visit: Page, beside: Flask
) -> None:
    visit.route("**/taps", lambda route: route.abort())
    for division in ("traffic", "inquiry", "patrol"):
        visit.click(f"a[href='/d/{division}']")
        visit.click(f"a[href='/d/{division}/survey']")
        visit.click("a[data-tap=survey_done]")
        visit.wait_for_url("**/thanks")
        visit.click("main .button-main")
    wait_until_kept(visit, 9)
    assert events(beside) == []
    visit.unroute("**/taps")
    visit.evaluate("() => dispatchEvent(new Event('online'))")
    wait_until_sent(visit)
    assert counted(beside) == {"division_opened": 3, "survey_shown": 3, "survey_done": 3}
    assert len(events(beside)) == 9


def test_a_tap_on_a_page_that_cannot_count_yet_waits_until_it_can(
    live: LiveServer, page: Page, beside: Flask
) -> None:
    held: list[Route] = []
    page.route("**/taps.js", lambda route: held.append(route))
    with page.expect_request("**/taps.js"):
        page.goto(f"{live.url}/d/traffic/survey", wait_until="commit")
    page.click("a[data-tap=survey_done]")
    page.click("a[data-tap=survey_done]")
    assert page.url.endswith("/survey")
    page.route("**/taps.js", lambda route: route.continue_())  # the newer one answers
    for route in held:
        route.continue_()
    page.wait_for_url("**/thanks")
    wait_until_sent(page)
    assert counted(beside) == {"survey_shown": 1, "survey_done": 1}


def test_an_answer_that_got_lost_is_asked_for_again_and_counts_once(
    visit: Page, beside: Flask
) -> None:
    def lose(route: Route) -> None:
        route.fetch()  # the server has it, the page never hears
        route.abort()

    visit.route("**/taps", lose)
    with visit.expect_event("requestfailed"):
        visit.click("a[href='/d/traffic']")
    wait_until_kept(visit, 1)
    visit.unroute("**/taps")
    with visit.expect_response("**/taps") as again:
        visit.reload()
    assert len(again.value.json()["known"]) == 1
    wait_until_sent(visit)
    assert counted(beside) == {"division_opened": 1}


NOT_OUR_WORD: list[dict[str, Any]] = [
    {"status": 200, "content_type": "text/html", "body": "<h1>Free wifi: sign in</h1>"},
    {"status": 200, "json": {"counted": [], "known": [], "refused": []}},
    {"status": 400, "content_type": "text/html", "body": "<h1>Bad request</h1>"},
    {"status": 503, "json": {"error": "unavailable"}},
    {"status": 302, "headers": {"Location": "/"}},
]


def test_only_our_servers_own_word_empties_the_outbox(visit: Page, beside: Flask) -> None:
    answers = iter(NOT_OUR_WORD)
    tries = 0

    def answer(route: Route) -> None:
        nonlocal tries
        tries += 1
        words = next(answers, None)
        route.fulfill(**words) if words else route.abort()

    visit.route("**/taps", answer)
    visit.click("a[href='/d/traffic']")
    for _ in range(600):  # seconds, more than all pauses between tries
        visit.clock.run_for(1_000)
        if tries > len(NOT_OUR_WORD):
            break
    assert tries > len(NOT_OUR_WORD)  # each answer but the last led to another try
    assert [tap["kind"] for tap in kept(visit)] == ["division_opened"]
    assert kept(visit, "refused") == []
    assert events(beside) == []


def test_one_tap_that_the_server_cannot_take_spoils_no_other(visit: Page, beside: Flask) -> None:
    def refuse_inquiry(route: Route) -> None:
        if "inquiry" in (route.request.post_data or ""):
            route.fulfill(status=400, json={"error": "bad_tap"})
        else:
            route.continue_()

    visit.route("**/taps", lambda route: route.abort())
    for division in ("traffic", "inquiry", "patrol", "investigation", "administration"):
        visit.click(f"a[href='/d/{division}']")
        visit.click(".bar-home")
    wait_until_kept(visit, 5)
    visit.route("**/taps", refuse_inquiry)  # the newer one answers
    visit.evaluate("() => dispatchEvent(new Event('online'))")
    wait_until_sent(visit)
    assert counted(beside) == {"division_opened": 4}
    (aside,) = kept(visit, "refused")
    assert (aside["division"], aside["why"]) == ("inquiry", "bad_tap")


def test_a_refused_tap_is_set_aside_with_the_reason(visit: Page, beside: Flask) -> None:
    visit.evaluate("() => (document.body.dataset.division = 'x')")
    visit.route("**/taps", lambda route: route.abort())
    visit.click("a[href='/d/traffic']")
    wait_until_kept(visit, 1)
    visit.evaluate(
        """() => new Promise(done => {
          const request = indexedDB.open('outbox');
          request.onsuccess = () => {
            const tx = request.result.transaction('taps', 'readwrite');
            const all = tx.objectStore('taps').getAll();
            all.onsuccess = () => tx.objectStore('taps').put({...all.result[0], division: 'x'});
            tx.oncomplete = done;
          };
        })"""
    )
    visit.unroute("**/taps")
    visit.reload()
    wait_until_sent(visit)
    (aside,) = kept(visit, "refused")
    assert (aside["division"], aside["why"]) == ("x", "unknown_division")
    assert events(beside) == []


def test_a_kiosks_taps_are_numbered_without_a_gap_and_say_how_many_wait(
    tablet: Page, live: LiveServer, beside: Flask
) -> None:
    waiting: list[int] = []

    def note(request: Request) -> None:
        if request.url.endswith("/taps"):
            waiting.append(json.loads(request.post_data or "")["waiting"])

    tablet.on("request", note)
    for address in ("/d/traffic", "/d/traffic/survey", "/d/inquiry", "/d/inquiry/manuals"):
        tablet.goto(live.url + address)
        wait_until_sent(tablet)
    found = events(beside)
    assert [event.seq for event in found] == [1, 2, 3, 4]
    assert {event.source for event in found} == {"kiosk"}
    assert waiting[-1] == 0


def test_where_nothing_can_be_kept_a_tap_is_sent_straight_away(
    live: LiveServer, open_browser: Callable[..., BrowserContext], beside: Flask
) -> None:
    page = open_browser().new_page()
    page.add_init_script("indexedDB.open = () => { throw new Error('no storage'); };")
    with page.expect_response("**/taps") as response:
        page.goto(f"{live.url}/d/traffic/survey")
    assert len(response.value.json()["counted"]) == 1
    assert counted(beside) == {"survey_shown": 1}


def test_done_goes_on_even_if_the_browser_is_slow_to_keep_it(
    live: LiveServer, open_browser: Callable[..., BrowserContext]
) -> None:
    page = open_browser().new_page()
    page.add_init_script("indexedDB.open = () => ({});")  # it never answers
    page.goto(f"{live.url}/d/traffic/survey")
    page.click("a[data-tap=survey_done]")
    expect(page).to_have_url(f"{live.url}/d/traffic/thanks")


def test_a_page_that_is_left_at_once_loses_no_tap(
    live: LiveServer, page: Page, beside: Flask
) -> None:
    page.add_init_script("if (localStorage.slow) indexedDB.open = () => ({});")
    page.goto(f"{live.url}/")
    page.evaluate("localStorage.slow = 'yes'")
    page.goto(f"{live.url}/d/traffic")  # left before the store could be opened
    page.evaluate("localStorage.removeItem('slow')")
    page.goto(f"{live.url}/")
    wait_until_sent(page)
    assert counted(beside) == {"division_opened": 1}
