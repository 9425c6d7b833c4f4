"""Results: over all versions, equal to a recount, and nothing where there are too few."""

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random
from uuid import UUID

import pytest
from flask import Flask

from station.opinions.queries import Results, get_results, months_of, promise_kept
from station.opinions.rules import EMPTY, HIDDEN, Entry, Kept, QuestionResult, State
from station.questionnaires.rules import QuestionKind
from station.sheets.month import Month
from tests.answering import choice, content, faces, in_words, kept_answers, publish
from tests.cast import house_of
from tests.contents import PROMISE, change_content
from tests.station.opinions.filling import answer_many, answer_promises

DIVISIONS = ("inquiry", "traffic", "patrol", "investigation", "administration")
MARCH, APRIL = Month(2025, 3), Month(2025, 4)


def results(app: Flask, station_id: UUID, code: str = "form", year: int = 2568) -> Results:
    with house_of(app).database.session(writing=False) as db:
        return get_results(db, station_id, code, year)


def result(found: Results, question: str) -> QuestionResult:
    return next(one for one in found.questions if one.asked.question.code == question)


@pytest.fixture
def form(app: Flask, station_id: UUID) -> int:
    listed = choice("why", "slow", "rude", "far", kind=QuestionKind.MANY)
    return publish(app, station_id, "form", content(faces("one"), listed, in_words("idea")))


def test_the_months_of_a_fiscal_year_run_from_october() -> None:
    months = months_of(2568)
    assert (months[0], months[5], months[11]) == (Month(2024, 10), MARCH, Month(2025, 9))


def test_results_equal_an_independent_recount(app: Flask, station_id: UUID, form: int) -> None:
    chance = Random(7)
    for _ in range(400):
        day = date(2025, chance.choice([1, 2, 3]), chance.randint(1, 28)).isoformat()
        division = chance.choice(DIVISIONS)
        answer_many(app, station_id, "one", str(chance.randint(1, 5)), division=division, day=day)
        reasons = chance.sample(["slow", "rude", "far"], chance.randint(1, 3))
        value = ",".join(code for code in ("slow", "rude", "far") if code in reasons)
        answer_many(app, station_id, "why", value, division=division, day=day)
    found = results(app, station_id)
    for question in ("one", "why"):
        shown = result(found, question)
        for division, entry in shown.divisions.items():
            assert counted(entry) == recount(app, question, division=division)
        for month in (Month(2025, 1), Month(2025, 2), MARCH):
            assert counted(shown.months[month]) == recount(app, question, month=month)
        assert counted(shown.total)[0] == 400
    assert is_mean_right(app, result(found, "one"))


def counted(entry: Entry) -> tuple[int, dict[str, int]]:
    """How many answered, and how often each option was chosen, as a result says it."""
    assert entry.figure is not None
    n, shares = entry.figure.n, entry.figure.shares
    assert [one.share.value for one in shares] == [one.count / n for one in shares]
    return n, {one.code: one.count for one in shares if one.count}


def recount(
    app: Flask, question: str, division: str | None = None, month: Month | None = None
) -> tuple[int, dict[str, int]]:
    """The same, counted in the rows one by one."""
    kept = [
        one.value.split(",")
        for one in kept_answers(app)
        if one.question == question
        and one.division == (division or one.division)
        and (month is None or date.fromisoformat(one.day) in month)
    ]
    return len(kept), dict(Counter(code for codes in kept for code in codes))


def is_mean_right(app: Flask, shown: QuestionResult) -> bool:
    values = [int(one.value) for one in kept_answers(app) if one.question == "one"]
    assert shown.total.figure is not None
    assert shown.total.figure.mean is not None
    return abs(shown.total.figure.mean.value - sum(values) / len(values)) < 1e-9


def test_below_ten_nothing_is_shown_and_at_ten_it_is(
    app: Flask, station_id: UUID, form: int
) -> None:
    answer_many(app, station_id, "one", "4", times=9)
    shown = result(results(app, station_id), "one")
    assert (shown.total, shown.divisions["traffic"]) == (HIDDEN, HIDDEN)
    assert shown.divisions["patrol"] == EMPTY
    answer_many(app, station_id, "one", "2")
    shown = result(results(app, station_id), "one")
    assert shown.total.state is State.SHOWN
    assert shown.total.figure is not None
    assert shown.total.figure.n == 10
    assert shown.months[MARCH].state is State.SHOWN
    assert shown.cells["traffic", MARCH].state is State.SHOWN
    assert shown.months[APRIL] == EMPTY


def test_a_hidden_division_cannot_be_found_by_subtraction(
    app: Flask, station_id: UUID, form: int
) -> None:
    for division, times in (("traffic", 4), ("patrol", 15), ("inquiry", 20)):
        answer_many(app, station_id, "one", "4", division=division, times=times)
    shown = result(results(app, station_id), "one")
    states = {code: entry.state.value for code, entry in shown.divisions.items()}
    assert states == {
        "traffic": "hidden",
        "patrol": "hidden",
        "inquiry": "shown",
        "investigation": "empty",
        "administration": "empty",
    }
    assert shown.total.figure is not None
    assert shown.total.figure.n == 39


def test_versions_are_joined_by_the_codes_and_what_is_gone_keeps_its_words(
    app: Flask, station_id: UUID
) -> None:
    publish(app, station_id, "form", content(faces("one"), choice("two", "a", "b", "c")))
    answer_many(app, station_id, "two", "c", times=6)
    publish(app, station_id, "form", content(faces("one"), choice("two", "b", "d")))
    answer_many(app, station_id, "two", "b", times=6, version=2)
    found = results(app, station_id)
    shown = result(found, "two")
    assert shown.total.figure is not None
    assert {share.code: share.count for share in shown.total.figure.shares} == {
        "b": 6, "d": 0, "a": 0, "c": 6,
    }  # fmt: skip
    assert shown.asked.gone == {"a", "c"}
    words = {option.code: option.words["en"] for option in shown.asked.question.options}
    assert words["c"] == "two c"
    publish(app, station_id, "form", content(faces("one")))
    found = results(app, station_id)
    assert [(one.asked.question.code, one.asked.is_asked) for one in found.questions] == [
        ("one", True),
        ("two", False),
    ]
    assert result(found, "two").total.figure is not None


def test_answers_in_words_are_counted_without_shares(
    app: Flask, station_id: UUID, form: int
) -> None:
    answer_many(app, station_id, "idea", "", times=12)
    figure = result(results(app, station_id), "idea").total.figure
    assert figure is not None
    assert (figure.n, figure.shares, figure.mean) == (12, (), None)


def test_another_year_and_another_station_are_apart(
    app: Flask, station_id: UUID, form: int, plan: object
) -> None:
    answer_many(app, station_id, "one", "4", times=12, day="2024-09-30")
    answer_many(app, station_id, "one", "4", times=11, day="2024-10-01")
    of_2568, of_2567 = (result(results(app, station_id, year=y), "one") for y in (2568, 2567))
    assert of_2568.total.figure is not None
    assert of_2567.total.figure is not None
    assert (of_2568.total.figure.n, of_2567.total.figure.n) == (11, 12)


PROMISED = "service-traffic"


def test_the_share_of_promises_kept_has_its_number_and_interval(
    app: Flask, station_id: UUID
) -> None:
    change_content(app, station_id, PROMISED, body=PROMISE)
    answer_promises(app, station_id, PROMISED, kept=8, missed=1)
    assert share_kept(app, station_id) is None
    answer_promises(app, station_id, PROMISED, kept=0, missed=1)
    kept = share_kept(app, station_id)
    assert kept is not None
    assert (kept.n, kept.share.value) == (10, 0.8)
    assert 0.48 < kept.share.low < 0.5
    assert share_kept(app, station_id, date(2025, 10, 1)) is None


def test_what_was_said_of_another_promise_says_nothing_of_this_one(
    app: Flask, station_id: UUID
) -> None:
    change_content(app, station_id, PROMISED, body=PROMISE)
    answer_promises(app, station_id, PROMISED, kept=10, missed=0)
    quicker = replace(PROMISE, minutes=20)
    change_content(app, station_id, PROMISED, body=quicker)
    answer_promises(app, station_id, PROMISED, kept=0, missed=12, version=3)
    change_content(app, station_id, PROMISED, body=replace(quicker, fee=10))
    answer_promises(app, station_id, PROMISED, kept=6, missed=0, version=4)
    kept = share_kept(app, station_id, minutes=20)
    assert kept is not None
    assert (kept.n, kept.share.value) == (18, 1 / 3)


def share_kept(
    app: Flask, station_id: UUID, today: date = date(2025, 3, 3), *, minutes: int = 30
) -> Kept | None:
    with house_of(app).database.session(writing=False) as db:
        return promise_kept(db, station_id, PROMISED, minutes, today)
