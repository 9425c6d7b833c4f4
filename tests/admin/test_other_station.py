"""Krit, admin of another station, with the ids and codes of the first: not found, nothing done."""

import re
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask import Flask

from station import clock
from station.channels.actions import add_channel
from station.channels.rules import Kind, Meaning
from station.channels.tables import ChannelVersion
from station.plan.file import PlanFile
from station.stations.tables import Station
from tests.admin.filling import Filler, form_for
from tests.cast import Person, add_neighbour, csrf_token, house_of, read
from tests.devices import add_unpaired
from tests.instances import SLUG, on_sqlite
from tests.kept import everything, rows

BY_ID = [
    ("POST", "/admin/kiosks/<kiosk>/code"),
    ("GET", "/admin/kiosks/<kiosk>/revoke"),
    ("POST", "/admin/kiosks/<kiosk>/revoke"),
    ("GET", "/admin/accounts/<account>/close"),
    ("POST", "/admin/accounts/<account>/close"),
    ("GET", "/admin/accounts/<account>/password"),
    ("POST", "/admin/accounts/<account>/password"),
    ("GET", "/admin/officers/<officer>"),
    ("POST", "/admin/officers/<officer>"),
    ("POST", "/admin/officers/<officer>/leave"),
    ("POST", "/admin/officers/<officer>/leave/<leave>/remove"),
    ("GET", "/admin/officers/<officer>/account"),
    ("POST", "/admin/officers/<officer>/account"),
    ("POST", "/admin/officers/<officer>/account/new"),
    ("GET", "/admin/posts/<code>"),
    ("POST", "/admin/posts/<code>"),
    ("POST", "/admin/posts/<code>/move"),
    ("GET", "/admin/posts/<code>/remove"),
    ("POST", "/admin/posts/<code>/remove"),
    ("GET", "/admin/shifts/<code>"),
    ("POST", "/admin/shifts/<code>"),
    ("GET", "/admin/shifts/<code>/remove"),
    ("POST", "/admin/shifts/<code>/remove"),
    ("GET", "/admin/holidays/<day>"),
    ("POST", "/admin/holidays/<day>"),
    ("POST", "/admin/holidays/<day>/remove"),
]


def ask(person: Person, method: str, path: str, form: dict[str, str]) -> int:
    if method == "GET":
        return person.opens(path).status_code
    token = csrf_token(person.opens("/admin/password"))
    return person.browser.post(path, data={"csrf_token": token, **form}).status_code


@pytest.mark.parametrize(("method", "address"), BY_ID)
def test_ids_of_another_station_are_not_found_and_nothing_changes(
    app: Flask, krit: Person, station_id: UUID, method: str, address: str
) -> None:
    path = Filler(app, station_id).fill(address)
    before = everything(app)
    form = form_for(address) if method == "POST" else {}
    assert ask(krit, method, path, form) == 404
    assert ask(krit, method, f"{path}?station={SLUG}", form) == 404
    assert everything(app) == before


@on_sqlite
@pytest.mark.parametrize(("method", "address"), BY_ID)
def test_ids_of_nobody_are_not_found(app: Flask, praew: Person, method: str, address: str) -> None:
    path = re.sub(r"<\w+>", lambda _: str(uuid4()), address)
    before = everything(app)
    assert ask(praew, method, path, form_for(address) if method == "POST" else {}) == 404
    assert everything(app) == before


def add_own_channel(app: Flask, station_id: UUID) -> None:
    words = {"th": "ช่องทางของเรา", "en": "Our own channel"}
    with house_of(app).database.session(writing=True) as db:
        add_channel(
            db,
            station_id,
            "only-here",
            kind=Kind.MANUAL,
            division=None,
            side=None,
            position=99,
            meaning=Meaning(words, otherwise=words),
            at=clock.now(),
        )
        db.commit()


@on_sqlite
def test_a_channel_that_only_another_station_has_is_not_found(
    app: Flask, krit: Person, station_id: UUID
) -> None:
    add_own_channel(app, station_id)
    before = everything(app)
    assert krit.opens("/admin/channels/only-here").status_code == 404
    form = {"address": "https://example.go.th/krit"}
    assert ask(krit, "POST", "/admin/channels/only-here", form) == 404
    assert everything(app) == before


def test_a_channel_of_the_same_code_is_changed_at_ones_own_station_only(
    app: Flask, krit: Person, station_id: UUID
) -> None:
    krit.sends("/admin/channels/eit-survey", address="https://example.go.th/krit")
    changed = [version for version in rows(app, ChannelVersion) if version.version == 2]
    assert [version.station_id == station_id for version in changed] == [False]


@on_sqlite
@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/admin/answers/reading", {"day": "3/3/2568", "division": "only", "confirmed": "1"}),
        (
            "/admin/answers/tally",
            {"day": "3/3/2568", "division": "only", "total": "1", "collector": "x"},
        ),
        ("/admin/kiosks", {"name": "x", "point": "only"}),
    ],
)
def test_what_only_another_station_has_cannot_be_chosen(
    app: Flask,
    signed_in: Callable[[str], Person],
    station_id: UUID,
    plan: PlanFile,
    address: str,
    form: dict[str, str],
) -> None:
    only = plan.divisions[0].model_copy(update={"code": "only"})
    point = plan.points[0].model_copy(update={"code": "only"})
    add_neighbour(
        app, plan.model_copy(update={"divisions": (*plan.divisions, only), "points": (point,)})
    )
    praew = signed_in("praew")
    before = everything(app)
    assert ask(praew, "POST", address, form) == 422
    assert everything(app) == before


@on_sqlite
def test_naming_another_station_in_the_address_changes_nothing_for_the_staff(
    app: Flask, krit: Person
) -> None:
    for page in ("/admin/", "/admin/answers", "/admin/kiosks", "/admin/accounts"):
        assert krit.opens(page).get_data() == krit.opens(f"{page}").get_data()
    answer = krit.opens(f"/admin/counts.json?from=2025-03-01&to=2025-03-31&station={SLUG}")
    assert answer.json is not None
    assert answer.json["station"] == "neighbour"


@on_sqlite
def test_a_list_shows_the_own_stations_rows_only(
    app: Flask, krit: Person, station_id: UUID
) -> None:
    add_unpaired(app, station_id, "ของสถานีแรก")
    assert not read(krit.opens("/admin/kiosks")).select("main li.row")
    names = [
        n.get_text(strip=True)
        for n in read(krit.opens("/admin/accounts")).select(".row-name strong")
    ]
    assert names == ["krit"]


def test_the_province_reads_every_station_and_names_one(
    app: Flask, signed_in: Callable[[str], Person], plan: PlanFile
) -> None:
    add_neighbour(app, plan)
    province = signed_in("prae-province")
    page = read(province.opens("/admin/"))
    shown = [str(link["href"]) for link in page.select("main a.choice")]
    assert shown == ["/admin/?station=don-ya-nang", "/admin/?station=neighbour"]
    for path in shown:
        assert province.opens(path).status_code == 200
    days = "from=2025-03-01&to=2025-03-31"
    for station in rows(app, Station):
        answer = province.opens(f"/admin/counts.json?{days}&station={station.slug}")
        assert answer.json is not None
        assert answer.json["station"] == station.slug


@pytest.mark.parametrize("slug", ["nowhere", "", "%00", "x" * 5000])
def test_a_station_that_is_not_there_is_not_found_or_still_to_be_chosen(
    app: Flask, signed_in: Callable[[str], Person], slug: str
) -> None:
    province = signed_in("prae-province")
    assert province.opens(f"/admin/answers?station={slug}").status_code in (400, 404)
    assert province.opens(f"/admin/?station={slug}").status_code in (200, 400)
