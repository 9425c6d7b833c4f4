"""flask demo: a year of samples, marked on every page, never beside anything real."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask

from commands import demo_samples
from station.people.tables import Account
from station.quotas.tables import Reading, Tally
from tests.admin.boards import board_of
from tests.answering import kept_answers, kept_promises, kept_words, make_answer, send_answers
from tests.cast import Person, make_report, make_tap, read
from tests.commands.running import complaint, run
from tests.instances import Instance, on_sqlite
from tests.kept import events, everything, flags, is_whole, rows, totals

THREE_DAYS_IN, TEN_DAYS_OF_EIT = "2024-10-04T02:00:00+00:00", "2025-01-11T02:00:00+00:00"


@pytest.fixture(autouse=True)
def few_visitors(monkeypatch: pytest.MonkeyPatch) -> None:
    """A station that few come to: a day of it is soon made."""
    few = dict.fromkeys(demo_samples.VISITS_A_DAY, 2)
    monkeypatch.setattr(demo_samples, "VISITS_A_DAY", few)


def fill(app: Flask, now: time_machine.Traveller, *more: str, day: str = THREE_DAYS_IN) -> str:
    """Samples of fiscal year 2568 up to the day before; the output."""
    now.move_to(day)
    found = run(app, "demo", "--year", "2568", *more)
    assert found.exit_code == 0, found.output
    return found.output


def test_a_demo_is_counted_like_anything_else_and_is_whole(
    app: Flask, now: time_machine.Traveller
) -> None:
    output = fill(app, now, day=TEN_DAYS_OF_EIT)
    assert len(events(app)) > 300
    assert f"don-ya-nang: {len(events(app))} sample taps and scans in fiscal year 2568" in output
    assert is_whole(app)
    assert {event.flag for event in events(app)} == {None}
    assert not flags(app)
    days = sorted({day for day, _, _, _ in totals(app)})
    assert (days[0], days[-1]) == ("2024-10-01", "2025-01-10")
    assert {source for _, _, _, source in totals(app)} == {"kiosk", "web"}
    assert rows(app, Reading)
    assert rows(app, Tally)


def test_a_demo_has_opinions_of_every_kind_plainly_samples(
    app: Flask, now: time_machine.Traveller
) -> None:
    output = fill(app, now, day=TEN_DAYS_OF_EIT)
    found = kept_answers(app)
    promises = kept_promises(app)
    assert f"don-ya-nang: {len(found) + len(promises)} sample answers of visitors" in output
    assert {one.is_kept for one in promises} == {True, False}
    given = [event for event in events(app) if event.kind == "opinion_given"]
    assert len([one for one in found if one.question == "overall"]) == len(given) > 20
    assert len({one.question for one in found}) == 7
    assert {one.source for one in found} == {"kiosk"}
    texts = set(kept_words(app).values())
    assert texts
    assert all("ตัวอย่าง" in text or "Sample" in text for text in texts)


def test_beside_real_answers_it_refuses_and_changes_nothing(app: Flask, malee: Person) -> None:
    send_answers(malee, make_answer())
    before = everything(app)
    assert "never mix" in complaint(run(app, "demo"))
    assert everything(app) == before


def test_the_account_it_names_sees_numbers_marked_as_samples(
    app: Flask, now: time_machine.Traveller, malee: Person
) -> None:
    name, _, password = (
        fill(app, now).splitlines()[-1].split("sign in as ")[1].partition(" with the password ")
    )
    assert malee.signs_in(name, password).status_code == 303
    assert int(board_of(malee)["traffic"]["Survey page opened (times)"].replace(",", "")) > 0
    for path in ("/", "/d/traffic/survey", "/admin/", "/admin/answers"):
        assert read(malee.opens(path)).select(".ribbon")


def test_the_same_seed_makes_the_same_samples_and_another_others(
    make_instance: Callable[..., Instance], now: time_machine.Traveller
) -> None:
    def made(*more: str) -> list[tuple[str, str, str | None]]:
        with make_instance().app() as app:
            fill(app, now, *more)
            return [(event.day, event.kind, event.division) for event in events(app)]

    assert made() == made("--seed", "1")
    assert made("--seed", "2") != made()


def test_beside_real_events_it_refuses_and_changes_nothing(app: Flask, malee: Person) -> None:
    malee.browser.post("/taps", json=make_report(make_tap()))
    before = everything(app)
    assert "never mix" in complaint(run(app, "demo"))
    assert everything(app) == before


@on_sqlite
def test_a_second_demo_is_refused_too(app: Flask, now: time_machine.Traveller) -> None:
    fill(app, now)
    before = everything(app)
    assert "counted here already" in complaint(run(app, "demo"))
    assert everything(app) == before


@on_sqlite
def test_a_year_that_is_none_is_refused_and_nothing_is_marked(app: Flask) -> None:
    before = everything(app)
    assert complaint(run(app, "demo", "--year", "2025"))
    assert everything(app) == before


@on_sqlite
def test_an_account_is_made_once(app: Flask, now: time_machine.Traveller) -> None:
    fill(app, now)
    assert [account.name for account in rows(app, Account)] == ["demo-admin"]
