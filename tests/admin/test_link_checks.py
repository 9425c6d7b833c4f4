"""The state of the kiosk's links: what is said of each, and what is done when somebody asks."""

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import Mock
from uuid import UUID

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask import Flask

from station import clock
from station.linkchecks.actions import keep_look
from station.linkchecks.rules import Found, Look
from station.linkchecks.tables import LinkCheck
from tests.admin.boards import missing_of, text_of
from tests.cast import Person, house_of, is_thai, read
from tests.devices import lead_to
from tests.instances import on_sqlite
from tests.jobs import kept_job
from tests.kept import everything, rows
from tests.links import ADDRESSES, GONE, NO_NAME, OPENS, World, fill_addresses, links_of
from web.background import LINK_CHECKS

PAGE = "/admin/link-checks"
SURVEY = "eit-survey"
COUNT = len(ADDRESSES) + 1
RunJob = Callable[[World], None]


@pytest.fixture
def filled(app: Flask, station_id: UUID) -> Flask:
    """An app whose kiosk leads to a few addresses."""
    fill_addresses(app, station_id)
    return app


@pytest.fixture
def run_job(app: Flask, monkeypatch: pytest.MonkeyPatch) -> RunJob:
    """Run what is due, as the ticker does, in a world of the test's own."""

    def run(world: World) -> None:
        class Looking:
            look = staticmethod(world.look)

            @staticmethod
            def with_system_trust(**_: object) -> type:
                return Looking

        monkeypatch.setattr("web.background.Asker", Looking)
        runner = house_of(app).ticker.runner
        while runner.run_next():
            pass

    return run


@pytest.fixture
def woken(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Each time the ticker was woken."""
    found: list[bool] = []
    monkeypatch.setattr(house_of(app).ticker, "wake", lambda: found.append(True))
    return found


def page_of(person: Person, language: str = "en") -> BeautifulSoup:
    return read(person.opens(f"{PAGE}?lang={language}"))


def title_of(page: BeautifulSoup) -> str:
    return text_of(page.select_one("h1"))


def sections_of(page: BeautifulSoup) -> dict[str, list[str]]:
    return {
        str(section["aria-labelledby"]).removeprefix("links-"): [
            str(row["id"]).removeprefix("link-") for row in section.select(".row")
        ]
        for section in page.select("main section")
    }


def ask(person: Person, path: str = PAGE) -> int:
    return person.sends(path, form_at="/admin/password").status_code


def test_what_is_thought_of_each_link_stands_under_its_heading(
    filled: Flask, praew: Person, run_job: RunJob
) -> None:
    ask(praew)
    answers = {
        "itap": GONE,
        "m.example": NO_NAME,
        "traffic": Look(Found.MOVED, 200, "https://example.go.th/new.pdf"),
        "patrol": Look(Found.SIGN_IN, 401),
    }
    run_job(World(answers=answers))
    page = page_of(praew)
    assert title_of(page) == "1 link leads nowhere"
    assert sections_of(page) == {
        "dead": [SURVEY],
        "failing": ["messenger"],
        "moved": ["manual-traffic"],
        "unclear": ["manual-patrol"],
        "good": ["online-crime-report"],
    }
    survey = page.select_one(f"#link-{SURVEY}")
    assert "The page is not there any more (404). Put the new address." in text_of(survey)
    assert "Looked at 3 Mar 2025 09:00" in text_of(survey)
    hrefs = [str(link["href"]) for link in page.select("#link-manual-traffic a")]
    assert hrefs == [
        "https://example.go.th/traffic.pdf",
        "https://example.go.th/new.pdf",
        "/admin/channels/manual-traffic",
    ]


@on_sqlite
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_finding_is_told_in_words_of_its_own(
    filled: Flask, praew: Person, run_job: RunJob, language: str
) -> None:
    said = {}
    for found in set(Found) - {Found.OPENS}:
        ask(praew)
        run_job(World(answers={"itap": Look(found, 999)}))
        row = page_of(praew, language).select_one(f"#link-{SURVEY}:has(a[href*='/channels/'])")
        assert row is not None
        said[found] = text_of(row.select_one(".found"))
    assert len(set(said.values())) == len(said)
    assert all(is_thai(words) is (language == "th") for words in said.values())


@on_sqlite
@pytest.mark.parametrize(
    ("answers", "otherwise", "title"),
    [
        ({}, OPENS, "All 5 links open"),
        ({"itap": Look(Found.MOVED, 200, "https://x.example/")}, OPENS, "No link is dead"),
        ({"itap": NO_NAME}, OPENS, "1 link could not be opened the last time"),
        ({}, GONE, "5 links lead nowhere"),
    ],
)
def test_the_title_is_the_finding(
    filled: Flask,
    praew: Person,
    run_job: RunJob,
    answers: dict[str, Look],
    otherwise: Look,
    title: str,
) -> None:
    ask(praew)
    run_job(World(otherwise, answers))
    assert title_of(page_of(praew)) == title


def test_before_the_first_look_the_page_says_when_it_comes(filled: Flask, praew: Person) -> None:
    page = page_of(praew)
    assert title_of(page) == "The links were not looked at yet"
    assert list(sections_of(page)) == ["never"]
    assert not page.select("[data-progress], .notice")


def test_without_an_address_there_is_nothing_to_check(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    lead_to(app, station_id, SURVEY, None)
    page = page_of(praew)
    assert title_of(page) == "The kiosk leads to no address yet"
    assert page.select_one(".empty a[href='/admin/channels']")
    assert not page.select("main form")
    assert ask(praew) == 303


def test_asked_for_it_is_under_way_and_says_how_far_it_is(
    filled: Flask, praew: Person, woken: list[bool], station_id: UUID
) -> None:
    assert ask(praew) == 303
    assert woken == [True]
    assert (
        kept_job(filled, LINK_CHECKS, station_id).runs_at
        == links_of(filled, station_id)[SURVEY].wanted_at
    )
    page = page_of(praew)
    assert text_of(page.select_one("[data-progress]")) == f"Being checked: 0 of {COUNT}"
    assert page.select_one("script[src$='progress.js']")
    assert page.select_one("noscript a")
    assert all(button.has_attr("disabled") for button in page.select("main button"))


@on_sqlite
def test_half_way_it_says_so(
    filled: Flask, praew: Person, station_id: UUID, now: time_machine.Traveller
) -> None:
    ask(praew)
    now.shift(timedelta(seconds=2))
    with house_of(filled).database.session(writing=True) as db:
        keep_look(db, station_id, ADDRESSES["messenger"], OPENS, at=clock.now())
        db.commit()
    progress = page_of(praew).select_one("[data-progress]")
    assert text_of(progress) == f"Being checked: 1 of {COUNT}"


def test_one_link_alone_can_be_asked_for(
    filled: Flask, praew: Person, woken: list[bool], run_job: RunJob, now: time_machine.Traveller
) -> None:
    ask(praew)
    run_job(World())
    now.shift(timedelta(hours=1))
    assert ask(praew, f"{PAGE}/messenger") == 303
    progress = page_of(praew).select_one("[data-progress]")
    assert text_of(progress) == "Being checked: 0 of 1"
    run_job(World(answers={"m.example": GONE}))
    assert sections_of(page_of(praew))["dead"] == ["messenger"]
    assert len(woken) == 2


@pytest.mark.parametrize("code", ["nowhere", "letter", "%00", "x" * 3000])
def test_what_has_no_address_cannot_be_checked(filled: Flask, praew: Person, code: str) -> None:
    before = everything(filled)
    assert ask(praew, f"{PAGE}/{code}") in (400, 404)
    assert everything(filled) == before


def test_without_a_way_out_it_is_said_once_and_no_link_is_blamed(
    filled: Flask, praew: Person, run_job: RunJob, now: time_machine.Traveller
) -> None:
    ask(praew)
    run_job(World())
    now.shift(timedelta(hours=10))
    ask(praew)
    run_job(World(NO_NAME))
    page = page_of(praew)
    (notice,) = page.select(".notice")
    assert "At 3 Mar 2025 19:00 this server could reach none of the addresses" in text_of(notice)
    assert list(sections_of(page)) == ["good"]
    assert not page.select("[data-progress]")
    now.shift(timedelta(minutes=1))
    run_job(World())
    page = page_of(praew)
    assert not page.select(".notice, [data-progress]")
    assert "Looked at 3 Mar 2025 19:01" in text_of(page.select_one(".sub"))


@on_sqlite
def test_asked_again_without_a_way_out_it_is_tried_again(
    filled: Flask, praew: Person, run_job: RunJob, now: time_machine.Traveller
) -> None:
    ask(praew)
    run_job(World(NO_NAME))
    now.shift(timedelta(seconds=1))
    ask(praew)
    assert page_of(praew).select("[data-progress]")
    run_job(World())
    assert title_of(page_of(praew)) == "All 5 links open"


@on_sqlite
def test_a_check_that_broke_is_owned_up_to(filled: Flask, praew: Person, run_job: RunJob) -> None:
    ask(praew)
    run_job(World(answers=Mock(items=Mock(side_effect=ZeroDivisionError))))
    (notice,) = page_of(praew).select(".notice")
    assert "flask doctor" in text_of(notice)


@on_sqlite
def test_where_nobody_runs_jobs_the_page_does_not_wait_for_ever(
    filled: Flask, praew: Person, now: time_machine.Traveller
) -> None:
    ask(praew)
    now.shift(timedelta(minutes=6))
    page = page_of(praew)
    assert "flask jobs run" in text_of(page.select_one(".notice"))
    assert not page.select("[data-progress], button[disabled]")


DEAD = "1 link leads nowhere: see what to do"


def test_dead_links_stand_among_what_is_still_to_do(
    filled: Flask, praew: Person, run_job: RunJob, station_id: UUID
) -> None:
    ask(praew)
    run_job(World(answers={"itap": GONE}))
    for path in ("/admin/", "/admin/station"):
        page = read(praew.opens(f"{path}?lang=en"))
        assert DEAD in missing_of(page)
        assert page.select_one(f".missing a[href='{PAGE}']")
    lead_to(filled, station_id, SURVEY, "https://example.go.th/new")
    assert DEAD not in missing_of(read(praew.opens("/admin/?lang=en")))


def test_another_stations_links_are_neither_seen_nor_checked(
    filled: Flask, krit: Person, station_id: UUID
) -> None:
    assert ask(krit, f"{PAGE}/messenger") == 404
    assert ask(krit, f"{PAGE}/{SURVEY}") == 303
    assert station_id not in {check.station_id for check in rows(filled, LinkCheck)}
    assert sections_of(page_of(krit)) == {"never": [SURVEY]}
