"""Loading a plan: creates what is missing, never overwrites an edit, and says where it differs."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import delete

from station import clock
from station.answers.tables import PrivacyNotice
from station.channels.tables import Channel, ChannelVersion, Link
from station.counts.tables import ChainHead
from station.people.actions import Actor
from station.plan.file import PlanFile, moved_to
from station.plan.loading import Loaded, load_plan
from station.plan.model import PlanPrivacy
from station.plan.tables import Measure, MeasureGroup, OitItem
from station.points.tables import ServicePoint
from station.posts.tables import Post, PostShift, Shift
from station.questionnaires.actions import keep_draft, publish_draft
from station.questionnaires.queries import get_content, get_questionnaire
from station.questionnaires.tables import (
    Questionnaire,
    QuestionnairePublication,
    QuestionnaireVersion,
)
from station.quotas.tables import Collector, FiscalYear, Phase, Quota
from station.stations.tables import Division, Need, Station
from tests.cast import house_of
from tests.devices import ADDRESS, lead_to
from tests.instances import on_sqlite
from tests.kept import count, everything, rows, run_sql, versions


def load(app: Flask, plan: PlanFile) -> Loaded:
    with house_of(app).database.session(writing=True) as db:
        loaded = load_plan(db, plan, at=clock.now())
        db.commit()
    return loaded


def places(loaded: Loaded) -> list[str]:
    return [difference.place for difference in loaded.differences]


def test_everything_in_the_file_is_there(app: Flask, plan: PlanFile) -> None:
    lists: list[tuple[type, Sequence[object]]] = [
        (Division, plan.divisions),
        (Need, plan.needs),
        (ServicePoint, plan.points),
        (Phase, plan.phases),
        (Quota, list(plan.quotas.divisions)),
        (Collector, plan.collectors),
        (Shift, plan.shifts),
        (Post, plan.posts),
        (PostShift, [shift for post in plan.posts for shift in post.shifts]),
        (Channel, [*plan.channels, *plan.commitments]),
        (ChannelVersion, [*plan.channels, *plan.commitments]),
        (MeasureGroup, plan.measure_groups),
        (Measure, plan.measures),
        (OitItem, plan.oit_items),
        (FiscalYear, [plan.fiscal_year]),
        (ChainHead, [plan.station]),
        (Questionnaire, plan.questionnaires),
        (QuestionnaireVersion, plan.questionnaires),
        (QuestionnairePublication, plan.questionnaires),
    ]
    assert {table.__name__: count(app, table) for table, _ in lists} == {
        table.__name__: len(parts) for table, parts in lists
    }
    (year,) = rows(app, FiscalYear)
    assert (year.year, year.minimum) == (2568, 300)
    assert sum(quota.minimum for quota in rows(app, Quota)) == 250


def test_loading_it_again_changes_nothing(app: Flask, plan: PlanFile) -> None:
    before = everything(app)
    loaded = load(app, plan)
    assert (loaded.is_new, loaded.created, loaded.differences) == (False, 0, [])
    assert everything(app) == before


EDITS = [
    ("UPDATE quotas SET minimum = 61 WHERE division = 'traffic'",
     "quotas.2568.traffic.minimum", 61, 60),
    ("UPDATE fiscal_years SET minimum = 310", "fiscal_years.2568.minimum", 310, 300),
    ("UPDATE divisions SET icon = 'bike' WHERE code = 'traffic'",
     "divisions.traffic.icon", "bike", "car"),
    ("UPDATE stations SET emergency = '192'", "station.emergency", "192", "191"),
    ("UPDATE shifts SET arrive_before_minutes = 20 WHERE code = 'night'",
     "shifts.night.arrive_before_minutes", 20, 15),
    ("UPDATE measures SET follow_up = 'once' WHERE number = '1.1'",
     "measures.2568.1.1.follow_up", "once", "monthly"),
]  # fmt: skip


@on_sqlite
@pytest.mark.parametrize(("statement", "place", "kept", "in_file"), EDITS)
def test_what_a_person_changed_stays_and_is_told(
    app: Flask, plan: PlanFile, statement: str, place: str, kept: object, in_file: object
) -> None:
    run_sql(app, statement)
    before = everything(app)
    loaded = load(app, plan)
    (difference,) = loaded.differences
    assert (difference.place, difference.kept, difference.in_file) == (place, kept, in_file)
    assert loaded.created == 0
    assert everything(app) == before


def test_an_address_the_station_put_in_stays_and_is_told(
    app: Flask, plan: PlanFile, station_id: UUID
) -> None:
    lead_to(app, station_id, "eit-survey", ADDRESS)
    before = everything(app)
    loaded = load(app, plan)
    assert places(loaded) == [
        "channels.eit-survey.address",
        "channels.eit-survey.is_general",
        "channels.eit-survey.otherwise",
    ]
    assert everything(app) == before
    assert len(versions(app, "eit-survey")) == 2


def test_a_questionnaire_that_the_station_changed_stays_and_is_told(
    app: Flask, plan: PlanFile, station_id: UUID
) -> None:
    by = Actor(station_id, None)
    with house_of(app).database.session(writing=True) as db:
        kept = get_questionnaire(db, station_id, "satisfaction")
        content = replace(get_content(db, kept, 1), title={"th": "ก", "en": "a"})
        keep_draft(db, kept, content, revision=kept.revision, by=by, at=clock.now())
        publish_draft(db, kept, revision=kept.revision, by=by, at=clock.now())
        db.commit()
    before = everything(app)
    (difference,) = load(app, plan).differences
    assert difference.place == "questionnaires.satisfaction.title"
    assert difference.kept == {"th": "ก", "en": "a"}
    assert everything(app) == before
    without = plan.model_copy(update={"questionnaires": ()})
    assert places(load(app, without)) == ["questionnaires.satisfaction"]


def test_what_whoever_writes_is_told_is_loaded_once(app: Flask, plan: PlanFile) -> None:
    telling = plan.model_copy(update={"privacy": PlanPrivacy(contact=plan.station.name, years=3)})
    assert load(app, telling).created == 1
    (notice,) = rows(app, PrivacyNotice)
    assert (notice.contact, notice.purpose, notice.years) == (plan.station.name.stored(), None, 3)
    again = load(app, telling)
    assert (again.created, again.differences) == (0, [])


def test_only_what_is_missing_is_made(app: Flask, plan: PlanFile) -> None:
    before = everything(app)
    with house_of(app).database.session(writing=True) as db:
        db.execute(delete(Need).where(Need.code == "fine"))
        db.execute(delete(Quota).where(Quota.division == "patrol"))
        db.commit()
    loaded = load(app, plan)
    assert (loaded.created, loaded.differences) == (2, [])
    after = everything(app)
    assert {name for name in before if before[name] != after[name]} == {"stations", "audit_log"}


def test_what_the_file_no_longer_has_stays(app: Flask, plan: PlanFile) -> None:
    before = everything(app)
    loaded = load(app, plan.model_copy(update={"needs": (), "oit_items": ()}))
    assert (loaded.created, loaded.differences) == (0, [])
    assert everything(app) == before


def test_another_year_stands_beside_the_first(app: Flask, plan: PlanFile) -> None:
    before = everything(app)
    loaded = load(app, moved_to(plan, 2569))
    assert loaded.differences == []
    assert sorted(year.year for year in rows(app, FiscalYear)) == [2568, 2569]
    after = everything(app)
    grown = {name for name in before if before[name] != after[name]}
    assert grown == {
        "stations", "audit_log", "fiscal_years", "phases", "quotas", "measure_groups",
        "measures", "oit_items",
    }  # fmt: skip
    for name in grown - {"stations"}:
        assert set(before[name]) <= set(after[name]), name
    provisional = {phase.year: phase.is_provisional for phase in rows(app, Phase)}
    assert provisional == {2568: False, 2569: True}
    assert load(app, moved_to(plan, 2569)).created == 0


def test_two_stations_have_everything_twice_and_apart(
    app: Flask, plan: PlanFile, station_id: UUID
) -> None:
    moved = plan.station.model_copy(update={"slug": "neighbour"})
    loaded = load(app, plan.model_copy(update={"station": moved}))
    assert loaded.is_new
    assert {station.slug for station in rows(app, Station)} == {"don-ya-nang", "neighbour"}
    for table in (Division, Channel, Measure, Quota, Link):
        owners = [row.station_id for row in rows(app, table)]  # type: ignore[attr-defined]
        assert owners.count(station_id) * 2 == len(owners)
    heads = {kept.station_id: kept.hash for kept in rows(app, ChainHead)}
    assert len(set(heads.values())) == 2


def test_a_file_that_fails_half_way_leaves_nothing(app: Flask, plan: PlanFile) -> None:
    before = everything(app)
    slug = plan.station.model_copy(update={"slug": "broken"})
    broken = plan.model_copy(update={"station": slug, "channels": (*plan.channels, None)})
    with pytest.raises(AttributeError), house_of(app).database.session(writing=True) as db:
        load_plan(db, broken, at=clock.now())
    assert everything(app) == before


@on_sqlite
def test_what_is_empty_is_filled_and_then_kept(app: Flask, plan: PlanFile) -> None:
    first = plan.oit_items[0].model_copy(update={"title": plan.station.name})
    titled = plan.model_copy(update={"oit_items": (first, *plan.oit_items[1:])})
    assert load(app, titled).created == 1
    again = load(app, titled)
    assert (again.created, again.differences) == (0, [])
    assert places(load(app, plan)) == [f"oit_items.{plan.fiscal_year}.1.title"]


@on_sqlite
def test_what_the_file_no_longer_has_is_told(app: Flask, plan: PlanFile) -> None:
    post = plan.posts[0]
    fewer = plan.model_copy(
        update={
            "posts": (post.model_copy(update={"shifts": post.shifts[1:]}), *plan.posts[1:]),
            "channels": plan.channels[:-1],
        }
    )
    before = everything(app)
    loaded = load(app, fewer)
    assert places(loaded) == [
        f"post_shifts.{post.code}.{post.shifts[0]}",
        f"channels.{plan.channels[-1].code}",
    ]
    assert everything(app) == before
