"""POST /taps: each tap is stored exactly once, and the answer says what became of it."""

from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from station.counts.rules import MOST_TAPS, Tap
from tests.cast import Person, add_neighbour, make_report, make_tap
from tests.instances import SLUG, on_sqlite
from tests.kept import counted, events, flags, is_whole, link_code, only_event, totals


def send(person: Person, *taps: dict[str, object], **changes: object) -> TestResponse:
    return person.browser.post("/taps", json=make_report(*taps, **changes))


def test_a_tap_is_stored_with_all_that_was_sent(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    tap = make_tap(channel="eit-survey")
    assert send(malee, tap).json == {"counted": [tap["id"]], "known": [], "refused": []}
    event = only_event(app)
    assert (event.station_id, event.number, str(event.id)) == (station_id, 1, tap["id"])
    assert (event.kind, event.division, event.channel) == ("survey_shown", "traffic", "eit-survey")
    assert (event.channel_version, event.source, event.kiosk_id) == (1, "web", None)
    assert (event.sent_at, event.day) == (tap["at"], "2025-03-03")
    assert (event.excluded, event.flag) == (None, None)
    assert event.happened_at == event.received_at == 1_740_967_200_000_000


def test_a_tap_sent_twice_counts_once(app: Flask, malee: Person) -> None:
    tap = make_tap()
    assert send(malee, tap).json == {"counted": [tap["id"]], "known": [], "refused": []}
    assert send(malee, tap).json == {"counted": [], "known": [tap["id"]], "refused": []}
    assert len(events(app)) == 1
    assert totals(app) == {("2025-03-03", "traffic", "survey_shown", "web"): 1}


def test_a_tap_lost_on_its_way_back_is_known_from_another_browser(
    app: Flask, malee: Person
) -> None:
    tap = make_tap()
    send(malee, tap)
    assert send(Person(app.test_client()), tap, make_tap()).json["known"] == [tap["id"]]  # type: ignore[index]


@on_sqlite
@pytest.mark.parametrize("kind", list(Tap))
def test_every_kind_of_tap_is_counted_apart(app: Flask, malee: Person, kind: str) -> None:
    send(malee, make_tap(kind=kind))
    assert totals(app) == {("2025-03-03", "traffic", kind, "web"): 1}


def test_a_notice_may_belong_to_no_division(app: Flask, malee: Person) -> None:
    tap = make_tap(kind="notice_shown", division=None, channel="no-gift-policy")
    assert send(malee, tap).json["counted"] == [tap["id"]]  # type: ignore[index]
    assert totals(app) == {("2025-03-03", "", "notice_shown", "web"): 1}
    assert send(malee, tap).json["known"] == [tap["id"]]  # type: ignore[index]


def test_a_key_left_out_is_as_good_as_null(app: Flask, malee: Person) -> None:
    tap = make_tap()
    del tap["channel"]
    assert send(malee, tap).json["counted"] == [tap["id"]]  # type: ignore[index]
    assert send(malee, {**tap, "channel": None}).json["known"] == [tap["id"]]  # type: ignore[index]


def test_other_content_under_a_known_id_is_refused_and_flagged_once(
    app: Flask, malee: Person
) -> None:
    tap = make_tap()
    send(malee, tap)
    for _ in range(2):
        answer = send(malee, {**tap, "division": "patrol"})
        assert answer.json == {
            "counted": [],
            "known": [],
            "refused": [{"id": tap["id"], "why": "other_content"}],
        }
    (flag,) = flags(app)
    assert (flag.kind, str(flag.event_id), flag.day) == ("other_content", tap["id"], "2025-03-03")
    assert flag.detail["division"] == "patrol"
    assert only_event(app).division == "traffic"


@on_sqlite
@pytest.mark.parametrize(
    "change",
    [
        {"kind": "survey_done"},
        {"division": "inquiry"},
        {"channel": "eit-survey"},
        {"at": "2025-03-03T01:59:59Z"},
        {"at": "2025-03-03T02:00:00.000+00:00"},
    ],
)
def test_content_is_kind_division_channel_and_time_as_sent(
    app: Flask, malee: Person, change: dict[str, object]
) -> None:
    tap = make_tap()
    send(malee, tap)
    refused = send(malee, {**tap, **change}).json["refused"]  # type: ignore[index]
    assert refused == [{"id": tap["id"], "why": "other_content"}]


@on_sqlite
def test_what_is_not_content_may_differ_when_a_tap_comes_again(app: Flask, malee: Person) -> None:
    tap = make_tap()
    send(malee, tap)
    again = send(malee, {**tap, "seq": 7, "note": "x"}, mode="staff")
    assert again.json["known"] == [tap["id"]]  # type: ignore[index]
    assert not flags(app)


def test_an_id_repeated_within_a_request_is_decided_by_the_first(app: Flask, malee: Person) -> None:
    tap = make_tap()
    assert send(malee, tap, tap, tap).json == {
        "counted": [tap["id"]],
        "known": [],
        "refused": [],
    }
    assert len(events(app)) == 1
    assert not flags(app)


def test_an_id_repeated_within_a_request_with_other_content_is_flagged(
    app: Flask, malee: Person
) -> None:
    tap = make_tap()
    answer = send(malee, tap, {**tap, "kind": "survey_done"})
    assert answer.json == {"counted": [tap["id"]], "known": [], "refused": []}
    assert only_event(app).kind == "survey_shown"
    assert [(flag.kind, flag.detail["kind"]) for flag in flags(app)] == [
        ("other_content", "survey_done")
    ]


def test_a_refused_first_keeps_out_the_later_ones_of_its_id(app: Flask, malee: Person) -> None:
    tap = make_tap()
    answer = send(malee, {**tap, "division": "canteen"}, tap)
    assert answer.json == {
        "counted": [],
        "known": [],
        "refused": [{"id": tap["id"], "why": "unknown_division"}],
    }
    assert not events(app)
    assert len(flags(app)) == 1


@pytest.mark.parametrize("again", [str.upper, str.title])
def test_the_case_of_an_id_makes_no_difference_and_comes_back_as_sent(
    app: Flask, malee: Person, again: Any
) -> None:
    tap = make_tap(id="9c1f0c1e-aaaa-4bbb-8ccc-0123456789ab")
    send(malee, tap)
    typed = again(str(tap["id"]))
    assert send(malee, {**tap, "id": typed}).json == {
        "counted": [],
        "known": [typed],
        "refused": [],
    }
    within = make_tap()
    both = send(malee, within, {**within, "id": str(within["id"]).upper()})
    assert both.json == {"counted": [within["id"]], "known": [], "refused": []}


def test_one_bad_tap_does_not_spoil_the_others(app: Flask, malee: Person) -> None:
    good, other = make_tap(), make_tap(kind="survey_done")
    bad = make_tap(kind="coffee")
    answer = send(malee, good, bad, other)
    assert answer.status_code == 200
    assert answer.json == {
        "counted": [good["id"], other["id"]],
        "known": [],
        "refused": [{"id": bad["id"], "why": "unknown_kind"}],
    }
    assert counted(app) == {"survey_shown": 1, "survey_done": 1}


@on_sqlite
def test_a_report_without_taps_is_answered_with_empty_lists(app: Flask, malee: Person) -> None:
    assert send(malee).json == {"counted": [], "known": [], "refused": []}
    assert not events(app)


def test_500_taps_at_once_are_stored_in_the_order_sent(app: Flask, malee: Person) -> None:
    taps = [make_tap() for _ in range(MOST_TAPS)]
    assert send(malee, *taps).json["counted"] == [tap["id"] for tap in taps]  # type: ignore[index]
    assert [str(event.id) for event in events(app)] == [tap["id"] for tap in taps]
    assert totals(app) == {("2025-03-03", "traffic", "survey_shown", "web"): 500}
    assert is_whole(app)


def test_under_the_stations_own_address_taps_are_its_own(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    tap = make_tap()
    answer = malee.browser.post(f"/s/{SLUG}/taps", json=make_report(tap))
    assert answer.json == {"counted": [tap["id"]], "known": [], "refused": []}
    assert only_event(app).station_id == station_id


def test_with_two_stations_taps_need_the_stations_address(
    app: Flask, malee: Person, plan: Any
) -> None:
    neighbour = add_neighbour(app, plan)
    tap = make_tap()
    unknown = malee.browser.post("/taps", json=make_report(tap))
    assert (unknown.status_code, unknown.json) == (404, {"error": "unknown_station"})
    assert not events(app)
    malee.browser.post("/s/neighbour/taps", json=make_report(tap))
    assert only_event(app).station_id == neighbour


def test_the_same_id_at_two_stations_is_two_taps(app: Flask, malee: Person, plan: Any) -> None:
    add_neighbour(app, plan)
    tap = make_tap()
    for slug in (SLUG, "neighbour"):
        answer = malee.browser.post(f"/s/{slug}/taps", json=make_report(tap))
        assert answer.json["counted"] == [tap["id"]]  # type: ignore[index]
    assert [event.number for event in events(app)] == [1, 1]
    assert is_whole(app)


@on_sqlite
def test_an_unknown_station_gets_no_taps(app: Flask, malee: Person) -> None:
    answer = malee.browser.post("/s/nowhere/taps", json=make_report(make_tap()))
    assert (answer.status_code, answer.json) == (404, {"error": "unknown_station"})


def test_the_day_is_the_stations_not_the_servers(
    app: Flask, malee: Person, now: time_machine.Traveller
) -> None:
    now.move_to("2025-03-03T16:59:59+00:00")
    send(malee, make_tap())
    now.move_to("2025-03-03T17:00:00+00:00")
    send(malee, make_tap())
    assert [event.day for event in events(app)] == ["2025-03-03", "2025-03-04"]


def test_a_tap_and_a_scan_of_the_same_moment_follow_one_another(app: Flask, malee: Person) -> None:
    send(malee, make_tap())
    malee.opens(f"/go/{link_code(app, 'eit-survey', 'traffic')}")
    send(malee, make_tap(id=str(uuid4())))
    assert [(e.number, e.kind) for e in events(app)] == [
        (1, "survey_shown"),
        (2, "scanned_survey"),
        (3, "survey_shown"),
    ]
    assert is_whole(app)
