"""Accounts: one person, one account; opened, given a new password, closed."""

from collections.abc import Callable

import pytest
from flask import Flask

from station.people.rules import Role
from station.people.tables import Account
from tests.admin.boards import text_of
from tests.admin.filling import NEW_PASSWORD
from tests.cast import Person, read
from tests.instances import on_sqlite
from tests.kept import acts, audit, everything, rows

FORM = {"name": "Nok", "role": "officer", "password": NEW_PASSWORD, "again": NEW_PASSWORD}


def account(app: Flask, name: str) -> Account:
    return next(account for account in rows(app, Account) if account.name == name)


@on_sqlite
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PROVINCE])
def test_an_account_of_any_role_of_the_station_is_opened_and_signs_in(
    app: Flask, praew: Person, malee: Person, role: Role
) -> None:
    answer = praew.sends("/admin/accounts", **{**FORM, "role": role.value})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/accounts")
    opened = account(app, "nok")
    assert (opened.role, opened.station_id) == (role, account(app, "praew").station_id)
    assert opened.needs_second_factor
    assert malee.signs_in("nok", NEW_PASSWORD).status_code == 303


WRONG = [
    {"name": ""},
    {"name": "  "},
    {"name": "x" * 61},
    {"name": "praew"},
    {"name": " PRAEW "},
    {"name": "a\u0000"},
    {"name": "\u202epraew"},
    {"role": "province"},
    {"role": "owner"},
    {"role": ""},
    {"password": "short", "again": "short"},
    {"password": "x" * 201, "again": "x" * 201},
    {"again": "something else"},
    {"password": "", "again": ""},
]


@on_sqlite
def test_an_account_that_cannot_be_is_not_opened(app: Flask, praew: Person) -> None:
    before = everything(app)
    for change in WRONG:
        answer = praew.sends("/admin/accounts", **{**FORM, **change})
        page = read(answer)
        assert answer.status_code == 422, change
        found = {str(a["href"]).removeprefix("#") for a in page.select(".error-summary a")}
        assert found <= change.keys(), change
        assert NEW_PASSWORD not in str(page)
    assert everything(app) == before


@on_sqlite
def test_the_roles_offered_are_those_of_a_station(app: Flask, praew: Person) -> None:
    offered = read(praew.opens("/admin/accounts")).select("input[name=role]")
    assert [str(one["value"]) for one in offered] == ["admin", "commander", "system", "officer"]


def test_a_new_password_replaces_the_old_one(app: Flask, praew: Person, malee: Person) -> None:
    path = f"/admin/accounts/{account(app, 'anan').id}/password"
    assert praew.opens(path).status_code == 200
    assert praew.sends(path, password=NEW_PASSWORD, again=NEW_PASSWORD).status_code == 303
    assert malee.signs_in("anan", NEW_PASSWORD).status_code == 303
    (entry,) = [entry for entry in audit(app) if entry.act == "password_changed"]
    assert entry.detail == {"account": str(account(app, "anan").id), "name": "anan"}


@on_sqlite
@pytest.mark.parametrize(
    "form",
    [
        {"password": "short", "again": "short"},
        {"password": NEW_PASSWORD, "again": "something else"},
        {"password": "", "again": ""},
    ],
)
def test_a_password_that_cannot_be_is_not_given(
    app: Flask, praew: Person, form: dict[str, str]
) -> None:
    before = everything(app)
    path = f"/admin/accounts/{account(app, 'anan').id}/password"
    assert praew.sends(path, **form).status_code == 422
    assert everything(app) == before


def test_closing_asks_first_and_the_account_stays_on_record(app: Flask, praew: Person) -> None:
    path = f"/admin/accounts/{account(app, 'anan').id}/close"
    before = everything(app)
    page = read(praew.opens(f"{path}?lang=en"))
    assert text_of(page.select_one("h1")) == "Close the account anan?"
    assert praew.browser.head(path).status_code == 200
    assert everything(app) == before
    assert praew.sends(path).status_code == 303
    assert account(app, "anan").closed_at is not None
    listed = [text_of(row) for row in read(praew.opens("/admin/accounts")).select(".row.is-over")]
    assert len(listed) == 1
    assert acts(app).count("account_closed") == 1


def test_the_last_admin_cannot_be_closed(app: Flask, praew: Person) -> None:
    path = f"/admin/accounts/{account(app, 'praew').id}/close"
    answer = praew.sends(path)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/accounts")
    assert account(app, "praew").closed_at is None
    assert read(praew.opens("/admin/accounts")).select(".flash.is-problem")
    praew.sends("/admin/accounts", **{**FORM, "role": "admin"})
    assert praew.sends(path).status_code == 303
    assert account(app, "praew").closed_at is not None
    assert praew.opens("/admin/").status_code == 303


@on_sqlite
def test_a_closed_admin_does_not_count_as_another_one(app: Flask, praew: Person) -> None:
    praew.sends("/admin/accounts", **{**FORM, "role": "admin"})
    praew.sends(f"/admin/accounts/{account(app, 'nok').id}/close")
    praew.sends(f"/admin/accounts/{account(app, 'praew').id}/close")
    assert account(app, "praew").closed_at is None


@on_sqlite
def test_closing_twice_changes_nothing_more(app: Flask, praew: Person) -> None:
    path = f"/admin/accounts/{account(app, 'anan').id}/close"
    praew.sends(path)
    before = everything(app)
    praew.sends(path)
    assert everything(app) == before


@on_sqlite
def test_a_closed_accounts_name_stays_its_own(app: Flask, praew: Person) -> None:
    praew.sends(f"/admin/accounts/{account(app, 'anan').id}/close")
    assert praew.sends("/admin/accounts", **{**FORM, "name": "anan"}).status_code == 422


@pytest.mark.parametrize("name", ["somsak", "praew"])
def test_who_keeps_accounts_cannot_let_themselves_in_where_they_may_not(
    app: Flask, signed_in: Callable[[str], Person], name: str
) -> None:
    sao = signed_in("sao")
    before = everything(app)
    for role in ("admin", "commander"):
        assert sao.sends("/admin/accounts", **{**FORM, "role": role}).status_code == 422
    path = f"/admin/accounts/{account(app, name).id}"
    new = {"password": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert sao.opens(f"{path}/password").status_code == 403
    assert sao.sends(f"{path}/password", form_at="/admin/password", **new).status_code == 403
    assert sao.sends(f"{path}/close", form_at="/admin/password").status_code == 403
    assert everything(app) == before


@on_sqlite
def test_the_list_offers_what_may_be_done(app: Flask, signed_in: Callable[[str], Person]) -> None:
    page = read(signed_in("sao").opens("/admin/accounts"))
    assert {radio["value"] for radio in page.select("input[type=radio]")} == {"system", "officer"}
    ways = {str(way["href"]).split("/")[3] for way in page.select(".row-actions a")}
    assert ways == {str(account(app, name).id) for name in ("sao", "anan")}
