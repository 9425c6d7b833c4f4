"""Visits given to shifts: the rules against the slow model, and what is easily missed."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.counts.quarters import quarter_at, start_of
from station.coverage import rules
from station.coverage.rules import (
    VISIT,
    Counts,
    Piece,
    Standing,
    Turn,
    count_at_empty,
    figures_of,
    hours_of,
    pieces_of,
)
from station.posts.rules import Place
from tests.station.coverage import model
from tests.station.coverage.model import BANGKOK, Visit

FIRST, LAST = date(2025, 1, 30), date(2025, 2, 2)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
DIVISIONS = ("inquiry", "traffic")
DAY = timedelta(days=1)
OUTSIDE = Standing.OUTSIDE


def at(day: date, clock: str) -> datetime:
    """A moment in Bangkok."""
    return datetime.combine(day, time.fromisoformat(clock), BANGKOK)


MIDNIGHTS = [quarter_at(at(day, "00:00")) for day in DAYS]
BEGIN, END = MIDNIGHTS[0], quarter_at(at(LAST + DAY, "00:00"))
MINUTES = (END - BEGIN) * 15


def turn(day: date, begins: str, hours: float, on_duty: int | None = 1, shift: str = "a") -> Turn:
    """A shift at the one post."""
    starts = at(day, begins)
    return Turn(Place(day, "post", shift), starts, starts + timedelta(hours=hours), on_duty)


def counted(visits: Sequence[Visit]) -> Counts:
    """Visits as the totals by quarter hold them."""
    found: dict[tuple[str, str], Counter[int]] = {}
    for visit in visits:
        found.setdefault((visit.division, VISIT), Counter())[quarter_at(visit.at)] += 1
    return Counts(BEGIN, END, found)


def day_at(quarter: int) -> date:
    return start_of(quarter).astimezone(BANGKOK).date()


def ours(turns: Sequence[Turn], visits: Sequence[Visit], division: str | None) -> Counter[Any]:
    """How many visits each shift has on each day by the rules, and how the post stood."""
    counts, found = counted(visits), Counter[Any]()
    for piece in pieces_of(turns, BEGIN, END, MIDNIGHTS):
        key = day_at(piece.first), piece.turn, piece.standing
        found[key] += figures_of(piece, counts, division).visits
    return +found


moments = st.integers(0, MINUTES - 1).map(lambda n: start_of(BEGIN) + timedelta(minutes=n))
visits_made = st.lists(st.builds(Visit, moments, st.sampled_from(DIVISIONS)), max_size=60)
clock = st.sampled_from(["00:00", "06:00", "08:00", "08:10", "16:00", "22:00", "23:50", "23:59"])
turns_made = st.lists(
    st.builds(
        turn,
        st.sampled_from([FIRST - DAY, *DAYS]),
        clock | st.times().map(lambda one: f"{one:%H:%M}"),
        st.sampled_from([0.1, 1, 8, 12, 24]) | st.integers(1, 1440).map(lambda n: n / 60),
        st.sampled_from([0, 0, 1, 2, None]),
        st.sampled_from("abc"),
    ),
    max_size=14,
    unique_by=lambda one: one.place,  # a post has each shift once a day
)


@settings(max_examples=300)
@given(turns_made, visits_made, st.sampled_from([None, *DIVISIONS]))
def test_every_visit_goes_where_the_slow_model_puts_it(
    turns: list[Turn], visits: list[Visit], division: str | None
) -> None:
    assert ours(turns, visits, division) == model.shares(turns, visits, division)


@given(turns_made, visits_made, st.sampled_from([None, *DIVISIONS]))
def test_shifts_and_what_is_outside_add_up_to_the_total_of_each_day(
    turns: list[Turn], visits: list[Visit], division: str | None
) -> None:
    by_day = Counter[date]()
    for piece in pieces_of(turns, BEGIN, END, MIDNIGHTS):
        by_day[day_at(piece.first)] += figures_of(piece, counted(visits), division).visits
    days = [v.at.astimezone(BANGKOK).date() for v in visits if model.is_for(v, division)]
    assert +by_day == Counter(days)


@given(turns_made, st.lists(st.integers(BEGIN, END), max_size=9))
def test_the_pieces_are_all_of_the_time_and_no_moment_twice(
    turns: list[Turn], cuts: list[int]
) -> None:
    pieces = list(pieces_of(turns, BEGIN, END, cuts))
    assert (pieces[0].first, pieces[-1].end) == (BEGIN, END)
    assert all(one.end == after.first for one, after in pairwise(pieces))
    assert not any(piece.first < cut < piece.end for piece in pieces for cut in cuts)


@settings(max_examples=200)
@given(
    st.lists(st.tuples(st.sampled_from([None, *DIVISIONS]), turns_made), max_size=3), visits_made
)
def test_a_visit_that_met_an_empty_post_counts_once_however_many_posts_were_there_for_it(
    posts: list[tuple[str | None, list[Turn]]], visits: list[Visit]
) -> None:
    pieces: dict[str | None, list[list[Piece]]] = {}
    for division, turns in posts:
        pieces.setdefault(division, []).append(list(pieces_of(turns, BEGIN, END)))
    assert count_at_empty(counted(visits), VISIT, pieces) == model.at_empty(posts, visits)


@given(turns_made, visits_made)
def test_the_hours_of_the_week_hold_every_visit_and_every_quarter_of_duty(
    turns: list[Turn], visits: list[Visit]
) -> None:
    hours = hours_of(pieces_of(turns, BEGIN, END), counted(visits), None, BANGKOK)
    expected = Counter(
        (local.weekday(), local.hour)
        for local in (visit.at.astimezone(BANGKOK) for visit in visits)
    )
    assert {key: hour.visits for key, hour in hours.items() if hour.visits} == expected
    stood = [model.standing_at(turns, start_of(quarter)) for quarter in range(BEGIN, END)]
    for standing in ("staffed", "empty", "unknown"):
        total = sum(getattr(hour, standing) for hour in hours.values())
        assert total == stood.count(Standing(standing))
    met_nobody = [v for v in visits if model.standing_at(turns, v.quarter) is Standing.EMPTY]
    assert sum(hour.at_empty for hour in hours.values()) == len(met_nobody)


def test_a_shift_has_its_first_moment_and_not_its_last() -> None:
    turns = [turn(FIRST, "00:00", 8), turn(FIRST, "08:00", 8, shift="b")]
    visits = [Visit(at(FIRST, "07:59"), "traffic"), Visit(at(FIRST, "08:00"), "traffic")]
    assert ours(turns, visits, None) == {
        (FIRST, turns[0], Standing.STAFFED): 1,
        (FIRST, turns[1], Standing.STAFFED): 1,
    }


def test_a_quarter_belongs_whole_to_the_shift_in_which_it_began() -> None:
    turns = [turn(FIRST, "00:00", 8 + 1 / 6), turn(FIRST, "08:10", 8, shift="b")]
    visits = [Visit(at(FIRST, clock), "traffic") for clock in ("08:05", "08:14", "08:15")]
    assert ours(turns, visits, None) == {
        (FIRST, turns[0], Standing.STAFFED): 2,
        (FIRST, turns[1], Standing.STAFFED): 1,
    }


def test_the_evening_shift_of_the_day_before_has_the_first_hours() -> None:
    evening = turn(FIRST - DAY, "22:00", 8)
    visits = [Visit(at(FIRST, "05:59"), "traffic"), Visit(at(FIRST, "06:00"), "traffic")]
    assert ours([evening], visits, None) == {
        (FIRST, evening, Standing.STAFFED): 1,
        (FIRST, None, Standing.OUTSIDE): 1,
    }


def test_a_shift_across_a_months_end_has_its_own_hours_of_either_month() -> None:
    night = turn(date(2025, 1, 31), "22:00", 8)
    visits = [Visit(at(date(2025, 1, 31), "23:59"), "traffic")]
    visits += [Visit(at(date(2025, 2, 1), clock), "traffic") for clock in ("00:00", "05:00")]
    assert ours([night], visits, None) == {
        (date(2025, 1, 31), night, Standing.STAFFED): 1,
        (date(2025, 2, 1), night, Standing.STAFFED): 2,
    }


def test_where_shifts_overlap_the_one_that_began_last_has_the_visit() -> None:
    long, late = turn(FIRST, "08:00", 12), turn(FIRST, "12:00", 2, shift="b")
    visits = [Visit(at(FIRST, clock), "traffic") for clock in ("11:00", "13:00", "15:00")]
    assert ours([long, late], visits, None) == {
        (FIRST, long, Standing.STAFFED): 2,
        (FIRST, late, Standing.STAFFED): 1,
    }


def test_a_post_is_not_empty_while_an_earlier_shift_is_still_there() -> None:
    there, nobody = turn(FIRST, "08:00", 8), turn(FIRST, "12:00", 8, 0, "b")
    visits = [Visit(at(FIRST, clock), "traffic") for clock in ("13:00", "17:00")]
    assert ours([there, nobody], visits, None) == {
        (FIRST, nobody, Standing.STAFFED): 1,
        (FIRST, nobody, Standing.EMPTY): 1,
    }


def test_without_a_roster_nobody_says_that_the_post_was_empty() -> None:
    unknown = turn(FIRST, "08:00", 8, None)
    visits = [Visit(at(FIRST, "09:00"), "traffic")]
    assert ours([unknown], visits, None) == {(FIRST, unknown, Standing.UNKNOWN): 1}
    pieces: dict[str | None, list[list[Piece]]] = {}
    pieces[None] = [list(pieces_of([unknown], BEGIN, END))]
    assert count_at_empty(counted(visits), VISIT, pieces) == 0


def test_a_post_of_a_division_counts_that_divisions_visits_only() -> None:
    own = turn(FIRST, "08:00", 8)
    visits = [Visit(at(FIRST, "09:00"), division) for division in (*DIVISIONS, "traffic")]
    assert sum(ours([own], visits, "traffic").values()) == 2
    assert sum(ours([own], visits, None).values()) == 3


VISITS = [
    Visit(at(day, f"{hour:02d}:{minute}"), "traffic")
    for day in DAYS
    for hour in range(24)
    for minute in ("07", "52")
]


def some_turns(early: timedelta = timedelta()) -> list[Turn]:
    """A month's end with every second night empty, and an empty shift within a staffed one."""
    nights = [turn(day, "22:00", 8, n % 2) for n, day in enumerate([FIRST - DAY, *DAYS])]
    days = [turn(day, "07:50", 12, 1, "b") for day in DAYS]
    late = [turn(day, "18:00", 4, 0, "c") for day in DAYS]
    made = [*nights, *days, *late]
    return [Turn(one.place, one.starts - early, one.ends, one.on_duty) for one in made]


def by_place(found: Counter[Any]) -> set[str]:
    """Shares without the turns' own hours."""
    return {f"{day} {own and own.place} {how} {n}" for (day, own, how), n in found.items()}


def _first_to_begin(turns: Sequence[Turn], *_: int) -> list[Turn]:
    return sorted(turns, key=lambda one: one.starts)


PLANTED: dict[str, tuple[str, Any]] = {
    "the first to begin has the visit": ("_in_order", _first_to_begin),
    "only the last shift counts": ("standing_of", lambda ts: ts[-1].standing if ts else OUTSIDE),
    "a shift has the quarter in which it begins": ("next_quarter", quarter_at),
    "the end of a shift goes unseen": ("_edges", lambda _, first, end, cuts: [first, *cuts, end]),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_in_the_rule_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = model.shares(some_turns(), VISITS, None)
    assert ours(some_turns(), VISITS, None) == wanted
    monkeypatch.setattr(rules, *PLANTED[fault])
    assert by_place(ours(some_turns(), VISITS, None)) != by_place(Counter(wanted))


def test_who_arrives_early_is_not_yet_on_duty_and_a_rule_that_says_so_is_found() -> None:
    wanted = by_place(Counter(model.shares(some_turns(), VISITS, None)))
    assert by_place(ours(some_turns(), VISITS, None)) == wanted
    assert by_place(ours(some_turns(timedelta(minutes=15)), VISITS, None)) != wanted
