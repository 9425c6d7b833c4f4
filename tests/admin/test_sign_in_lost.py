"""What ends a sign-in, and where a person gets after signing in: inside, never elsewhere."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from station.people.tables import Account
from tests.admin.filling import NEW_PASSWORD
from tests.cast import PASSWORD, Person, read
from tests.instances import on_sqlite
from tests.kept import rows

SignedIn = Callable[[str], Person]


def account_id(app: Flask, name: str) -> str:
    return str(next(account.id for account in rows(app, Account) if account.name == name))


def is_signed_in(person: Person) -> bool:
    return person.opens("/admin/").status_code == 200


def test_closing_an_account_ends_its_sign_ins_and_keeps_it_out(
    app: Flask, praew: Person, signed_in: SignedIn
) -> None:
    anan = signed_in("anan")
    path = f"/admin/accounts/{account_id(app, 'anan')}/close"
    assert praew.sends(path, form_at="/admin/accounts").status_code == 303
    assert not is_signed_in(anan)
    refused = Person(app.test_client()).signs_in("anan")
    assert refused.status_code == 422
    assert is_signed_in(praew)


def test_a_new_password_given_by_another_ends_every_sign_in(
    app: Flask, praew: Person, signed_in: SignedIn
) -> None:
    phones = [signed_in("anan"), signed_in("anan")]
    path = f"/admin/accounts/{account_id(app, 'anan')}/password"
    praew.sends(path, password=NEW_PASSWORD, again=NEW_PASSWORD)
    assert [is_signed_in(phone) for phone in phones] == [False, False]
    assert Person(app.test_client()).signs_in("anan", PASSWORD).status_code == 422
    assert Person(app.test_client()).signs_in("anan", NEW_PASSWORD).status_code == 303


def test_ones_own_new_password_ends_every_sign_in_this_one_too(
    app: Flask, praew: Person, signed_in: SignedIn
) -> None:
    elsewhere = signed_in("praew")
    form = {"present": PASSWORD, "password": NEW_PASSWORD, "again": NEW_PASSWORD}
    answer = praew.sends("/admin/password", **form)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/sign-in")
    assert not is_signed_in(praew)
    assert not is_signed_in(elsewhere)
    assert praew.signs_in("praew", NEW_PASSWORD).status_code == 303


@on_sqlite
@pytest.mark.parametrize(
    "change",
    [
        {"present": "a wrong password"},
        {"present": ""},
        {"again": "something else"},
        {"password": "short", "again": "short"},
        {"password": "x" * 201, "again": "x" * 201},
        {"password": "", "again": ""},
    ],
)
def test_ones_own_password_stays_where_the_form_is_wrong(
    app: Flask, praew: Person, change: dict[str, str]
) -> None:
    form = {"present": PASSWORD, "password": NEW_PASSWORD, "again": NEW_PASSWORD}
    answer = praew.sends("/admin/password", **{**form, **change})
    assert answer.status_code == 422
    assert read(answer).select(".error-summary")
    assert is_signed_in(praew)
    assert Person(app.test_client()).signs_in("praew", PASSWORD).status_code == 303


@on_sqlite
def test_at_an_unlocked_screen_the_present_password_can_be_guessed_ten_times_only(
    app: Flask, praew: Person
) -> None:
    form = {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
    for n in range(10):
        praew.sends("/admin/password", present=f"wrong {n}", **form)
    assert praew.sends("/admin/password", present=PASSWORD, **form).status_code != 303
    assert Person(app.test_client()).signs_in("praew", PASSWORD).status_code == 303


@on_sqlite
@pytest.mark.parametrize(
    "path",
    [
        "/admin/",
        "/admin/answers",
        "/admin/answers/reading?day=1",
        "/admin/channels/eit-survey",
        "/admin/?year=2568&lang=en",
    ],
)
def test_a_page_asked_for_before_signing_in_is_where_one_gets_after(
    app: Flask, praew: Person, path: str
) -> None:
    person = Person(app.test_client())
    turned = person.opens(path)
    assert turned.status_code == 303
    assert parse_qs(urlsplit(turned.headers["Location"]).query) == {"after": [path]}
    page = read(person.opens(turned.headers["Location"]))
    (kept,) = page.select("input[name=after]")
    assert kept["value"] == path
    answer = person.sends("/admin/sign-in", name="praew", password=PASSWORD, after=path)
    assert (answer.status_code, answer.headers["Location"]) == (303, path)


ELSEWHERE = [
    "https://elsewhere.example/admin/",
    "//elsewhere.example/admin/",
    "///elsewhere.example/admin/",
    "/\\elsewhere.example/admin/",
    "\\\\elsewhere.example",
    "http:elsewhere.example",
    "http:///admin/",
    "javascript:alert(1)",
    "javascript:/admin/",
    "elsewhere.example",
    "admin/",
    "/",
    "/go/abc",
    "/adminx/",
    "/admin/\r\nSet-Cookie: a=b",
    "/admin/\u0000",
    "/admin/\u2028",
    " //elsewhere.example",
    "\t//elsewhere.example",
    "/admin/" + "x" * 600,
    "http://[",
    "",
]


@on_sqlite
def test_no_address_leads_out_of_the_staffs_side(app: Flask, praew: Person) -> None:
    for after in ELSEWHERE:
        person = Person(app.test_client())
        answer = person.sends("/admin/sign-in", name="praew", password=PASSWORD, after=after)
        assert (answer.status_code, answer.headers.get("Location")) == (303, "/admin/"), after


@on_sqlite
@pytest.mark.parametrize(
    "after", ["/admin/../", "/admin/../go/abc", "/admin/..//elsewhere.example"]
)
def test_climbing_out_by_dots_stays_on_this_server(app: Flask, praew: Person, after: str) -> None:
    person = Person(app.test_client())
    answer = person.sends("/admin/sign-in", name="praew", password=PASSWORD, after=after)
    assert not urlsplit(answer.headers["Location"]).netloc
    assert not answer.headers["Location"].startswith("//")


@on_sqlite
def test_what_was_being_sent_is_not_where_one_gets_after(app: Flask, praew: Person) -> None:
    person = Person(app.test_client())
    answer = person.sends("/admin/station", form_at="/admin/sign-in", name_th="x")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/sign-in")


@on_sqlite
def test_a_program_without_a_sign_in_is_told_so_in_json(app: Flask, malee: Person) -> None:
    answer = malee.opens("/admin/counts.json?from=2025-03-01&to=2025-03-31")
    assert (answer.status_code, answer.json) == (401, {"error": "sign_in"})
