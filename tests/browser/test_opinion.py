"""A short opinion as a visitor gives it: one tap counts, the rest is as one likes."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from station.questionnaires.rules import QuestionKind
from station.stations.queries import find_station
from tests.answering import (
    choice,
    content,
    in_words,
    kept_answers,
    kept_words,
    publish,
    withdraw,
)
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
from tests.browser.outbox import wait_until_sent
from tests.cast import house_of
from tests.kept import counted, is_whole
from tests.live import LiveServer


@pytest.fixture
def visit(live: LiveServer, page: Page) -> Page:
    """A visitor's own browser at the first question."""
    page.goto(f"{live.url}{OPINION}?lang=en")
    return page


def station_of(app: Flask, live: LiveServer) -> UUID:
    with house_of(app).database.session(writing=False) as db:
        found = find_station(db, live.station)
        assert found is not None
        return found.id


def test_one_tap_counts_at_once_and_everything_after_may_be_left(
    visit: Page, beside: Flask
) -> None:
    tap_face(visit, 5)
    on_screen(visit, "courtesy")
    wait_until_sent(visit)
    assert [(one.question, one.value, one.division) for one in kept_answers(beside)] == [
        ("overall", "5", "traffic")
    ]
    assert counted(beside) == {"opinion_given": 1}
    visit.click(f"{SHOWN} [data-finish]")
    on_screen(visit, "thanks")
    wait_until_sent(visit)
    assert len(kept_answers(beside)) == 1
    assert counted(beside) == {"opinion_given": 1}


def test_a_whole_opinion_is_one_opinion_and_an_answer_to_each_question(
    visit: Page, beside: Flask
) -> None:
    answer_all(visit, 4, "  น้ำดื่มเพิ่ม  ")
    wait_until_sent(visit)
    found = {one.question: one.value for one in kept_answers(beside)}
    assert found == {
        **dict.fromkeys(["overall", "courtesy", "speed", "clearness", "place"], "4"),
        "gifts": "yes",
        "suggestion": "",
    }
    assert list(kept_words(beside).values()) == ["น้ำดื่มเพิ่ม"]
    assert counted(beside) == {"opinion_given": 1}
    assert is_whole(beside)


def test_a_second_tap_at_the_same_place_is_still_the_first(visit: Page, beside: Flask) -> None:
    box = visit.locator(FACE % 2).bounding_box()
    assert box is not None
    visit.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    on_screen(visit, "courtesy")
    wait_until_sent(visit)
    assert len(kept_answers(beside)) == 1


def test_going_back_keeps_what_was_typed_and_answers_nothing_twice(
    visit: Page, beside: Flask
) -> None:
    tap_face(visit, 2)
    for _ in range(5):
        skip(visit)
    visit.fill(f"{SHOWN} textarea", "half a thought")
    for _ in range(6):
        visit.click(".bar-back")
    on_screen(visit, "overall")
    expect(visit.locator(f"{SHOWN} .face-button").first).to_be_hidden()
    expect(visit.locator(f"{SHOWN} .answered")).to_contain_text("You have answered this")
    for _ in range(6):
        skip(visit)
    expect(visit.locator(f"{SHOWN} textarea")).to_have_value("half a thought")
    visit.click(".bar-back")
    visit.click(".bar-home")
    visit.wait_for_url("**/")
    wait_until_sent(visit)
    assert len(kept_answers(beside)) == 1


def test_from_the_first_question_back_leads_to_the_division(visit: Page, live: LiveServer) -> None:
    visit.click(".bar-back")
    expect(visit).to_have_url(f"{live.url}/d/traffic")


def test_another_language_keeps_the_question_and_what_was_typed(visit: Page, beside: Flask) -> None:
    tap_face(visit, 2)
    for _ in range(5):
        skip(visit)
    visit.fill(f"{SHOWN} textarea", "half a thought")
    visit.click(".bar-language")
    expect(visit.locator("html")).to_have_attribute("lang", "th")
    on_screen(visit, "suggestion")
    expect(visit.locator(f"{SHOWN} textarea")).to_have_value("half a thought")
    visit.click(f"{SHOWN} [data-send]")
    on_screen(visit, "thanks")
    wait_until_sent(visit)
    assert list(kept_words(beside).values()) == ["half a thought"]
    assert len(kept_answers(beside)) == 2
    assert counted(beside) == {"opinion_given": 1}


def test_it_is_said_how_much_may_still_be_written(visit: Page, live: LiveServer) -> None:
    visit.goto(f"{live.url}{OPINION}/7")
    expect(visit.locator(f"{SHOWN} [data-counter]")).to_have_text("2,000 characters left")
    visit.fill(f"{SHOWN} textarea", "12345")
    expect(visit.locator(f"{SHOWN} [data-counter]")).to_have_text("1,995 characters left")


def test_sending_nothing_or_only_spaces_is_skipping(visit: Page, beside: Flask) -> None:
    tap_face(visit, 2)
    for _ in range(5):
        skip(visit)
    visit.fill(f"{SHOWN} textarea", "  \n ")
    visit.click(f"{SHOWN} [data-send]")
    on_screen(visit, "thanks")
    wait_until_sent(visit)
    assert len(kept_answers(beside)) == 1


def test_who_writes_is_told_what_becomes_of_it(visit: Page, live: LiveServer) -> None:
    visit.goto(f"{live.url}{OPINION}/7")
    expect(visit.get_by_text("Please write no names")).to_be_visible()
    whole = visit.locator(f"{SHOWN} .privacy-list")
    expect(whole).to_be_hidden()
    visit.click(f"{SHOWN} .privacy-whole summary")
    for told in ("What for", "What is kept", "For how long", "Who reads it", "Whom to ask"):
        expect(whole.get_by_text(told, exact=True)).to_be_visible()


def test_after_the_thanks_it_goes_home_by_itself(tablet: Page, live: LiveServer) -> None:
    tablet.clock.install(time=START)
    tablet.goto(f"{live.url}{OPINION}")
    tablet.clock.run_for(20_000)
    expect(tablet).to_have_url(f"{live.url}{OPINION}")
    tap_face(tablet, 2)
    tablet.clock.run_for(1_000)
    tablet.click(f"{SHOWN} [data-finish]")
    tablet.clock.run_for(13_000)
    expect(tablet).to_have_url(f"{live.url}/")


def test_many_of_a_list_and_short_words_are_sent_together_with_one_tap_each(
    live: LiveServer, page: Page, beside: Flask
) -> None:
    listed = choice("why", "slow", "rude", "far", kind=QuestionKind.MANY)
    form = content(choice("first", "a", "b"), listed, in_words("name", QuestionKind.SHORT))
    station_id = station_of(beside, live)
    withdraw(beside, station_id, "satisfaction")
    publish(beside, station_id, "form", form)
    page.goto(f"{live.url}{OPINION}")
    page.click(f"{SHOWN} .option >> nth=1")
    on_screen(page, "why")
    page.click(f"{SHOWN} .option >> nth=2")
    page.click(f"{SHOWN} .option >> nth=0")
    page.click(f"{SHOWN} [data-send]")
    on_screen(page, "name")
    page.fill(f"{SHOWN} textarea", "two\nlines")
    page.click(f"{SHOWN} [data-send]")
    on_screen(page, "thanks")
    wait_until_sent(page)
    assert {one.question: one.value for one in kept_answers(beside)} == {
        "first": "b",
        "why": "slow,far",
        "name": "",
    }
    assert list(kept_words(beside).values()) == ["two lines"]


def test_without_a_script_each_screen_is_a_form(
    live: LiveServer, open_browser: Callable[..., BrowserContext], beside: Flask
) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    page.goto(f"{live.url}{OPINION}")
    page.click(FACE % 3)
    expect(page).to_have_url(f"{live.url}{OPINION}/2?counted=yes")
    page.click(f"{SHOWN} [data-next]:visible")
    page.goto(f"{live.url}{OPINION}/7")
    page.fill(f"{SHOWN} textarea", "a suggestion")
    page.click(f"{SHOWN} [data-send]")
    expect(page).to_have_url(f"{live.url}{OPINION}/8?counted=yes")
    on_screen(page, "thanks")
    page.go_back()
    page.fill(f"{SHOWN} textarea", "  ")
    page.click(f"{SHOWN} [data-send]")
    found = [(one.question, one.value) for one in kept_answers(beside)]
    assert sorted(found) == [("overall", "4"), ("suggestion", "")]
    assert list(kept_words(beside).values()) == ["a suggestion"]
