"""The one-time link: the station's name and its first account, once and for seven days."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from station.people.rules import Role
from station.people.tables import Account
from station.plan.file import PlanFile
from station.stations.tables import Station
from tests.admin.filling import NAMES, NEW_PASSWORD, Filler
from tests.cast import Person, add_cast, add_neighbour, house_of, is_thai, open_for, read
from tests.instances import on_sqlite
from tests.kept import acts, everything, rows

FORM = {**NAMES, "account": "Praew ", "password": NEW_PASSWORD, "again": NEW_PASSWORD}


@pytest.fixture
def link(app: Flask, station_id: UUID) -> str:
    """The address that the first start prints."""
    return f"/admin/set-up/{Filler(app, station_id).set_up_link()}"


def test_filling_it_in_names_the_station_and_opens_an_admins_account(
    app: Flask, malee: Person, link: str
) -> None:
    answer = malee.sends(link, **FORM)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/sign-in")
    (station,) = rows(app, Station)
    assert station.name == {"th": NAMES["name_th"], "en": NAMES["name_en"]}
    assert station.short_name == {"th": NAMES["short_th"], "en": NAMES["short_en"]}
    (account,) = rows(app, Account)
    assert (account.name, account.role) == ("praew", "admin")
    assert malee.signs_in("praew", NEW_PASSWORD).status_code == 303
    assert malee.opens("/admin/accounts").status_code == 200
    assert sorted(acts(app)) == [
        "account_opened", "set_up_link_made", "signed_in", "station_renamed",
    ]  # fmt: skip


def test_the_link_works_once(app: Flask, malee: Person, link: str) -> None:
    malee.sends(link, **FORM)
    before = everything(app)
    second = Person(app.test_client())
    assert second.opens(link).status_code == 404
    answer = second.sends(link, form_at="/admin/sign-in", **{**FORM, "account": "second"})
    assert answer.status_code == 404
    assert everything(app) == before


def test_of_two_who_fill_it_in_together_the_first_wins(
    app: Flask, malee: Person, link: str
) -> None:
    second = Person(app.test_client())
    page = second.opens(link)
    assert page.status_code == 200
    malee.sends(link, **FORM)
    answer = second.sends(link, form_at="/admin/sign-in", **{**FORM, "account": "second"})
    assert answer.status_code == 404
    assert [account.name for account in rows(app, Account)] == ["praew"]


def test_a_link_is_worth_nothing_once_the_station_has_an_account(
    app: Flask, malee: Person, link: str, station_id: UUID
) -> None:
    Filler(app, station_id).open_account("praew", Role.ADMIN)
    before = everything(app)
    assert malee.opens(link).status_code == 404
    answer = malee.sends(link, form_at="/admin/sign-in", **{**FORM, "account": "second"})
    assert answer.status_code == 404
    assert everything(app) == before


@on_sqlite
@pytest.mark.parametrize(("days", "status"), [(6.99, 200), (7, 404)])
def test_the_link_works_for_seven_days(
    app: Flask, malee: Person, link: str, now: time_machine.Traveller, days: float, status: int
) -> None:
    now.shift(timedelta(days=days))
    assert malee.opens(link).status_code == status


def test_only_the_newest_link_works(app: Flask, malee: Person, link: str, station_id: UUID) -> None:
    newer = Filler(app, station_id).set_up_link()
    assert malee.opens(link).status_code == 404
    assert malee.opens(f"/admin/set-up/{newer}").status_code == 200


@on_sqlite
@pytest.mark.parametrize("token", ["x", "%00", "0" * 5000, "..", "ก"])
def test_a_made_up_link_is_a_page_that_says_so(app: Flask, malee: Person, token: str) -> None:
    answer = malee.opens(f"/admin/set-up/{token}")
    assert answer.status_code in (404, 308)


@on_sqlite
@pytest.mark.parametrize(
    "change",
    [
        {"name_th": ""},
        {"name_th": "   "},
        {"name_en": "x" * 201},
        {"short_th": "x" * 61},
        {"account": ""},
        {"account": "\u200b"},
        {"account": "x" * 61},
        {"account": "taken"},
        {"password": "short", "again": "short"},
        {"again": "something else entirely"},
        {"password": "x" * 201, "again": "x" * 201},
    ],
)
def test_a_wrong_form_keeps_nothing_and_the_link_stays_good(
    app: Flask, malee: Person, link: str, change: dict[str, str]
) -> None:
    with house_of(app).database.session(writing=True) as db:
        open_for(db, "taken", Role.PROVINCE, None)
        db.commit()
    before = everything(app)
    answer = malee.sends(link, **{**FORM, **change})
    assert answer.status_code == 422
    assert read(answer).select(".error-summary a[href^='#']")
    assert everything(app) == before
    assert malee.sends(link, **FORM).status_code == 303


@on_sqlite
def test_the_link_sets_up_its_own_station_only(
    app: Flask, malee: Person, link: str, plan: PlanFile, station_id: UUID
) -> None:
    neighbour = add_neighbour(app, plan)
    before = next(one.name for one in rows(app, Station) if one.id == neighbour)
    malee.sends(link, **FORM)
    kept = {station.id: station.name for station in rows(app, Station)}
    assert kept[neighbour] == before
    assert kept[station_id]["en"] == NAMES["name_en"]


@on_sqlite
@pytest.mark.parametrize("language", ["th", "en"])
def test_the_page_is_in_the_readers_language_filled_in_with_the_plans_names(
    app: Flask, malee: Person, link: str, language: str
) -> None:
    page = read(malee.opens(link, headers={"Accept-Language": language}))
    heading = page.select_one("main h1")
    assert heading is not None
    assert is_thai(heading.get_text()) is (language == "th")
    assert page.select_one("input[name=name_th]")["value"] == "สถานีตำรวจภูธรดอนหญ้านาง"  # type: ignore[index]
    assert len(page.select(".missing li")) == 5


@on_sqlite
def test_an_unfinished_set_up_blocks_neither_kiosk_nor_dashboard(
    app: Flask, malee: Person, link: str, station_id: UUID
) -> None:
    assert malee.opens("/").status_code == 200
    add_cast(app, station_id)
    malee.signs_in("praew")
    assert malee.opens("/admin/").status_code == 200
