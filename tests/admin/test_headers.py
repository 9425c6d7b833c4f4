"""Exact headers on every answer, whatever made it; and exactly how every cookie is kept."""

from collections.abc import Callable
from contextlib import closing
from typing import NoReturn
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.admin.filling import Filler
from tests.cast import PASSWORD, Person, csrf_token, make_report, make_tap
from tests.devices import add_unpaired
from tests.instances import on_sqlite, reachable

pytestmark = [on_sqlite, reachable]

EVERYWHERE = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
ONLY_HTTPS = {"Strict-Transport-Security": "max-age=31536000"}
MAY_BE_THERE = {
    "Content-Type", "Content-Length", "Cache-Control", "Vary", "Location", "Set-Cookie", "Allow",
    "Date", "Last-Modified", "ETag", "Content-Encoding",
}  # fmt: skip
OF_FILES = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "public, max-age=31536000, immutable",
}
OFTEN_OF_FILES = {"Accept-Ranges", "Content-Range", "Content-Disposition"}


def check(answer: TestResponse, *, https: bool = False) -> None:
    """Every header as it should be, once, and none that nobody expects.

    A file that is no page has its own policy in the place of theirs, and is kept by browsers.
    """
    is_file = answer.status_code in (200, 206, 304) and "/files/" in answer.request.path
    for name, value in (EVERYWHERE | (OF_FILES if is_file else {})).items():
        assert answer.headers.getlist(name) == [value], name
    transport = list(ONLY_HTTPS.values()) if https else []
    assert answer.headers.getlist("Strict-Transport-Security") == transport
    known = EVERYWHERE.keys() | ONLY_HTTPS.keys() | MAY_BE_THERE
    known |= OFTEN_OF_FILES if is_file else set()
    assert {name for name, _ in answer.headers} - known == set()


ANSWERS = [
    ("GET", "/", 200),
    ("HEAD", "/", 200),
    ("OPTIONS", "/", 200),
    ("GET", "/d/traffic/survey", 200),
    ("GET", "/d/canteen", 404),
    ("GET", "/nothing", 404),
    ("GET", "/s/nowhere/", 404),
    ("DELETE", "/", 405),
    ("GET", "/healthz", 200),
    ("GET", "/readyz", 200),
    ("GET", "/go/00000000", 404),
    ("GET", "/go/<code>", 302),
    ("GET", "/prove/x", 404),
    ("GET", "/taps", 405),
    ("POST", "/taps", 400),
    ("GET", "/answers", 405),
    ("POST", "/answers", 400),
    ("POST", "/pair", 400),
    ("GET", "/files/<file>/<name>", 200),
    ("HEAD", "/files/<file>/<name>", 200),
    ("GET", "/files/<file>/pages/<number>", 200),
    ("GET", "/s/<slug>/files/<file>/picture", 200),
    ("GET", "/files/00000000-0000-0000-0000-000000000000/picture", 404),
    ("GET", "/files/x/picture", 404),
    ("POST", "/files/00000000-0000-0000-0000-000000000000/picture", 405),
    ("GET", "/static/<path:filename>", 200),
    ("GET", "/static/nothing.css", 404),
    ("GET", "/admin", 308),
    ("GET", "/admin/", 303),
    ("GET", "/admin/sign-in", 200),
    ("GET", "/admin/set-up/x", 404),
    ("GET", "/admin/counts.json", 401),
    ("GET", "/admin/nothing", 404),
    ("POST", "/admin/station", 400),
    ("GET", "/" + "x" * 3000, 404),
]


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(("method", "address", "status"), ANSWERS)
def test_every_answer_carries_exactly_these_headers(
    app: Flask,
    malee: Person,
    station_id: UUID,
    scheme: str,
    method: str,
    address: str,
    status: int,
) -> None:
    path = Filler(app, station_id).fill(address) if "<" in address else address
    base = f"{scheme}://localhost"
    with closing(malee.browser.open(path, method=method, base_url=base)) as answer:
        assert answer.status_code == status
        check(answer, https=scheme == "https")


def test_answers_to_taps_carry_them_too(app: Flask, malee: Person) -> None:
    good = malee.browser.post("/taps", json=make_report(make_tap()))
    large = malee.browser.post("/taps", data=b"x" * 300_000)
    foreign = malee.browser.post("/taps", json={}, headers={"Origin": "https://elsewhere.example"})
    for answer, status in ((good, 200), (large, 413), (foreign, 403)):
        assert answer.status_code == status
        check(answer)


def test_an_error_nobody_foresaw_carries_them_too_and_shows_no_trace(
    app: Flask, malee: Person
) -> None:
    def break_down() -> NoReturn:
        raise RuntimeError("a secret of the program")

    app.view_functions["kiosk.home"] = break_down
    app.testing = False
    answer = malee.opens("/")
    assert answer.status_code == 500
    check(answer)
    assert "secret" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("who", ["praew", "anan"])
def test_pages_of_the_staff_carry_them_and_are_never_kept(
    app: Flask, signed_in: Callable[[str], Person], who: str
) -> None:
    person = signed_in(who)
    for path in ("/admin/", "/admin/password", "/admin/accounts", "/admin/counts.json"):
        answer = person.opens(path)
        check(answer)
        assert answer.headers["Cache-Control"] == "no-store"


def test_assets_are_kept_for_ever_under_an_address_that_changes_with_them(
    app: Flask, malee: Person
) -> None:
    with malee.opens(f"{app.static_url_path}/tokens.css") as answer:
        assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    with malee.opens("/static/000000000000/tokens.css") as answer:
        assert answer.status_code == 404


def cookies_of(answer: TestResponse) -> dict[str, set[str]]:
    """Each cookie an answer sets, with its attributes, without when it expires."""
    found = {}
    for header in answer.headers.getlist("Set-Cookie"):
        value, *attributes = header.split("; ")
        fixed = {part for part in attributes if not part.startswith("Expires=")}
        found[value.split("=")[0]] = fixed
    return found


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_every_cookie_is_kept_exactly_so_and_secure_exactly_with_https(
    app: Flask, signed_in: Callable[[str], Person], station_id: UUID, scheme: str
) -> None:
    signed_in("praew")
    person, base = Person(app.test_client()), f"{scheme}://localhost"
    secure = {"Secure"} if scheme == "https" else set()
    common = {"HttpOnly", "SameSite=Lax"} | secure

    page = person.opens("/admin/sign-in?lang=en", base_url=base)
    assert cookies_of(page) == {
        "session": common | {"Path=/"},
        "lang": common | {"Path=/", "Max-Age=31536000"},
    }
    form = {"csrf_token": csrf_token(page), "name": "praew", "password": PASSWORD}
    options = {"base_url": base, "headers": {"Referer": f"{base}/admin/"}}
    answer = person.browser.post("/admin/sign-in", data=form, **options)
    cookies = cookies_of(answer)
    assert answer.status_code == 303
    assert cookies["staff"] == common | {"Path=/admin/", "Max-Age=43200"}
    assert cookies["known"] == common | {"Path=/admin/", "Max-Age=31536000"}
    assert cookies.keys() <= {"staff", "known", "session"}

    _, code = add_unpaired(app, station_id)
    token = csrf_token(person.opens("/pair", base_url=base))
    form = {"csrf_token": token, "code": code}
    paired = cookies_of(person.browser.post("/pair", data=form, **options))
    assert paired["kiosk"] == common | {"Path=/", "Max-Age=157680000"}

    path = Filler(app, station_id).fill("/go/<code>")
    scanned = cookies_of(Person(app.test_client()).opens(path, base_url=base))
    name = f"scanned-{path.rsplit('/', 1)[1]}"
    assert scanned == {name: common | {"Path=/", "Max-Age=600"}}


def test_a_visitor_who_only_looks_gets_no_cookie(app: Flask, malee: Person) -> None:
    for path in ("/", "/not-sure", "/d/traffic", "/d/traffic/survey", "/healthz"):
        assert "Set-Cookie" not in malee.opens(path).headers
    answer = malee.browser.post("/taps", json=make_report(make_tap()))
    assert "Set-Cookie" not in answer.headers


def test_signing_out_takes_the_sign_in_away(app: Flask, praew: Person) -> None:
    answer = praew.sends("/admin/sign-out", form_at="/admin/password")
    assert "Max-Age=0" in cookies_of(answer)["staff"]
    assert praew.browser.get_cookie("staff", path="/admin/") is None
