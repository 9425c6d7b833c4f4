"""A stored month's visits beside its duty, against the slow model, on both databases."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from flask import Flask

from station import clock
from station.counts.quarters import start_of
from station.counts.queries import list_daily_counts
from station.coverage.queries import Coverage, get_coverage, list_months, list_turns
from station.coverage.rules import VISIT, Standing, figures_of
from station.posts.queries import get_shift
from station.sheets.month import Month
from tests.cast import Person, house_of, make_tap
from tests.devices import PairedKiosk
from tests.instances import on_sqlite
from tests.rostered import add_shift_at, needed, publish, some_of, visit
from tests.station.coverage import model
from tests.station.coverage.model import BANGKOK, Visit

FEBRUARY = Month(2025, 2)
POST = "public-relations"
DIVISIONS = ("inquiry", "traffic", "patrol")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of February in Bangkok."""
    return datetime(2025, 2, day, hour, minute, tzinfo=BANGKOK)


def coverage_of(app: Flask, station_id: UUID, month: Month = FEBRUARY) -> Coverage:
    with house_of(app).database.session(writing=False) as db:
        found = get_coverage(db, station_id, month.first, month.last, until=clock.now())
        db.expunge_all()
        return found


def shares_of(coverage: Coverage, code: str) -> Counter[Any]:
    """How many visits each shift of a post has on each day, and how the post stood."""
    (one,) = [one for one in coverage.posts if one.post.code == code]
    found = Counter[Any]()
    for piece in one.pieces:
        day = start_of(piece.first).astimezone(BANGKOK).date()
        figures = figures_of(piece, coverage.counts, one.post.division)
        found[day, piece.turn, piece.standing] += figures.visits
    return +found


def some_visits(random: Random) -> list[Visit]:
    minutes = 28 * 24 * 60
    return [
        Visit(at(1, 0) + timedelta(minutes=random.randrange(minutes)), random.choice(DIVISIONS))
        for _ in range(450)
    ]


def test_a_month_is_as_the_slow_model_has_it_and_adds_up_to_every_days_total(
    app: Flask, station_id: UUID, malee: Person
) -> None:
    random = Random(7)
    add_shift_at(app, station_id, POST, "evening", "22:00", "06:00")
    add_shift_at(app, station_id, POST, "noon", "11:10", "13:05")
    publish(app, station_id, FEBRUARY, some_of(needed(app, station_id, FEBRUARY), random))
    visits = some_visits(random)
    visit(malee, [(one.at, one.division) for one in visits])
    coverage = coverage_of(app, station_id)
    with house_of(app).database.session(writing=False) as db:
        turns = list_turns(db, station_id, date(2025, 1, 31), FEBRUARY.last)
    for one in coverage.posts:
        own, division = turns[one.post.code], one.post.division
        found = shares_of(coverage, one.post.code)
        assert found == model.shares(own, visits, division)
        assert {standing for _, _, standing in found} >= {Standing.STAFFED, Standing.EMPTY} or (
            division not in (None, *DIVISIONS)
        )
        assert by_day(found) == daily(app, station_id, division)
    posts = [(one.post.division, turns[one.post.code]) for one in coverage.posts]
    assert coverage.at_empty == model.at_empty(posts, visits) > 0
    assert coverage.visits == len(visits)


def months(app: Flask, station_id: UUID, today: date) -> list[Month]:
    with house_of(app).database.session(writing=False) as db:
        return list_months(db, station_id, today)


def by_day(found: Counter[Any]) -> Counter[date]:
    days = Counter[date]()
    for (day, _, _), count in found.items():
        days[day] += count
    return days


def daily(app: Flask, station_id: UUID, division: str | None) -> Counter[date]:
    """The daily totals of visits, which know nothing of quarters or shifts."""
    days = Counter[date]()
    with house_of(app).database.session(writing=False) as db:
        counts = list_daily_counts(db, station_id, FEBRUARY.first, FEBRUARY.last)
    for count in counts:
        if count.kind == VISIT and division in (None, count.division):
            days[date.fromisoformat(count.day)] += count.count
    return days


def test_what_stands_outside_the_totals_is_no_visit_here_either(
    app: Flask, station_id: UUID, kiosk: PairedKiosk
) -> None:
    taps = [make_tap(kind="division_opened", mode="staff"), make_tap(kind="division_opened")]
    kiosk.browser.post("/taps", json={"sent_at": clock.now().isoformat(), "taps": taps})
    assert coverage_of(app, station_id, Month(2025, 3)).visits == 1


def test_a_month_without_a_roster_knows_of_no_empty_post(
    app: Flask, station_id: UUID, malee: Person
) -> None:
    visit(malee, [(at(5, 9), "traffic")])
    coverage = coverage_of(app, station_id)
    assert {how for _, _, how in shares_of(coverage, POST)} == {Standing.UNKNOWN}
    assert (coverage.visits, coverage.at_empty) == (1, 0)


def test_the_last_night_of_a_month_without_a_roster_is_unknown_until_it_ends(
    app: Flask, station_id: UUID, malee: Person
) -> None:
    add_shift_at(app, station_id, "one-stop-traffic", "evening", "22:00", "06:00")
    publish(app, station_id, FEBRUARY, [])
    visit(malee, [(at(1, 5, 59), "traffic"), (at(1, 22), "traffic")])
    found = shares_of(coverage_of(app, station_id), "one-stop-traffic")
    assert [(turn.place.day, how) for _, turn, how in sorted(found, key=str)] == [
        (date(2025, 1, 31), Standing.UNKNOWN),
        (date(2025, 2, 1), Standing.EMPTY),
    ]


def test_at_weekends_a_post_of_working_days_is_outside_every_shift_and_not_empty(
    app: Flask, station_id: UUID, malee: Person
) -> None:
    publish(app, station_id, FEBRUARY, [])
    visit(malee, [(at(1, 10), "traffic"), (at(3, 10), "traffic")])
    found = shares_of(coverage_of(app, station_id), "one-stop-traffic")
    assert {(day.day, how) for day, _, how in found} == {
        (1, Standing.OUTSIDE),
        (3, Standing.EMPTY),
    }


def test_duties_keep_the_hours_they_were_published_with(
    app: Flask, station_id: UUID, malee: Person
) -> None:
    places = [p for p in needed(app, station_id, FEBRUARY) if p.shift == "morning"]
    publish(app, station_id, FEBRUARY, places)
    with house_of(app).database.session(writing=True) as db:
        get_shift(db, station_id, "morning").starts = time(9)
        db.commit()
    visit(malee, [(at(3, 8, 30), "traffic")])
    assert {how for _, _, how in shares_of(coverage_of(app, station_id), POST)} == {
        Standing.STAFFED
    }


def test_only_what_has_been_is_shown_of_the_running_month(app: Flask, station_id: UUID) -> None:
    publish(app, station_id, Month(2025, 3), [])
    coverage = coverage_of(app, station_id, Month(2025, 3))
    assert coverage.days == tuple(date(2025, 3, day) for day in (1, 2, 3))
    assert start_of(coverage.range[1] - 1) == clock.now()
    assert not coverage_of(app, station_id, Month(2025, 4)).days


def test_another_stations_visits_and_rosters_are_not_seen(
    app: Flask, station_id: UUID, malee: Person, krit: Person
) -> None:
    publish(app, station_id, FEBRUARY, [])
    answer = malee.browser.post(
        "/s/neighbour/taps",
        json={
            "sent_at": clock.now().isoformat(),
            "taps": [make_tap(kind="division_opened", at=at(5, 9).isoformat())],
        },
    )
    assert answer.status_code == 200
    assert coverage_of(app, station_id).visits == 0
    assert months(app, station_id, date(2025, 3, 3)) == [FEBRUARY, Month(2025, 3)]


@on_sqlite
def test_the_months_to_choose_begin_with_the_first_count(
    app: Flask, station_id: UUID, malee: Person
) -> None:
    today = date(2025, 3, 3)
    assert months(app, station_id, today) == [Month(2025, 3)]
    visit(malee, [(datetime(2024, 12, 31, 17, tzinfo=clock.now().tzinfo), "traffic")])
    assert months(app, station_id, today) == [Month(2025, n) for n in (1, 2, 3)]
    publish(app, station_id, Month(2025, 5), [])
    assert months(app, station_id, today) == [Month(2025, n) for n in (1, 2, 3)]
