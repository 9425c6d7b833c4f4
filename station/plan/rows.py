"""A plan file's rows, in the order in which they stand on one another."""

from collections.abc import Iterator
from uuid import UUID

from station.database import Base
from station.plan.model import PlanFile, PlanWords
from station.plan.tables import Measure, MeasureGroup, OitItem
from station.points.tables import ServicePoint
from station.posts.tables import Post, PostShift, Shift
from station.quotas.tables import Collector, FiscalYear, Phase, Quota
from station.stations.tables import Division, Need


def stored(words: PlanWords | None) -> dict[str, str] | None:
    """Words as tables keep them."""
    return words.stored() if words else None


def places(plan: PlanFile, station_id: UUID) -> Iterator[Base]:
    """Divisions, and what belongs to one or to the whole station."""
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


def calendar(plan: PlanFile, station_id: UUID) -> Iterator[Base]:
    """The fiscal year, its phases and its minimums."""
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
            brought_by=stored(plan.quotas.brought_by.get(division)),
        )


def measures(plan: PlanFile, station_id: UUID) -> Iterator[Base]:
    """Measures and open-data items."""
    year = plan.fiscal_year
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
            due_words=stored(measure.due_words),
            reachable_by=measure.reachable_by,
            owner=measure.owner.stored(),
            follow_up=measure.follow_up,
            follow_up_by=measure.follow_up_by,
            is_on_kiosk=measure.kiosk,
            is_provisional=measure.provisional,
        )
    for item in plan.oit_items:
        yield OitItem(
            station_id=station_id, year=year, number=item.number, title=stored(item.title)
        )
