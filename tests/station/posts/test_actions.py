"""Posts, shifts and holidays as the station keeps them, on both databases."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from station import clock
from station.errors import NotFound, Refusal
from station.people.actions import Actor
from station.posts import actions
from station.posts.queries import (
    get_holiday,
    get_post,
    get_shift,
    list_posts,
    list_posts_of_shift,
    needed_in,
    shifts_by_post,
)
from station.posts.ready_made import READY_MADE
from station.posts.rules import AlreadyHoliday, ShiftFacts, StillNamed
from station.posts.tables import PostShift, Shift
from station.stations.queries import get_station
from tests.cast import house_of
from tests.duties import give, place, publish, take_on
from tests.instances import on_sqlite
from tests.kept import acts, everything, rows

MONDAY, SATURDAY = date(2025, 3, 3), date(2025, 3, 8)
NAME = {"th": "จุดตัวอย่าง", "en": "Sample desk"}
Doing = Callable[..., object]


@contextmanager
def writing(app: Flask) -> Iterator[Session]:
    with house_of(app).database.session(writing=True) as db:
        yield db
        db.commit()


def who(station_id: UUID) -> dict[str, Any]:
    return {"by": Actor(station_id, None), "at": clock.now()}


def order(app: Flask, station_id: UUID) -> list[str]:
    with house_of(app).database.session(writing=False) as db:
        return [post.code for post in list_posts(db, station_id)]


def worked(app: Flask, station_id: UUID, post: str) -> list[str]:
    with house_of(app).database.session(writing=False) as db:
        return [shift.code for shift in shifts_by_post(db, station_id)[post]]


def revision(app: Flask, station_id: UUID) -> int:
    with house_of(app).database.session(writing=False) as db:
        return get_station(db, station_id).revision


def add_desk(app: Flask, station_id: UUID, *shifts: str) -> str:
    with writing(app) as db:
        post = actions.add_post(
            db, station_id, name=NAME, division=None, shifts=shifts, **who(station_id)
        )
        return post.code


def test_a_post_is_added_after_the_others_with_its_shifts(app: Flask, station_id: UUID) -> None:
    before = revision(app, station_id)
    assert add_desk(app, station_id, "morning", "night", "morning") == "sample-desk"
    assert add_desk(app, station_id) == "sample-desk-2"
    assert order(app, station_id)[-2:] == ["sample-desk", "sample-desk-2"]
    assert worked(app, station_id, "sample-desk") == ["night", "morning"]
    assert acts(app) == ["post_added", "post_added"]
    assert revision(app, station_id) > before


def test_a_post_without_shifts_is_asked_for_no_more(app: Flask, station_id: UUID) -> None:
    code = add_desk(app, station_id, "morning")
    with writing(app) as db:
        assert code in {one.post for one in needed_in(db, station_id, [MONDAY])}
        post = get_post(db, station_id, code)
        actions.change_post(db, post, name=NAME, division=None, shifts=[], **who(station_id))
        assert code not in {one.post for one in needed_in(db, station_id, [MONDAY])}


@on_sqlite
@pytest.mark.parametrize(
    "change",
    [{"division": "nowhere"}, {"shifts": ["never"]}, {"name": {"en": "only English"}}],
)
def test_a_post_of_what_is_not_there_is_refused(
    app: Flask, station_id: UUID, change: dict[str, Any]
) -> None:
    before = everything(app)
    given: dict[str, Any] = {"name": NAME, "division": None, "shifts": [], **change}
    with house_of(app).database.session(writing=True) as db, pytest.raises(Refusal):
        actions.add_post(db, station_id, **given, **who(station_id))
    assert everything(app) == before


@on_sqlite
@pytest.mark.parametrize(("places", "place"), [(-1, 1), (1, 3), (-99, 0), (99, 5), (0, 2)])
def test_a_post_is_moved_among_the_others(
    app: Flask, station_id: UUID, places: int, place: int
) -> None:
    before = order(app, station_id)
    code = before[2]
    with writing(app) as db:
        post = get_post(db, station_id, code)
        actions.move_post(db, post, places=places, **who(station_id))
    after = order(app, station_id)
    assert after.index(code) == place
    assert [one for one in after if one != code] == [one for one in before if one != code]
    assert acts(app) == (["post_moved"] if places else [])


def test_a_post_nobody_named_is_removed_with_what_is_worked_there(
    app: Flask, station_id: UUID
) -> None:
    code = add_desk(app, station_id, "morning")
    with writing(app) as db:
        actions.remove_post(db, get_post(db, station_id, code), **who(station_id))
    assert code not in order(app, station_id)
    assert not [row for row in rows(app, PostShift) if row.post == code]


def publish_one(app: Flask, station_id: UUID) -> None:
    (officer,) = take_on(app, station_id, "ตัวอย่าง หนึ่ง")
    publish(app, station_id, [(place(3), officer)])


def test_a_post_or_shift_that_a_duty_names_is_never_deleted(app: Flask, station_id: UUID) -> None:
    publish_one(app, station_id)
    before = everything(app)
    with writing(app) as db:
        with pytest.raises(StillNamed):
            actions.remove_post(db, get_post(db, station_id, "public-relations"), **who(station_id))
        with pytest.raises(StillNamed):
            actions.remove_shift(db, get_shift(db, station_id, "morning"), **who(station_id))
    assert everything(app) == before


@on_sqlite
def test_so_is_a_post_that_a_calendar_names(app: Flask, station_id: UUID) -> None:
    give(app, station_id, post="public-relations")
    with house_of(app).database.session(writing=True) as db, pytest.raises(StillNamed):
        actions.remove_post(db, get_post(db, station_id, "public-relations"), **who(station_id))


def test_a_shift_that_no_duty_names_is_taken_from_its_posts_too(
    app: Flask, station_id: UUID
) -> None:
    with writing(app) as db:
        posts = list_posts_of_shift(db, station_id, "night")
        assert [post.code for post in posts] == ["public-relations"]
        actions.remove_shift(db, get_shift(db, station_id, "night"), **who(station_id))
    assert worked(app, station_id, "public-relations") == ["morning", "afternoon"]


def test_a_shift_is_added_and_changed_and_published_duties_keep_their_hours(
    app: Flask, station_id: UUID
) -> None:
    publish_one(app, station_id)
    duties = everything(app)["duties"]
    facts = ShiftFacts(NAME, time(22), time(6), 30, only_working_days=True)
    with writing(app) as db:
        code = actions.add_shift(db, station_id, facts, **who(station_id)).code
        actions.change_shift(db, get_shift(db, station_id, "morning"), facts, **who(station_id))
    kept = {shift.code: shift for shift in rows(app, Shift)}
    for shift in (kept[code], kept["morning"]):
        assert (shift.name, shift.starts, shift.ends) == (NAME, time(22), time(6))
        assert (shift.arrive_before_minutes, shift.only_working_days) == (30, True)
    assert everything(app)["duties"] == duties
    assert {"shift_added", "shift_changed"} <= set(acts(app))


@on_sqlite
def test_a_ready_made_pattern_adds_only_what_is_missing(app: Flask, station_id: UUID) -> None:
    with writing(app) as db:
        added = [
            actions.add_missing_shifts(db, station_id, READY_MADE[name], **who(station_id))
            for name in ("three", "two", "office", "two")
        ]
    assert added == [0, 2, 0, 0]
    assert {"day", "night-2"} <= {shift.code for shift in rows(app, Shift)}


def test_a_holiday_is_added_once_renamed_and_taken_away(app: Flask, station_id: UUID) -> None:
    with writing(app) as db:
        actions.add_holiday(db, station_id, MONDAY, NAME, **who(station_id))
        with pytest.raises(AlreadyHoliday):
            actions.add_holiday(db, station_id, MONDAY, {"th": "อีกชื่อ"}, **who(station_id))
        assert get_holiday(db, station_id, MONDAY).name == NAME
        asked = {one.post for one in needed_in(db, station_id, [MONDAY])}
        assert asked == {"public-relations"}
        actions.set_holiday(db, station_id, MONDAY, {"th": " ชื่อ  ใหม่ "}, **who(station_id))
        assert get_holiday(db, station_id, MONDAY).name == {"th": "ชื่อ ใหม่"}
        actions.set_holiday(db, station_id, MONDAY, None, **who(station_id))
        with pytest.raises(NotFound):
            get_holiday(db, station_id, MONDAY)
        assert len({one.post for one in needed_in(db, station_id, [MONDAY])}) > 1
        assert {one.post for one in needed_in(db, station_id, [SATURDAY])} == asked
