"""Questionnaires and opinions on the staff's side in a real browser: composed, read, printed."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from station.stations.queries import find_station
from tests.answering import kept_answers
from tests.browser.opinions import SHOWN, on_screen
from tests.browser.outbox import wait_until_sent
from tests.browser.test_admin_pages import faults, in_each_language
from tests.cast import house_of
from tests.live import LiveServer
from tests.station.opinions.filling import answer_many

COMPOSER = "/admin/questionnaires/satisfaction"


@pytest.fixture
def answered(live: LiveServer, beside: Flask) -> None:
    """A station whose visitors answered the standard set."""
    with house_of(beside).database.session(writing=False) as db:
        station = find_station(db, live.station)
        assert station is not None
        station_id = station.id
    fill(beside, station_id)


def fill(app: Flask, station_id: UUID) -> None:
    day = datetime.now(UTC).date().isoformat()

    def answer(question: str, value: str, division: str, times: int, text: str | None) -> None:
        answer_many(
            app,
            station_id,
            question,
            value,
            times=times,
            division=division,
            day=day,
            code="satisfaction",
            text=text,
        )

    for number, division in enumerate(("traffic", "patrol", "inquiry")):
        for face in "12345":
            answer("overall", face, division, 4 + number, None)
        answer("gifts", "no", division, 8 * number, None)
        for text in ("A sample text, quite short", "ข้อความตัวอย่าง " * 30, "x" * 300, "y"):
            answer("suggestion", "", division, 1, text)


@in_each_language
def test_pages_full_of_opinions_can_be_read_reached_and_understood(
    signed_in_page: Page, live: LiveServer, answered: None, language: str
) -> None:
    paths = (
        "/admin/opinions/satisfaction",
        "/admin/opinions/satisfaction?division=patrol",
        "/admin/opinions/satisfaction/texts",
        f"{COMPOSER}/preview",
        f"{COMPOSER}/preview/7",
    )
    found = {}
    for path in paths:
        signed_in_page.goto(f"{live.url}{path}{'&' if '?' in path else '?'}lang={language}")
        for summary in signed_in_page.locator("main summary:visible").all():
            summary.click()
        found[path] = faults(signed_in_page)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@in_each_language
def test_a_composer_that_refuses_and_one_that_was_overtaken_can_be_read(
    signed_in_page: Page, live: LiveServer, language: str
) -> None:
    page = signed_in_page
    page.goto(f"{live.url}/admin/questionnaires?lang={language}")
    page.click("form[action$=new-questionnaire] button")
    page.click("[value='add:many']")
    page.click("[value='publish']")
    expect(page.locator(".error-summary")).to_be_focused()
    assert faults(page) == {}
    other = page.context.new_page()
    other.goto(page.url)
    other.fill("#title-en", "The earlier one")
    other.click("[value='keep'] >> nth=1")
    page.fill("#title-en", "The later one")
    page.click("[value='keep'] >> nth=1")
    expect(page.locator(".error-summary td").first).to_have_text("The earlier one")
    expect(page.locator("#title-en")).to_have_value("The later one")
    assert faults(page) == {}


def test_a_form_composed_in_a_browser_is_seen_on_a_kiosk_that_was_open_already(
    signed_in_page: Page,
    live: LiveServer,
    beside: Flask,
    open_browser: Callable[..., BrowserContext],
) -> None:
    visitor = open_browser().new_page()
    visitor.goto(f"{live.url}/d/traffic?lang=en")
    page = signed_in_page
    page.goto(f"{live.url}/admin/questionnaires?lang=en")
    page.click("form[action$=new-questionnaire] button")
    page.fill("#title-th", "แบบสั้น")
    page.fill("#title-en", "Short form")
    for kind, th, en in (
        ("faces", "พอใจหรือไม่", "Content?"),
        ("one", "มาอย่างไร", "How did you come?"),
        ("short", "อื่น ๆ", "Anything else?"),
    ):
        page.click(f"[value='add:{kind}']")
        number = page.locator(".composed").count() - 1
        page.fill(f"#q-{number}-th", th)
        page.fill(f"#q-{number}-en", en)
    for number, (th, en) in enumerate((("เดิน", "On foot"), ("รถ", "By car"))):
        page.fill(f"#q-1-o-{number}-th", th)
        page.fill(f"#q-1-o-{number}-en", en)
    page.click("[value='publish']")
    page.wait_for_url("**/admin/questionnaires")
    page.click("#questionnaire-f1 [value=up]")
    visitor.click("a[href='/d/traffic/opinion']")
    expect(visitor.locator(f"{SHOWN} h1")).to_have_text("Content?")
    visitor.click(f"{SHOWN} .face-button >> nth=3")
    on_screen(visitor, "q2")
    visitor.click(f"{SHOWN} .option >> nth=1")
    on_screen(visitor, "q3")
    visitor.click(".bar-language")
    expect(visitor.locator(f"{SHOWN} h1")).to_have_text("อื่น ๆ")
    wait_until_sent(visitor)
    assert sorted((one.question, one.value) for one in kept_answers(beside)) == [
        ("q1", "4"),
        ("q2", "o2"),
    ]


def test_a_question_is_added_moved_and_removed_by_keyboard_alone(
    signed_in_page: Page, live: LiveServer
) -> None:
    page = signed_in_page
    page.goto(f"{live.url}{COMPOSER}?lang=en")
    first = page.locator("#q-0-en").input_value()
    page.locator("[value='down:0']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#q-1")
    expect(page.locator("#q-1-en")).to_have_value(first)
    page.locator("[value='remove:1']").focus()
    page.keyboard.press("Space")
    expect(page.locator(".composed")).to_have_count(6)
    page.locator("[value='add:short']").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".composed")).to_have_count(7)
    page.locator("#q-6-en").fill("A new one?")
    page.locator("#title-en").press("Tab")
    expect(page.locator("#q-6-en")).to_have_value("A new one?")


def test_a_preview_sends_nothing(signed_in_page: Page, live: LiveServer, beside: Flask) -> None:
    page = signed_in_page
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method + " " + request.url))
    page.goto(f"{live.url}{COMPOSER}/preview?lang=en")
    page.click(f"{SHOWN} .face-button >> nth=0")
    on_screen(page, "courtesy")
    page.click(f"{SHOWN} [data-finish]")
    on_screen(page, "thanks")
    assert not [one for one in sent if one.startswith("POST")]
    assert not kept_answers(beside)
    assert page.evaluate("() => Object.keys(localStorage).length") == 0


def test_results_are_printed_on_a4_without_the_way_around(
    signed_in_page: Page, live: LiveServer, answered: None
) -> None:
    page = signed_in_page
    page.goto(f"{live.url}/admin/opinions/satisfaction?lang=en")
    page.emulate_media(media="print")
    for hidden in ("#around", ".head-actions", ".filters"):
        expect(page.locator(hidden)).to_be_hidden()
    printed = page.pdf(prefer_css_page_size=True, format="A4")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 6
    width = page.evaluate("() => document.documentElement.scrollWidth")
    assert width <= page.evaluate("() => document.documentElement.clientWidth")
