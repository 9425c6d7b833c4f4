"""Two who publish: one makes the version, the other is told, whichever database holds it."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from station.errors import Refusal
from station.posts.rules import Place
from station.rosters import actions
from station.rosters.queries import duties_of_version, version_in_force
from station.rosters.rules import NotAnyMore
from station.rosters.tables import Duty, Roster
from station.sheets.month import Month
from tests.cast import house_of
from tests.duties import MARCH, by_turns, place, publish, publish_in, take_on
from tests.instances import on_postgresql
from tests.kept import everything, rows

Duties = list[tuple[Place, UUID]]


@pytest.fixture
def week(app: Flask, station_id: UUID) -> Duties:
    """The mornings of a week, by turns."""
    officers = take_on(app, station_id, "ตัวอย่าง หนึ่ง", "ตัวอย่าง สอง", "ตัวอย่าง สาม")
    return by_turns(officers, [place(day) for day in range(3, 10)])


def test_who_began_from_an_older_version_is_told_and_changes_nothing(
    app: Flask, station_id: UUID, week: Duties
) -> None:
    publish(app, station_id, week[:3], base=0)
    before = everything(app)
    for base in (0, 2, -1):
        with pytest.raises(NotAnyMore) as refused:
            publish(app, station_id, week, base=base)
        assert refused.value.values == {"version": 1}
    assert everything(app) == before
    assert publish(app, station_id, week, base=1) == 2


def at_once(acts: Sequence[Callable[[], int | None]]) -> list[int | Refusal | None]:
    """What came of acts that began at the same moment, each in a thread of its own."""
    ready = Barrier(len(acts))

    def act(one: Callable[[], int | None]) -> int | Refusal | None:
        ready.wait(timeout=30)
        try:
            return one()
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(acts)) as hands:
        return list(hands.map(act, acts))


def one_won(came: list[int | Refusal | None], number: int) -> bool:
    """Whether exactly one published that version, and every other was told of it."""
    lost = [one for one in came if isinstance(one, NotAnyMore)]
    return (
        came.count(number) == 1
        and len(lost) == len(came) - 1
        and all(one.values == {"version": number} for one in lost)
    )


@pytest.mark.parametrize("number", [1, 2])
def test_of_those_who_publish_at_once_one_wins_and_the_others_are_told(
    app: Flask, db: Session, station_id: UUID, week: Duties, number: int
) -> None:
    """Many months, for the moment in which it could go wrong is short."""
    for month in [Month(2025, one) for one in range(1, 13)]:
        first = [(place(3, month=month), who) for _, who in week[:2]]
        if number == 2:
            publish(app, station_id, first, month, base=0)
        tries = [[(place(day, month=month), week[0][1])] for day in (10, 20, 25)]
        acts = [partial(publish, app, station_id, one, month, number - 1) for one in tries]
        came = at_once(acts)
        assert one_won(came, number), (month, came)
        won = next(d for d, one in zip(tries, came, strict=True) if one == number)
        assert duties_of_version(db, station_id, month, number) == won
        assert version_in_force(db, station_id, month) == number
        db.rollback()


def test_of_those_who_publish_the_same_at_once_one_makes_the_version(
    app: Flask, station_id: UUID, week: Duties
) -> None:
    came = at_once([lambda: publish(app, station_id, week) for _ in range(4)])
    assert sorted(came, key=str) == [1, None, None, None]
    assert len(rows(app, Duty)) == len(week)


@on_postgresql
def test_who_had_looked_at_the_version_before_another_published_is_told(
    app: Flask, station_id: UUID, week: Duties
) -> None:
    """Without a lock from the first look on, as SQLite has it, the look may be old by then."""
    publish(app, station_id, week[:2])
    with house_of(app).database.session(writing=True) as late:
        looked_at = late.get(Roster, (station_id, "2025-03"))
        assert looked_at is not None
        publish(app, station_id, week[:3], base=1)
        with pytest.raises(NotAnyMore):
            publish_in(late, station_id, week, base=looked_at.version)


@on_postgresql
def test_without_the_lock_two_would_make_the_same_version(
    app: Flask, station_id: UUID, week: Duties, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unlocked(db: Session, station_id: UUID, month: Month) -> Roster:
        return db.get_one(Roster, (station_id, "2025-03"))

    publish(app, station_id, week[:1])
    monkeypatch.setattr(actions, "_locked_roster", unlocked)
    with house_of(app).database.session(writing=True) as late:
        seen = unlocked(late, station_id, MARCH)
        publish(app, station_id, week[:2], base=1)
        with pytest.raises(DBAPIError):
            publish_in(late, station_id, week[:3], base=seen.version)
