"""The short opinion's pages: where one is asked for, and forms of their own without a script."""

from datetime import date
from uuid import UUID, uuid4

import pytest
import time_machine
from bs4 import Tag
from flask import Flask
from werkzeug.test import TestResponse

from station import clock
from station.answers.actions import tell_privacy
from station.answers.notices import Told
from station.people.actions import Actor
from station.questionnaires.actions import set_asking
from station.questionnaires.queries import get_questionnaire
from tests.answering import content, faces, kept_answers, kept_words, publish, withdraw
from tests.cast import Person, csrf_token, house_of, read
from tests.devices import PairedKiosk
from tests.instances import on_sqlite

OPINION = "/d/traffic/opinion"


def tiles(person: Person, path: str) -> list[str]:
    """Where the tiles of a page lead to."""
    return [str(one["href"]) for one in read(person.opens(path)).select("a.tile")]


def send(person: Person, number: int, **changes: str) -> int:
    """The status with which the form of a screen is answered."""
    return sent(person, number, **changes).status_code


def sent(person: Person, number: int, **changes: str) -> TestResponse:
    """Send the form of a screen, in English."""
    path = f"{OPINION}/{number}"
    hidden = shown(person, f"{path}?lang=en").select("input[type=hidden]")
    form = {str(one["name"]): str(one["value"]) for one in hidden}
    return person.browser.post(path, data={**form, "value": "4", **changes})


def shown(person: Person, path: str) -> Tag:
    """The screen that a page shows."""
    (one,) = read(person.opens(path)).select("[data-screen]:not([hidden])")
    return one


def ask_at(app: Flask, station_id: UUID, *divisions: str, ends: date | None = None) -> None:
    with house_of(app).database.session(writing=True) as db:
        kept = get_questionnaire(db, station_id, "satisfaction")
        set_asking(
            db,
            kept,
            divisions=divisions,
            starts=None,
            ends=ends,
            revision=kept.revision,
            by=Actor(station_id, None),
            at=clock.now(),
        )
        db.commit()


@pytest.mark.parametrize("path", ["/d/traffic", "/d/traffic/thanks"])
def test_a_division_that_is_asked_leads_to_the_opinion(
    app: Flask, malee: Person, station_id: UUID, path: str
) -> None:
    assert OPINION in tiles(malee, path)
    ask_at(app, station_id, "patrol")
    assert OPINION not in tiles(malee, path)
    assert "/d/patrol/opinion" in tiles(malee, path.replace("traffic", "patrol"))


def test_where_nothing_is_asked_the_address_says_so(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    withdraw(app, station_id, "satisfaction")
    for path in (OPINION, f"{OPINION}/3"):
        answer = malee.opens(path, headers={"Accept-Language": "en"})
        assert answer.status_code == 200
        page = read(answer)
        assert page.select_one("h1").get_text(strip=True) == "No opinion is asked for here now"  # type: ignore[union-attr]
        assert not page.select("form")
        assert [str(one["href"]) for one in page.select("main a")] == [
            "/d/traffic",
            "/d/traffic/complaints",
        ]


def test_on_the_day_after_its_last_nothing_is_asked(
    app: Flask, malee: Person, station_id: UUID, now: time_machine.Traveller
) -> None:
    ask_at(app, station_id, ends=date(2025, 3, 3))
    assert OPINION in tiles(malee, "/d/traffic")
    now.shift(24 * 3600)
    assert OPINION not in tiles(malee, "/d/traffic")


def test_what_is_published_is_seen_at_once(app: Flask, malee: Person, station_id: UUID) -> None:
    withdraw(app, station_id, "satisfaction")
    publish(app, station_id, "form", content(faces("one", 4)))
    assert [one["value"] for one in shown(malee, OPINION).select("button")] == ["1", "2", "3", "4"]


@on_sqlite
def test_an_unknown_division_is_not_found(app: Flask, malee: Person) -> None:
    assert malee.opens("/d/canteen/opinion").status_code == 404


@on_sqlite
def test_every_screen_has_its_question_and_a_way_on_and_none_asks_a_name(
    app: Flask, malee: Person
) -> None:
    page = read(malee.opens(OPINION))
    screens = page.select("[data-screen]")
    assert len(screens) == 8
    for screen in screens:
        assert len(screen.select("h1")) == 1
    assert {one["name"] for one in page.select("input, textarea, main button[name]")} == {
        "csrf_token", "id", "questionnaire", "version", "question", "value",
    }  # fmt: skip
    assert not page.select("[data-screen=overall] form [data-next]")
    for screen in screens[1:7]:
        assert screen.select("form [data-next]")


@on_sqlite
def test_faces_are_alike_in_size_and_colour_and_each_has_its_words(
    app: Flask, malee: Person
) -> None:
    buttons = shown(malee, OPINION).select("button")
    assert len({str(button["class"]) for button in buttons}) == 1
    assert len({tuple(button.attrs) for button in buttons}) == 1
    assert all(button.get_text(strip=True) for button in buttons)
    drawn = [button.select_one("svg") for button in buttons]
    assert not [one for svg in drawn if svg for one in svg.select("[fill], [stroke], [class]")]


@on_sqlite
def test_nothing_of_it_is_kept_by_a_browser(app: Flask, malee: Person) -> None:
    answer = malee.opens(OPINION)
    assert answer.headers["Cache-Control"] == "no-store"
    page = read(answer)
    assert {one["autocomplete"] for one in page.select("form, textarea")} == {"off"}


def test_without_a_script_a_form_is_stored_once_and_leads_on(app: Flask, malee: Person) -> None:
    first = str(uuid4())
    for value in ("4", "4", "1"):
        assert send(malee, 1, id=first, value=value) == 303
    (kept,) = kept_answers(app)
    assert (str(kept.id), kept.question, kept.value) == (first, "overall", "4")
    assert (kept.division, kept.day, kept.source) == ("traffic", "2025-03-03", "web")
    assert send(malee, 7, value="น้ำดื่ม") == 303
    assert list(kept_words(app).values()) == ["น้ำดื่ม"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": "9"},
        {"value": ""},
        {"id": "x"},
        {"version": "7"},
        {"version": "x" * 100},
        {"question": "age"},
        {"questionnaire": "other"},
    ],
)
def test_a_form_that_says_nothing_that_can_be_kept_is_shown_again_and_not_called_counted(
    app: Flask, malee: Person, wrong: dict[str, str]
) -> None:
    answer = sent(malee, 1, **wrong)
    assert answer.status_code == 422
    (screen,) = read(answer).select("[data-screen]:not([hidden])")
    assert screen["data-screen"] == "overall"
    summary = screen.select_one(".error-summary")
    assert summary is not None
    assert "could not be kept" in summary.get_text()
    target = str(summary.select_one("a")["href"])  # type: ignore[index]
    assert screen.select(target)
    assert "counted" not in screen.get_text()
    assert not kept_answers(app)


@pytest.mark.parametrize("text", ["x" * 2_001, "ก" * 100_000])
def test_too_long_a_text_is_shown_again_with_every_word(
    app: Flask, malee: Person, text: str
) -> None:
    answer = sent(malee, 7, value=text)
    assert answer.status_code == 422
    (screen,) = read(answer).select("[data-screen]:not([hidden])")
    assert screen.select_one("textarea").get_text() == text  # type: ignore[union-attr]
    assert "at most 2000 characters" in screen.select_one(".error-summary").get_text()  # type: ignore[union-attr]
    assert not kept_words(app)
    assert sent(malee, 7, value=text[:2_000]).status_code == 303
    assert list(kept_words(app).values()) == [text[:2_000]]


def test_counted_is_said_only_after_something_was_kept(app: Flask, malee: Person) -> None:
    said = "Your opinion is counted"
    assert said not in shown(malee, f"{OPINION}/2?lang=en").get_text()
    skipped = sent(malee, 7, value=" ")
    assert (skipped.status_code, "counted" in skipped.headers["Location"]) == (303, False)
    way_on = sent(malee, 1).headers["Location"]
    screen = shown(malee, way_on)
    assert said in screen.get_text()
    skip = str(screen.select_one("a[data-next]")["href"])  # type: ignore[index]
    assert said in shown(malee, skip).get_text()


@on_sqlite
def test_an_answer_with_a_known_id_leads_on_for_the_first_one_counts(
    app: Flask, malee: Person
) -> None:
    known = str(uuid4())
    for value in ("4", "1"):
        assert "counted" in sent(malee, 1, id=known, value=value).headers["Location"]
    assert [one.value for one in kept_answers(app)] == ["4"]


def test_a_form_of_a_page_made_before_a_change_is_kept_under_its_version(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    path = f"{OPINION}/1"
    token = csrf_token(malee.opens(path))
    withdraw(app, station_id, "satisfaction")
    publish(app, station_id, "form", content(faces("one", 4)))
    form = {"questionnaire": "satisfaction", "version": "1", "question": "overall", "value": "5"}
    malee.browser.post(path, data={"csrf_token": token, "id": str(uuid4()), **form})
    (kept,) = kept_answers(app)
    assert (kept.questionnaire, kept.version, kept.value) == ("satisfaction", 1, "5")


def test_a_kiosks_form_says_so(app: Flask, kiosk: PairedKiosk) -> None:
    assert send(Person(kiosk.browser), 1) == 303
    assert [kept.source for kept in kept_answers(app)] == ["kiosk"]


@on_sqlite
def test_the_last_screen_and_every_number_after_it_are_the_thanks(
    app: Flask, malee: Person
) -> None:
    for number in (8, 9, 10**9):
        assert shown(malee, f"{OPINION}/{number}")["data-screen"] == "thanks"
    assert shown(malee, f"{OPINION}/0")["data-screen"] == "overall"
    answer = malee.sends(f"{OPINION}/9", form_at=OPINION)
    assert answer.status_code == 422
    assert read(answer).select_one("[data-screen]:not([hidden]) .error-summary")


def test_who_writes_reads_what_the_station_says(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    with house_of(app).database.session(writing=True) as db:
        tell_privacy(
            db,
            station_id,
            Told(contact={"th": "ห้องอำนวยการ", "en": "The clerks’ office"}, years=0),
            version=0,
            by=Actor(station_id, None),
            at=clock.now(),
        )
        db.commit()
    told = shown(malee, f"{OPINION}/7").select_one(".privacy")
    assert told is not None
    text = told.get_text(" ", strip=True)
    assert "ห้องอำนวยการ" in text
    assert "๓๐ ก.ย. ๒๕๖๘" in text
    assert "สถานีตำรวจภูธรดอนหญ้านาง" in text
