"""Who is on duty now and who comes next: around midnight, at handover, over the month's end."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from station.plan.file import PlanFile
from station.rosters import queries
from station.rosters.on_duty import list_on_duty
from station.rosters.queries import list_duties_between
from station.sheets.month import Month
from tests.cast import add_neighbour
from tests.duties import DESK, INQUIRY, place, publish, take_on
from tests.instances import on_sqlite

APRIL = Month(2025, 4)
BANGKOK = ZoneInfo("Asia/Bangkok")
A_MOMENT = timedelta(microseconds=1)


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """A moment on the station's clock."""
    return datetime(2025, month, day, hour, minute, tzinfo=BANGKOK).astimezone(UTC)


@pytest.fixture
def crew(app: Flask, station_id: UUID) -> dict[str, UUID]:
    """Three officers around the end of March: evening, night and morning at the desk."""
    names = ("evening", "night", "morning")
    ids = take_on(app, station_id, *names)
    evening, night, morning = ids
    publish(app, station_id, [(place(31, "afternoon"), evening)])
    publish(
        app,
        station_id,
        [(place(1, "night", month=APRIL), night), (place(1, month=APRIL), morning)],
        APRIL,
    )
    return dict(zip(names, ids, strict=True))


def told(
    db: Session, station_id: UUID, moment: datetime, post: str = DESK
) -> tuple[list[UUID], list[UUID]]:
    """Who is on duty at a post, and who is next."""
    (found,) = (one for one in list_on_duty(db, station_id, moment) if one.post.code == post)
    return [one.officer_id for one in found.now], [one.officer_id for one in found.next]


@pytest.mark.parametrize(
    ("moment", "now", "following"),
    [
        (at(31, 16) - A_MOMENT, [], ["evening"]),
        (at(31, 16), ["evening"], ["night"]),
        (at(31, 23, 50), ["evening"], ["night"]),  # who takes over is there, but not yet on duty
        (at(1, 0, month=4) - A_MOMENT, ["evening"], ["night"]),
        (at(1, 0, month=4), ["night"], ["morning"]),
        (at(1, 8, month=4) - A_MOMENT, ["night"], ["morning"]),
        (at(1, 8, month=4), ["morning"], []),
        (at(1, 16, month=4) - A_MOMENT, ["morning"], []),
        (at(1, 16, month=4), [], []),
        (at(24, 16), [], []),
        (at(24, 16) + A_MOMENT, [], ["evening"]),
    ],
)
def test_at_every_handover_one_goes_as_the_other_comes(
    db: Session,
    station_id: UUID,
    crew: dict[str, UUID],
    moment: datetime,
    now: list[str],
    following: list[str],
) -> None:
    expected = [crew[one] for one in now], [crew[one] for one in following]
    assert told(db, station_id, moment) == expected


def test_every_post_is_told_of_in_the_stations_order_though_nobody_is_there(
    db: Session, station_id: UUID
) -> None:
    found = list_on_duty(db, station_id, at(3, 9))
    assert [one.post.code for one in found][:2] == [DESK, INQUIRY]
    assert len(found) == 6
    assert all((one.now, one.next) == ([], []) for one in found)


def test_two_on_one_shift_are_both_on_duty_and_both_next(
    app: Flask, db: Session, station_id: UUID
) -> None:
    pair = take_on(app, station_id, "ตัวอย่าง หนึ่ง", "ตัวอย่าง สอง")
    publish(app, station_id, [(place(4), officer) for officer in pair])
    assert told(db, station_id, at(4, 7)) == ([], sorted(pair))
    assert told(db, station_id, at(4, 9)) == (sorted(pair), [])


def test_next_are_only_those_who_come_first(app: Flask, db: Session, station_id: UUID) -> None:
    one, two = take_on(app, station_id, "ตัวอย่าง หนึ่ง", "ตัวอย่าง สอง")
    publish(app, station_id, [(place(4, "afternoon"), two), (place(4), one)])
    assert told(db, station_id, at(4, 0)) == ([], [one])


def test_only_the_version_in_force_counts(app: Flask, db: Session, station_id: UUID) -> None:
    one, two = take_on(app, station_id, "ตัวอย่าง หนึ่ง", "ตัวอย่าง สอง")
    publish(app, station_id, [(place(4), one)])
    publish(app, station_id, [(place(4), two)])
    assert told(db, station_id, at(4, 9)) == ([two], [])


def test_another_stations_duty_is_none_of_ours(
    app: Flask, db: Session, station_id: UUID, plan: PlanFile
) -> None:
    other = add_neighbour(app, plan)
    (stranger,) = take_on(app, other, "ตัวอย่าง สี่")
    publish(app, other, [(place(4), stranger)])
    assert told(db, station_id, at(4, 9)) == ([], [])
    assert told(db, other, at(4, 9)) == ([stranger], [])


def test_duties_between_two_moments_touch_neither(
    db: Session, station_id: UUID, crew: dict[str, UUID]
) -> None:
    def between(first: datetime, last: datetime, **only: object) -> list[UUID]:
        found = list_duties_between(db, station_id, first, last, **only)  # type: ignore[arg-type]
        return [one.officer_id for one in found]

    midnight = at(1, 0, month=4)
    assert between(midnight, midnight + A_MOMENT) == [crew["night"]]
    assert between(midnight - A_MOMENT, midnight) == [crew["evening"]]
    assert between(at(31, 0), at(2, 0, month=4)) == list(crew.values())
    assert between(at(31, 0), at(2, 0, month=4), officer=crew["night"]) == [crew["night"]]
    assert between(at(31, 0), at(2, 0, month=4), post=INQUIRY) == []
    assert between(at(31, 0), at(2, 0, month=4), post=DESK) == list(crew.values())


@on_sqlite
def test_a_duty_that_outlasted_its_end_would_be_found(
    db: Session, station_id: UUID, crew: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted fault: the look begins too late to see who has been on duty for hours."""
    monkeypatch.setattr(queries, "AROUND", timedelta(hours=4))
    assert told(db, station_id, at(31, 23, 50)) != ([crew["evening"]], [crew["night"]])
