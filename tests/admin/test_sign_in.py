"""Signing in: with name and password, as often as a person needs and no guesser may."""

from collections.abc import Callable
from datetime import timedelta
from typing import Literal

import pytest
import time_machine
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from flask import Flask

from admin.guard import COOKIE
from station.people import actions
from station.people.rules import hash_token
from station.people.tables import SignIn
from tests.cast import PASSWORD, Person, csrf_token, read
from tests.instances import on_sqlite
from tests.kept import acts, rows

TRIES = 10
SignedIn = Callable[[str], Person]


@pytest.fixture
def browser(app: Flask, signed_in: SignedIn) -> Person:
    """A browser that was never signed in, at a station with its whole cast."""
    signed_in("anan")
    return Person(app.test_client())


def token_of(person: Person) -> str:
    cookie = person.browser.get_cookie(COOKIE, path="/admin/")
    assert cookie is not None
    return str(cookie.value)


def is_signed_in(person: Person) -> bool:
    return person.opens("/admin/").status_code == 200


def shows(person: Person, token: str) -> bool:
    """Whether a browser that holds a token is signed in."""
    other = Person(person.browser.application.test_client())
    other.browser.set_cookie(COOKIE, token, path="/admin/")
    return is_signed_in(other)


def guess(person: Person, times: int, name: str = "praew") -> list[int]:
    return [person.signs_in(name, f"wrong guess {n}").status_code for n in range(times)]


def test_name_and_password_lead_in(app: Flask, browser: Person) -> None:
    assert not is_signed_in(browser)
    answer = browser.signs_in("praew")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/")
    assert is_signed_in(browser)
    assert "signed_in" in acts(app)


def test_only_the_tokens_hash_is_kept(app: Flask, browser: Person) -> None:
    browser.signs_in("praew")
    token = token_of(browser)
    kept = [sign_in.token_hash for sign_in in rows(app, SignIn)]
    assert hash_token(token) in kept
    assert token not in kept


@on_sqlite
@pytest.mark.parametrize("typed", ["PRAEW", "  praew  ", "Praew\t"])
def test_a_name_is_read_without_regard_to_case_and_spaces(
    app: Flask, browser: Person, typed: str
) -> None:
    assert browser.signs_in(typed).status_code == 303


@on_sqlite
@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("praew", "a wrong password"),
        ("praew", PASSWORD.upper()),
        ("praew", PASSWORD + " "),
        ("nobody", PASSWORD),
        ("nobody\u0000", PASSWORD),
        ("praew", PASSWORD + "\u0000"),
        ("'; DROP TABLE accounts; --", PASSWORD),
    ],
)
def test_a_wrong_name_or_password_is_refused_in_one_and_the_same_way(
    app: Flask, browser: Person, name: str, password: str
) -> None:
    answer = browser.signs_in(name, password)
    assert answer.status_code == 422
    page = read(answer)
    summary = page.select_one(".error-summary")
    assert summary is not None
    wrong = read(browser.signs_in("praew", "something else")).select_one(".error-summary")
    assert wrong is not None
    assert summary.get_text() == wrong.get_text()
    assert password not in str(page)
    assert not is_signed_in(browser)


@on_sqlite
@pytest.mark.parametrize(
    "form",
    [{}, {"name": "praew"}, {"password": "x"}, {"name": "", "password": ""},
     {"name": "x" * 61, "password": "x"}, {"name": "praew", "password": "x" * 201}],
)  # fmt: skip
def test_a_form_that_is_not_filled_in_is_shown_again(
    app: Flask, browser: Person, form: dict[str, str]
) -> None:
    answer = browser.sends("/admin/sign-in", **form)
    assert answer.status_code == 422
    assert read(answer).select(".error-summary a[href^='#']")


def test_after_ten_wrong_tries_even_the_right_password_must_wait(
    app: Flask, browser: Person, now: time_machine.Traveller
) -> None:
    assert guess(browser, TRIES) == [422] * TRIES
    refused = browser.signs_in("praew")
    assert refused.status_code == 429
    now.shift(timedelta(minutes=14, seconds=59))
    assert browser.signs_in("praew").status_code == 429
    now.shift(timedelta(seconds=1))
    assert browser.signs_in("praew").status_code == 303


@on_sqlite
def test_the_page_says_how_long_to_wait(
    app: Flask, browser: Person, now: time_machine.Traveller
) -> None:
    guess(browser, TRIES)
    now.shift(timedelta(minutes=9, seconds=30))
    token = csrf_token(browser.opens("/admin/sign-in?lang=en"))
    form = {"csrf_token": token, "name": "praew", "password": PASSWORD}
    summary = read(browser.browser.post("/admin/sign-in", data=form)).select_one(".error-summary")
    assert summary is not None
    assert "6 minutes" in summary.get_text()


@on_sqlite
def test_ten_in_fifteen_minutes_whenever_they_begin(
    app: Flask, browser: Person, now: time_machine.Traveller
) -> None:
    for _ in range(3):
        assert guess(browser, 5) == [422] * 5
        now.shift(timedelta(minutes=8))
    assert guess(browser, 6) == [422] * 5 + [429]


@on_sqlite
def test_other_browsers_and_unknown_names_share_the_same_limits(
    app: Flask, browser: Person
) -> None:
    for name in ("praew", "nobody"):
        found = [
            Person(app.test_client()).signs_in(name, "a wrong password").status_code
            for _ in range(TRIES + 1)
        ]
        assert found == [422] * TRIES + [429]


@on_sqlite
def test_guesses_at_one_name_do_not_keep_another_out(app: Flask, browser: Person) -> None:
    guess(browser, TRIES + 1)
    assert browser.signs_in("somsak").status_code == 303


@on_sqlite
def test_another_spelling_of_a_name_is_not_another_ten_tries(app: Flask, browser: Person) -> None:
    spellings = ["praew", "PRAEW", " praew", "Praew  "]
    found = [
        browser.signs_in(spellings[n % 4], "a wrong password").status_code for n in range(TRIES + 1)
    ]
    assert found == [422] * TRIES + [429]


def test_nobody_can_lock_a_person_out_of_the_browser_they_know(
    app: Flask, browser: Person, signed_in: SignedIn
) -> None:
    praew = signed_in("praew")
    praew.sends("/admin/sign-out", form_at="/admin/password")
    assert guess(browser, TRIES + 1)[-1] == 429
    assert browser.signs_in("praew").status_code == 429
    assert praew.signs_in("praew").status_code == 303


@on_sqlite
def test_a_known_browser_may_guess_ten_times_too(app: Flask, signed_in: SignedIn) -> None:
    praew = signed_in("praew")
    praew.sends("/admin/sign-out", form_at="/admin/password")
    assert guess(praew, TRIES + 1) == [422] * TRIES + [429]


@on_sqlite
def test_a_browser_known_to_one_account_has_no_extra_tries_at_another(
    app: Flask, browser: Person, signed_in: SignedIn
) -> None:
    guess(browser, TRIES)
    anan = signed_in("anan")
    assert guess(anan, 1, "praew") == [429]


@on_sqlite
@pytest.mark.parametrize("value", ["x", '["praew", "1"]', "", "WyJwcmFldyIsIjEiXQ.xxx", "."])
def test_a_made_up_cookie_makes_no_known_browser(app: Flask, browser: Person, value: str) -> None:
    guess(browser, TRIES)
    browser.browser.set_cookie("known", value, path="/admin/")
    assert guess(browser, 1) == [429]


@on_sqlite
def test_signing_in_forgets_the_wrong_tries_before(app: Flask, browser: Person) -> None:
    guess(browser, TRIES - 1)
    assert browser.signs_in("praew").status_code == 303
    second = Person(app.test_client())
    assert guess(second, TRIES) == [422] * TRIES


def test_a_token_planted_before_is_never_the_one_after(app: Flask, browser: Person) -> None:
    browser.browser.set_cookie(COOKIE, "planted", path="/admin/")
    before = csrf_token(browser.opens("/admin/sign-in"))
    browser.signs_in("praew")
    assert token_of(browser) != "planted"
    assert not shows(browser, "planted")
    assert csrf_token(browser.opens("/admin/password")) != before


def test_each_sign_in_has_a_token_of_its_own(app: Flask, browser: Person) -> None:
    browser.signs_in("praew")
    first = token_of(browser)
    browser.signs_in("praew")
    assert token_of(browser) != first


def test_a_sign_in_lasts_twelve_hours(
    app: Flask, browser: Person, now: time_machine.Traveller
) -> None:
    browser.signs_in("praew")
    now.shift(timedelta(hours=11, minutes=59))
    assert is_signed_in(browser)
    now.shift(timedelta(minutes=1))
    assert not is_signed_in(browser)


def test_signing_out_ends_this_browsers_sign_in_for_good_and_no_others(
    app: Flask, browser: Person, signed_in: SignedIn
) -> None:
    browser.signs_in("praew")
    elsewhere = signed_in("praew")
    token = token_of(browser)
    answer = browser.sends("/admin/sign-out", form_at="/admin/password")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/sign-in")
    assert not is_signed_in(browser)
    assert not shows(browser, token)
    assert is_signed_in(elsewhere)
    assert acts(app).count("signed_out") == 1


def test_the_next_to_sign_in_on_a_browser_ends_the_sign_in_before(
    app: Flask, praew: Person, malee: Person
) -> None:
    before = praew.browser.get_cookie("staff", path="/admin/")
    assert before is not None
    praew.signs_in("praew")
    malee.browser.set_cookie("staff", before.value, path="/admin/")
    assert malee.opens("/admin/").status_code == 303
    assert praew.opens("/admin/").status_code == 200


@on_sqlite
def test_passwords_are_judged_two_at_a_time_since_each_takes_64_mib(
    browser: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = []

    class Gate:
        def __enter__(self) -> None:
            inside.append("one")

        def __exit__(self, *_: object) -> None:
            inside.pop()

    class Hasher(PasswordHasher):
        def verify(self, *_: object) -> Literal[True]:
            assert inside == ["one"]
            raise VerifyMismatchError

    assert actions._few_at_once._initial_value == 2  # type: ignore[attr-defined]
    monkeypatch.setattr(actions, "_few_at_once", Gate())
    monkeypatch.setattr(actions, "_hasher", Hasher())
    assert browser.signs_in("praew").status_code == 422
