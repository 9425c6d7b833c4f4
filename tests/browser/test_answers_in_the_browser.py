"""Answers on their way: kept until the server has them, apart from taps, and never twice."""

import json
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.answering import SERVICE, kept_answers, kept_promises
from tests.browser.opinions import FACE, OPINION, tap_face
from tests.browser.outbox import HELD, kept, wait_until_kept, wait_until_sent
from tests.kept import counted, events, is_whole
from tests.live import LiveServer

START = "2025-03-03T02:00:00Z"


@pytest.fixture
def visit(live: LiveServer, page: Page) -> Page:
    """A visitor's own browser at the first question."""
    page.goto(f"{live.url}{OPINION}?lang=en")
    return page


def go_online(page: Page) -> None:
    page.evaluate("() => dispatchEvent(new Event('online'))")


def test_answers_wait_while_the_server_cannot_be_reached_and_are_kept_once_after(
    tablet: Page, live: LiveServer, beside: Flask
) -> None:
    tablet.goto(f"{live.url}{OPINION}")
    tablet.route("**/taps", lambda route: route.abort())
    tablet.route("**/answers", lambda route: route.abort())
    for number in (1, 2, 3, 4, 5):
        tap_face(tablet, number)
    wait_until_kept(tablet, 5, "answers")
    wait_until_kept(tablet, 1)
    tablet.reload()
    wait_until_kept(tablet, 5, "answers")
    assert not kept_answers(beside)
    tablet.unroute("**/taps")
    tablet.unroute("**/answers")
    go_online(tablet)
    wait_until_sent(tablet)
    assert sorted(one.value for one in kept_answers(beside)) == ["1", "2", "3", "4", "5"]
    assert {one.source for one in kept_answers(beside)} == {"kiosk"}
    assert counted(beside) == {"opinion_given": 1}


def test_taps_and_answers_never_share_a_request_and_answers_use_no_number(
    tablet: Page, live: LiveServer, beside: Flask
) -> None:
    bodies: list[tuple[str, dict[str, object]]] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            bodies.append((request.url.rpartition("/")[2], json.loads(request.post_data or "")))

    tablet.on("request", note)
    for division in ("traffic", "inquiry"):
        tablet.goto(f"{live.url}/d/{division}")
        tablet.goto(f"{live.url}/d/{division}/opinion")
        tap_face(tablet, 3)
        tap_face(tablet, 3)
        wait_until_sent(tablet)
        tablet.goto(f"{live.url}/")
    assert {name for name, _ in bodies} == {"taps", "answers"}
    for name, body in bodies:
        assert set(body) == {"sent_at", "waiting", name}
    assert [event.seq for event in events(beside)] == [1, 2, 3, 4]
    assert len(kept_answers(beside)) == 4


def test_an_answer_whose_receipt_got_lost_is_sent_again_and_kept_once(
    visit: Page, beside: Flask
) -> None:
    def lose(route: Route) -> None:
        route.fetch()  # the server has it, the page never hears
        route.abort()

    visit.route("**/answers", lose)
    with visit.expect_event("requestfailed"):
        tap_face(visit, 4)
    wait_until_kept(visit, 1, "answers")
    visit.unroute("**/answers")
    with visit.expect_response("**/answers") as again:
        go_online(visit)
    assert len(again.value.json()["known"]) == 1
    wait_until_sent(visit)
    assert len(kept_answers(beside)) == 1


def test_answers_that_fail_keep_no_taps_back(visit: Page, beside: Flask) -> None:
    visit.route("**/answers", lambda route: route.fulfill(status=503, json={"error": "x"}))
    tap_face(visit, 4)
    wait_until_kept(visit, 0)
    assert counted(beside) == {"opinion_given": 1}
    assert len(kept(visit, "answers")) == 1


def test_only_our_servers_own_word_empties_it(visit: Page, beside: Flask) -> None:
    visit.route("**/answers", lambda route: route.fulfill(json={"counted": [], "known": []}))
    with visit.expect_response("**/answers"):
        tap_face(visit, 4)
    wait_until_kept(visit, 1, "answers")
    assert kept(visit, "refused answers") == []


def test_a_refused_answer_is_set_aside_without_what_it_said(visit: Page, beside: Flask) -> None:
    visit.evaluate("() => (document.querySelector('[data-opinion]').dataset.version = '9')")
    tap_face(visit, 4)
    wait_until_sent(visit)
    (aside,) = kept(visit, "refused answers")
    assert (aside["question"], aside["why"]) == ("overall", "unknown_version")
    assert "value" not in aside
    assert not kept_answers(beside)


def test_where_nothing_can_be_kept_an_answer_is_sent_straight_away(
    live: LiveServer, open_browser: Callable[..., BrowserContext], beside: Flask
) -> None:
    page = open_browser().new_page()
    page.add_init_script("indexedDB.open = () => { throw new Error('no room'); };")
    page.goto(f"{live.url}{OPINION}")
    with page.expect_response("**/answers"):
        page.click(FACE % 0)
    page.wait_for_function(f"() => !({HELD})()")
    assert [one.value for one in kept_answers(beside)] == ["1"]


FILL_VERSION_1 = """(count) => new Promise((done, failed) => {
  const request = indexedDB.open('outbox', 1);
  request.onupgradeneeded = () => {
    const taps = request.result.createObjectStore('taps', {keyPath: 'seq', autoIncrement: true});
    taps.createIndex('id', 'id', {unique: true});
    taps.createIndex('to', 'to');
    request.result.createObjectStore('refused', {keyPath: 'seq'});
  };
  request.onerror = () => failed(request.error);
  request.onsuccess = () => {
    const writing = request.result.transaction('taps', 'readwrite');
    for (let n = 0; n < count; n += 1) {
      const at = new Date(Date.now() - 1000 * (count - n)).toISOString();
      const tap = {kind: 'survey_shown', division: 'traffic', channel: null, at, to: '/taps'};
      writing.objectStore('taps').add({id: crypto.randomUUID(), ...tap});
    }
    writing.oncomplete = () => { request.result.close(); done(); };
  };
})"""


def test_a_full_queue_of_before_answers_is_taken_over_and_numbered_on(
    live: LiveServer, open_browser: Callable[..., BrowserContext], beside: Flask
) -> None:
    page = open_browser().new_page()
    page.goto(f"{live.url}/healthz")  # our own place, without our scripts
    page.evaluate(FILL_VERSION_1, 5_000)
    page.route("**/taps", lambda route: route.abort())
    page.goto(f"{live.url}{OPINION}")
    tap_face(page, 2)
    wait_until_kept(page, 5_001)
    assert [tap["seq"] for tap in kept(page)] == list(range(1, 5_002))
    page.unroute("**/taps")
    go_online(page)
    wait_until_sent(page)
    assert counted(beside) == {"survey_shown": 5_000, "opinion_given": 1}
    assert len(kept_answers(beside)) == 1
    assert is_whole(beside)


PROMISE = f"""() => document.querySelector('main').insertAdjacentHTML('beforeend', `
  <div data-promise data-service="{SERVICE}" data-version="1" data-division="inquiry">
    <p data-promise-asked><button type="button" data-kept="yes">Yes</button>
    <button type="button" data-kept="no">No</button></p>
    <p data-promise-thanks tabindex="-1" hidden>Thanks</p>
  </div>`)"""


@pytest.mark.parametrize(("tapped", "is_kept"), [("yes", True), ("no", False)])
def test_a_promise_is_answered_by_one_tap_and_thanked_for_alike(
    live: LiveServer, page: Page, beside: Flask, tapped: str, is_kept: bool
) -> None:
    page.goto(f"{live.url}/not-sure")
    page.evaluate(PROMISE)
    page.click(f"[data-kept={tapped}]")
    expect(page.locator("[data-promise-thanks]")).to_be_focused()
    expect(page.locator("[data-promise-asked]")).to_be_hidden()
    wait_until_sent(page)
    (kept_one,) = kept_promises(beside)
    assert (kept_one.service, kept_one.version, kept_one.is_kept) == (SERVICE, 1, is_kept)
