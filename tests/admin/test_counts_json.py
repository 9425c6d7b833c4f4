"""counts.json: the days with what was counted and reported, in exactly the promised shape."""

import dataclasses
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from flask import Flask

from tests.admin.boards import enter_reading, enter_tally
from tests.cast import Person, house_of, make_report, make_tap
from tests.commands.running import run
from tests.devices import ADDRESS, PairedKiosk, lead_to
from tests.instances import on_sqlite, reachable
from tests.kept import link_code

MARCH = "from=2025-03-01&to=2025-03-31"
NOTHING = {"kiosk": 0, "web": 0}


def counts(person: Person, query: str = MARCH) -> dict[str, Any]:
    answer = person.opens(f"/admin/counts.json?{query}")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert answer.json is not None
    return dict(answer.json)


def row(**changes: object) -> dict[str, object]:
    """A day of traffic without anything, with whatever is to be different."""
    return {
        "day": "2025-03-03",
        "division": "traffic",
        "seen": NOTHING,
        "done": NOTHING,
        "scanned": None,
        "other": {},
        "tallied": None,
        "confirmed": None,
        **changes,
    }


def tap(person: Person, *kinds: str, **changes: object) -> None:
    taps = [make_tap(kind=kind, **changes) for kind in kinds]
    assert person.browser.post("/taps", json=make_report(*taps)).status_code == 200


def test_days_without_anything_are_left_out(app: Flask, praew: Person) -> None:
    assert counts(praew) == {"station": "don-ya-nang", "days": [], "readings": []}


def test_taps_stand_by_kind_and_source(
    app: Flask, praew: Person, malee: Person, kiosk: PairedKiosk
) -> None:
    tap(malee, "survey_shown", "survey_done", "complaints_shown", "complaints_shown")
    tap(malee, "division_opened", "manual_shown", "eservice_shown", "opinion_given")
    tap(Person(kiosk.browser), "survey_shown", "complaints_shown")
    other = {
        "complaints_shown": {"kiosk": 1, "web": 2},
        "division_opened": {"kiosk": 0, "web": 1},
        "eservice_shown": {"kiosk": 0, "web": 1},
        "manual_shown": {"kiosk": 0, "web": 1},
        "opinion_given": {"kiosk": 0, "web": 1},
    }
    expected = row(seen={"kiosk": 1, "web": 1}, done={"kiosk": 0, "web": 1}, other=other)
    assert counts(praew)["days"] == [expected]


@reachable
def test_scans_stand_by_place_and_those_of_other_channels_apart(
    app: Flask, praew: Person, malee: Person, kiosk: PairedKiosk
) -> None:
    lead_to(app, kiosk.station_id, "law", ADDRESS)
    codes = [
        link_code(app, "eit-survey", "traffic"),
        link_code(app, "eit-survey", "traffic", kiosk.id),
        link_code(app, "law", "traffic"),
    ]
    for code in codes:
        malee.opens(f"/go/{code}")
    assert counts(praew)["days"] == [
        row(
            scanned={"kiosk": 1, "web": 1, "poster": 0},
            other={"scanned_manual": {"kiosk": 0, "web": 1, "poster": 0}},
        )
    ]


@reachable
@on_sqlite
def test_where_scans_are_measured_none_yet_is_0(app: Flask, praew: Person, malee: Person) -> None:
    tap(malee, "survey_shown")
    (found,) = counts(praew)["days"]
    assert found["scanned"] == {"kiosk": 0, "web": 0, "poster": 0}


def test_where_scans_are_not_measured_they_are_null(
    app: Flask, praew: Person, malee: Person
) -> None:
    tap(malee, "survey_shown")
    (found,) = counts(praew)["days"]
    assert found["scanned"] is None


def test_the_whole_station_is_null_and_comes_first(
    app: Flask, praew: Person, malee: Person
) -> None:
    tap(malee, "survey_shown", division="patrol")
    tap(malee, "survey_shown")
    tap(malee, "notice_shown", division=None)
    enter_reading(praew, 112)
    found = counts(praew)["days"]
    assert [one["division"] for one in found] == [None, "patrol", "traffic"]
    assert found[0] == row(
        division=None, confirmed=112, other={"notice_shown": {"kiosk": 0, "web": 1}}
    )


def test_entries_stand_on_their_day_and_every_reading_is_listed(
    app: Flask, praew: Person, now: time_machine.Traveller
) -> None:
    enter_reading(praew, 100, day="2025-03-02")
    now.shift(60)
    enter_reading(praew, 110)
    now.shift(60)
    enter_reading(praew, 112)
    enter_reading(praew, 12, division="traffic")
    enter_tally(praew, "traffic", 15)
    now.shift(60)
    enter_tally(praew, "traffic", 16)
    found = counts(praew)
    assert found["days"] == [
        row(day="2025-03-02", division=None, confirmed=100),
        row(division=None, confirmed=112),
        row(tallied=16, confirmed=12),
    ]
    assert sorted(found["readings"], key=lambda one: one["confirmed"]) == [
        {"day": "2025-03-03", "division": "traffic", "confirmed": 12},
        {"day": "2025-03-02", "division": None, "confirmed": 100},
        {"day": "2025-03-03", "division": None, "confirmed": 110},
        {"day": "2025-03-03", "division": None, "confirmed": 112},
    ]


def test_both_ends_are_included_and_nothing_beyond(
    app: Flask, praew: Person, malee: Person, now: time_machine.Traveller
) -> None:
    for day in ("2025-03-04", "2025-03-05", "2025-03-06", "2025-03-07"):
        now.move_to(f"{day}T02:00:00+00:00")
        tap(malee, "survey_shown")
        again = Person(app.test_client())
        again.signs_in("praew")
        enter_reading(again, 1, day=day)
    found = counts(again, "from=2025-03-05&to=2025-03-06")
    assert {one["day"] for one in found["days"]} == {"2025-03-05", "2025-03-06"}
    assert [one["day"] for one in found["readings"]] == ["2025-03-05", "2025-03-06"]
    assert len(counts(again, "from=2025-03-05&to=2025-03-05")["days"]) == 2


def test_what_stands_outside_the_totals_is_not_in_it(
    app: Flask, praew: Person, kiosk: PairedKiosk
) -> None:
    tap(Person(kiosk.browser), "survey_shown", "survey_shown")
    (found,) = counts(praew)["days"]
    assert found["seen"] == {"kiosk": 1, "web": 0}


@on_sqlite
def test_a_day_of_the_buddhist_era_is_understood(app: Flask, praew: Person, malee: Person) -> None:
    tap(malee, "survey_shown")
    assert counts(praew, "from=2568-03-01&to=2568-03-31") == counts(praew)


@on_sqlite
@pytest.mark.parametrize(
    "query",
    [
        "",
        "from=2025-03-01",
        "to=2025-03-01",
        "from=2025-03-01&to=",
        "from=yesterday&to=today",
        "from=2025-02-30&to=2025-03-31",
        "from=2025-03-31&to=2025-03-01",
        "from=0001-01-01&to=9999-12-31",
        "from=68-03-01&to=68-03-31",
        "from=%00&to=%00",
        "from=99999999999-01-01&to=2025-01-01",
    ],
)
def test_days_that_are_none_are_refused(app: Flask, praew: Person, query: str) -> None:
    answer = praew.opens(f"/admin/counts.json?{query}")
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["error"] in ("bad_day", "bad_range")


def test_a_day_on_which_nobody_measured_stays_null_once_somebody_does(
    app: Flask, praew: Person, malee: Person, now: time_machine.Traveller
) -> None:
    run(app, "first-run")  # without PUBLIC_URL
    tap(malee, "survey_shown")
    now.shift(timedelta(days=2))
    house = house_of(app)
    settings = dataclasses.replace(house.settings, public_url="https://kiosk.example.go.th")
    with patch.dict(app.extensions, house=dataclasses.replace(house, settings=settings)):
        run(app, "first-run")
        tap(malee, "survey_shown")
        praew.signs_in("praew")
        found = {day["day"]: day["scanned"] for day in counts(praew)["days"]}
    assert found == {"2025-03-03": None, "2025-03-05": {"kiosk": 0, "web": 0, "poster": 0}}
