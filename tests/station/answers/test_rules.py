"""What an answer must be, and the words in it (pure)."""

import json
import unicodedata
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid1, uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.answers.rules import (
    Catalogue,
    Judged,
    SentAnswer,
    Why,
    judge,
    misnamed,
    read_random_id,
    read_report,
    sort_answers,
    tidy_text,
)
from station.counts.reports import BadReport
from station.questionnaires.rules import Asked, Publication, QuestionKind
from tests.answering import choice, faces, in_words

NOW = datetime(2025, 3, 3, 2, tzinfo=UTC)
DAY = timedelta(days=1)
BANGKOK = ZoneInfo("Asia/Bangkok")
QUESTIONS = (
    faces("overall"),
    choice("why", "slow", "rude", "far", kind=QuestionKind.MANY),
    in_words("name", QuestionKind.SHORT),
    in_words("idea"),
)
ASKED = Asked(
    divisions=frozenset(),
    starts=None,
    ends=None,
    publications=(Publication(NOW - 10 * DAY, 1),),
    versions={1: {question.code: question for question in QUESTIONS}},
)
CATALOGUE = Catalogue(
    UUID(int=1), BANGKOK, frozenset({"traffic", "patrol"}), {"form": ASKED}, {"lost-document": 3}
)


def answer(**changes: object) -> SentAnswer:
    fields: dict[str, object] = {
        "id": str(uuid4()),
        "questionnaire": "form",
        "version": 1,
        "question": "overall",
        "service": None,
        "division": "traffic",
        "value": "4",
        "at": "2025-03-03T02:00:00Z",
    }
    return SentAnswer(**(fields | changes))


def promise(**changes: object) -> SentAnswer:
    fields = {"questionnaire": None, "question": None, "service": "lost-document", "version": 2}
    return answer(**(fields | {"value": True} | changes))


def judged(sent: SentAnswer, *, asked: Asked = ASKED, received: datetime = NOW) -> Judged:
    catalogue = Catalogue(
        CATALOGUE.station_id, BANGKOK, CATALOGUE.divisions, {"form": asked}, CATALOGUE.services
    )
    return judge(sent, catalogue, sent_at=received, received=received, device=None)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(json_values)
def test_no_json_makes_the_reader_or_the_judge_stumble(value: object) -> None:
    keys = ("id", "questionnaire", "question", "version", "division", "value", "kept", "at")
    items = [{key: value} for key in keys] + [{"service": value}]
    report = {"sent_at": "2025-03-03T02:00:00Z", "answers": items}
    with suppress(BadReport):
        for sent in read_report(json.dumps(report).encode()).answers:
            judged(sent)
    for name in ("questionnaire", "question", "service", "version", "division", "value", "at"):
        judged(answer(**{name: value}))
        judged(promise(**{name: value}))


def test_a_service_is_asked_by_kept_and_a_question_by_value() -> None:
    items = [{"service": "x", "kept": True, "value": "4"}, {"kept": True, "value": "4"}]
    report = {"sent_at": "2025-03-03T02:00:00Z", "answers": items}
    sent = read_report(json.dumps(report).encode()).answers
    assert [(one.is_of_service, one.value) for one in sent] == [(True, True), (False, "4")]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, None),
        ({"division": "canteen"}, Why.UNKNOWN_DIVISION),
        ({"division": None}, Why.UNKNOWN_DIVISION),
        ({"division": ["traffic"]}, Why.UNKNOWN_DIVISION),
        ({"questionnaire": "other"}, Why.UNKNOWN_QUESTIONNAIRE),
        ({"questionnaire": None}, Why.UNKNOWN_QUESTIONNAIRE),
        ({"questionnaire": {}}, Why.UNKNOWN_QUESTIONNAIRE),
        ({"version": 2}, Why.UNKNOWN_VERSION),
        ({"version": "1"}, Why.UNKNOWN_VERSION),
        ({"version": True}, Why.UNKNOWN_VERSION),
        ({"version": 1.0}, Why.UNKNOWN_VERSION),
        ({"question": "speed"}, Why.UNKNOWN_QUESTION),
        ({"question": 7}, Why.UNKNOWN_QUESTION),
    ],
)
def test_what_an_answer_names_must_be_there(change: dict[str, object], why: Why | None) -> None:
    assert misnamed(answer(**change), CATALOGUE) == why


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, None),
        ({"version": 1}, None),
        ({"version": 3}, None),
        ({"version": 0}, Why.UNKNOWN_VERSION),
        ({"version": 4}, Why.UNKNOWN_VERSION),
        ({"version": None}, Why.UNKNOWN_VERSION),
        ({"service": "other"}, Why.UNKNOWN_SERVICE),
        ({"service": 7}, Why.UNKNOWN_SERVICE),
        ({"division": "canteen"}, Why.UNKNOWN_DIVISION),
    ],
)
def test_what_a_promise_names_must_be_there(change: dict[str, object], why: Why | None) -> None:
    assert misnamed(promise(**change), CATALOGUE) == why


VALUES = [
    ("overall", "4", "4", None),
    ("overall", "6", None, Why.BAD_VALUE),
    ("overall", 4, None, Why.BAD_VALUE),
    ("overall", ["4"], None, Why.BAD_VALUE),
    ("overall", None, None, Why.BAD_VALUE),
    ("why", ["far", "slow"], "slow,far", None),
    ("why", ["rude"], "rude", None),
    ("why", [], None, Why.NOT_ANSWERED),
    ("why", ["rude", "rude"], None, Why.BAD_VALUE),
    ("why", ["rude", "blue"], None, Why.BAD_VALUE),
    ("why", "rude", None, Why.BAD_VALUE),
    ("why", ["rude", 7], None, Why.BAD_VALUE),
    ("idea", "a tap with water", "", None),
    ("idea", " \n\u200b\t ", None, Why.NOT_ANSWERED),
    ("idea", "", None, Why.NOT_ANSWERED),
    ("idea", ["x"], None, Why.BAD_VALUE),
    ("idea", "ก" * 2_000, "", None),
    ("idea", "ก" * 2_001, None, Why.TOO_LONG),
    ("idea", "x" * 100_000, None, Why.TOO_LONG),
    ("name", "ก" * 200, "", None),
    ("name", "ก" * 201, None, Why.TOO_LONG),
]


@pytest.mark.parametrize(("question", "sent", "value", "why"), VALUES)
def test_a_value_must_be_one_that_the_question_asks_for(
    question: str, sent: object, value: str | None, why: Why | None
) -> None:
    found = judged(answer(question=question, value=sent))
    assert (found.value, found.why) == (value, why)


@pytest.mark.parametrize(("value", "why"), [(True, None), (False, None), (1, Why.BAD_VALUE)])
def test_a_promise_was_kept_or_not(value: object, why: Why | None) -> None:
    assert judged(promise(value=value)).why == why


TEXTS = [
    ("plain", "plain"),
    ("  two   words  ", "two   words"),
    ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
    ("a\n\n\n\n\nb", "a\n\nb"),
    ("\x00\x07bell\x1b[31m", "bell[31m"),
    ("zero\u200bwidth\ufeff\u2060", "zerowidth"),
    ("turned \u202eright\u202c", "turned right"),
    ("half \ud800 a pair", "half  a pair"),
    ("tab\tbed", "tab bed"),
    ("น\u0e4d\u0e32", "น\u0e33"),
    ("น\u0e4d\u0e49\u0e32", "น\u0e49\u0e33"),
    ("\u0e40\u0e40ม\u0e48", "\u0e41ม\u0e48"),
    ("cafe\u0301", "caf\u00e9"),
    ("นี้ กี่ ปู่ ป้า ฤๅษี ๑๒๓", "นี้ กี่ ปู่ ป้า ฤๅษี ๑๒๓"),
    ("🙂", "🙂"),
]


@pytest.mark.parametrize(("typed", "kept"), TEXTS)
def test_words_are_kept_composed_and_without_what_is_not_seen(typed: str, kept: str) -> None:
    assert tidy_text(typed) == kept


@given(st.text(max_size=60))
def test_tidying_twice_changes_nothing_and_leaves_nothing_hidden(text: str) -> None:
    tidied = tidy_text(text)
    assert tidy_text(tidied) == tidied
    assert unicodedata.is_normalized("NFC", tidied)
    hidden = {"Cc", "Cf", "Cs"}
    assert not [c for c in tidied if c != "\n" and unicodedata.category(c) in hidden]
    tidied.encode()


@given(st.lists(st.sampled_from("กขนำาํ่้แ ๅ\n\u200b"), max_size=12).map("".join))
def test_thai_stays_what_it_was_written_either_way(text: str) -> None:
    apart = text.replace("\u0e33", "\u0e4d\u0e32").replace("\u0e41", "\u0e40\u0e40")
    assert tidy_text(apart) == tidy_text(text)


def test_only_a_random_id_is_one() -> None:
    assert read_random_id(str(uuid4()))
    assert read_random_id(str(uuid1())) is None
    assert read_random_id("019351f0-0000-7000-8000-000000000000") is None
    assert read_random_id("x") is None


def test_of_an_id_sent_twice_the_first_decides() -> None:
    first = answer()
    again = answer(id=first.id, value="1")
    found = sort_answers([first, again, answer(id="x"), answer(id="x"), answer(id=7)])
    assert [sent for _, sent in found.named] == [first]
    assert [sent.id for sent in found.nameless] == ["x", 7]


def at(moment: datetime) -> dict[str, object]:
    return {"at": moment.isoformat()}


def test_the_day_is_the_stations_by_the_corrected_clock() -> None:
    assert judged(answer(at="2025-03-02T16:59:59Z")).day == "2025-03-02"
    assert judged(answer(at="2025-03-02T17:00:00Z")).day == "2025-03-03"
    assert judged(answer(at="yesterday")).why == Why.BAD_TIME
    assert judged(promise(at="2024-01-01T00:00:00Z")).why == Why.BAD_TIME


def closed_at(end: datetime) -> Asked:
    publications = (*ASKED.publications, Publication(end, None))
    return Asked(frozenset(), None, None, publications, ASKED.versions)


def test_an_answer_is_taken_up_to_a_day_after_it_was_asked_last() -> None:
    assert judged(answer(**at(NOW)), asked=closed_at(NOW - DAY + timedelta(seconds=1))).why is None
    assert judged(answer(**at(NOW)), asked=closed_at(NOW - DAY)).why is Why.CLOSED
    # What was answered in time is taken however late it comes.
    earlier = answer(**at(NOW - 8 * DAY))
    assert judged(earlier, asked=closed_at(NOW - 7 * DAY)).why is None


def test_a_pause_is_closed_but_for_a_day_at_either_end() -> None:
    back = NOW - 2 * DAY
    publications = (*closed_at(NOW - 6 * DAY).publications, Publication(back, 1))
    paused = Asked(frozenset(), None, None, publications, ASKED.versions)
    found = [judged(answer(**at(NOW - days * DAY)), asked=paused).why for days in range(8)]
    assert found == [None, None, None, None, Why.CLOSED, Why.CLOSED, None, None]


def test_a_clock_that_is_before_all_versions_closes_nothing() -> None:
    assert judged(answer(**at(NOW - 60 * DAY))).why is None


def test_what_was_never_published_is_closed() -> None:
    never = Asked(frozenset(), None, None, (), ASKED.versions)
    assert judged(answer(), asked=never).why is Why.CLOSED


@pytest.mark.parametrize(
    ("starts", "ends", "why"),
    [
        (date(2025, 3, 3), date(2025, 3, 3), None),
        (date(2025, 3, 4), None, None),
        (date(2025, 3, 5), None, Why.CLOSED),
        (None, date(2025, 3, 2), None),
        (None, date(2025, 3, 1), Why.CLOSED),
    ],
)
def test_a_day_beside_its_dates_is_taken_and_no_more(
    starts: date | None, ends: date | None, why: Why | None
) -> None:
    asked = Asked(frozenset(), starts, ends, ASKED.publications, ASKED.versions)
    assert judged(answer(), asked=asked).why == why
