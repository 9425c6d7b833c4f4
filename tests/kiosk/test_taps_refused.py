"""POST /taps: a tap that cannot be is refused with a code that says why, and only that tap."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from flask import Flask

from station.thai import thai_digits
from tests.cast import Person, make_report, make_tap
from tests.devices import PairedKiosk
from tests.instances import on_sqlite
from tests.kept import events, flags, only_event

NOW = datetime(2025, 3, 3, 2, tzinfo=UTC)


def refusals(person: Person, *taps: dict[str, object], **changes: object) -> list[tuple[Any, str]]:
    """The (id, why) of each tap refused; nothing else may have been."""
    answer = person.browser.post("/taps", json=make_report(*taps, **changes))
    assert answer.status_code == 200
    assert answer.json is not None
    assert not answer.json["counted"] + answer.json["known"]
    return [(one["id"], one["why"]) for one in answer.json["refused"]]


@on_sqlite
@pytest.mark.parametrize(
    "bad_id",
    [
        None,
        7,
        1.5,
        True,
        "",
        "not-a-uuid",
        ["9c1f0c1e-aaaa-4bbb-8ccc-0123456789ab"],
        {"uuid": 1},
        "9c1f0c1eaaaa4bbb8ccc0123456789ab",
        "{9c1f0c1e-aaaa-4bbb-8ccc-0123456789a}",
        "urn:uuid:9c1f0c1e-aaaa-4bbb-8ccc-0123456789ab",
        "9c1f0c1e-aaaa-4bbb-8ccc-0123456789aก",
        thai_digits("9c1f0c1e-aaaa-4bbb-8ccc-0123456789ab"),
        "9c1f0c1e-aaaa-4bbb-8ccc-0123456789ab ",
        "\ud800" * 36,
        "\u0000" * 36,
    ],
)
def test_an_id_that_is_no_uuid_is_refused_and_comes_back_as_sent(
    app: Flask, malee: Person, bad_id: object
) -> None:
    assert refusals(malee, make_tap(id=bad_id)) == [(bad_id, "bad_id")]
    assert not events(app)


@on_sqlite
def test_a_missing_id_is_a_bad_one(app: Flask, malee: Person) -> None:
    tap = make_tap()
    del tap["id"]
    assert refusals(malee, tap) == [(None, "bad_id")]


@on_sqlite
def test_a_bad_id_repeated_stands_in_the_answer_once(app: Flask, malee: Person) -> None:
    tap = make_tap(id="same")
    assert refusals(malee, tap, {**tap, "kind": "survey_done"}) == [("same", "bad_id")]


@on_sqlite
@pytest.mark.parametrize(
    "kind", [None, "", "SURVEY_SHOWN", "scanned_survey", "void", 1, ["survey_shown"], {}]
)
def test_an_unknown_kind_is_refused(app: Flask, malee: Person, kind: object) -> None:
    tap = make_tap(kind=kind)
    assert refusals(malee, tap) == [(tap["id"], "unknown_kind")]


@on_sqlite
@pytest.mark.parametrize("division", [None, "", "canteen", "Traffic", "งานจราจร", 1, ["traffic"]])
def test_an_unknown_division_is_refused(app: Flask, malee: Person, division: object) -> None:
    tap = make_tap(division=division)
    assert refusals(malee, tap) == [(tap["id"], "unknown_division")]


@on_sqlite
def test_a_notice_may_have_no_division_but_not_an_unknown_one(app: Flask, malee: Person) -> None:
    tap = make_tap(kind="notice_shown", division="canteen")
    assert refusals(malee, tap) == [(tap["id"], "unknown_division")]


@on_sqlite
@pytest.mark.parametrize("channel", ["", "no-such-channel", "EIT-survey", 1, True, ["eit-survey"]])
def test_an_unknown_channel_is_refused(app: Flask, malee: Person, channel: object) -> None:
    tap = make_tap(channel=channel)
    assert refusals(malee, tap) == [(tap["id"], "unknown_channel")]


@on_sqlite
@pytest.mark.parametrize(
    "at",
    [
        None,
        "",
        0,
        1_740_967_200,
        "yesterday",
        "2025-03-03",
        "2025-03-03T02:00:00",
        "2025-02-30T02:00:00Z",
        "2568-03-03T02:00:00Z",
        "2025-03-03T25:00:00Z",
        thai_digits("2025-03-03T02:00:00Z"),
        "2025-03-03T02:00:00Z\u0000",
        "9" * 200_000,
        ["2025-03-03T02:00:00Z"],
    ],
)
def test_what_is_no_time_is_refused(app: Flask, malee: Person, at: object) -> None:
    tap = make_tap(at=at)
    assert refusals(malee, tap) == [(tap["id"], "bad_time")]


@pytest.mark.parametrize("at", ["", "\u0000", "\ud800", "9" * 100_000, 7, None])
def test_what_is_no_time_under_a_known_id_is_other_content(
    app: Flask, malee: Person, at: object
) -> None:
    tap = make_tap()
    malee.browser.post("/taps", json=make_report(tap))
    assert refusals(malee, {**tap, "at": at}) == [(tap["id"], "other_content")]
    assert len(flags(app)) == 1


def test_what_is_no_time_is_refused_from_a_kiosk_too(app: Flask, kiosk: PairedKiosk) -> None:
    tap = make_tap(at="later")
    assert refusals(Person(kiosk.browser), tap) == [(tap["id"], "bad_time")]


@on_sqlite
@pytest.mark.parametrize(
    ("offset", "is_counted"),
    [
        (timedelta(minutes=5), True),
        (timedelta(minutes=5, microseconds=1), False),
        (timedelta(days=-90), True),
        (timedelta(days=-90, microseconds=-1), False),
        (timedelta(days=400), False),
        (timedelta(days=-40_000), False),
    ],
)
def test_from_a_browser_a_time_must_lie_within_90_days_and_5_minutes_ahead(
    app: Flask, malee: Person, offset: timedelta, is_counted: bool
) -> None:
    tap = make_tap(at=(NOW + offset).isoformat())
    answer = malee.browser.post("/taps", json=make_report(tap))
    assert answer.json is not None
    refused = [] if is_counted else [{"id": tap["id"], "why": "bad_time"}]
    assert answer.json["refused"] == refused
    assert len(events(app)) == is_counted


@on_sqlite
@pytest.mark.parametrize("wrong_by", [timedelta(days=3000), timedelta(days=-3000)])
def test_a_browsers_wrong_clock_is_corrected_by_when_it_says_it_sent(
    app: Flask, malee: Person, wrong_by: timedelta
) -> None:
    claimed = NOW + wrong_by
    tap = make_tap(at=(claimed - timedelta(hours=20)).isoformat())
    report = make_report(tap, sent_at=claimed.isoformat())
    assert malee.browser.post("/taps", json=report).json["counted"] == [tap["id"]]  # type: ignore[index]
    event = only_event(app)
    assert event.day == "2025-03-02"
    assert event.happened_at == event.received_at - 20 * 3600 * 1_000_000
    assert event.sent_at == tap["at"]


@on_sqlite
@pytest.mark.parametrize(
    ("sent_at", "at"),
    [
        ("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"),
        ("9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"),
        ("0001-01-01T00:00:00+14:00", "2025-03-03T02:00:00Z"),
    ],
)
def test_clocks_beyond_all_reckoning_are_refused_not_stumbled_over(
    app: Flask, malee: Person, sent_at: str, at: str
) -> None:
    report = make_report(make_tap(at=at), sent_at=sent_at)
    assert malee.browser.post("/taps", json=report).status_code in (200, 400)
    assert not events(app)


def test_known_comes_before_time_so_that_a_late_resend_can_end(
    app: Flask, malee: Person, now: time_machine.Traveller
) -> None:
    tap = make_tap()
    malee.browser.post("/taps", json=make_report(tap))
    now.shift(timedelta(days=91))
    fresh = {**tap, "id": str(uuid4())}
    answer = malee.browser.post("/taps", json=make_report(tap, fresh))
    assert answer.json == {
        "counted": [],
        "known": [tap["id"]],
        "refused": [{"id": fresh["id"], "why": "bad_time"}],
    }


@on_sqlite
def test_names_are_judged_before_time(app: Flask, malee: Person) -> None:
    tap = make_tap(division="canteen", at="never")
    assert refusals(malee, tap) == [(tap["id"], "unknown_division")]


@pytest.mark.parametrize(
    "change", [{"kind": "zz"}, {"division": "zz"}, {"division": 5}, {"channel": "zz"}, {"at": 5}]
)
def test_a_known_id_with_what_nobody_knows_is_other_content_and_flagged(
    app: Flask, malee: Person, change: dict[str, object]
) -> None:
    tap = make_tap()
    malee.browser.post("/taps", json=make_report(tap))
    answer = malee.browser.post("/taps", json=make_report({**tap, **change}))
    assert answer.json is not None
    assert answer.json["refused"] == [{"id": tap["id"], "why": "other_content"}]
    assert [flag.kind for flag in flags(app)] == ["other_content"]
