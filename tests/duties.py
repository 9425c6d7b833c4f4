"""Officers and their duties, taken on and published through the station's own actions."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from station import clock
from station.officers.actions import add_officer
from station.people.actions import Actor
from station.posts.rules import Place
from station.rosters.actions import give_calendar, publish_roster
from station.sheets.month import Month
from tests.cast import house_of

MARCH = Month(2025, 3)
DESK = "public-relations"
INQUIRY = "one-stop-inquiry"

Duties = Iterable[tuple[Place, UUID]]


def place(day: int, shift: str = "morning", post: str = DESK, month: Month = MARCH) -> Place:
    """A shift of a day of the month, by default the morning at the public-relations point."""
    return Place(date(month.year, month.month, day), post, shift)


def take_on(app: Flask, station_id: UUID, *names: str, rank: str = "ด.ต.") -> list[UUID]:
    """Take officers on; their ids."""
    with house_of(app).database.session(writing=True) as db:
        by = Actor(station_id, None)
        made = [
            add_officer(db, station_id, rank=rank, name=name, by=by, at=clock.now())
            for name in names
        ]
        db.commit()
        return [one.id for one in made]


def publish_in(
    db: Session,
    station_id: UUID,
    duties: Duties,
    month: Month = MARCH,
    base: int | None = None,
    why: str = "",
) -> int | None:
    """Publish without committing; the version's number, None where nothing is new."""
    made = publish_roster(
        *(db, station_id, month, duties),
        base=base,
        source="sample.xlsx",
        why=why,
        by=Actor(station_id, None),
        at=clock.now(),
    )
    return made.number if made else None


def publish(
    app: Flask,
    station_id: UUID,
    duties: Duties,
    month: Month = MARCH,
    base: int | None = None,
    why: str = "",
) -> int | None:
    """Publish these duties as the month's; the version's number, None where nothing is new."""
    with house_of(app).database.session(writing=True) as db:
        number = publish_in(db, station_id, duties, month, base, why)
        db.commit()
        return number


def publish_sample(app: Flask, station_id: UUID) -> str:
    """Publish a month with one duty in it; its name as addresses have it."""
    (officer,) = take_on(app, station_id, "ตัวอย่าง หนึ่ง")
    publish(app, station_id, [(place(3), officer)])
    return str(MARCH)


def give(
    app: Flask, station_id: UUID, *, officer: UUID | None = None, post: str | None = None
) -> str:
    """The token of a new calendar of an officer or a post."""
    with house_of(app).database.session(writing=True) as db:
        token = give_calendar(
            *(db, station_id),
            officer_id=officer,
            post=post,
            by=Actor(station_id, None),
            at=clock.now(),
        )
        db.commit()
        return token


def by_turns(officers: Sequence[UUID], places: Iterable[Place]) -> list[tuple[Place, UUID]]:
    """The places, each with the next officer in turn."""
    return [(one, officers[turn % len(officers)]) for turn, one in enumerate(places)]
