"""The language of a page: asked for, kept, wished for by the browser, else Thai."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.cast import Person, read
from tests.instances import on_sqlite

pytestmark = on_sqlite


def language_of(answer: TestResponse) -> str:
    html = read(answer).html
    assert html is not None
    return str(html["lang"])


@pytest.mark.parametrize(
    ("wished", "shown"),
    [
        ("", "th"),
        ("en", "en"),
        ("en-GB,en;q=0.9,th;q=0.8", "en"),
        ("th-TH,th;q=0.9,en;q=0.8", "th"),
        ("fr-FR,de;q=0.5", "th"),
        ("fr, en;q=0.3", "en"),
        ("*", "th"),
        (";;;q=,,=", "th"),
    ],
)
def test_without_being_asked_a_page_speaks_as_the_browser_wishes(
    app: Flask, malee: Person, wished: str, shown: str
) -> None:
    answer = malee.opens("/", headers={"Accept-Language": wished})
    assert language_of(answer) == shown
    assert "Set-Cookie" not in answer.headers


def test_a_language_asked_for_is_kept(app: Flask, malee: Person) -> None:
    english = {"Accept-Language": "th"}
    assert language_of(malee.opens("/?lang=en", headers=english)) == "en"
    assert language_of(malee.opens("/d/traffic", headers=english)) == "en"
    assert language_of(malee.opens("/?lang=th", headers=english)) == "th"
    assert language_of(malee.opens("/not-sure", headers={"Accept-Language": "en"})) == "th"


@pytest.mark.parametrize("asked", ["fr", "EN", "", "th'--", "en\u0000", "e" * 5000])
def test_a_language_that_is_not_spoken_is_not_kept(app: Flask, malee: Person, asked: str) -> None:
    answer = malee.browser.get("/", query_string={"lang": asked})
    assert answer.status_code == 200
    assert language_of(answer) == "th"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_cookie_lasts_a_year_and_is_secure_exactly_with_https(
    app: Flask, malee: Person, scheme: str
) -> None:
    answer = malee.opens("/?lang=en", base_url=f"{scheme}://localhost")
    (header,) = answer.headers.getlist("Set-Cookie")
    value, *attributes = header.split("; ")
    assert value == "lang=en"
    fixed = {part for part in attributes if not part.startswith("Expires=")}
    secure = {"Secure"} if scheme == "https" else set()
    assert fixed == {"HttpOnly", "Max-Age=31536000", "Path=/", "SameSite=Lax"} | secure


def test_a_page_offers_the_other_language_in_its_own_script(app: Flask, malee: Person) -> None:
    (offered,) = read(malee.opens("/?lang=th")).select("a[hreflang]")
    assert (offered["href"], offered.get_text(strip=True)) == ("?lang=en", "English")
    (offered,) = read(malee.opens("/?lang=en")).select("a[hreflang]")
    assert (offered["href"], offered.get_text(strip=True)) == ("?lang=th", "ไทย")
