"""Kiosks: added with a name and a place, paired by a code shown once, revoked for good."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask import Flask

from station.plan.file import PlanFile
from station.points.tables import Kiosk
from tests.admin.boards import text_of
from tests.cast import Person, add_neighbour, make_report, make_tap, read
from tests.devices import PairedKiosk
from tests.instances import SLUG, on_sqlite
from tests.kept import acts, audit, events, everything, rows

FORM = {"name": "  หน้าเคาน์เตอร์ ๑ ", "point": "one-stop-service"}


def code_on(page: BeautifulSoup) -> str:
    return text_of(page.select_one(".steps-code"))


def states(person: Person) -> list[list[str]]:
    """What the list says of each kiosk."""
    page = read(person.opens("/admin/kiosks?lang=en"))
    return [[text_of(s) for s in row.select(".state")] for row in page.select("main li.row")]


def test_a_kiosk_is_added_and_its_code_pairs_a_tablet(
    app: Flask, praew: Person, malee: Person
) -> None:
    answer = praew.sends("/admin/kiosks", **FORM)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    (kept,) = rows(app, Kiosk)
    assert (kept.name, kept.point, kept.token_hash) == ("หน้าเคาน์เตอร์ ๑", FORM["point"], None)
    code = code_on(read(answer))
    assert code.replace("-", "") not in (kept.pairing_hash, str(audit(app)[-1].detail))
    assert malee.sends("/pair", code=code).status_code == 303
    malee.browser.post("/taps", json=make_report(make_tap()))
    assert [event.kiosk_id for event in events(app)] == [kept.id]


@on_sqlite
@pytest.mark.parametrize("stations", [1, 2])
def test_the_address_shown_opens_on_the_tablet_with_one_station_and_with_several(
    app: Flask, praew: Person, plan: PlanFile, stations: int
) -> None:
    if stations > 1:
        add_neighbour(app, plan)
    page = read(praew.sends("/admin/kiosks", **FORM))
    path = urlsplit(text_of(page.select_one(".steps-address"))).path
    tablet = Person(app.test_client())
    assert tablet.opens(path).status_code == 200
    assert tablet.sends(path, code=code_on(page)).status_code == 303
    assert read(tablet.opens("/")).select("body[data-kiosk]")


@on_sqlite
@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "   "},
        {"name": "x" * 61},
        {"name": "\u200b"},
        {"name": "a\u0000b"},
        {"point": ""},
        {"point": "canteen"},
    ],
)
def test_a_kiosk_without_a_good_name_and_place_is_not_added(
    app: Flask, praew: Person, change: dict[str, str]
) -> None:
    before = everything(app)
    answer = praew.sends("/admin/kiosks", **{**FORM, **change})
    assert answer.status_code == 422
    assert read(answer).select(".error-summary a[href^='#']")
    assert everything(app) == before


@on_sqlite
def test_the_list_says_how_each_kiosk_stands(
    app: Flask, praew: Person, malee: Person, now: time_machine.Traveller
) -> None:
    assert states(praew) == []
    code = code_on(read(praew.sends("/admin/kiosks", **FORM)))
    assert states(praew) == [["code waits until 09:15"]]
    now.shift(timedelta(minutes=15))
    assert states(praew) == [["not paired"]]
    now.shift(timedelta(minutes=-15))
    malee.sends("/pair", code=code)
    assert states(praew) == [["paired"]]


def test_a_new_code_is_shown_once_and_the_older_one_is_dead(
    app: Flask, praew: Person, malee: Person
) -> None:
    first = code_on(read(praew.sends("/admin/kiosks", **FORM)))
    (kept,) = rows(app, Kiosk)
    answer = praew.sends(f"/admin/kiosks/{kept.id}/code", form_at="/admin/kiosks")
    assert answer.status_code == 200
    assert malee.sends("/pair", code=first).status_code == 422
    assert malee.sends("/pair", code=code_on(read(answer))).status_code == 303
    assert acts(app).count("pairing_code_made") == 2


def test_revoking_asks_first_and_ends_the_pairing_for_good(
    app: Flask, praew: Person, kiosk: PairedKiosk
) -> None:
    kiosk.browser.post("/taps", json=make_report(make_tap()))
    path = f"/admin/kiosks/{kiosk.id}/revoke"
    before = everything(app)
    assert praew.opens(path).status_code == 200
    assert praew.browser.head(path).status_code == 200
    assert everything(app) == before
    assert praew.sends(path).status_code == 303
    kiosk.browser.post("/taps", json=make_report(make_tap()))
    assert [event.source for event in events(app)] == ["kiosk", "web"]
    assert states(praew) == [["revoked"]]
    assert acts(app).count("kiosk_revoked") == 1


@on_sqlite
def test_a_revoked_kiosk_stays_revoked(app: Flask, praew: Person, kiosk: PairedKiosk) -> None:
    praew.sends(f"/admin/kiosks/{kiosk.id}/revoke")
    before = everything(app)
    answer = praew.sends(f"/admin/kiosks/{kiosk.id}/code", form_at="/admin/kiosks")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/kiosks")
    assert read(praew.opens("/admin/kiosks")).select(".flash.is-problem")
    praew.sends(f"/admin/kiosks/{kiosk.id}/revoke")
    assert everything(app) == before


@on_sqlite
def test_the_form_offers_the_stations_own_points(app: Flask, praew: Person) -> None:
    options = read(praew.opens("/admin/kiosks?lang=en")).select("select[name=point] option")
    assert [(str(option["value"]), text_of(option)) for option in options] == [
        ("", "Choose one"),
        ("one-stop-service", "One Stop Service room"),
        ("public-relations", "Public-relations point"),
    ]


@on_sqlite
def test_a_kiosks_name_is_text_on_every_page(app: Flask, praew: Person) -> None:
    praew.sends("/admin/kiosks", **{**FORM, "name": "<b>1</b>"})
    page = read(praew.opens("/admin/kiosks"))
    assert not page.select("main b")
    assert text_of(page.select_one(".row-name strong")) == "<b>1</b>"
    assert page.select_one(f"a[href='/s/{SLUG}/']") is not None
