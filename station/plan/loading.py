"""Putting a plan file's rows where they are missing.

Beside `rows` the one place that names other subjects' tables: a plan holds all of them, and
creating each through an action of its own would be a dozen functions that only pass values on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from station.answers.actions import tell_privacy
from station.answers.notices import Told
from station.answers.queries import find_privacy_notice
from station.channels.actions import add_channel
from station.channels.bodies import keep_body
from station.channels.links import make_missing_links
from station.channels.queries import get_meaning, list_codes
from station.channels.rules import Meaning
from station.channels.tables import Channel
from station.counts.actions import open_chain
from station.database import Base
from station.people.actions import Actor, note_act
from station.plan.model import PlanFile, PlanQuestionnaire
from station.plan.questionnaires import content_of
from station.plan.rows import calendar, measures, places, stored
from station.plan.wanted import Wanted, list_wanted
from station.questionnaires.actions import bring_questionnaire
from station.questionnaires.queries import get_content, list_divisions_asked, list_questionnaires
from station.questionnaires.tables import Questionnaire
from station.stations.actions import touch_station
from station.stations.tables import Station

HERE = "there"
"""What stands for a whole row that the file does not have."""


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
        places(plan, station_id),
        calendar(plan, station_id),
        measures(plan, station_id),
    ):
        rows = list(layer)
        for row in rows:
            _put(db, row, loaded)
        db.flush()
        _tell_others(db, rows, loaded)
    wanted = list_wanted(plan)
    for position, channel in enumerate(wanted):
        _put_channel(db, channel, position, loaded, at)
    _tell_other_channels(db, wanted, loaded)
    make_missing_links(db, station_id, at=at)
    _put_questionnaires(db, plan.questionnaires, loaded, at)
    _put_privacy(db, plan, loaded, at)
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
    kept = db.get(type(row), _key(row))
    if kept is None:
        db.add(row)
        loaded.created += 1
        return
    for name in (column.key for column in inspect(type(row)).column_attrs):
        own, in_file = getattr(kept, name), getattr(row, name)
        if own is None and in_file is not None:
            setattr(kept, name, in_file)  # nothing is there yet that somebody wrote
            loaded.created += 1
        elif name != "position":
            _compare(loaded, f"{_place(row)}.{name}", own, in_file)


def _key(row: Base) -> tuple[object, ...]:
    return tuple(inspect(type(row)).primary_key_from_instance(row))


def _place(row: Base) -> str:
    return ".".join([row.__tablename__, *(str(part) for part in _key(row)[1:])])


def _tell_others(db: Session, rows: Sequence[Base], loaded: Loaded) -> None:
    """List what else the station keeps in the tables, and of the year, of these rows."""
    in_file = {(type(row), _key(row)) for row in rows}
    for table in dict.fromkeys(type(row) for row in rows):
        columns = inspect(table).columns
        ask = select(table).where(columns.station_id == loaded.station.id)
        if "year" in columns:
            years = {getattr(row, "year") for row in rows if type(row) is table}  # noqa: B009
            ask = ask.where(columns.year.in_(years))
        for kept in db.scalars(ask):
            if (table, _key(kept)) not in in_file:
                _compare(loaded, _place(kept), HERE, None)


def _tell_other_channels(db: Session, wanted: Sequence[Wanted], loaded: Loaded) -> None:
    known = {channel.code for channel in wanted}
    for code in list_codes(db, loaded.station.id):
        if code not in known:
            _compare(loaded, f"channels.{code}", HERE, None)


def _compare(loaded: Loaded, place: str, kept: object, in_file: object) -> None:
    if kept != in_file:
        loaded.differences.append(Difference(place, kept, in_file))


def _put_channel(db: Session, wanted: Wanted, position: int, loaded: Loaded, at: datetime) -> None:
    station_id = loaded.station.id
    kept = db.get(Channel, (station_id, wanted.code))
    if kept is None:
        add_channel(
            db,
            station_id,
            wanted.code,
            kind=wanted.kind,
            division=wanted.division,
            side=wanted.side,
            position=position,
            meaning=wanted.meaning,
            is_shown=wanted.is_shown,
            at=at,
        )
        loaded.created += 1
        return
    place = f"channels.{wanted.code}"
    _compare(loaded, f"{place}.kind", kept.kind, wanted.kind)
    _compare(loaded, f"{place}.division", kept.division, wanted.division)
    present = _said(get_meaning(db, kept, kept.draft or kept.version))
    in_file = _said(wanted.meaning)
    for name in dict.fromkeys([*present, *in_file]):
        _compare(loaded, f"{place}.{name}", present.get(name), in_file.get(name))


def _said(meaning: Meaning) -> dict[str, object]:
    """All that a meaning says, by the name of each part."""
    common = {part.name: getattr(meaning, part.name) for part in fields(Meaning)}
    del common["body"]
    return {**common, **keep_body(meaning.body)}


def _put_privacy(db: Session, plan: PlanFile, loaded: Loaded, at: datetime) -> None:
    """Tell whoever writes what the plan says, if it says anything and the station nothing yet."""
    if plan.privacy is None:
        return
    parts = ("purpose", "kept", "readers", "contact")
    purpose, kept_words, readers, contact = (stored(getattr(plan.privacy, one)) for one in parts)
    in_file = Told(purpose, kept_words, readers, contact, plan.privacy.years)
    kept = find_privacy_notice(db, loaded.station.id)
    if not kept.number and kept.said != in_file.said:
        by = Actor(loaded.station.id, None)
        tell_privacy(db, loaded.station.id, in_file, version=0, by=by, at=at)
        loaded.created += 1
        return
    for name in (*parts, "years"):
        _compare(loaded, f"privacy.{name}", getattr(kept, name), getattr(in_file, name))


def _put_questionnaires(
    db: Session, wanted: Sequence[PlanQuestionnaire], loaded: Loaded, at: datetime
) -> None:
    """Add and publish those that are missing; a person's stay as they are."""
    kept = {one.code: one for one in list_questionnaires(db, loaded.station.id)}
    for one in wanted:
        if one.code in kept:
            _compare_questionnaire(db, kept.pop(one.code), one, loaded)
        else:
            bring_questionnaire(
                db,
                loaded.station.id,
                content_of(one),
                code=one.code,
                divisions=one.divisions,
                by=Actor(loaded.station.id, None),
                at=at,
            )
            loaded.created += 1
    for code in kept:
        _compare(loaded, f"questionnaires.{code}", HERE, None)


def _compare_questionnaire(
    db: Session, kept: Questionnaire, wanted: PlanQuestionnaire, loaded: Loaded
) -> None:
    place = f"questionnaires.{kept.code}"
    divisions = list_divisions_asked(db, kept.station_id).get(kept.code, [])
    _compare(loaded, f"{place}.divisions", divisions, sorted(wanted.divisions))
    if kept.version is None:
        _compare(loaded, f"{place}.version", None, 1)
        return
    present, in_file = get_content(db, kept, kept.version).stored(), content_of(wanted).stored()
    for name in present:
        _compare(loaded, f"{place}.{name}", present[name], in_file[name])
