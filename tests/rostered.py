"""Months with rosters and visits, made for a test."""

from collections.abc import Iterable
from datetime import datetime, time
from random import Random
from uuid import UUID

from flask import Flask

from station import clock
from station.officers.actions import add_officer
from station.people.actions import Actor
from station.posts.queries import needed_in
from station.posts.rules import Place
from station.posts.tables import PostShift, Shift
from station.rosters.actions import publish_roster
from station.sheets.month import Month
from tests.cast import Person, house_of, make_report, make_tap


def add_shift_at(
    app: Flask, station_id: UUID, post: str, code: str, starts: str, ends: str
) -> None:
    """One more shift worked at a post."""
    with house_of(app).database.session(writing=True) as db:
        shift = Shift(
            station_id=station_id,
            code=code,
            position=90,
            name={"th": f"ผลัด {code}", "en": code},
            starts=time.fromisoformat(starts),
            ends=time.fromisoformat(ends),
            arrive_before_minutes=15,
            only_working_days=False,
        )
        db.add(shift)
        db.flush()
        db.add(PostShift(station_id=station_id, post=post, shift=code))
        db.commit()


def publish(app: Flask, station_id: UUID, month: Month, places: Iterable[Place]) -> None:
    """Let one officer have each of these places, and nobody the others."""
    by = Actor(station_id, None)
    with house_of(app).database.session(writing=True) as db:
        officer = add_officer(db, station_id, rank="ด.ต.", name="ตัวอย่าง หนึ่ง", by=by, at=clock.now())
        duties = [(place, officer.id) for place in places]
        publish_roster(
            db,
            station_id,
            month,
            duties,
            base=None,
            source="",
            why="a sample",
            by=by,
            at=clock.now(),
        )
        db.commit()


def needed(app: Flask, station_id: UUID, month: Month) -> list[Place]:
    """Every shift that should be worked in a month."""
    with house_of(app).database.session(writing=False) as db:
        return needed_in(db, station_id, month.days)


def some_of(places: Iterable[Place], random: Random, share: float = 0.6) -> list[Place]:
    """A random part of them."""
    return [place for place in places if random.random() < share]


def visit(person: Person, moments: Iterable[tuple[datetime, str]], *kinds: str) -> None:
    """Open divisions' pages (or do something else there) at these moments."""
    taps = [
        make_tap(kind=kind, division=division, at=at.isoformat())
        for at, division in moments
        for kind in kinds or ("division_opened",)
    ]
    answer = person.browser.post("/taps", json=make_report(*taps))
    assert answer.json is not None
    assert len(answer.json["counted"]) == len(taps)
