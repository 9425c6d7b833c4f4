"""Publishing: numbered versions, of two at once only one, and nothing that cannot be worked."""

from datetime import UTC, date, datetime, time
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from station import clock
from station.errors import NotFound
from station.officers.actions import add_leave
from station.officers.queries import get_officer
from station.people.actions import Actor
from station.plan.file import PlanFile
from station.posts.rules import Place
from station.posts.tables import Shift
from station.rosters.queries import (
    duties_of_version,
    list_duties,
    list_rosters,
    list_versions,
    version_in_force,
)
from station.rosters.rules import HardProblems, changes_between
from station.rosters.tables import Duty, RosterVersion
from station.sheets.month import Month
from station.stations.queries import get_station
from tests.cast import add_neighbour, house_of
from tests.duties import INQUIRY, MARCH, by_turns, place, publish, take_on
from tests.instances import on_postgresql, on_sqlite
from tests.kept import audit, everything, rows, run_sql

APRIL = Month(2025, 4)
Duties = list[tuple[Place, UUID]]


@pytest.fixture
def officers(app: Flask, station_id: UUID) -> list[UUID]:
    """Three officers, named by numbers."""
    return take_on(app, station_id, "ตัวอย่าง หนึ่ง", "ตัวอย่าง สอง", "ตัวอย่าง สาม")


@pytest.fixture
def week(officers: list[UUID]) -> Duties:
    """The mornings of a week, by turns."""
    return by_turns(officers, [place(day) for day in range(3, 10)])


# ---- Versions


def test_versions_are_numbered_from_one_and_say_what_changed(
    app: Flask, db: Session, station_id: UUID, week: Duties
) -> None:
    assert publish(app, station_id, week[:5]) == 1
    assert publish(app, station_id, week[1:], base=1, why="ลาป่วย") == 2
    second, first = list_versions(db, station_id, MARCH)
    assert [(one.number, one.added, one.removed) for one in (first, second)] == [
        (1, 5, 0), (2, 2, 1),
    ]  # fmt: skip
    assert (first.why, second.why, second.source) == ("", "ลาป่วย", "sample.xlsx")
    assert second.published_at == clock.now()


def test_the_newest_is_in_force_and_the_earlier_can_still_be_read(
    app: Flask, db: Session, station_id: UUID, week: Duties
) -> None:
    publish(app, station_id, week[:5])
    publish(app, station_id, week[1:])
    assert version_in_force(db, station_id, MARCH) == 2
    assert set(duties_of_version(db, station_id, MARCH, 1)) == set(week[:5])
    assert set(duties_of_version(db, station_id, MARCH, 2)) == set(week[1:])
    assert [one.day for one in list_duties(db, station_id, MARCH)] == [d.day for d, _ in week[1:]]


def test_every_month_has_its_own_versions(
    app: Flask, db: Session, station_id: UUID, week: Duties
) -> None:
    publish(app, station_id, week)
    publish(app, station_id, [(place(1, month=APRIL), week[0][1])], APRIL)
    publish(app, station_id, week[1:])
    assert [(one.month, one.number) for one in list_rosters(db, station_id)] == [
        ("2025-04", 1), ("2025-03", 2),
    ]  # fmt: skip


def test_where_nothing_changed_there_is_nothing_new(
    app: Flask, station_id: UUID, week: Duties
) -> None:
    publish(app, station_id, week)
    before = everything(app)
    assert publish(app, station_id, [*reversed(week), week[0]]) is None
    assert publish(app, station_id, week, base=1) is None
    assert everything(app) == before


def test_a_duty_named_twice_is_kept_once(app: Flask, station_id: UUID, week: Duties) -> None:
    publish(app, station_id, [*week, *week])
    assert len(rows(app, Duty)) == len(week)


def test_a_month_can_be_emptied_again(
    app: Flask, db: Session, station_id: UUID, week: Duties
) -> None:
    publish(app, station_id, week)
    assert publish(app, station_id, []) == 2
    assert list_duties(db, station_id, MARCH) == []


def test_publishing_is_noted_and_shows_at_once(
    app: Flask, db: Session, station_id: UUID, week: Duties
) -> None:
    revision = get_station(db, station_id).revision
    db.rollback()
    publish(app, station_id, week)
    (noted,) = (entry for entry in audit(app) if entry.act == "roster_published")
    assert noted.detail == {"month": "2568-03", "version": 1, "added": 7, "removed": 0}
    db.expire_all()
    assert get_station(db, station_id).revision > revision


@pytest.mark.parametrize("table", ["roster_versions", "duties"])
def test_what_was_published_cannot_be_changed_or_taken_away(
    app: Flask, station_id: UUID, week: Duties, table: str
) -> None:
    publish(app, station_id, week)
    before = everything(app)
    for statement in (f"UPDATE {table} SET month = '2025-04'", f"DELETE FROM {table}"):
        with pytest.raises(DBAPIError, match=f"{table} is append-only"):
            run_sql(app, statement)
    assert everything(app) == before


@on_postgresql
@pytest.mark.parametrize("table", ["roster_versions", "duties"])
def test_what_was_published_cannot_be_emptied_at_once(
    app: Flask, station_id: UUID, week: Duties, table: str
) -> None:
    publish(app, station_id, week)
    with pytest.raises(DBAPIError):
        run_sql(app, f"TRUNCATE {table} CASCADE")
    assert len(rows(app, Duty)) == len(week)


# ---- What cannot be worked


def test_what_cannot_be_worked_is_not_published_without_saying_why(
    app: Flask, station_id: UUID, officers: list[UUID]
) -> None:
    twice = [(place(4), officers[0]), (place(4, "office-hours", INQUIRY), officers[0])]
    before = everything(app)
    with pytest.raises(HardProblems) as refused:
        publish(app, station_id, twice)
    assert refused.value.values == {"count": 1}
    assert everything(app) == before
    assert publish(app, station_id, twice, why="ขาดกำลังพล") == 1
    assert [one.why for one in rows(app, RosterVersion)] == ["ขาดกำลังพล"]


def test_leave_and_transfer_stand_in_the_way(
    app: Flask, station_id: UUID, officers: list[UUID]
) -> None:
    by, day = Actor(station_id, None), date(2025, 3, 5)
    with house_of(app).database.session(writing=True) as db:
        away, gone, _ = (get_officer(db, station_id, one) for one in officers)
        add_leave(db, away, first=day, last=day, by=by, at=clock.now())
        gone.until = date(2025, 3, 4)
        db.commit()
    for officer in officers[:2]:
        assert publish(app, station_id, [(place(4), officer)]) is not None
        with pytest.raises(HardProblems):
            publish(app, station_id, [(place(4), officer), (place(5), officer)])


def test_what_nobody_should_be_asked_to_needs_no_why(
    app: Flask, station_id: UUID, officers: list[UUID]
) -> None:
    tired = [(place(4, "afternoon"), officers[0]), (place(5, "night"), officers[0])]
    assert publish(app, station_id, tired) == 1


def test_the_last_night_of_the_month_before_counts_as_duty(
    app: Flask, station_id: UUID, officers: list[UUID]
) -> None:
    change_shift(app, station_id, "afternoon", time(22), time(6))
    publish(app, station_id, [(place(31, "afternoon"), officers[0])])
    first = [(place(1, "night", month=APRIL), officers[0])]
    with pytest.raises(HardProblems):
        publish(app, station_id, first, APRIL)
    assert publish(app, station_id, [(first[0][0], officers[1])], APRIL) == 1


# ---- Times


def change_shift(app: Flask, station_id: UUID, code: str, starts: time, ends: time) -> None:
    with house_of(app).database.session(writing=True) as db:
        shift = db.get_one(Shift, (station_id, code))
        shift.starts, shift.ends = starts, ends
        db.commit()


def test_a_duty_begins_and_ends_in_the_stations_zone_and_may_end_on_the_next_day(
    app: Flask, station_id: UUID, officers: list[UUID]
) -> None:
    publish(app, station_id, [(place(31, "afternoon"), officers[0])])
    (kept,) = rows(app, Duty)
    assert (kept.arrives_at, kept.starts_at, kept.ends_at) == (
        datetime(2025, 3, 31, 8, 45, tzinfo=UTC),
        datetime(2025, 3, 31, 9, 0, tzinfo=UTC),
        datetime(2025, 3, 31, 17, 0, tzinfo=UTC),
    )


def test_a_shift_that_is_changed_later_changes_no_duty_that_was_published(
    app: Flask, station_id: UUID, officers: list[UUID]
) -> None:
    publish(app, station_id, [(place(4), officers[0])])
    before = rows(app, Duty)
    change_shift(app, station_id, "morning", time(7), time(15))
    assert [one.starts_at for one in rows(app, Duty)] == [one.starts_at for one in before]
    assert publish(app, station_id, [(place(4), officers[0])]) is None
    publish(app, station_id, [(place(4), officers[0]), (place(5), officers[0])])
    old, *new = rows(app, Duty, Duty.version, Duty.day)
    assert old.starts_at.hour == 1
    assert [one.starts_at.hour for one in new] == [0, 0]


# ---- Stations


def test_two_stations_publish_the_same_month_without_seeing_each_other(
    app: Flask, db: Session, station_id: UUID, plan: PlanFile, week: Duties
) -> None:
    other = add_neighbour(app, plan)
    (stranger,) = take_on(app, other, "ตัวอย่าง สี่")
    publish(app, station_id, week)
    assert list_versions(db, other, MARCH) == []
    assert version_in_force(db, other, MARCH) == 0
    db.rollback()
    assert publish(app, other, [(place(3), stranger)], base=0) == 1
    assert [one.officer_id for one in list_duties(db, other, MARCH)] == [stranger]
    assert len(list_duties(db, station_id, MARCH)) == len(week)


def test_another_stations_officer_is_nobody_here(
    app: Flask, station_id: UUID, plan: PlanFile
) -> None:
    other = add_neighbour(app, plan)
    (stranger,) = take_on(app, other, "ตัวอย่าง สี่")
    before = everything(app)
    for officer in (stranger, uuid4()):
        with pytest.raises(NotFound):
            publish(app, station_id, [(place(3), officer)])
    assert everything(app) == before


@on_sqlite
@pytest.mark.parametrize(
    "wrong",
    [place(3, "no-such-shift"), place(3, post="no-such-post"), place(3, month=APRIL)],
    ids=str,
)
def test_a_place_that_the_month_or_the_station_has_not_is_refused(
    app: Flask, station_id: UUID, week: Duties, wrong: Place
) -> None:
    before = everything(app)
    with pytest.raises(NotFound):
        publish(app, station_id, [*week, (wrong, week[0][1])])
    assert everything(app) == before


# ---- What changed

days = st.integers(1, 4).map(place)
who = st.integers(1, 3).map(lambda number: UUID(int=number))
rosters = st.frozensets(st.tuples(days, who), max_size=8)


@given(rosters, rosters)
def test_the_changes_lead_from_one_version_to_the_other(
    before: frozenset[tuple[Place, UUID]], after: frozenset[tuple[Place, UUID]]
) -> None:
    changes = changes_between(before, after)
    gone = {(one.place, officer) for one in changes for officer in one.gone}
    come = {(one.place, officer) for one in changes for officer in one.come}
    assert gone <= before
    assert not come & before
    assert (before - gone) | come == after
    assert [one.place for one in changes] == sorted({one.place for one in changes})
    assert all(one.gone or one.come for one in changes)
    assert (changes == []) == (before == after)
