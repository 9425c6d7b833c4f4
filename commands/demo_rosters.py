"""Sample rosters: plainly sample officers on duty at every post, with a gap now and then."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from station.officers.actions import add_officer
from station.people.actions import Actor
from station.posts.actions import add_holidays
from station.posts.official import official_holidays
from station.posts.queries import needed_in
from station.posts.rules import Place
from station.rosters.actions import publish_roster
from station.sheets.month import Month
from station.thai import thai_digits

OFFICERS = 24
RANKS = ("ด.ต.", "จ.ส.ต.", "ส.ต.อ.", "ส.ต.ท.", "ส.ต.ต.", "ร.ต.อ.", "ร.ต.ท.", "ร.ต.ต.")
GAPS = 0.02
"""Which part of the shifts nobody is put down for."""


def fill_rosters(
    db: Session, station_id: UUID, first: date, last: date, random: Random, *, at: datetime
) -> int:
    """Publish a roster for each month from one day to another; how many duties that made."""
    by = Actor(station_id, None)
    people = [
        add_officer(
            db,
            station_id,
            rank=RANKS[number % len(RANKS)],
            name=f"ตัวอย่าง ที่{thai_digits(str(number + 1))}",
            by=by,
            at=at,
        ).id
        for number in range(OFFICERS)
    ]
    add_holidays(db, station_id, official_holidays(first, last), by=by, at=at)
    total = 0
    for month in _months(first, last):
        duties = list(_duties(needed_in(db, station_id, month.days), people, random))
        publish_roster(
            db, station_id, month, duties, base=None, source="", why="ตัวอย่าง", by=by, at=at
        )
        total += len(duties)
    return total


def _months(first: date, last: date) -> Iterator[Month]:
    month = Month.of(first)
    while month.first <= last:
        yield month
        month = Month.of(month.last + timedelta(days=1))


def _duties(
    needed: list[Place], people: list[UUID], random: Random
) -> Iterator[tuple[Place, UUID]]:
    """Everybody in turn, so that nobody is on twice within a day and a half."""
    turn = random.randrange(len(people))
    for place in needed:
        turn += 1
        if random.random() >= GAPS:
            yield place, people[turn % len(people)]
