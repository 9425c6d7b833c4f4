"""When a job is due again, and how long it rests after a failure."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from station.errors import Refusal
from station.jobs.rules import (
    LONGEST_PROBLEM,
    Daily,
    Every,
    JobKind,
    Missed,
    next_due,
    problem_of,
    rest_after,
)

BANGKOK = ZoneInfo("Asia/Bangkok")
NEW_YORK = ZoneInfo("America/New_York")
CLOSE = time(0, 10)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def kind(missed: Missed) -> JobKind:
    return JobKind("close", Daily(CLOSE), lambda _: None, missed=missed)


def test_daily_is_a_time_of_the_stations_own_day() -> None:
    for at, following in (
        ("2025-03-03T17:09", "2025-03-03T17:10"),
        ("2025-03-03T17:10", "2025-03-04T17:10"),
        ("2025-03-03T16:59", "2025-03-03T17:10"),
    ):
        assert Daily(CLOSE).after(utc(at), BANGKOK) == utc(following)


def test_daily_stays_at_its_hour_when_clocks_are_put_forward() -> None:
    before = Daily(time(9)).after(utc("2025-03-08T12:00"), NEW_YORK)
    after = Daily(time(9)).after(before, NEW_YORK)
    assert (before, after) == (utc("2025-03-08T14:00"), utc("2025-03-09T13:00"))


def test_after_nights_off_what_is_done_once_is_due_after_the_present() -> None:
    due, now = utc("2025-03-03T17:10"), utc("2025-03-07T01:00")
    assert next_due(kind(Missed.ONCE), due, now, BANGKOK) == utc("2025-03-07T17:10")


def test_after_nights_off_what_is_done_for_each_day_is_due_day_by_day() -> None:
    due, now, done = utc("2025-03-03T17:10"), utc("2025-03-07T01:00"), []
    while due <= now:
        done.append(due.astimezone(BANGKOK).date().isoformat())
        due = next_due(kind(Missed.EACH), due, now, BANGKOK)
    assert done == ["2025-03-04", "2025-03-05", "2025-03-06", "2025-03-07"]
    assert due > now


def test_what_was_done_ahead_of_its_time_is_due_after_that_time() -> None:
    due, now = utc("2025-03-03T17:10"), utc("2025-03-03T09:00")
    assert next_due(kind(Missed.ONCE), due, now, BANGKOK) == utc("2025-03-04T17:10")


def test_every_so_often_is_counted_from_when_it_was_done() -> None:
    hourly = JobKind("look", Every(timedelta(hours=1)), lambda _: None)
    found = next_due(hourly, utc("2025-03-03T01:00"), utc("2025-03-03T09:30"), UTC)
    assert found == utc("2025-03-03T10:30")


def test_each_failure_in_a_row_makes_the_rest_longer_up_to_an_hour() -> None:
    minutes = [rest_after(n) / timedelta(minutes=1) for n in (1, 2, 3, 6, 7, 8, 10_000)]
    assert minutes == [1, 2, 4, 32, 60, 60, 60]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("a\nb"), "ValueError: a"),
        (RuntimeError(), "RuntimeError: "),
        (Refusal(x=1), "refused"),
    ],
)
def test_a_problem_is_one_line(error: Exception, said: str) -> None:
    assert problem_of(error) == said
    assert len(problem_of(ValueError("x" * 10_000))) == LONGEST_PROBLEM
