"""POST /answers: a request that is no report, too large, or foreign stores nothing at all."""

import json
from io import BytesIO

import pytest
from flask import Flask

from station.answers.rules import MOST_ANSWERS
from station.counts.reports import MOST_BYTES
from tests.answering import kept_answers, make_answer, make_answers, send_answers
from tests.cast import Person
from tests.instances import PUBLIC_URL, on_sqlite, reachable

pytestmark = on_sqlite
SENT_AT = "2025-03-03T02:00:00Z"

NO_REPORTS = [
    (b"", "bad_json"),
    (b"{", "bad_json"),
    (b"[" * 100_000, "bad_json"),
    (b'{"sent_at": NaN, "answers": []}', "bad_json"),
    (b"\xff\xfe", "bad_json"),
    (b"[]", "not_an_object"),
    (b"null", "not_an_object"),
    (b'{"answers": []}', "bad_sent_at"),
    (b'{"sent_at": "now", "answers": []}', "bad_sent_at"),
    (b'{"sent_at": "2025-03-03T02:00:00Z"}', "bad_answers"),
    (b'{"sent_at": "2025-03-03T02:00:00Z", "taps": []}', "bad_answers"),
    (b'{"sent_at": "2025-03-03T02:00:00Z", "answers": {}}', "bad_answers"),
    (b'{"sent_at": "2025-03-03T02:00:00Z", "answers": [7]}', "bad_answer"),
]


@pytest.mark.parametrize(("body", "code"), NO_REPORTS)
def test_a_body_that_is_no_report_is_refused(
    app: Flask, malee: Person, body: bytes, code: str
) -> None:
    answer = malee.browser.post("/answers", data=body)
    assert (answer.status_code, answer.json) == (400, {"error": code})
    assert answer.mimetype == "application/json"


@pytest.mark.parametrize("count", [MOST_ANSWERS + 1, 501])
def test_too_many_answers_are_refused_all_together(app: Flask, malee: Person, count: int) -> None:
    answer = send_answers(malee, *[make_answer() for _ in range(count)])
    assert (answer.status_code, answer.json) == (400, {"error": "too_many_answers"})
    assert not kept_answers(app)


@pytest.mark.parametrize("item", [None, 1, "answer", [], True])
def test_an_item_that_is_no_object_spoils_the_whole_report(
    app: Flask, malee: Person, item: object
) -> None:
    report = {"sent_at": SENT_AT, "answers": [make_answer(), item]}
    answer = malee.browser.post("/answers", json=report)
    assert (answer.status_code, answer.json) == (400, {"error": "bad_answer"})
    assert not kept_answers(app)


def test_an_id_too_deep_to_answer_with_spoils_the_whole_report(app: Flask, malee: Person) -> None:
    deep = json.dumps(make_answer(id="DEEP")).replace('"DEEP"', "[" * 500 + "]" * 500)
    body = f'{{"sent_at": "{SENT_AT}", "answers": [{deep}]}}'
    assert malee.browser.post("/answers", data=body.encode()).status_code == 400


def body_of(size: int) -> bytes:
    """A report with one good answer, filled up to a size."""
    report = json.dumps(make_answers(make_answer(), note="")).encode()
    return report.replace(b'"note": ""', b'"note": "' + b"x" * (size - len(report)) + b'"')


def test_256_kib_are_taken_and_not_a_byte_more(app: Flask, malee: Person) -> None:
    assert malee.browser.post("/answers", data=body_of(MOST_BYTES)).status_code == 200
    for body in (body_of(MOST_BYTES + 1), body_of(2_000_000)):
        answer = malee.browser.post("/answers", data=body)
        assert (answer.status_code, answer.json) == (413, {"error": "too_large"})
    in_chunks = malee.browser.post(
        "/answers",
        input_stream=BytesIO(body_of(MOST_BYTES + 1)),
        content_length=None,
        environ_overrides={"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
    )
    assert in_chunks.status_code == 413
    assert len(kept_answers(app)) == 1


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://localhost:8001"])
def test_a_foreign_origin_is_turned_away(app: Flask, malee: Person, origin: str) -> None:
    answer = malee.browser.post(
        "/answers", json=make_answers(make_answer()), headers={"Origin": origin}
    )
    assert (answer.status_code, answer.json) == (403, {"error": "foreign_origin"})
    assert not kept_answers(app)


@reachable
def test_our_own_origin_is_let_in(app: Flask, malee: Person) -> None:
    for origin in (PUBLIC_URL, "http://localhost"):
        answer = malee.browser.post(
            "/answers", json=make_answers(make_answer()), headers={"Origin": origin}
        )
        assert answer.status_code == 200
    assert len(kept_answers(app)) == 2


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/answers", "/s/don-ya-nang/answers"])
def test_any_other_method_is_refused(app: Flask, malee: Person, method: str, path: str) -> None:
    answer = malee.browser.open(path, method=method, json=make_answers(make_answer()))
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}
    if method != "HEAD":
        assert answer.json == {"error": "method_not_allowed"}
    assert not kept_answers(app)


def test_an_unknown_station_gets_no_answers(app: Flask, malee: Person) -> None:
    answer = send_answers(malee, make_answer(), path="/s/nowhere/answers")
    assert (answer.status_code, answer.json) == (404, {"error": "unknown_station"})
