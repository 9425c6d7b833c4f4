"""Which day a tap belongs to: the corrected clock decides, in the station's zone (pure)."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from station.clock import day_in_zone, from_microseconds, read_time, to_microseconds
from station.counts.rules import Device, Moment, Why, moment_of

BANGKOK = ZoneInfo("Asia/Bangkok")
RECEIVED = datetime(2025, 3, 3, 2, tzinfo=UTC)
DEVICE = Device(UUID(int=1), UUID(int=2), 1, RECEIVED - timedelta(days=3))

instants = st.integers(
    to_microseconds(datetime(2020, 1, 1, tzinfo=UTC)),
    to_microseconds(datetime(2040, 1, 1, tzinfo=UTC)),
).map(from_microseconds)
offsets = st.timedeltas(timedelta(days=-100), timedelta(days=100))
clocks = st.timedeltas(timedelta(days=-20_000), timedelta(days=20_000))


def bangkok_day(at: datetime) -> str:
    """Bangkok is seven hours ahead, summer and winter alike."""
    return (at.astimezone(UTC) + timedelta(hours=7)).date().isoformat()


def model(happened: datetime, received: datetime, last_contact: datetime | None) -> Moment:
    """What the contract says, with the clocks corrected already."""
    early = received - timedelta(days=90) if last_contact is None else last_contact
    slack = timedelta(0) if last_contact is None else timedelta(minutes=5)
    if early - slack <= happened <= received + timedelta(minutes=5):
        return Moment(happened, bangkok_day(happened))
    if last_contact is None:
        return Moment(received, bangkok_day(received), problem=Why.BAD_TIME)
    return Moment(happened, bangkok_day(received), flag="odd_time")


@given(instants, offsets, clocks, st.none() | st.timedeltas(timedelta(0), timedelta(days=90)))
@example(RECEIVED, timedelta(0), timedelta(0), None)
@example(RECEIVED, timedelta(minutes=5), timedelta(0), timedelta(0))
@example(datetime(2024, 12, 31, 17, tzinfo=UTC), timedelta(microseconds=-1), timedelta(0), None)
@example(datetime(2024, 2, 29, 17, tzinfo=UTC), timedelta(0), timedelta(days=1), timedelta(1))
def test_every_moment_is_what_the_model_says(
    received: datetime, offset: timedelta, wrong_by: timedelta, silent_for: timedelta | None
) -> None:
    device = None
    if silent_for is not None:
        device = Device(UUID(int=1), UUID(int=2), 1, received - silent_for)
    sender = received + wrong_by
    found = moment_of(
        (sender + offset).isoformat(),
        sent_at=sender,
        received=received,
        zone=BANGKOK,
        device=device,
    )
    assert found == model(received + offset, received, device.last_contact if device else None)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2025-03-03T16:59:59.999999Z", "2025-03-03"),
        ("2025-03-03T17:00:00Z", "2025-03-04"),
        ("2024-12-31T16:59:59Z", "2024-12-31"),
        ("2024-12-31T17:00:00Z", "2025-01-01"),
        ("2024-02-28T17:00:00Z", "2024-02-29"),
        ("2024-02-29T17:00:00Z", "2024-03-01"),
        ("2025-02-28T17:00:00Z", "2025-03-01"),
        ("2025-09-30T17:00:00Z", "2025-10-01"),
    ],
)
def test_a_day_begins_at_midnight_in_bangkok(at: str, day: str) -> None:
    found = read_time(at)
    assert found is not None
    assert day_in_zone(found, BANGKOK).isoformat() == day
    received = found + timedelta(seconds=1)
    moment = moment_of(at, sent_at=received, received=received, zone=BANGKOK, device=None)
    assert moment.day == day


@given(st.text(max_size=40) | st.integers() | st.none() | st.binary(max_size=30))
def test_whatever_is_sent_as_a_time_never_makes_it_stumble(sent: object) -> None:
    for device in (None, DEVICE):
        found = moment_of(sent, sent_at=RECEIVED, received=RECEIVED, zone=BANGKOK, device=device)
        assert date.fromisoformat(found.day).isoformat() == found.day
        if read_time(sent) is None:
            assert found.problem is Why.BAD_TIME


@pytest.mark.parametrize("sent", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
@pytest.mark.parametrize("sent_at", ["0001-01-02T00:00:00Z", "9999-12-30T23:59:59Z"])
def test_the_ends_of_all_time_overflow_nothing(sent: str, sent_at: str) -> None:
    clock = read_time(sent_at)
    assert clock is not None
    for device in (None, DEVICE):
        found = moment_of(sent, sent_at=clock, received=RECEIVED, zone=BANGKOK, device=device)
        assert found.day in ("2025-03-02", "2025-03-03")


@given(instants)
def test_microseconds_and_times_are_the_same_thing(at: datetime) -> None:
    assert from_microseconds(to_microseconds(at)) == at
    assert read_time(at.isoformat()) == at


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-03T02:00:00",
        "2025-03-03",
        "2025-03-03T02:00:00+99:00",
        "0001-01-01T00:00:00+14:00",
        "2025-03-03T02:00:00Z\u0000",
        "2025-03-03\n02:00:00Z",
        "2025-03-03T02:00:00Z ",
        "",
        "T",
        "Z" * 20,
        "2025-13-03T02:00:00Z",
    ],
)
def test_what_is_no_time_reads_as_none(text: str) -> None:
    assert read_time(text) is None
