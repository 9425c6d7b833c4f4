"""When scans were measured: a day on which nobody measured is not a day without scans."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from station.channels.rules import Measuring

YEAR = datetime.fromisoformat("2025-01-01"), datetime.fromisoformat("2025-12-30")
BANGKOK = ZoneInfo("Asia/Bangkok")


def at(day: int, hour: int = 12) -> datetime:
    return datetime(2025, 3, day, hour, tzinfo=UTC)


def on(measuring: Measuring, day: int) -> bool:
    return measuring.between(date(2025, 3, day), date(2025, 3, day), BANGKOK)


def test_a_day_counts_as_measured_if_any_moment_of_it_was() -> None:
    measuring = Measuring(((at(1), False), (at(10), True), (at(20), False)), is_on=False)
    assert [day for day in range(1, 31) if on(measuring, day)] == list(range(10, 21))


def test_before_the_first_change_it_was_as_after_it() -> None:
    assert on(Measuring(((at(10), True),), is_on=True), 1)
    assert not on(Measuring(((at(10), False), (at(20), True)), is_on=True), 1)


def test_a_server_that_never_noted_goes_by_what_is_now() -> None:
    assert on(Measuring((), is_on=True), 1)
    assert not on(Measuring((), is_on=False), 1)


def test_midnight_is_the_stations_own() -> None:
    measuring = Measuring(((at(1), False), (at(10, 17), True)), is_on=True)  # 00:00 on the 11th
    assert [on(measuring, day) for day in (10, 11)] == [False, True]


@given(
    st.lists(
        st.tuples(st.datetimes(*YEAR), st.booleans()),
        min_size=1,
        max_size=6,
        unique_by=lambda c: c[0],
    ),
    st.dates(date(2025, 1, 2), date(2025, 12, 30)),
)
def test_it_equals_looking_at_every_quarter_hour(
    changes: list[tuple[datetime, bool]], day: date
) -> None:
    known = tuple(
        sorted(
            (when.replace(minute=0, second=0, microsecond=0, tzinfo=UTC), on)
            for when, on in changes
        )
    )
    known = tuple(dict(known).items())
    moments = [
        datetime(day.year, day.month, day.day, hour, 30, tzinfo=BANGKOK) for hour in range(24)
    ]
    seen = [
        ([known[0][1]] + [on for when, on in known if when <= moment])[-1] for moment in moments
    ]
    assert Measuring(known, is_on=True).between(day, day, BANGKOK) is any(seen)
