"""Totals by quarter of an hour: risen with the event, equal to a recount on both databases."""

from datetime import UTC, datetime, timedelta

import time_machine
from alembic import command
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from station.counts.quarters import quarter_at, start_of
from station.counts.tables import QuarterTotal
from tests.cast import Person, house_of, make_report, make_tap
from tests.devices import PairedKiosk
from tests.kept import events, is_whole, rows
from web.schema import alembic_config

MONDAY = datetime(2025, 3, 3, 2, tzinfo=UTC)


def quarters(app: Flask) -> dict[tuple[str, str, str], int]:
    return {
        (start_of(one.quarter).strftime("%d %H:%M"), one.division, one.kind): one.count
        for one in rows(app, QuarterTotal)
    }


def test_taps_rise_in_the_quarter_in_which_they_happened(app: Flask, malee: Person) -> None:
    for minutes in (0, 14, 15):
        at = MONDAY - timedelta(minutes=minutes)
        malee.browser.post("/taps", json=make_report(make_tap(at=at.isoformat())))
    assert quarters(app) == {
        ("03 02:00", "traffic", "survey_shown"): 1,
        ("03 01:45", "traffic", "survey_shown"): 2,
    }
    assert is_whole(app)


def test_an_odd_time_counts_in_the_quarter_in_which_it_was_received(
    app: Flask, kiosk: PairedKiosk
) -> None:
    tap = make_tap(at=(MONDAY + timedelta(days=700)).isoformat())
    kiosk.browser.post("/taps", json=make_report(tap))
    assert [event.flag for event in events(app)] == ["odd_time"]
    assert quarters(app) == {("03 02:00", "traffic", "survey_shown"): 1}
    assert is_whole(app)


def test_what_stands_outside_the_totals_stands_outside_these_too(
    app: Flask, kiosk: PairedKiosk
) -> None:
    kiosk.browser.post("/taps", json=make_report(make_tap(mode="staff"), make_tap()))
    assert sum(quarters(app).values()) == 1
    assert is_whole(app)


def test_the_step_that_makes_them_counts_what_was_there(
    app: Flask, malee: Person, kiosk: PairedKiosk, now: time_machine.Traveller
) -> None:
    malee.browser.post("/taps", json=make_report(make_tap()))
    now.shift(timedelta(minutes=20))
    odd = make_tap(at=(MONDAY - timedelta(days=300)).isoformat())
    kiosk.browser.post("/taps", json=make_report(odd, make_tap(mode="staff")))
    before = quarters(app)
    config = alembic_config(house_of(app).database)
    command.downgrade(config, "0002")
    command.upgrade(config, "head")
    assert quarters(app) == before
    assert len(before) == 2
    assert is_whole(app)


@given(st.datetimes(datetime(1970, 1, 2), datetime(2900, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 (the strategy adds the zone)
def test_a_moment_lies_in_its_quarter(at: datetime) -> None:
    begin = start_of(quarter_at(at))
    assert begin <= at < begin + timedelta(minutes=15)
    assert begin.minute % 15 == begin.second == begin.microsecond == 0
