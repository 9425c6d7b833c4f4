"""Larger bodies where a page takes files, and only there; why a file is refused, in words."""

from io import BytesIO

import pytest
from flask import Flask, request
from werkzeug.test import TestResponse

import admin
from admin.refusals import explain
from admin.upload_words import bad_file
from station.files.bounds import MEGABYTE, MOST_BYTES
from station.files.rules import PROBLEMS, BadFile
from station.stations.queries import list_stations
from tests.admin.boards import text_of
from tests.cast import Person, csrf_token, is_thai, make_report, make_tap, read
from tests.instances import on_sqlite
from web.bodies import LARGEST_UPLOAD
from web.house import db, let_go

pytestmark = on_sqlite


@pytest.fixture
def trial(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An app with two pages that take a file; one of them takes larger ones."""

    def take() -> str:
        return str(len(request.files["file"].read()))

    app.add_url_rule("/admin/large", "large", take, methods=["POST"])
    app.add_url_rule("/admin/small", "small", take, methods=["POST"])
    monkeypatch.setitem(admin.LARGER_BODIES, "large", LARGEST_UPLOAD)
    return app


def send(person: Person, path: str, size: int, language: str = "en") -> TestResponse:
    """Send a form with a file of so many bytes."""
    part = '--x\r\nContent-Disposition: form-data; name="'
    token = csrf_token(person.opens("/admin/sign-in"))
    before = f'{part}csrf_token"\r\n\r\n{token}\r\n{part}file"; filename="manual.pdf"\r\n\r\n'
    return person.browser.post(
        f"{path}?lang={language}",
        data=before.encode() + bytes(size) + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )


def test_a_page_that_takes_files_takes_twenty_five_megabytes(trial: Flask, malee: Person) -> None:
    answer = send(malee, "/admin/large", MOST_BYTES)
    assert (answer.status_code, answer.text) == (200, str(MOST_BYTES))


@pytest.mark.parametrize(
    ("path", "size", "most"),
    [("/admin/large", LARGEST_UPLOAD, "25"), ("/admin/small", 7 * MEGABYTE, "6")],
)
@pytest.mark.parametrize("language", ["th", "en"])
def test_what_is_larger_is_refused_on_a_page_that_says_how_much_may_be_sent(
    trial: Flask, malee: Person, path: str, size: int, most: str, language: str
) -> None:
    answer = send(malee, path, size, language)
    assert answer.status_code == 413
    advice = text_of(read(answer).select_one("main .message p"))
    assert f"{most} MB" in advice
    assert is_thai(advice) is (language == "th")


def test_without_its_line_a_page_takes_what_all_take(
    trial: Flask, malee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: nobody said that this page takes larger bodies."""
    monkeypatch.delitem(admin.LARGER_BODIES, "large")
    assert send(malee, "/admin/large", 7 * MEGABYTE).status_code == 413


def test_a_form_token_is_still_asked_for(trial: Flask, malee: Person) -> None:
    answer = malee.browser.post("/admin/large", data={"file": (BytesIO(b"x"), "x.pdf")})
    assert answer.status_code == 400


def test_others_may_write_while_a_page_is_busy_with_a_file(app: Flask, malee: Person) -> None:
    """A page that changes things holds SQLite's only pen; it lets go of it meanwhile."""

    def take() -> dict[str, object]:
        station = list_stations(db())[0]
        let_go()
        counted = malee.browser.post("/taps", json=make_report(make_tap())).json
        assert counted is not None
        db().get(type(station), station.id)
        return {"counted": len(counted["counted"]), "slug": station.slug}

    app.add_url_rule("/admin/busy", "busy", take, methods=["POST"])
    person = Person(app.test_client())
    token = csrf_token(person.opens("/admin/sign-in"))
    answer = person.browser.post("/admin/busy", data={"csrf_token": token})
    assert answer.json == {"counted": 1, "slug": "don-ya-nang"}


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_problem_of_a_file_has_a_sentence_of_its_own(app: Flask, language: str) -> None:
    with app.test_request_context(f"/?lang={language}"):
        said = [bad_file(BadFile(problem=problem)) for problem in sorted(PROBLEMS)]
        assert explain(BadFile(problem="protected")) in said
        other = bad_file(BadFile(problem="whatever"))
    assert len({*said, other}) == len(PROBLEMS) + 1
    assert all(is_thai(sentence) is (language == "th") for sentence in (*said, other))
    assert any("25 MB" in sentence for sentence in said)
    assert any("300" in sentence for sentence in said)
