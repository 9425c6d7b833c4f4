"""Visits beside duty, as pages read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from station.counts.quarters import quarter_at, start_of
from station.counts.queries import find_first_quarter, list_quarter_counts
from station.coverage.rules import (
    KINDS,
    VISIT,
    Counts,
    Piece,
    Turn,
    count_at_empty,
    pieces_of,
)
from station.posts.queries import list_posts, needed_in, patterns
from station.posts.rules import Place
from station.rosters.queries import list_staffed, months_published
from station.sheets.month import Month
from station.stations.queries import get_station

if TYPE_CHECKING:
    from station.posts.tables import Post

DAY = timedelta(days=1)


@dataclass(frozen=True)
class PostCoverage:
    """A post with its time, in pieces that midnight divides."""

    post: Post
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Coverage:
    """Some days' visits beside the duty of every post; `midnights` are where the days begin."""

    days: tuple[date, ...]
    midnights: tuple[int, ...]
    counts: Counts
    posts: tuple[PostCoverage, ...]

    @property
    def visits(self) -> int:
        """How many came to the station."""
        return self.counts.between(None, VISIT, *self.range)

    @property
    def range(self) -> tuple[int, int]:
        """The first quarter, and the one after the last."""
        return self.counts.first, self.counts.end

    @property
    def at_empty(self) -> int:
        """How many of them came while a post that was there for them stood empty."""
        pieces: dict[str | None, list[Sequence[Piece]]] = defaultdict(list)
        for one in self.posts:
            pieces[one.post.division].append(one.pieces)
        return count_at_empty(self.counts, VISIT, pieces)


def get_coverage(
    db: Session,
    station_id: UUID,
    first: date,
    last: date,
    *,
    until: datetime,
    kinds: Collection[str] = KINDS,
) -> Coverage:
    """The days from `first` to `last`, both included, up to the quarter in which `until` lies."""
    zone = get_station(db, station_id).zone
    reached = quarter_at(until) + 1
    days = [first + DAY * number for number in range((last - first).days + 1)]
    days = [day for day in days if _midnight(day, zone) < reached]
    midnights = tuple(_midnight(day, zone) for day in days)
    begin = _midnight(first, zone)
    end = min(_midnight(last + DAY, zone), reached) if days else begin
    turns = list_turns(db, station_id, first - DAY, days[-1]) if days else {}
    return Coverage(
        days=tuple(days),
        midnights=midnights,
        counts=Counts(begin, end, list_quarter_counts(db, station_id, begin, end, kinds)),
        posts=tuple(
            PostCoverage(post, tuple(pieces_of(turns.get(post.code, ()), begin, end, midnights)))
            for post in list_posts(db, station_id)
        ),
    )


def _midnight(day: date, zone: ZoneInfo) -> int:
    return quarter_at(datetime.combine(day, time(), zone))


def list_turns(db: Session, station_id: UUID, first: date, last: date) -> dict[str, list[Turn]]:
    """Every shift that begins on these days and should be worked, or that somebody has, by post."""
    found: dict[str, list[Turn]] = defaultdict(list)
    staffed = list_staffed(db, station_id, first, last)
    for one in staffed:
        found[one.place.post].append(Turn(one.place, one.starts, one.ends, one.officers))
    for turn in _turns_of_nobody(db, station_id, first, last, {one.place for one in staffed}):
        found[turn.place.post].append(turn)
    return found


def _turns_of_nobody(
    db: Session, station_id: UUID, first: date, last: date, staffed: Collection[Place]
) -> Iterator[Turn]:
    zone = get_station(db, station_id).zone
    by_code = {pattern.code: pattern for pattern in patterns(db, station_id)}
    published = months_published(db, station_id)
    days = [first + DAY * number for number in range((last - first).days + 1)]
    for place in needed_in(db, station_id, days):
        if place not in staffed:
            hours = by_code[place.shift].on(place.day, zone)
            nobody = 0 if Month.of(place.day) in published else None
            yield Turn(place, hours.starts, hours.ends, nobody)


def list_months(db: Session, station_id: UUID, today: date) -> list[Month]:
    """The months from the first with a count or a roster to the present one, in order."""
    zone = get_station(db, station_id).zone
    known = {Month.of(today)} | {m for m in months_published(db, station_id) if m.first <= today}
    quarter = find_first_quarter(db, station_id)
    if quarter is not None:
        known.add(Month.of(min(today, start_of(quarter).astimezone(zone).date())))
    found = [min(known)]
    while found[-1] < Month.of(today):
        found.append(Month.of(found[-1].last + DAY))
    return found
