"""What is wrong with a roster, against a slow model that looks at every quarter of an hour."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from station.officers.rules import Service
from station.posts import rules as posts_rules
from station.posts.rules import Hours, Pattern, Place, places_needed
from station.rosters import rules
from station.rosters.rules import Kind, Planned, Problem, find_problems
from tests.station.rosters.model import BANGKOK, OFFICERS, QUARTER, Case, Model, cases


@settings(max_examples=400)
@given(cases())
def test_what_is_wrong_is_what_the_model_says(case: Case) -> None:
    compare(case)


def compare(case: Case) -> None:
    found = case.found()
    assert len(found) == len(set(found))
    assert set(found) == Model(case).problems()


@given(cases(), st.randoms(use_true_random=False))
def test_in_whatever_order_the_duties_come_the_same_is_wrong(case: Case, random: object) -> None:
    duties, around, needed = case.duties(), case.around(), case.needed
    for one in (duties, around, needed):
        random.shuffle(one)  # type: ignore[attr-defined]
    assert find_problems(duties, needed, case.services, BANGKOK, around) == case.found()


# ---- Cases by hand, each of them once.

NIGHT = Pattern("night", time(0), time(8), QUARTER, only_working_days=False)
MORNING = Pattern("morning", time(8), time(16), QUARTER, only_working_days=False)
EVENING = Pattern("evening", time(16), time(0), QUARTER, only_working_days=False)
LONG = Pattern("long", time(18), time(6), QUARTER, only_working_days=False)
WHOLE = Pattern("whole", time(9), time(9), timedelta(0), only_working_days=False)
OFFICE = Pattern("office", time(8, 30), time(16, 30), QUARTER, only_working_days=True)
ONE, TWO, _ = OFFICERS


def duty(
    day: int, pattern: Pattern, officer: UUID = ONE, post: str = "desk", month: int = 3
) -> Planned:
    on = date(2025, month, day)
    return Planned(Place(on, post, pattern.code), officer, pattern.on(on, BANGKOK))


def kinds(*duties: Planned, around: tuple[Planned, ...] = (), **service: object) -> list[Kind]:
    known = {ONE: Service(**service)}  # type: ignore[arg-type]
    return [one.kind for one in find_problems(duties, (), known, BANGKOK, around)]


def test_eleven_hours_of_rest_are_enough_and_a_quarter_less_is_not() -> None:
    early = Pattern("early", time(3), time(8), QUARTER, only_working_days=False)
    earlier = Pattern("earlier", time(2, 45), time(8), QUARTER, only_working_days=False)
    assert kinds(duty(3, MORNING), duty(4, early)) == []
    assert kinds(duty(3, MORNING), duty(4, earlier)) == [Kind.SHORT_REST]


def test_a_duty_that_ends_at_midnight_and_one_that_begins_then_do_not_collide() -> None:
    (found,) = find_problems([duty(3, EVENING), duty(4, NIGHT)], (), {}, BANGKOK)
    assert (found.kind, found.place.day, found.other) == (
        Kind.SHORT_REST, date(2025, 3, 4), duty(3, EVENING).place,
    )  # fmt: skip


def test_a_night_that_runs_into_leave_is_on_leave_and_one_that_ends_at_midnight_is_not() -> None:
    leaves = ((date(2025, 3, 4), date(2025, 3, 4)),)
    assert kinds(duty(3, LONG), leaves=leaves) == [Kind.ON_LEAVE]
    assert kinds(duty(3, EVENING), leaves=leaves) == []


def test_who_is_transferred_on_the_last_of_the_month_cannot_work_into_the_next() -> None:
    until = date(2025, 3, 31)
    assert kinds(duty(31, EVENING), until=until) == []
    assert kinds(duty(31, LONG), until=until) == [Kind.NOT_HERE]
    assert kinds(duty(1, MORNING), since=date(2025, 3, 2)) == [Kind.NOT_HERE]


def test_the_month_before_collides_and_what_is_wrong_only_there_is_not_told() -> None:
    before = (duty(28, LONG, month=2), duty(28, EVENING, month=2))
    assert kinds(around=before) == []
    assert kinds(duty(1, NIGHT), around=before) == [Kind.DOUBLE, Kind.SHORT_REST]


def test_a_day_and_a_night_at_once_is_hard_and_too_little_rest_is_not() -> None:
    hard = {kind: Problem(kind, duty(3, NIGHT).place).is_hard for kind in Kind}
    assert [kind for kind in Kind if hard[kind]] == [Kind.DOUBLE, Kind.ON_LEAVE, Kind.NOT_HERE]


def test_who_takes_over_must_be_free_before_and_given_the_time() -> None:
    gate = duty(3, NIGHT, ONE, "gate")
    taking_over = [duty(3, NIGHT, TWO), gate, duty(3, MORNING, ONE)]
    found = [one for one in find_problems(taking_over, (), {}, BANGKOK) if not one.is_hard]
    assert [one.kind for one in found] == [Kind.NO_HANDOVER, Kind.SHORT_REST]
    whole = [duty(3, WHOLE, ONE), duty(4, WHOLE, TWO)]
    assert [one.kind for one in find_problems(whole, (), {}, BANGKOK)] == [Kind.NO_HANDOVER]
    assert find_problems([whole[0]], (), {}, BANGKOK) == []


def test_who_stays_on_takes_over_from_nobody() -> None:
    assert Kind.NO_HANDOVER not in kinds(duty(3, NIGHT), duty(3, MORNING))


def test_office_hours_leave_no_gap_on_saturdays_and_holidays() -> None:
    friday, saturday, monday = (date(2025, 3, day) for day in (7, 8, 10))
    needed = list(places_needed((friday, saturday, monday), {"desk": [OFFICE]}, {monday}))
    assert needed == [Place(friday, "desk", "office")]
    found = find_problems((), needed, {}, BANGKOK)
    assert found == [Problem(Kind.GAP, needed[0])]


def test_of_two_who_are_relieved_the_same_is_named_whichever_came_first() -> None:
    half = Pattern("half", time(4), time(8), QUARTER, only_working_days=False)
    before = [duty(3, NIGHT, ONE), duty(3, half, TWO)]
    late = Pattern("late", time(8), time(16), timedelta(0), only_working_days=False)
    for first, second in (before, before[::-1]):
        found = find_problems([first, second, duty(3, late, OFFICERS[2])], (), {}, BANGKOK)
        assert [(one.kind, one.other) for one in found] == [(Kind.NO_HANDOVER, duty(3, half).place)]


# ---- Faults planted in the rules; the model must find each.


def _no_midnight(self: Hours, zone: ZoneInfo) -> Iterator[date]:
    yield self.starts.astimezone(zone).date()


def _touching(self: Hours, other: Hours) -> bool:
    return self.starts <= other.ends and other.starts <= self.ends


def _same_day(self: Pattern, day: date, zone: ZoneInfo) -> Hours:
    starts = datetime.combine(day, self.starts, zone)
    ends = max(starts, datetime.combine(day, self.ends, zone))
    return Hours(starts - self.arrive_before, starts, ends)


def _only_ours(duties: list[Planned], ours: object) -> Iterator[Problem]:
    return _collisions([one for one in duties if one in ours], ours)  # type: ignore[operator]


_collisions: Callable[..., Iterator[Problem]] = rules._collisions

FAULTS = {
    "ten hours of rest": (rules, "LEAST_REST", timedelta(hours=10)),
    "a night counts for its first day only": (Hours, "days", _no_midnight),
    "duties that touch are taken to meet": (Hours, "meets", _touching),
    "shifts end on the day they begin": (posts_rules.Pattern, "on", _same_day),
    "the month before is forgotten": (rules, "_collisions", _only_ours),
    "nobody is ever on leave": (Service, "is_on_leave", lambda _self, _day: False),
    "nobody is ever transferred": (Service, "is_here", lambda _self, _day: True),
    "takes over without time to": (rules, "_handovers", lambda _duties, _ours: iter(())),
    "a gap is none": (rules, "_gaps", lambda _duties, _needed: iter(())),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_model_finds_a_planted_fault(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*FAULTS[fault])
    quickly = settings(max_examples=2_000, phases=[Phase.generate], database=None)
    with pytest.raises(AssertionError):
        quickly(given(cases())(compare))()
