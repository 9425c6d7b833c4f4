"""What was counted, by day; and the rows that prove it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, Uuid, case, cast, func, select
from sqlalchemy.orm import Session

from station.channels.queries import present_versions
from station.counts.quarters import QUARTER_US, start_of
from station.counts.rules import ODD_TIME, Catalogue
from station.counts.tables import ChainHead, DailyTotal, Event, QuarterTotal
from station.counts.verify import FIELDS, Finding, verify_chain
from station.stations.queries import get_station, list_divisions, list_stations

if TYPE_CHECKING:
    from station.stations.tables import Station


Key = tuple[str, str, str, str]
"""A total's day or quarter of an hour, division (or empty text), kind and source."""


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many events of a kind a division had on a day; no division is the empty text."""

    day: str
    division: str
    kind: str
    source: str
    count: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A total that is not what a recount gives."""

    station: str
    day: str
    division: str
    kind: str
    source: str
    total: int
    recount: int


def get_catalogue(db: Session, station_id: UUID) -> Catalogue:
    """What of a station a tap may name; raises NotFound."""
    return Catalogue(
        station_id=station_id,
        zone=ZoneInfo(get_station(db, station_id).timezone),
        divisions=frozenset(d.code for d in list_divisions(db, station_id)),
        channels=present_versions(db, station_id),
    )


def list_daily_counts(db: Session, station_id: UUID, first: date, last: date) -> list[DayCount]:
    """The totals of the days from `first` to `last`, both included, by day and division."""
    ask = (
        select(
            DailyTotal.day,
            DailyTotal.division,
            DailyTotal.kind,
            DailyTotal.source,
            DailyTotal.count,
        )
        .where(
            DailyTotal.station_id == station_id,
            DailyTotal.day >= first.isoformat(),
            DailyTotal.day <= last.isoformat(),
        )
        .order_by(DailyTotal.day, DailyTotal.division)
    )
    return [DayCount(*row) for row in db.execute(ask)]


def sum_counts(
    db: Session, station_id: UUID, first: date, last: date
) -> Mapping[tuple[str, str], int]:
    """Events from `first` to `last`, both included, by division and kind, over all sources."""
    ask = (
        select(DailyTotal.division, DailyTotal.kind, func.sum(DailyTotal.count))
        .where(
            DailyTotal.station_id == station_id,
            DailyTotal.day >= first.isoformat(),
            DailyTotal.day <= last.isoformat(),
        )
        .group_by(DailyTotal.division, DailyTotal.kind)
    )
    return {(division, kind): int(count) for division, kind, count in db.execute(ask)}


def list_quarter_counts(
    db: Session, station_id: UUID, first: int, end: int, kinds: Collection[str]
) -> dict[tuple[str, str], dict[int, int]]:
    """Counts by quarter, of each division and kind, from one quarter up to another.

    The database hands a division's quarters over as one text: a row for each of a year's sixty
    thousand would take longer than all the rest.
    """
    pair = cast(QuarterTotal.quarter, String) + "," + cast(QuarterTotal.count, String)
    ask = (
        select(QuarterTotal.division, QuarterTotal.kind, func.aggregate_strings(pair, ","))
        .where(
            QuarterTotal.station_id == station_id,
            QuarterTotal.quarter >= first,
            QuarterTotal.quarter < end,
            QuarterTotal.kind.in_(kinds),
        )
        .group_by(QuarterTotal.division, QuarterTotal.kind)
    )
    return {(row[0], row[1]): _quarter_counts(row[2]) for row in db.execute(ask)}


def _quarter_counts(text: str) -> dict[int, int]:
    numbers = json.loads(f"[{text}]")
    return dict(zip(numbers[::2], numbers[1::2], strict=True))


def find_first_quarter(db: Session, station_id: UUID) -> int | None:
    """The quarter of an hour of the first thing that was counted, or None."""
    ask = select(func.min(QuarterTotal.quarter)).where(QuarterTotal.station_id == station_id)
    return db.scalar(ask)


def has_events(db: Session) -> bool:
    """Whether anything was ever counted on this server."""
    return db.scalar(select(Event.number).limit(1)) is not None


def list_differences(db: Session) -> list[Difference]:
    """Where the totals are not what counting the events again gives."""
    differences = []
    for station in list_stations(db):
        for kept, counted in (
            (_totals(db, station.id), _recount(db, station.id)),
            (_quarters(db, station.id), _recount_quarters(db, station.id)),
        ):
            differences += [
                Difference(station.slug, *key, total=kept.get(key, 0), recount=counted.get(key, 0))
                for key in sorted(kept.keys() | counted.keys())
                if kept.get(key, 0) != counted.get(key, 0)
            ]
    return differences


def _totals(db: Session, station_id: UUID) -> dict[Key, int]:
    ask = select(DailyTotal).where(DailyTotal.station_id == station_id)
    return {(t.day, t.division, t.kind, t.source): t.count for t in db.scalars(ask)}


def _quarters(db: Session, station_id: UUID) -> dict[Key, int]:
    ask = select(QuarterTotal).where(QuarterTotal.station_id == station_id)
    return {(_quarter(t.quarter), t.division, t.kind, ""): t.count for t in db.scalars(ask)}


def _recount_quarters(db: Session, station_id: UUID) -> dict[Key, int]:
    at = case((Event.flag == ODD_TIME, Event.received_at), else_=Event.happened_at)
    keys = (at // QUARTER_US, func.coalesce(Event.division, ""), Event.kind)
    counted = select(*keys, func.count()).where(
        Event.station_id == station_id, Event.excluded.is_(None)
    )
    found = db.execute(counted.group_by(*keys))
    return {(_quarter(row[0]), row[1], row[2], ""): row[3] for row in found}


def _quarter(number: int) -> str:
    """A quarter of an hour as a person reads it, in UTC."""
    return start_of(number).isoformat(timespec="minutes")


def _recount(db: Session, station_id: UUID) -> dict[Key, int]:
    keys = (Event.day, func.coalesce(Event.division, ""), Event.kind, Event.source)
    counted = select(*keys, func.count()).where(
        Event.station_id == station_id, Event.excluded.is_(None)
    )
    return {(row[0], row[1], row[2], row[3]): row[4] for row in db.execute(counted.group_by(*keys))}


def verify_station(db: Session, station: Station, held: dict[int, str] | None) -> Finding:
    """Walk a station's chain from its first event to its last."""
    head = db.get(ChainHead, station.id)
    return verify_chain(
        station.slug,
        station.id.hex,
        _chain_rows(db, station.id),
        (head.number, head.hash) if head else None,
        held,
    )


def _chain_rows(db: Session, station_id: UUID) -> Iterator[tuple[object, ...]]:
    columns = [Event.number, Event.hash, Event.canonical, *map(_plain, FIELDS)]
    ask = select(*columns).where(Event.station_id == station_id).order_by(Event.number)
    # Past the ORM, which takes as long to hand the rows over as the walk takes to check them.
    yield from db.connection().execute(ask, execution_options={"yield_per": 2_000})


def _plain(field: str) -> ColumnElement[Any]:
    """A column as the canonical bytes say it: the database turns UUIDs into digits faster."""
    column = getattr(Event, field)
    is_uuid = isinstance(column.type, Uuid)
    return func.replace(cast(column, String), "-", "") if is_uuid else column
