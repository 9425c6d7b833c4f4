"""Putting a plan file's rows where they are missing.

The one place that names other subjects' tables: a plan holds rows of all of them, and creating
each through an action of its own would be a dozen functions that only pass values on.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from station.channels.actions import add_channel, make_missing_links
from station.channels.queries import get_present_version
from station.channels.rules import Kind, Meaning
from station.channels.tables import Channel
from station.counts.actions import open_chain
from station.database import Base
from station.people.actions import Actor, note_act
from station.plan.model import PlanChannel, PlanFile, PlanWords
from station.plan.tables import Commitment, Measure, MeasureGroup, OitItem
from station.points.tables import ServicePoint
from station.quotas.tables import Collector, FiscalYear, Phase, Quota
from station.rosters.tables import Post, PostShift, Shift
from station.stations.actions import touch_station
from station.stations.tables import Division, Need, Station


@dataclass(frozen=True)
class Difference:
    """Something the station keeps otherwise than the file says; the station's stays."""

    place: str
    kept: object
    in_file: object


@dataclass
class Loaded:
    """What loading a plan did."""

    station: Station
    is_new: bool
    created: int = 0
    differences: list[Difference] = field(default_factory=list)


def load_plan(db: Session, plan: PlanFile, *, at: datetime) -> Loaded:
    """Create what of a plan is missing; keep what is there and list where it differs."""
    loaded = _load_station(db, plan, at)
    station_id = loaded.station.id
    for layer in (
        _places(plan, station_id),
        _calendar(plan, station_id),
        _measures(plan, station_id),
    ):
        for row in layer:
            _put(db, row, loaded)
        db.flush()
    for position, channel in enumerate(plan.channels):
        _put_channel(db, channel, position, loaded, at)
    make_missing_links(db, station_id, at=at)
    if loaded.created:
        touch_station(db, loaded.station)
        note_act(
            db,
            "plan_loaded",
            by=Actor(station_id, None),
            at=at,
            year=plan.fiscal_year,
            created=loaded.created,
        )
    db.flush()
    return loaded


def _load_station(db: Session, plan: PlanFile, at: datetime) -> Loaded:
    wanted = plan.station
    station = db.scalar(select(Station).where(Station.slug == wanted.slug))
    values: dict[str, Any] = {
        "name": wanted.name.stored(),
        "short_name": wanted.short_name.stored(),
        "headquarters": wanted.headquarters.stored(),
        "timezone": wanted.timezone,
        "emergency": wanted.emergency,
    }
    if station is None:
        station = Station(id=uuid4(), slug=wanted.slug, created_at=at, **values)
        db.add(station)
        db.flush()
        open_chain(db, station.id)
        return Loaded(station, is_new=True, created=1)
    loaded = Loaded(station, is_new=False)
    for name, value in values.items():
        _compare(loaded, f"station.{name}", getattr(station, name), value)
    return loaded


def _put(db: Session, row: Base, loaded: Loaded) -> None:
    """Add a row unless one with its key is there; then compare them."""
    mapper = inspect(type(row))
    key = tuple(mapper.primary_key_from_instance(row))
    kept = db.get(type(row), key)
    if kept is None:
        db.add(row)
        loaded.created += 1
        return
    place = ".".join([mapper.local_table.name, *(str(part) for part in key[1:])])  # type: ignore[attr-defined]
    for column in mapper.column_attrs:
        if column.key != "position":
            _compare(
                loaded, f"{place}.{column.key}", *(getattr(r, column.key) for r in (kept, row))
            )


def _compare(loaded: Loaded, place: str, kept: object, in_file: object) -> None:
    if kept != in_file:
        loaded.differences.append(Difference(place, kept, in_file))


def _put_channel(
    db: Session, wanted: PlanChannel, position: int, loaded: Loaded, at: datetime
) -> None:
    station_id = loaded.station.id
    meaning = Meaning(
        title=wanted.title.stored(),
        hint=_stored(wanted.hint),
        telephone=wanted.telephone,
        address=wanted.address,
        is_general=wanted.general,
        otherwise=_stored(wanted.otherwise),
    )
    kept = db.get(Channel, (station_id, wanted.code))
    if kept is None:
        add_channel(
            db,
            station_id,
            wanted.code,
            kind=Kind(wanted.kind),
            division=wanted.division,
            side=wanted.side,
            position=position,
            meaning=meaning,
            at=at,
        )
        loaded.created += 1
        return
    place = f"channels.{wanted.code}"
    _compare(loaded, f"{place}.kind", kept.kind, wanted.kind)
    _compare(loaded, f"{place}.division", kept.division, wanted.division)
    present = Meaning.of(get_present_version(db, kept))
    for name in Meaning.__dataclass_fields__:
        _compare(loaded, f"{place}.{name}", getattr(present, name), getattr(meaning, name))


def _stored(words: PlanWords | None) -> dict[str, str] | None:
    return words.stored() if words else None


def _places(plan: PlanFile, station_id: UUID) -> Iterator[Base]:
    """Divisions first: what follows may belong to one."""
    for position, division in enumerate(plan.divisions):
        yield Division(
            station_id=station_id,
            code=division.code,
            position=position,
            name=division.name.stored(),
            hint=division.hint.stored(),
            aliases=list(division.aliases),
            icon=division.icon,
        )
    for position, need in enumerate(plan.needs):
        yield Need(
            station_id=station_id,
            code=need.code,
            position=position,
            name=need.name.stored(),
            icon=need.icon,
            division=need.division,
        )
    for position, point in enumerate(plan.points):
        yield ServicePoint(
            station_id=station_id, code=point.code, position=position, name=point.name.stored()
        )
    for position, collector in enumerate(plan.collectors):
        yield Collector(
            station_id=station_id,
            code=collector.code,
            position=position,
            title=collector.title.stored(),
            divisions=list(collector.divisions),
        )
    yield from _posts(plan, station_id)


def _posts(plan: PlanFile, station_id: UUID) -> Iterator[Base]:
    for position, shift in enumerate(plan.shifts):
        yield Shift(
            station_id=station_id,
            code=shift.code,
            position=position,
            name=shift.name.stored(),
            starts=shift.starts,
            ends=shift.ends,
            arrive_before_minutes=shift.arrive_before_minutes,
            only_working_days=shift.only_working_days,
        )
    for position, post in enumerate(plan.posts):
        yield Post(
            station_id=station_id,
            code=post.code,
            position=position,
            name=post.name.stored(),
            division=post.division,
        )
    for post in plan.posts:
        for code in post.shifts:
            yield PostShift(station_id=station_id, post=post.code, shift=code)


def _calendar(plan: PlanFile, station_id: UUID) -> Iterator[Base]:
    year, iit = plan.fiscal_year, plan.quotas.iit
    yield FiscalYear(
        station_id=station_id,
        year=year,
        minimum=plan.quotas.station,
        iit_officers=iit.officers,
        iit_percent=iit.percent,
        iit_scope=iit.scope,
        iit_require=iit.require,
    )
    for position, phase in enumerate(plan.phases):
        yield Phase(
            station_id=station_id,
            year=year,
            code=phase.code,
            position=position,
            group=phase.group,
            starts=phase.starts,
            ends=phase.ends,
            title=phase.title.stored(),
            by=phase.by.stored(),
            is_provisional=phase.provisional,
        )
    for division, minimum in plan.quotas.divisions.items():
        yield Quota(
            station_id=station_id,
            year=year,
            division=division,
            minimum=minimum,
            brought_by=_stored(plan.quotas.brought_by.get(division)),
        )


def _measures(plan: PlanFile, station_id: UUID) -> Iterator[Base]:
    year = plan.fiscal_year
    for commitment in plan.commitments:
        yield Commitment(
            station_id=station_id,
            division=commitment.division,
            steps=[step.stored() for step in commitment.steps],
            minutes=commitment.minutes,
            fee=commitment.fee,
            papers=[paper.stored() for paper in commitment.papers],
        )
    for group in plan.measure_groups:
        yield MeasureGroup(
            station_id=station_id, year=year, number=group.number, title=group.title.stored()
        )
    for position, measure in enumerate(plan.measures):
        yield Measure(
            station_id=station_id,
            year=year,
            number=measure.number,
            group=measure.group,
            position=position,
            activity=measure.activity.stored(),
            output=measure.output.stored(),
            made_known=measure.made_known.stored(),
            due=measure.due,
            due_words=_stored(measure.due_words),
            reachable_by=measure.reachable_by,
            owner=measure.owner.stored(),
            follow_up=measure.follow_up,
            follow_up_by=measure.follow_up_by,
            is_on_kiosk=measure.kiosk,
            is_provisional=measure.provisional,
        )
    for item in plan.oit_items:
        yield OitItem(
            station_id=station_id, year=year, number=item.number, title=_stored(item.title)
        )
