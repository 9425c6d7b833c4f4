"""A slow, obvious model of what is wrong with a roster, and months to try it on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from station.officers.rules import Service
from station.posts.rules import Hours, Pattern, Place, places_needed
from station.rosters.rules import Kind, Planned, Problem, find_problems
from station.sheets.month import Month

BANGKOK = ZoneInfo("Asia/Bangkok")
QUARTER = timedelta(minutes=15)
POSTS = ("desk", "gate")
OFFICERS = tuple(UUID(int=number) for number in range(1, 4))
REST = 44
"""Quarters of an hour in eleven hours."""

# Mostly every four hours, so that shifts follow and meet each other.
quarters = st.sampled_from(range(0, 96, 16)) | st.integers(0, 95)
clock_times = quarters.map(lambda number: time(number // 4, number % 4 * 15))
months = st.builds(Month, st.integers(2023, 2028), st.integers(1, 12))


@dataclass(frozen=True)
class Case:
    """A month with what is planned in it and around it, and what the station knows."""

    month: Month
    patterns: tuple[Pattern, ...]
    at_post: dict[str, tuple[Pattern, ...]]
    holidays: frozenset[date]
    services: dict[UUID, Service]
    planned: tuple[tuple[Place, UUID], ...]

    @property
    def needed(self) -> list[Place]:
        return list(places_needed(self.month.days, self.at_post, self.holidays))

    def duties(self) -> list[Planned]:
        return [one for one in self._all() if one.place.day in self.month]

    def around(self) -> list[Planned]:
        """As the database gives them back: in UTC."""
        return [_in_utc(one) for one in self._all() if one.place.day not in self.month]

    def _all(self) -> Iterator[Planned]:
        by_code = {one.code: one for one in self.patterns}
        for place, officer in self.planned:
            yield Planned(place, officer, by_code[place.shift].on(place.day, BANGKOK))

    def found(self) -> list[Problem]:
        return find_problems(self.duties(), self.needed, self.services, BANGKOK, self.around())


def _in_utc(planned: Planned) -> Planned:
    hours = planned.hours
    moments = (one.astimezone(UTC) for one in (hours.arrives, hours.starts, hours.ends))
    return Planned(planned.place, planned.officer, Hours(*moments))


@st.composite
def patterns(draw: st.DrawFn) -> tuple[Pattern, ...]:
    return tuple(
        Pattern(
            f"shift-{number}",
            draw(clock_times),
            draw(clock_times),
            draw(st.sampled_from((0, 1, 4, 16))) * QUARTER,
            draw(st.booleans()),
        )
        for number in range(draw(st.integers(1, 4)))
    )


@st.composite
def few_days(draw: st.DrawFn, month: Month) -> list[date]:
    """Four days around one end of a month, or inside it: few, so that much happens in each."""
    first = draw(st.sampled_from((month.first, month.last, month.days[14])))
    return [first + timedelta(days=number) for number in (-2, -1, 0, 1)]


@st.composite
def services(draw: st.DrawFn, days: list[date]) -> Service:
    since, until = draw(st.none() | st.sampled_from(days)), draw(st.none() | st.sampled_from(days))
    leave = sorted(draw(st.lists(st.sampled_from(days), min_size=2, max_size=2)))
    leaves = ((leave[0], leave[1]),) if draw(st.booleans()) else ()
    return Service(since, until, leaves)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    month, shifts = draw(months), draw(patterns())
    days = draw(few_days(month))
    places = st.builds(
        Place, st.sampled_from(days), st.sampled_from(POSTS), st.sampled_from(shifts).map(_code)
    )
    duties = st.lists(
        st.tuples(places, st.sampled_from(OFFICERS)), unique=True, min_size=2, max_size=14
    )
    at_post = {
        post: tuple(draw(st.lists(st.sampled_from(shifts), unique_by=_code))) for post in POSTS
    }
    return Case(
        month,
        shifts,
        at_post,
        frozenset(draw(st.lists(st.sampled_from(month.days), max_size=3))),
        {officer: draw(services(days)) for officer in OFFICERS[:2]},  # nothing is kept of the third
        tuple(draw(duties)),
    )


def _code(pattern: Pattern) -> str:
    return pattern.code


class Model:
    """Works everything out by looking at each quarter of an hour that somebody works.

    Quarters are counted from the first of the year before, on the station's clock.
    """

    def __init__(self, case: Case) -> None:
        self.case = case
        self.begin = datetime(case.month.year - 1, 1, 1)  # noqa: DTZ001 local time, as on a clock
        self.by_code = {one.code: one for one in case.patterns}

    def first(self, place: Place) -> int:
        starts = datetime.combine(place.day, self.by_code[place.shift].starts)
        return (starts - self.begin) // QUARTER

    def worked(self, place: Place) -> list[int]:
        """The quarters of a shift: from its start until the clock shows its end."""
        ends, quarter = self.by_code[place.shift].ends, self.first(place)
        found = [quarter]
        while self.clock(quarter + 1) != ends:
            quarter += 1
            found.append(quarter)
        return found

    def clock(self, quarter: int) -> time:
        return (self.begin + quarter * QUARTER).time()

    def day(self, quarter: int) -> date:
        return (self.begin + quarter * QUARTER).date()

    def problems(self) -> set[Problem]:
        found = set(self.gaps())
        for place, officer in self.case.planned:
            if place.day in self.case.month:
                found |= set(self.absences(place, officer))
                found |= set(self.handovers(place, officer))
            found |= set(self.doubles(place, officer)) | set(self.rests(place, officer))
        return found

    def gaps(self) -> Iterator[Problem]:
        worked = {place for place, _ in self.case.planned}
        for day in self.case.month.days:
            is_free = day.strftime("%a") in ("Sat", "Sun") or day in self.case.holidays
            for post, shifts in self.case.at_post.items():
                for shift in shifts:
                    place = Place(day, post, shift.code)
                    if place not in worked and not (is_free and shift.only_working_days):
                        yield Problem(Kind.GAP, place)

    def absences(self, place: Place, officer: UUID) -> Iterator[Problem]:
        service = self.case.services.get(officer)
        days = {self.day(quarter) for quarter in self.worked(place)}
        if service is None:
            return
        if any(service.since and day < service.since for day in days) or any(
            service.until and day > service.until for day in days
        ):
            yield Problem(Kind.NOT_HERE, place, officer)
        if any(first <= day <= last for day in days for first, last in service.leaves):
            yield Problem(Kind.ON_LEAVE, place, officer)

    def others(self, place: Place, officer: UUID) -> list[Place]:
        same = (other for other, who in self.case.planned if who == officer and other != place)
        return sorted(same, key=self.order)

    def order(self, place: Place) -> tuple[int, int, Place]:
        return self.first(place), max(self.worked(place)), place

    def is_ours(self, *places: Place) -> bool:
        return any(place.day in self.case.month for place in places)

    def doubles(self, place: Place, officer: UUID) -> Iterator[Problem]:
        for other in self.others(place, officer):
            meets = set(self.worked(place)) & set(self.worked(other))
            if meets and self.order(other) < self.order(place) and self.is_ours(place, other):
                yield Problem(Kind.DOUBLE, place, officer, other)

    def rests(self, place: Place, officer: UUID) -> Iterator[Problem]:
        last = max(self.worked(place))
        after = [one for one in self.others(place, officer) if self.first(one) > last]
        if after and self.first(after[0]) - last - 1 < REST and self.is_ours(place, after[0]):
            yield Problem(Kind.SHORT_REST, after[0], officer, place)

    def handovers(self, place: Place, officer: UUID) -> Iterator[Problem]:
        begin = self.first(place)
        before = [
            (other, who)
            for other, who in self.case.planned
            if other.post == place.post and max(self.worked(other)) == begin - 1
        ]
        early = self.by_code[place.shift].arrive_before // QUARTER
        busy = {q for other in self.others(place, officer) for q in self.worked(other)}
        cannot = early == 0 or busy & set(range(begin - early, begin))
        if before and officer not in {who for _, who in before} and cannot:
            yield Problem(Kind.NO_HANDOVER, place, officer, min(other for other, _ in before))
