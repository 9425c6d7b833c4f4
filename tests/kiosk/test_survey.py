"""The survey page: the code, what it leads to, and in plain words when answers count."""

from uuid import UUID

import pytest
import time_machine
from flask import Flask

from tests.cast import Person, is_thai, read
from tests.devices import ADDRESS, PairedKiosk, lead_to
from tests.instances import PUBLIC_URL, SLUG, on_sqlite, reachable
from tests.kept import counted, link_code
from tests.pictures import read_qr, read_qrs

pytestmark = on_sqlite
PAGE = "/d/traffic/survey"
ITAP = "https://itap.nacc.go.th/"


def typed_address(person: Person, path: str = PAGE) -> str:
    shown = read(person.opens(path)).select_one(".code-address")
    assert shown is not None
    return shown.get_text("", strip=True)


def test_without_a_public_address_the_code_is_the_surveys_own_address(
    app: Flask, malee: Person
) -> None:
    assert read_qrs(read(malee.opens(PAGE))) == [ITAP]
    assert typed_address(malee) == "itap.nacc.go.th"


def test_without_a_public_address_a_kiosk_shows_the_surveys_own_too(
    app: Flask, kiosk: PairedKiosk
) -> None:
    assert read_qrs(read(kiosk.browser.get(PAGE))) == [ITAP]


@reachable
def test_with_a_public_address_the_code_is_the_short_link_of_the_web(
    app: Flask, malee: Person
) -> None:
    code = link_code(app, "eit-survey", "traffic")
    for path in (PAGE, f"/s/{SLUG}{PAGE}"):
        assert read_qrs(read(malee.opens(path))) == [f"{PUBLIC_URL}/go/{code}"]
    assert typed_address(malee) == f"kiosk.example.go.th/go/{code}"


@reachable
def test_with_a_public_address_a_kiosk_shows_its_own_code(app: Flask, kiosk: PairedKiosk) -> None:
    code = link_code(app, "eit-survey", "traffic", kiosk.id)
    tablet = Person(kiosk.browser)
    assert read_qrs(read(tablet.opens(PAGE))) == [f"{PUBLIC_URL}/go/{code}"]
    assert typed_address(tablet) == f"kiosk.example.go.th/go/{code}"


@reachable
def test_what_the_screen_shows_is_what_a_phone_follows_and_is_counted(
    app: Flask, malee: Person
) -> None:
    (address,) = read_qrs(read(malee.opens(PAGE)))
    answer = Person(app.test_client()).opens(address.removeprefix(PUBLIC_URL))
    assert (answer.status_code, answer.headers["Location"]) == (302, ITAP)
    assert counted(app) == {"scanned_survey": 1}


@reachable
@pytest.mark.parametrize("path", ["/complaints", "/manuals", "/eservice"])
def test_every_other_channel_with_an_address_has_its_code_too(
    app: Flask, malee: Person, station_id: UUID, path: str
) -> None:
    channel = {"/complaints": "nacc", "/manuals": "law", "/eservice": "police-4-0"}[path]
    assert read_qrs(read(malee.opens(f"/d/traffic{path}"))) == []
    lead_to(app, station_id, channel, ADDRESS)
    code = link_code(app, channel, "traffic")
    assert read_qrs(read(malee.opens(f"/d/traffic{path}"))) == [f"{PUBLIC_URL}/go/{code}"]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.go.th/" + "a" * 400,
        "https://ตัวอย่าง.ไทย/แบบวัด?สถานี=ดอนหญ้านาง",
        "https://example.go.th/?a=<b>&c='\"",
    ],
)
def test_any_address_can_be_read_from_its_code(
    app: Flask, malee: Person, station_id: UUID, address: str
) -> None:
    lead_to(app, station_id, "eit-survey", address)
    page = read(malee.opens(PAGE))
    (svg,) = page.select("svg.qr")
    assert read_qr(svg) == address


def test_without_an_address_the_page_says_how_else_and_shows_no_code(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    lead_to(app, station_id, "eit-survey", None)
    page = read(malee.opens(f"{PAGE}?lang=en"))
    otherwise = page.select_one("main .otherwise")
    assert otherwise is not None
    assert otherwise.get_text(strip=True) == "Ask the officer"
    assert not page.select("svg.qr")
    assert not page.select("[data-tap=survey_done]")


def notices(person: Person, language: str) -> list[str]:
    page = read(person.opens(f"{PAGE}?lang={language}"))
    assert page.select("svg.qr"), "the code stays, whenever it is"
    return [notice.get_text(" ", strip=True) for notice in page.select("main .notice")]


def test_within_the_phase_nothing_needs_to_be_said(
    app: Flask, malee: Person, now: time_machine.Traveller
) -> None:
    for instant in ("2024-12-31T17:00:00+00:00", "2025-07-01T16:59:59+00:00"):
        now.move_to(instant)
        assert notices(malee, "th") == []


def test_before_the_phase_the_page_says_from_when_answers_count(
    app: Flask, malee: Person, now: time_machine.Traveller
) -> None:
    now.move_to("2024-12-31T16:59:59+00:00")
    (words,) = notices(malee, "en")
    assert "not counted yet" in words.lower()
    assert "1 Jan 2025" in words
    assert "1 Jul 2025" in words
    (words,) = notices(malee, "th")
    assert is_thai(words)
    assert "๒๕๖๘" in words


def test_after_the_phase_the_page_says_that_answers_count_no_longer(
    app: Flask, malee: Person, now: time_machine.Traveller
) -> None:
    now.move_to("2025-07-01T17:00:00+00:00")
    (words,) = notices(malee, "en")
    assert "no longer counted" in words.lower()
    assert "1 Jul 2025" in words


def test_in_a_year_without_a_plan_nothing_is_claimed(
    app: Flask, malee: Person, now: time_machine.Traveller
) -> None:
    now.move_to("2030-03-03T02:00:00+00:00")
    assert notices(malee, "en") == []


def test_the_general_address_says_which_station_to_choose_there(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    (words,) = read(malee.opens(f"{PAGE}?lang=en")).select(".code-choose")
    assert "Don Ya Nang Provincial Police Station" in words.get_text()
    lead_to(app, station_id, "eit-survey", ADDRESS)
    assert not read(malee.opens(PAGE)).select(".code-choose")


def test_the_page_says_that_no_officer_answers_for_a_visitor(app: Flask, malee: Person) -> None:
    steps = read(malee.opens(f"{PAGE}?lang=en")).select(".steps .step")
    assert len(steps) == 3
    assert "No officer answers for a visitor" in steps[1].get_text(" ", strip=True)
