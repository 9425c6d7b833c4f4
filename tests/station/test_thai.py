"""Buddhist years, Thai digits, and dates as they are written and typed (pure)."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.thai import (
    arabic_digits,
    buddhist_year,
    clock_time,
    composed,
    gregorian_year,
    long_date,
    months_named,
    read_date,
    read_month_name,
    short_date,
    thai_digits,
    typed_day,
)

MONDAY = date(2025, 3, 3)
days = st.dates(date(1858, 1, 1), date(2399, 12, 31))
"""Days of which neither era's year can be taken for the other's."""


def test_a_day_is_written_with_the_era_of_the_language() -> None:
    assert short_date(MONDAY, "th") == "3 มี.ค. 2568"
    assert short_date(MONDAY, "en") == "3 Mar 2025"
    assert long_date(MONDAY, "th") == "วันจันทร์ที่ 3 มีนาคม 2568"
    assert long_date(MONDAY, "en") == "Monday 3 March 2025"
    assert (typed_day(MONDAY, "th"), typed_day(MONDAY, "en")) == ("3/3/2568", "3/3/2025")


def test_a_time_is_written_as_each_language_writes_it() -> None:
    at = datetime(2025, 3, 3, 9, 5, tzinfo=UTC)
    assert (clock_time(at, "th"), clock_time(at, "en")) == ("09.05 น.", "09:05")


def test_every_month_and_weekday_has_its_thai_name() -> None:
    months = [long_date(date(2025, month, 1), "th").split()[-2] for month in range(1, 13)]
    assert months == [
        "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
        "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
    ]  # fmt: skip
    week = [long_date(date(2025, 3, day), "th").split("ที่")[0] for day in range(3, 10)]
    assert week == [
        "วันจันทร์", "วันอังคาร", "วันพุธ", "วันพฤหัสบดี", "วันศุกร์", "วันเสาร์", "วันอาทิตย์",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "one_spelling"),
    [
        ("น\u0e4d\u0e32", "นำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("เเบบ", "แบบ"),
        ("cafe\u0301", "café"),
        ("สถานี ๑๙๑ Station", "สถานี ๑๙๑ Station"),
        ("", ""),
    ],
)
def test_what_looks_alike_is_spelled_alike(written: str, one_spelling: str) -> None:
    assert composed(written) == one_spelling


@given(st.text(st.sampled_from("กนำ\u0e4d\u0e32\u0e48\u0e49เแae\u0301 \n๑1")))
def test_a_text_in_one_spelling_stays_as_it_is(text: str) -> None:
    assert composed(composed(text)) == composed(text)


@given(st.text())
def test_digits_go_both_ways_and_nothing_else_changes(text: str) -> None:
    assert arabic_digits(thai_digits(text)) == arabic_digits(text)
    assert thai_digits(arabic_digits(text)) == thai_digits(text)
    assert len(thai_digits(text)) == len(text)


@given(st.integers(0, 10**12))
def test_a_number_in_thai_digits_is_the_same_number(number: int) -> None:
    assert int(thai_digits(str(number))) == number
    assert not set(thai_digits(str(number))) & set("0123456789")


@given(days, st.sampled_from(["th", "en"]), st.sampled_from([str, thai_digits]))
def test_a_day_that_is_typed_as_it_is_shown_is_that_day(
    day: date, language: str, digits: object
) -> None:
    assert callable(digits)
    assert read_date(digits(typed_day(day, language))) == day
    assert read_date(digits(day.isoformat())) == day
    assert buddhist_year(day) == day.year + 543


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-03-03", MONDAY),
        ("2568-03-03", MONDAY),
        ("03/03/2568", MONDAY),
        (" 3/3/2025 ", MONDAY),
        ("29/2/2567", date(2024, 2, 29)),
        ("2399-01-01", date(2399, 1, 1)),
        ("2400-01-01", date(1857, 1, 1)),
    ],
)
def test_a_year_from_2400_up_is_buddhist(text: str, day: date) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "//", "3/3", "3/3/68", "3/3/025", "68-03-03", "2025-3", "2025-02-29", "29/2/2568",
        "31/4/2568", "0/1/2568", "1/13/2568", "2025-03-03T00:00", "3-3-2568", "2025/03/03",
        "3.3.2568", "tomorrow", "1/1/99999", "²/3/2025", "1/1/2568/1", "-1/1/2568", "1e3-01-01",
        "9" * 10_000 + "/1/2025", "1/1/0000", "1/1/0001\u0000",
    ],
)  # fmt: skip
def test_what_is_no_day_reads_as_none(text: str) -> None:
    assert read_date(text) is None


@given(st.text(max_size=30) | st.text("0123456789/-๐๑๒๓๔๕", max_size=14))
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    found = read_date(text)
    assert found is None or isinstance(found, date)


def test_a_written_year_is_buddhist_with_two_digits_and_from_2400_up() -> None:
    assert [gregorian_year(year) for year in (68, 0, 2568, 2400, 2399, 2025)] == [
        2025, 1957, 2025, 1857, 2399, 2025,
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["มีนาคม", "มี.ค.", "มีค", "มี. ค.", "March", "mar", "MAR."])
def test_a_month_is_known_by_any_of_its_names(text: str) -> None:
    assert read_month_name(text) == 3


@pytest.mark.parametrize("text", ["", "ม", "มีน", "Ma", "13", "มีนาคมม"])
def test_what_is_no_month_s_name_is_none(text: str) -> None:
    assert read_month_name(text) is None


def test_months_are_found_in_a_title_and_not_inside_other_words() -> None:
    assert months_named("เวรประจำเดือนมีนาคม พ.ศ. 2568") == {3}
    assert months_named("25 ก.พ. 68 เวรเดือน มี.ค. 68") == {2, 3}
    assert months_named("Roster of March, 2025") == {3}
    assert months_named("ความมีคุณธรรม; marching; dismay") == set()
