"""POST /taps from a paired kiosk: its own source, repeats, odd clocks, and its last contact."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kiosk.place import COOKIE
from station.clock import to_microseconds
from station.plan.file import PlanFile
from tests.cast import Person, add_neighbour, make_report, make_tap
from tests.devices import PairedKiosk, add_unpaired, pair, pair_again, revoke
from tests.instances import on_sqlite
from tests.kept import counted, events, is_whole, kiosk_row, only_event, totals

NOW = datetime(2025, 3, 3, 2, tzinfo=UTC)


def at(**offset: float) -> str:
    """A time that far from now."""
    return (NOW + timedelta(**offset)).isoformat()


def send(browser: FlaskClient, *taps: dict[str, object], **changes: object) -> TestResponse:
    answer = browser.post("/taps", json=make_report(*taps, **changes))
    assert answer.status_code == 200
    return answer


def test_a_kiosks_tap_carries_the_kiosk_its_epoch_and_its_own_number(
    app: Flask, kiosk: PairedKiosk
) -> None:
    send(kiosk.browser, make_tap(seq=41))
    event = only_event(app)
    assert (event.source, event.kiosk_id, event.epoch, event.seq) == ("kiosk", kiosk.id, 1, 41)
    assert totals(app) == {("2025-03-03", "traffic", "survey_shown", "kiosk"): 1}


def test_taps_of_kiosk_and_web_are_counted_apart(
    app: Flask, kiosk: PairedKiosk, malee: Person
) -> None:
    send(kiosk.browser, make_tap())
    send(malee.browser, make_tap(seq=3))
    assert totals(app) == {
        ("2025-03-03", "traffic", "survey_shown", "kiosk"): 1,
        ("2025-03-03", "traffic", "survey_shown", "web"): 1,
    }
    assert [(e.kiosk_id, e.epoch, e.seq) for e in events(app)][1] == (None, None, None)


@on_sqlite
def test_a_revoked_kiosk_is_a_browser_like_any_other(app: Flask, kiosk: PairedKiosk) -> None:
    revoke(app, kiosk)
    send(kiosk.browser, make_tap())
    assert only_event(app).source == "web"


@on_sqlite
def test_a_made_up_cookie_makes_no_kiosk(app: Flask, malee: Person) -> None:
    malee.browser.set_cookie(COOKIE, "made-up")
    send(malee.browser, make_tap())
    assert only_event(app).source == "web"


@on_sqlite
def test_pairing_anew_raises_the_epoch(app: Flask, kiosk: PairedKiosk) -> None:
    again = pair_again(app, kiosk)
    send(again.browser, make_tap())
    send(kiosk.browser, make_tap())
    assert [(e.source, e.epoch) for e in events(app)] == [("kiosk", 2), ("web", None)]


def test_a_kiosk_reporting_to_another_station_is_no_kiosk_there(
    app: Flask, kiosk: PairedKiosk, plan: PlanFile
) -> None:
    neighbour = add_neighbour(app, plan)
    answer = kiosk.browser.post("/s/neighbour/taps", json=make_report(make_tap()))
    assert answer.status_code == 200
    event = only_event(app)
    assert (event.station_id, event.source, event.kiosk_id) == (neighbour, "web", None)


def test_with_two_stations_a_kiosk_needs_no_address_of_its_own(
    app: Flask, kiosk: PairedKiosk, plan: PlanFile
) -> None:
    add_neighbour(app, plan)
    send(kiosk.browser, make_tap())
    assert (only_event(app).station_id, only_event(app).source) == (kiosk.station_id, "kiosk")


@pytest.mark.parametrize(
    ("seconds", "is_repeat"), [(0, True), (3, True), (3.001, False), (-3, True), (-3.001, False)]
)
def test_the_same_tap_within_three_seconds_is_a_repeat_outside_the_totals(
    app: Flask, kiosk: PairedKiosk, seconds: float, is_repeat: bool
) -> None:
    first, second = make_tap(at=at(seconds=-60)), make_tap(at=at(seconds=-60 + seconds))
    answer = send(kiosk.browser, first, second)
    assert answer.json == {"counted": [first["id"], second["id"]], "known": [], "refused": []}
    assert [event.excluded for event in events(app)] == [None, "repeat" if is_repeat else None]
    assert counted(app) == {"survey_shown": 1 if is_repeat else 2}
    assert is_whole(app)


@pytest.mark.parametrize(
    "change", [{"kind": "survey_done"}, {"division": "patrol"}, {"channel": "eit-survey"}]
)
def test_another_kind_division_or_channel_is_no_repeat(
    app: Flask, kiosk: PairedKiosk, change: dict[str, object]
) -> None:
    send(kiosk.browser, make_tap(), make_tap(**change))
    assert [event.excluded for event in events(app)] == [None, None]


def test_a_repeat_is_known_in_the_next_request_and_later_ones_follow_from_it(
    app: Flask, kiosk: PairedKiosk
) -> None:
    for seconds in (-10, -8, -6):
        send(kiosk.browser, make_tap(at=at(seconds=seconds)))
    assert [event.excluded for event in events(app)] == [None, "repeat", "repeat"]


def test_a_notice_without_a_division_repeats_too(app: Flask, kiosk: PairedKiosk) -> None:
    notice = {"kind": "notice_shown", "division": None}
    send(kiosk.browser, make_tap(**notice), make_tap(**notice))
    assert [event.excluded for event in events(app)] == [None, "repeat"]


def test_two_kiosks_never_repeat_one_another(app: Flask, kiosk: PairedKiosk) -> None:
    other = pair(app, kiosk.station_id, "ตัวอย่าง สอง")
    send(kiosk.browser, make_tap())
    send(other.browser, make_tap())
    assert [event.excluded for event in events(app)] == [None, None]


def test_browsers_that_cannot_be_told_apart_never_repeat(app: Flask, malee: Person) -> None:
    send(malee.browser, make_tap(), make_tap())
    send(malee.browser, make_tap())
    assert counted(app) == {"survey_shown": 3}


@pytest.mark.parametrize("where", ["report", "tap"])
def test_staff_mode_stores_a_tap_outside_the_totals(app: Flask, malee: Person, where: str) -> None:
    if where == "report":
        send(malee.browser, make_tap(), mode="staff")
    else:
        send(malee.browser, make_tap(mode="staff"))
    assert only_event(app).excluded == "staff"
    assert totals(app) == {}
    assert is_whole(app)


def test_a_staffs_tap_makes_no_repeat_of_a_visitors(app: Flask, kiosk: PairedKiosk) -> None:
    send(kiosk.browser, make_tap(), mode="staff")
    send(kiosk.browser, make_tap())
    assert [event.excluded for event in events(app)] == ["staff", None]


@on_sqlite
@pytest.mark.parametrize(
    ("offset", "is_odd"),
    [
        (timedelta(minutes=5), False),
        (timedelta(minutes=5, microseconds=1), True),
        (timedelta(days=-2), False),
        (timedelta(days=-2, minutes=-5), False),
        (timedelta(days=-2, minutes=-5, microseconds=-1), True),
        (timedelta(days=4000), True),
        (timedelta(days=-10_000), True),
    ],
)
def test_a_kiosks_time_outside_its_last_contact_and_now_counts_today_and_is_flagged(
    app: Flask,
    station_id: UUID,
    now: time_machine.Traveller,
    offset: timedelta,
    is_odd: bool,
) -> None:
    now.move_to(NOW - timedelta(days=2))
    kiosk = pair(app, station_id)
    now.move_to(NOW)
    claimed = (NOW + offset).isoformat()
    assert send(kiosk.browser, make_tap(at=claimed)).json["refused"] == []  # type: ignore[index]
    event = only_event(app)
    assert (event.flag, event.sent_at) == ("odd_time" if is_odd else None, claimed)
    assert event.happened_at == to_microseconds(NOW + offset)
    counted_at = NOW if is_odd else NOW + offset
    assert event.day == (counted_at + timedelta(hours=7)).date().isoformat()
    assert event.excluded is None


def test_a_tablet_whose_clock_is_years_off_still_counts_on_the_right_day(
    app: Flask, kiosk: PairedKiosk, now: time_machine.Traveller
) -> None:
    now.shift(timedelta(days=3))
    tablets_now = datetime(1999, 12, 31, 23, 59, tzinfo=UTC)
    tap = make_tap(at=(tablets_now - timedelta(days=1)).isoformat())
    send(kiosk.browser, tap, sent_at=tablets_now.isoformat())
    assert (only_event(app).day, only_event(app).flag) == ("2025-03-05", None)


def test_contact_moves_to_now_once_nothing_waits(
    app: Flask, kiosk: PairedKiosk, now: time_machine.Traveller
) -> None:
    now.shift(timedelta(hours=5))
    send(kiosk.browser, make_tap(at=at(hours=1)))
    assert kiosk_row(app, kiosk.id).last_contact_at == NOW + timedelta(hours=5)


def test_an_empty_report_is_a_sign_of_life(
    app: Flask, kiosk: PairedKiosk, now: time_machine.Traveller
) -> None:
    now.shift(timedelta(hours=5))
    send(kiosk.browser)
    assert kiosk_row(app, kiosk.id).last_contact_at == NOW + timedelta(hours=5)


def test_while_taps_wait_contact_moves_only_to_the_last_one_sent(
    app: Flask, kiosk: PairedKiosk, now: time_machine.Traveller
) -> None:
    now.shift(timedelta(days=3))
    send(kiosk.browser, make_tap(at=at(hours=2)), make_tap(at=at(hours=1)), waiting=4500)
    assert kiosk_row(app, kiosk.id).last_contact_at == NOW + timedelta(hours=2)
    send(kiosk.browser, make_tap(at=at(days=1)), waiting=0)
    assert [event.flag for event in events(app)] == [None, None, None]
    assert [event.day for event in events(app)] == ["2025-03-03", "2025-03-03", "2025-03-04"]
    assert kiosk_row(app, kiosk.id).last_contact_at == NOW + timedelta(days=3)


def test_an_odd_time_does_not_move_the_contact_of_a_kiosk_with_more_to_send(
    app: Flask, kiosk: PairedKiosk, now: time_machine.Traveller
) -> None:
    now.shift(timedelta(hours=5))
    send(kiosk.browser, make_tap(at=at(days=300)), waiting=1)
    assert kiosk_row(app, kiosk.id).last_contact_at == NOW


@on_sqlite
def test_a_kiosk_waiting_for_its_code_is_no_kiosk_yet(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    _, code = add_unpaired(app, station_id)
    malee.browser.set_cookie(COOKIE, code)
    send(malee.browser, make_tap())
    assert only_event(app).source == "web"


def test_odd_times_hours_apart_are_not_repeats_of_one_another(
    app: Flask, station_id: UUID, now: time_machine.Traveller
) -> None:
    """A tablet whose clock jumped, or whose outbox waited long, still counts each visit."""
    kiosk = pair(app, station_id)
    long_ago = datetime(2001, 1, 1, tzinfo=UTC)
    taps = [make_tap(at=(long_ago + timedelta(hours=hour)).isoformat()) for hour in range(5)]
    send(kiosk.browser, *taps)
    assert [(event.flag, event.excluded) for event in events(app)] == [("odd_time", None)] * 5
    assert set(totals(app).values()) == {5}
