"""/calendar/<token>.ics: an officer's duties, or a post's, as phones subscribe to them."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask import Flask
from icalendar import Calendar

from kiosk import calendar
from station.officers.tables import Officer
from station.plan.file import PlanFile
from station.rosters import calendars
from station.rosters.calendars import Entry, write_calendar
from station.sheets.month import Month
from tests.cast import Person, add_neighbour
from tests.duties import DESK, give, place, publish, take_on
from tests.instances import on_sqlite
from tests.kept import rows
from tests.kiosk.feeds import at, events

APRIL = Month(2025, 4)
NAME = "ตัวอย่าง หนึ่ง"


@pytest.fixture
def officer(app: Flask, station_id: UUID) -> UUID:
    return take_on(app, station_id, NAME)[0]


def test_another_library_reads_the_duty_in_the_stations_zone_across_midnight_and_month(
    app: Flask, malee: Person, station_id: UUID, officer: UUID
) -> None:
    publish(app, station_id, [(place(31, "afternoon"), officer)])
    publish(app, station_id, [(place(2, "night", month=APRIL), officer)], APRIL)
    late, night = events(malee, give(app, station_id, officer=officer))
    assert (late.dtstart.value, late.dtend.value) == (at(31, 16), at(1, 0, month=4))
    assert (night.dtstart.value, night.dtend.value) == (at(2, 0, month=4), at(2, 8, month=4))
    assert {late.dtstart.params["X-VOBJ-ORIGINAL-TZID"][0]} == {"Asia/Bangkok"}
    assert late.dtstart.value.utcoffset() == timedelta(hours=7)
    assert late.dtstart.value.replace(tzinfo=None) == datetime(2025, 3, 31, 16)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("lang", "summary", "arrive", "day_before", "where"),
    [
        (
            "en",
            "Public-relations point · Morning",
            "Arrive by 07:45",
            "Arrive by 23:45 on 3 Mar 2025, the day before",
            "Don Ya Nang Provincial Police Station",
        ),
        (
            "th",
            "จุดประชาสัมพันธ์ · ผลัดเช้า",
            "07.45 น.",
            "23.45 น.",
            "สถานีตำรวจภูธรดอนหญ้านาง",
        ),
    ],
)
@on_sqlite
def test_an_event_says_what_where_and_by_when_to_arrive(
    app: Flask,
    malee: Person,
    station_id: UUID,
    officer: UUID,
    lang: str,
    summary: str,
    arrive: str,
    day_before: str,
    where: str,
) -> None:
    publish(app, station_id, [(place(4, "night"), officer), (place(5), officer)])
    night, morning = events(malee, give(app, station_id, officer=officer), lang)
    assert morning.summary.value == summary
    assert morning.location.value == where
    assert arrive in morning.description.value
    assert day_before in night.description.value


def test_the_phone_rings_an_hour_before_the_time_to_arrive_by(
    app: Flask, malee: Person, station_id: UUID, officer: UUID
) -> None:
    publish(app, station_id, [(place(4), officer)])
    (event,) = events(malee, give(app, station_id, officer=officer))
    alarm = event.valarm
    assert alarm.action.value == "DISPLAY"
    assert event.dtstart.value + alarm.trigger.value == at(4, 6, 45)
    assert alarm.description.value == event.description.value


def test_the_file_is_what_calendars_subscribe_to(
    app: Flask, malee: Person, station_id: UUID, officer: UUID
) -> None:
    publish(app, station_id, [(place(4), officer)])
    answer = malee.opens(f"/calendar/{give(app, station_id, officer=officer)}.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-store"
    found: Any = Calendar.from_ical(answer.data)
    assert (found["METHOD"], found["VERSION"]) == ("PUBLISH", "2.0")
    assert found["X-WR-CALNAME"].endswith(f"· ด.ต. {NAME}")
    assert found["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    (zone,) = (part for part in found.subcomponents if part.name == "VTIMEZONE")
    assert zone["TZID"] == "Asia/Bangkok"
    lines = answer.data.split(b"\r\n")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert b"DTSTART;TZID=Asia/Bangkok:20250304T080000" in lines
    assert max(map(len, lines)) <= 75


def test_a_duty_keeps_its_uid_from_version_to_version_and_nobody_shares_it(
    app: Flask, malee: Person, station_id: UUID, officer: UUID
) -> None:
    (other,) = take_on(app, station_id, "ตัวอย่าง สอง")
    kept = [(place(4), officer), (place(5), officer)]
    publish(app, station_id, kept)
    token, post = give(app, station_id, officer=officer), give(app, station_id, post=DESK)
    before = events(malee, token)
    publish(app, station_id, [*kept, (place(4), other), (place(6), officer)])
    after = {event.uid.value: event for event in events(malee, token)}
    assert len(after) == 3
    assert {event.uid.value for event in before} < set(after)
    assert [after[event.uid.value].sequence.value for event in before] == ["2", "2"]
    assert len({event.uid.value for event in events(malee, post)}) == 4


def test_an_officers_calendar_reaches_a_month_back_and_to_the_last_duty_ahead(
    app: Flask,
    malee: Person,
    station_id: UUID,
    officer: UUID,
    now: time_machine.Traveller,
) -> None:
    far = Month(2027, 12)
    publish(app, station_id, [(place(day), officer) for day in (3, 4, 31)])
    publish(app, station_id, [(place(31, month=far), officer)], far)
    token = give(app, station_id, officer=officer)
    now.move_to(at(4, 7, 59, month=4))
    assert [event.dtstart.value.date() for event in events(malee, token)] == [
        date(2025, 3, 4), date(2025, 3, 31), date(2027, 12, 31),
    ]  # fmt: skip
    now.move_to(at(4, 16, month=4))  # the duty of the fourth ended 31 days ago
    assert [event.dtstart.value.day for event in events(malee, token)] == [31, 31]


def test_an_officers_calendar_holds_nobody_elses_duty_and_no_older_versions(
    app: Flask, malee: Person, station_id: UUID, officer: UUID, plan: PlanFile
) -> None:
    (other,) = take_on(app, station_id, "ตัวอย่าง สอง")
    (stranger,) = take_on(app, add_neighbour(app, plan), NAME)
    publish(app, station_id, [(place(4), officer), (place(5), officer)])
    publish(app, station_id, [(place(5), officer), (place(6), other)])
    publish(app, rows(app, Officer, Officer.created_at)[-1].station_id, [(place(7), stranger)])
    (event,) = events(malee, give(app, station_id, officer=officer))
    assert event.dtstart.value == at(5, 8)


def test_a_calendar_without_duties_is_empty_and_no_error(
    app: Flask, malee: Person, station_id: UUID, officer: UUID
) -> None:
    assert events(malee, give(app, station_id, officer=officer)) == []


# ---- Planted faults


@on_sqlite
def test_a_uid_made_of_the_version_would_be_found(
    app: Flask,
    malee: Person,
    station_id: UUID,
    officer: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = calendars.uid_of
    monkeypatch.setattr(calendars, "uid_of", lambda duty: f"{own(duty)}-{duty.version}")
    with pytest.raises(AssertionError):
        test_a_duty_keeps_its_uid_from_version_to_version_and_nobody_shares_it(
            app, malee, station_id, officer
        )


@on_sqlite
def test_another_zone_than_the_stations_would_be_found(
    app: Flask,
    malee: Person,
    station_id: UUID,
    officer: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def elsewhere(entries: list[Entry], **options: Any) -> bytes:
        return write_calendar(entries, **{**options, "zone": ZoneInfo("Asia/Tokyo")})

    monkeypatch.setattr(calendar, "write_calendar", elsewhere)
    with pytest.raises(AssertionError):
        test_another_library_reads_the_duty_in_the_stations_zone_across_midnight_and_month(
            app, malee, station_id, officer
        )
