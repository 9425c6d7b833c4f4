"""What fails is said in words, in the reader's language, with a way out: never a stack trace."""

from collections.abc import Callable
from typing import NoReturn

import pytest
from flask import Flask
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.test import TestResponse

from station.errors import NotStored
from tests.admin.boards import text_of
from tests.cast import Person, csrf_token, is_thai, make_report, make_tap, read
from tests.instances import on_sqlite

pytestmark = on_sqlite
SignedIn = Callable[[str], Person]


def says(answer: TestResponse) -> str:
    page = read(answer)
    assert answer.mimetype == "text/html"
    assert page.select("link[rel=stylesheet]"), "the last resort is for when nothing else works"
    return text_of(page.select_one("main h1"))


def test_a_page_that_is_not_open_to_a_role_says_so_and_leads_back(
    app: Flask, signed_in: SignedIn
) -> None:
    answer = signed_in("anan").opens("/admin/accounts?lang=en")
    assert (answer.status_code, says(answer)) == (403, "This page is not open to you")
    way_out = read(answer).select_one("main a.button-main")
    assert way_out is not None
    assert way_out["href"] == "/admin/"


@pytest.mark.parametrize("language", ["th", "en"])
def test_what_is_not_there_is_said_within_the_staffs_side_too(
    app: Flask, praew: Person, language: str
) -> None:
    answer = praew.opens(f"/admin/channels/nowhere?lang={language}")
    assert answer.status_code == 404
    assert is_thai(says(answer)) is (language == "th")


def test_a_form_open_too_long_says_that_nothing_was_kept(app: Flask, praew: Person) -> None:
    answer = praew.browser.post("/admin/station?lang=en", data={"csrf_token": "old"})
    assert (answer.status_code, says(answer)) == (400, "This page was open too long")


def test_a_form_that_is_too_large_is_refused(app: Flask, praew: Person) -> None:
    form = {"csrf_token": csrf_token(praew.opens("/admin/station")), "name_th": "x" * 7_000_000}
    answer = praew.browser.post("/admin/station?lang=en", data=form)
    assert answer.status_code in (400, 413)
    assert says(answer)


def test_the_staffs_own_answers_fail_with_a_page_and_a_kiosks_with_json(
    app: Flask, praew: Person
) -> None:
    answer = praew.browser.delete("/admin/answers?lang=en")
    assert answer.status_code == 405
    assert says(answer)
    assert praew.browser.delete("/answers").is_json


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RuntimeError("a bug"), 500),
        (OperationalError("SELECT 1", {}, Exception("gone")), 503),
        (DataError("SELECT 1", {}, Exception("NUL")), 400),
        (NotStored("the disk is full"), 503),
        (KeyError("x"), 500),
    ],
)
@pytest.mark.parametrize("path", ["/", "/admin/"])
def test_what_breaks_inside_is_told_without_its_inside(
    app: Flask, praew: Person, error: Exception, status: int, path: str
) -> None:
    def break_down() -> NoReturn:
        raise error

    app.testing = False
    app.view_functions["kiosk.home"] = app.view_functions["admin.home"] = break_down
    answer = praew.opens(path)
    assert answer.status_code == status
    assert says(answer)
    assert str(error) not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (RuntimeError("a bug"), 500, "server_error"),
        (NotStored("the disk is full"), 503, "unavailable"),
        (OperationalError("INSERT", {}, Exception("gone")), 503, "unavailable"),
    ],
)
def test_a_tap_that_was_not_kept_is_never_answered_with_200(
    app: Flask,
    malee: Person,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    status: int,
    code: str,
) -> None:
    def break_down(*_: object, **__: object) -> NoReturn:
        raise error

    monkeypatch.setattr("kiosk.taps.record_taps", break_down)
    app.testing = False
    answer = malee.browser.post("/taps", json=make_report(make_tap()))
    assert (answer.status_code, answer.json) == (status, {"error": code})


def test_even_with_nothing_left_there_are_words_in_both_languages(
    app: Flask, malee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object, **__: object) -> NoReturn:
        raise RuntimeError("no templates")

    monkeypatch.setattr("web.errors.render_template", break_down)
    answer = malee.opens("/nothing")
    assert answer.status_code == 404
    page = read(answer)
    assert is_thai(text_of(page.select_one("h1")))
    assert page.select_one("p[lang=en]") is not None
