"""POST /taps: a request that is no report, too large, or foreign stores nothing at all."""

import json
from io import BytesIO

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from station.counts.reports import MOST_BYTES
from station.counts.rules import MOST_TAPS
from tests.cast import Person, make_report, make_tap
from tests.instances import PUBLIC_URL, on_sqlite, reachable
from tests.kept import events, only_event

pytestmark = on_sqlite
SENT_AT = "2025-03-03T02:00:00Z"


def body_of(size: int) -> bytes:
    """A report with one good tap, filled up to a size."""
    report = json.dumps(make_report(make_tap(), note="")).encode()
    return report.replace(b'"note": ""', b'"note": "' + b"x" * (size - len(report)) + b'"')


def post(person: Person, body: bytes, **options: object) -> TestResponse:
    return person.browser.post("/taps", data=body, **options)


NO_REPORTS = [
    (b"", "bad_json"),
    (b"{", "bad_json"),
    (b"taps=1", "bad_json"),
    (b'{"sent_at": "2025-03-03T02:00:00Z", "taps": []} x', "bad_json"),
    (b"\xff\xfe", "bad_json"),
    (b'{"sent_at": "\xe0\xb8", "taps": []}', "bad_json"),
    (b"\xef\xbb\xbf{}", "bad_json"),
    (b"{'taps': []}", "bad_json"),
    (b'{"sent_at": NaN, "taps": []}', "bad_json"),
    (b'{"sent_at": "2025-03-03T02:00:00Z", "taps": [{"id": 1e999}]}', "bad_json"),
    (b"[" * 100_000, "bad_json"),
    (b"9" * 10_000, "bad_json"),
    (b"[]", "not_an_object"),
    (b"null", "not_an_object"),
    (b'"taps"', "not_an_object"),
    (b"7", "not_an_object"),
    (b'{"taps": []}', "bad_sent_at"),
    (b'{"sent_at": 7, "taps": []}', "bad_sent_at"),
    (b'{"sent_at": "now", "taps": []}', "bad_sent_at"),
    (b'{"sent_at": "2025-03-03T02:00:00", "taps": []}', "bad_sent_at"),
    (b'{"sent_at": "2025-03-03T02:00:00Z"}', "bad_taps"),
    (b'{"sent_at": "2025-03-03T02:00:00Z", "taps": {}}', "bad_taps"),
    (b'{"sent_at": "2025-03-03T02:00:00Z", "taps": "[]"}', "bad_taps"),
    (b'{"sent_at": "2025-03-03T02:00:00Z", "taps": null}', "bad_taps"),
]


def test_a_body_that_is_no_report_is_refused_with_a_code(app: Flask, malee: Person) -> None:
    for body, code in NO_REPORTS:
        answer = post(malee, body)
        assert (answer.status_code, answer.json) == (400, {"error": code}), body[:60]
        assert answer.mimetype == "application/json"
    assert not events(app)


@pytest.mark.parametrize("item", [None, 1, "tap", [], True])
def test_an_item_that_is_no_object_spoils_the_whole_report(
    app: Flask, malee: Person, item: object
) -> None:
    answer = malee.browser.post("/taps", json={"sent_at": SENT_AT, "taps": [make_tap(), item]})
    assert (answer.status_code, answer.json) == (400, {"error": "bad_tap"})
    assert not events(app)


@pytest.mark.parametrize("depth", [100, 900, 960, 970, 973, 974, 975, 976, 980])
def test_an_id_too_deep_to_answer_with_spoils_the_whole_report(
    app: Flask, malee: Person, depth: int
) -> None:
    deep = b"[" * depth + b"]" * depth
    tap = json.dumps(make_tap()).encode()
    body = b'{"sent_at": "%s", "taps": [%s, {"id": %s}]}' % (SENT_AT.encode(), tap, deep)
    assert post(malee, body).status_code == 400
    assert not events(app)


def test_501_taps_are_refused_all_together(app: Flask, malee: Person) -> None:
    taps = [make_tap() for _ in range(MOST_TAPS + 1)]
    answer = malee.browser.post("/taps", json=make_report(*taps))
    assert (answer.status_code, answer.json) == (400, {"error": "too_many_taps"})
    assert not events(app)


def test_256_kib_are_taken(app: Flask, malee: Person) -> None:
    assert post(malee, body_of(MOST_BYTES)).status_code == 200
    assert len(events(app)) == 1


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 300_000, 2_000_000])
def test_more_than_256_kib_are_refused(app: Flask, malee: Person, size: int) -> None:
    answer = post(malee, body_of(size))
    assert (answer.status_code, answer.json) == (413, {"error": "too_large"})
    assert not events(app)


def post_in_chunks(person: Person, body: bytes) -> TestResponse:
    """A body without a length, as a chunked request arrives behind gunicorn."""
    return person.browser.post(
        "/taps",
        input_stream=BytesIO(body),
        content_length=None,
        environ_overrides={"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"},
    )


def test_a_body_in_chunks_is_taken(app: Flask, malee: Person) -> None:
    assert post_in_chunks(malee, body_of(1000)).status_code == 200
    assert len(events(app)) == 1


def test_a_body_in_chunks_is_refused_once_it_is_too_large(app: Flask, malee: Person) -> None:
    answer = post_in_chunks(malee, body_of(MOST_BYTES + 1))
    assert (answer.status_code, answer.json) == (413, {"error": "too_large"})
    assert not events(app)


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/json; charset=utf-8",
        "text/plain;charset=UTF-8",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/octet-stream",
        "",
    ],
)
def test_the_content_type_makes_no_difference(app: Flask, malee: Person, content_type: str) -> None:
    body = json.dumps(make_report(make_tap())).encode()
    assert post(malee, body, content_type=content_type).status_code == 200
    assert len(events(app)) == 1


@pytest.mark.parametrize("origin", ["http://localhost", None])
def test_our_own_origin_or_none_is_let_in(app: Flask, malee: Person, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    answer = malee.browser.post("/taps", json=make_report(make_tap()), headers=headers)
    assert answer.status_code == 200
    assert len(events(app)) == 1


FOREIGN = [
    "https://elsewhere.example",
    "http://localhost.elsewhere.example",
    "http://localhost:8001",
    "http://elsewhere.example#localhost",
    "null",
    "",
    "localhost",
    "http://",
    "http://[",
    "http://user@localhost",
]


def test_a_foreign_origin_is_turned_away(app: Flask, malee: Person) -> None:
    for origin in FOREIGN:
        headers = {"Origin": origin}
        answer = malee.browser.post("/taps", json=make_report(make_tap()), headers=headers)
        assert (answer.status_code, answer.json) == (403, {"error": "foreign_origin"}), origin
    assert not events(app)


@reachable
def test_the_public_addresss_origin_is_our_own(app: Flask, malee: Person) -> None:
    for origin in (PUBLIC_URL, "http://localhost"):
        answer = malee.browser.post(
            "/taps", json=make_report(make_tap()), headers={"Origin": origin}
        )
        assert answer.status_code == 200
    assert len(events(app)) == 2


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["/taps", "/s/don-ya-nang/taps"])
def test_any_other_method_is_refused(app: Flask, malee: Person, method: str, path: str) -> None:
    answer = malee.browser.open(path, method=method, json=make_report(make_tap()))
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}
    if method != "HEAD":
        assert answer.json == {"error": "method_not_allowed"}
    assert not events(app)


@pytest.mark.parametrize("extra", [{"waiting": "many"}, {"waiting": -1}, {"mode": 7}, {"x": [1]}])
def test_what_a_report_need_not_say_may_be_anything(
    app: Flask, malee: Person, extra: dict[str, object]
) -> None:
    answer = malee.browser.post("/taps", json=make_report(make_tap(seq=2**70), **extra))
    assert answer.status_code == 200
    assert only_event(app).seq is None
