"""Times, lengths of shifts, names and codes (pure)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.posts.ready_made import READY_MADE
from station.posts.rules import (
    BadArrival,
    BadWorkName,
    Pattern,
    ShiftFacts,
    code_for,
    read_time,
    tidy_facts,
    tidy_name,
)
from station.thai import thai_digits

BANGKOK = ZoneInfo("Asia/Bangkok")
A_DAY = date(2025, 3, 31)
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def pattern(starts: time, ends: time, early: int = 15) -> Pattern:
    return Pattern("x", starts, ends, timedelta(minutes=early), only_working_days=False)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("08.30", time(8, 30)),
        ("8:30", time(8, 30)),
        ("๐๘.๓๐", time(8, 30)),
        (" ๘.๓๐ น. ", time(8, 30)),
        ("00.00", time(0)),
        ("23:59", time(23, 59)),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, meant: time) -> None:
    assert read_time(typed) == read_time(typed, ends_day=True) == meant


@pytest.mark.parametrize("typed", ["24.00", thai_digits("24:00") + " น."])
def test_only_what_ends_may_end_at_24(typed: str) -> None:
    assert read_time(typed, ends_day=True) == time(0)
    assert read_time(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["", "8", "0830", "8.3", "24.01", "25.00", "8.60", "-1.00", "8.30 pm", "๘,๓", "1e1.00"],
)
def test_what_is_no_time_is_none(typed: str) -> None:
    assert read_time(typed, ends_day=True) is None


@given(times)
def test_every_time_is_read_back_in_either_digits(at: time) -> None:
    for text in (f"{at:%H.%M}", f"{at:%H:%M}", thai_digits(f"{at:%H.%M}")):
        assert read_time(text) == at


@given(st.text(max_size=12))
def test_any_text_is_a_time_or_none(text: str) -> None:
    found = read_time(text, ends_day=True)
    assert found is None or found.second == 0


@given(times, times, st.integers(0, 240))
def test_a_shift_is_as_long_in_words_as_on_the_clock(starts: time, ends: time, early: int) -> None:
    told = pattern(starts, ends, early)
    hours = told.on(A_DAY, BANGKOK)
    assert hours.ends - hours.starts == told.lasts
    assert timedelta(0) < told.lasts <= timedelta(days=1)
    assert hours.arrives.astimezone(BANGKOK).time() == told.arrives
    assert told.crosses_midnight is (hours.ends.astimezone(BANGKOK).date() > A_DAY)


@pytest.mark.parametrize(
    ("starts", "ends", "hours", "at_midnight"),
    [
        (time(22), time(6), 8, False),
        (time(16), time(0), 8, True),
        (time(0), time(0), 24, False),
        (time(8), time(8), 24, False),
        (time(0), time(8), 8, False),
    ],
)
def test_ending_at_or_before_its_start_it_ends_the_next_day(
    starts: time, ends: time, hours: int, at_midnight: bool
) -> None:
    told = pattern(starts, ends)
    assert (told.lasts, told.ends_at_midnight) == (timedelta(hours=hours), at_midnight)


def test_a_shift_from_midnight_is_arrived_at_the_evening_before() -> None:
    hours = pattern(time(0), time(8)).on(A_DAY, BANGKOK)
    assert pattern(time(0), time(8)).arrives == time(23, 45)
    assert hours.arrives == datetime(2025, 3, 30, 16, 45, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "is_good"), [(-1, False), (0, True), (240, True), (241, False)]
)
def test_the_time_to_arrive_is_0_to_240_minutes_before(minutes: int, is_good: bool) -> None:
    facts = ShiftFacts({"th": "ผลัด"}, time(8), time(16), minutes)
    if is_good:
        assert tidy_facts(facts) == facts
    else:
        with pytest.raises(BadArrival):
            tidy_facts(facts)


def test_a_name_loses_its_stray_spaces_and_the_language_nobody_wrote() -> None:
    assert tidy_name({"th": "  ผลัด   เช้า ", "en": "  "}) == {"th": "ผลัด เช้า"}


@pytest.mark.parametrize(
    "name",
    [
        {},
        {"en": "Desk"},
        {"th": " "},
        {"th": "x" * 201},
        {"th": "a\u0000b"},
        {"th": "a", "en": "\u202eb"},
    ],
)
def test_a_name_that_is_missing_in_thai_or_cannot_be_read_is_refused(name: dict[str, str]) -> None:
    with pytest.raises(BadWorkName):
        tidy_name(name)


@pytest.mark.parametrize(
    ("english", "code"),
    [
        ("Front desk", "front-desk-2"),
        ("New", "new-2"),
        ("", "post"),
        ("ก", "post"),
        ("A/B & C", "a-b-c"),
        ("x" * 99, "x" * 36),
    ],
)
def test_a_code_is_made_of_the_english_name_and_is_nobody_elses(english: str, code: str) -> None:
    assert code_for({"th": "จุด", "en": english}, {"new", "front-desk"}, "post") == code


@given(st.text(max_size=60), st.sets(st.sampled_from(["post", "post-2", "a", "a-2", "new"])))
def test_every_name_gives_a_code_that_a_plan_file_could_hold(name: str, taken: set[str]) -> None:
    code = code_for({"en": name}, taken, "post")
    assert code not in taken
    assert 0 < len(code) <= 40
    assert set(code) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_the_ready_made_patterns_fill_a_day_without_a_gap_or_an_overlap() -> None:
    for name, number in (("three", 3), ("two", 2)):
        facts = READY_MADE[name]
        assert len(facts) == number
        assert sum((one.pattern.lasts for one in facts), timedelta(0)) == timedelta(days=1)
        assert {one.ends for one in facts} == {one.starts for one in facts}
        assert {one.arrive_before_minutes for one in facts} == {15}
    (office,) = READY_MADE["office"]
    assert office.only_working_days
    assert office.pattern.lasts == timedelta(hours=8)
    assert all(tidy_facts(one) == one for facts in READY_MADE.values() for one in facts)
