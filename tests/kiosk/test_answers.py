"""POST /answers: each answer is stored exactly once, and the answer says what became of it."""

from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import inspect

from kiosk import reports
from station import clock
from station.answers.rules import MOST_ANSWERS
from station.answers.tables import Answer, AnswerText, ServiceAnswer
from station.people.actions import Actor
from station.questionnaires.actions import set_asking
from station.questionnaires.queries import get_questionnaire
from tests.answering import (
    SERVICE,
    choice,
    content,
    faces,
    kept_answers,
    kept_promises,
    kept_words,
    make_answer,
    make_answers,
    make_promise,
    make_words,
    publish,
    send_answers,
    withdraw,
)
from tests.cast import Person, add_neighbour, house_of
from tests.contents import PROMISE, change_content
from tests.devices import PairedKiosk
from tests.instances import SLUG, on_sqlite
from tests.kept import count, events, flags, run_sql


def refused(answer: dict[str, object], why: str) -> dict[str, object]:
    return {"kept": [], "known": [], "refused": [{"id": answer["id"], "why": why}]}


def test_an_answer_is_stored_with_what_was_chosen_and_the_day_alone(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    answer = make_answer()
    assert send_answers(malee, answer).json == {"kept": [answer["id"]], "known": [], "refused": []}
    (kept,) = kept_answers(app)
    assert (kept.station_id, str(kept.id)) == (station_id, answer["id"])
    assert (kept.questionnaire, kept.version, kept.question) == ("satisfaction", 1, "overall")
    assert (kept.division, kept.day, kept.value, kept.source) == (
        "traffic",
        "2025-03-03",
        "4",
        "web",
    )


def test_no_column_could_tell_who_answered_or_when() -> None:
    allowed = {"station_id", "id", "questionnaire", "version", "question", "division", "day",
               "value", "source"}  # fmt: skip
    assert {column.key for column in inspect(Answer).columns} == allowed
    assert {column.key for column in inspect(AnswerText).columns} == {"station_id", "id", "text"}
    assert {column.key for column in inspect(ServiceAnswer).columns} == {
        "station_id", "id", "service", "version", "division", "day", "is_kept", "source",
    }  # fmt: skip


def test_an_answer_sent_twice_is_stored_once(app: Flask, malee: Person) -> None:
    for answer in (make_answer(), make_words("น้ำดื่ม"), make_promise()):
        assert send_answers(malee, answer).json["kept"] == [answer["id"]]  # type: ignore[index]
        again = send_answers(malee, answer).json
        assert again == {"kept": [], "known": [answer["id"]], "refused": []}
    assert (len(kept_answers(app)), len(kept_words(app)), len(kept_promises(app))) == (2, 1, 1)


def test_an_answer_lost_on_its_way_back_is_known_beside_a_new_one(
    app: Flask, malee: Person
) -> None:
    answer, other = make_answer(), make_answer(question="speed")
    send_answers(malee, answer)
    said = send_answers(Person(app.test_client()), answer, other).json
    assert said == {"kept": [other["id"]], "known": [answer["id"]], "refused": []}


@pytest.mark.parametrize(
    "change",
    [
        {"value": "3"},
        {"question": "speed"},
        {"division": "patrol"},
        {"version": 2},
        {"questionnaire": "other"},
        {"value": "9"},
    ],
)
def test_other_content_under_a_known_id_is_refused(
    app: Flask, malee: Person, change: dict[str, object]
) -> None:
    answer = make_answer()
    send_answers(malee, answer)
    assert send_answers(malee, {**answer, **change}).json == refused(answer, "other_content")
    (kept,) = kept_answers(app)
    assert (kept.value, kept.question, kept.division) == ("4", "overall", "traffic")
    assert not flags(app)


def test_other_words_under_a_known_id_are_refused(app: Flask, malee: Person) -> None:
    answer = make_words("one")
    send_answers(malee, answer)
    assert send_answers(malee, {**answer, "value": "two"}).json == refused(answer, "other_content")
    assert send_answers(malee, {**answer, "value": " one\u200b"}).json["known"] == [answer["id"]]  # type: ignore[index]
    assert kept_words(app) == {answer["id"]: "one"}


def test_another_time_is_no_other_content(
    app: Flask, malee: Person, now: time_machine.Traveller
) -> None:
    answer = make_answer()
    send_answers(malee, answer)
    now.shift(3 * 24 * 3600)
    assert send_answers(malee, {**answer, "at": None}).json["known"] == [answer["id"]]  # type: ignore[index]
    (kept,) = kept_answers(app)
    assert kept.day == "2025-03-03"


def test_a_promise_changed_under_a_known_id_is_refused(app: Flask, malee: Person) -> None:
    promise = make_promise()
    send_answers(malee, promise)
    assert send_answers(malee, {**promise, "kept": False}).json == refused(promise, "other_content")
    (kept,) = kept_promises(app)
    assert (kept.service, kept.version, kept.is_kept, kept.day) == (SERVICE, 1, True, "2025-03-03")


def test_of_an_id_twice_in_a_request_the_first_decides(app: Flask, malee: Person) -> None:
    answer = make_answer()
    said = send_answers(malee, answer, {**answer, "value": "1"}, answer).json
    assert said == {"kept": [answer["id"]], "known": [], "refused": []}
    (kept,) = kept_answers(app)
    assert kept.value == "4"


def test_several_answers_of_all_kinds_go_in_together(app: Flask, malee: Person) -> None:
    sent = [
        make_answer(),
        make_words("a"),
        make_promise(),
        make_answer(question="gifts", value="no"),
    ]
    bad = make_answer(value="blue")
    said = send_answers(malee, *sent[:2], bad, *sent[2:]).json
    assert said == {
        "kept": [answer["id"] for answer in sent],
        "known": [],
        "refused": [{"id": bad["id"], "why": "bad_value"}],
    }
    assert {kept.question: kept.value for kept in kept_answers(app)} == {
        "overall": "4",
        "suggestion": "",
        "gifts": "no",
    }


REFUSED: list[tuple[dict[str, object], str]] = [
    ({"questionnaire": "other"}, "unknown_questionnaire"),
    ({"version": 2}, "unknown_version"),
    ({"question": "age"}, "unknown_question"),
    ({"division": "canteen"}, "unknown_division"),
    ({"value": "6"}, "bad_value"),
    ({"value": None}, "bad_value"),
    ({"question": "suggestion", "value": " \n "}, "not_answered"),
    ({"question": "suggestion", "value": "x" * 100_000}, "too_long"),
    ({"at": "soon"}, "bad_time"),
    ({"at": "2019-01-01T00:00:00Z"}, "bad_time"),
    ({"service": "canteen", "kept": True}, "unknown_service"),
    ({"service": SERVICE, "division": "inquiry", "kept": "yes"}, "bad_value"),
    ({"service": "eit-survey", "division": "inquiry", "kept": True}, "unknown_service"),
    ({"service": SERVICE, "division": "inquiry", "kept": True, "version": 2}, "unknown_version"),
]


@on_sqlite
@pytest.mark.parametrize(("change", "why"), REFUSED)
def test_what_cannot_be_kept_is_refused_with_the_reason(
    app: Flask, malee: Person, change: dict[str, object], why: str
) -> None:
    answer = make_answer(**change)
    assert send_answers(malee, answer).json == refused(answer, why)
    assert not kept_answers(app)
    assert not kept_promises(app)


@on_sqlite
@pytest.mark.parametrize(
    "bad_id", [None, 7, "x", [], {}, "019351f0-0000-7000-8000-000000000000", "0" * 36]
)
def test_an_id_that_is_not_random_is_refused(app: Flask, malee: Person, bad_id: object) -> None:
    answer = make_answer(id=bad_id)
    assert send_answers(malee, answer).json == refused(answer, "bad_id")


def test_a_questionnaire_changed_while_it_is_answered_keeps_the_old_answer_under_its_version(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    publish(app, station_id, "form", content(faces("one"), choice("two", "a", "b", "c")))
    old = make_answer(questionnaire="form", question="two", value="c")
    send_answers(malee, make_answer(questionnaire="form", question="one"))
    assert publish(app, station_id, "form", content(faces("one"), choice("two", "a", "b"))) == 2
    new = make_answer(questionnaire="form", question="two", value="b", version=2)
    gone = make_answer(questionnaire="form", question="two", value="c", version=2)
    assert send_answers(malee, old, new, gone).json == {
        "kept": [old["id"], new["id"]],
        "known": [],
        "refused": [{"id": gone["id"], "why": "bad_value"}],
    }
    found = {(kept.version, kept.value) for kept in kept_answers(app) if kept.question == "two"}
    assert found == {(1, "c"), (2, "b")}


def test_an_answer_to_a_questionnaire_just_taken_off_is_kept_and_a_day_later_no_more(
    app: Flask, malee: Person, station_id: UUID, now: time_machine.Traveller
) -> None:
    withdraw(app, station_id, "satisfaction")
    now.shift(3600)
    waiting = make_answer()
    assert send_answers(malee, make_answer()).json["kept"]  # type: ignore[index]
    now.shift(24 * 3600)
    late = make_answer()
    assert send_answers(malee, late).json == refused(late, "closed")
    # It was answered in time, and waited on the tablet.
    assert send_answers(malee, waiting).json["kept"] == [waiting["id"]]  # type: ignore[index]
    assert len(kept_answers(app)) == 2


def test_a_questionnaire_published_this_moment_is_answered_at_once(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    send_answers(malee, make_answer())
    publish(app, station_id, "form", content(faces("one")))
    answer = make_answer(questionnaire="form", question="one")
    assert send_answers(malee, answer).json["kept"] == [answer["id"]]  # type: ignore[index]


def test_a_draft_cannot_be_answered(app: Flask, malee: Person, station_id: UUID) -> None:
    run_sql(app, "DELETE FROM questionnaire_divisions")
    run_sql(
        app,
        "INSERT INTO questionnaires (station_id, code, position, revision, changed_at)"
        " SELECT station_id, 'draft', 9, 1, changed_at FROM questionnaires",
    )
    answer = make_answer(questionnaire="draft")
    assert send_answers(malee, answer).json == refused(answer, "unknown_version")


def test_a_kiosks_answer_says_so_and_not_which_kiosk(app: Flask, kiosk: PairedKiosk) -> None:
    kiosk.browser.post("/answers", json=make_answers(make_answer(), make_promise()))
    assert [kept.source for kept in kept_answers(app)] == ["kiosk"]
    assert [kept.source for kept in kept_promises(app)] == ["kiosk"]


def test_a_kiosks_odd_time_counts_for_the_day_it_came(app: Flask, kiosk: PairedKiosk) -> None:
    odd = make_answer(at="2031-01-01T00:00:00Z")
    kiosk.browser.post("/answers", json=make_answers(odd))
    (kept,) = kept_answers(app)
    assert kept.day == "2025-03-03"


def test_answers_count_nothing_and_touch_no_chain(app: Flask, malee: Person) -> None:
    send_answers(malee, make_answer(), make_words("a"))
    assert not events(app)


def test_100_answers_are_taken_at_once(app: Flask, malee: Person) -> None:
    answers = [make_answer() for _ in range(MOST_ANSWERS)]
    assert send_answers(malee, *answers).json["kept"] == [one["id"] for one in answers]  # type: ignore[index]
    assert count(app, Answer) == MOST_ANSWERS


def test_under_a_stations_own_address_answers_are_its_own(
    app: Flask, malee: Person, plan: Any
) -> None:
    neighbour = add_neighbour(app, plan)
    answer = make_answer()
    unknown = send_answers(malee, answer)
    assert (unknown.status_code, unknown.json) == (404, {"error": "unknown_station"})
    for slug in ("neighbour", SLUG):
        said = send_answers(malee, answer, path=f"/s/{slug}/answers").json
        assert said["kept"] == [answer["id"]]  # type: ignore[index]
    assert {kept.station_id for kept in kept_answers(app)} > {neighbour}


def ask_at(app: Flask, station_id: UUID, *divisions: str) -> None:
    with house_of(app).database.session(writing=True) as db:
        kept = get_questionnaire(db, station_id, "satisfaction")
        set_asking(
            db,
            kept,
            divisions=divisions,
            starts=None,
            ends=None,
            revision=kept.revision,
            by=Actor(station_id, None),
            at=clock.now(),
        )
        db.commit()


def test_an_answer_of_a_division_that_is_not_asked_is_refused_from_a_day_after_it_was(
    app: Flask,
    kiosk: PairedKiosk,
    station_id: UUID,
    now: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reports, "KEPT_SECONDS", 0)  # days go by here within a second
    tablet = Person(kiosk.browser)
    known, late = make_answer(), make_answer()  # of traffic
    send_answers(tablet, known)
    now.shift(3600)
    ask_at(app, station_id, "patrol")
    now.shift(23 * 3600)
    assert send_answers(tablet, make_answer()).json["kept"]  # type: ignore[index]
    now.shift(2 * 3600)
    there, not_there = make_answer(division="patrol"), make_answer()
    assert send_answers(tablet, there, not_there).json == {
        "kept": [there["id"]],
        "known": [],
        "refused": [{"id": not_there["id"], "why": "unknown_division"}],
    }
    said = send_answers(tablet, known, late).json  # what was given before is taken and known
    assert said == {"kept": [late["id"]], "known": [known["id"]], "refused": []}
    ask_at(app, station_id)
    again = make_answer()
    assert send_answers(tablet, again).json["kept"] == [again["id"]]  # type: ignore[index]


def test_dates_and_drafts_changed_open_no_other_division(
    app: Flask, malee: Person, station_id: UUID, now: time_machine.Traveller
) -> None:
    ask_at(app, station_id, "patrol")
    now.shift(2 * 24 * 3600)
    ask_at(app, station_id, "patrol")
    answer = make_answer()
    assert send_answers(malee, answer).json == refused(answer, "unknown_division")


def test_a_service_of_one_division_is_answered_about_there_alone(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    change_content(app, station_id, "service-traffic", body=PROMISE)
    there = make_promise(service="service-traffic", division="traffic")
    elsewhere = make_promise(service="service-traffic", division="patrol")
    assert send_answers(malee, there, elsewhere).json == {
        "kept": [there["id"]],
        "known": [],
        "refused": [{"id": elsewhere["id"], "why": "unknown_division"}],
    }
