"""Days in every writing that rosters have, and what is told of those that are none."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.sheets.days import read_day
from station.sheets.month import Month
from station.thai import buddhist_year, long_date, read_month_name, short_date, thai_digits

MARCH = Month(2025, 3)
MONDAY = date(2025, 3, 3)
WEEKDAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")
days = st.dates(date(2000, 1, 1), date(2056, 12, 31))
"""Days of which neither era's year can be taken for the other's, nor two digits for another age."""

WRITINGS: tuple[Callable[[date], str], ...] = (
    lambda day: day.isoformat(),
    lambda day: f"{buddhist_year(day)}-{day:%m-%d}",
    lambda day: f"{day.day}/{day.month}/{buddhist_year(day)}",
    lambda day: f"{day.day}/{day.month}/{buddhist_year(day) % 100:02d}",
    lambda day: f"{day:%d-%m-%Y}",
    lambda day: f"{day:%d.%m.%Y}",
    lambda day: f"{day.day:02d}/{day.month:02d}/{day.year}",
    lambda day: short_date(day, "th"),
    lambda day: short_date(day, "en"),
    lambda day: short_date(day, "th").replace(" ", ""),
    lambda day: short_date(day, "th")[:-4] + f"{buddhist_year(day) % 100:02d}",
    lambda day: f"{WEEKDAYS[day.weekday()]} {short_date(day, 'th')}",
    lambda day: f"{WEEKDAYS[day.weekday()]}ที่ {short_date(day, 'th')}",
    lambda day: f"วันที่ {short_date(day, 'th')[:-4]}พ.ศ. {buddhist_year(day)}",
    lambda day: f"{short_date(day, 'th')} ({WEEKDAYS[day.weekday()]})",
    lambda day: long_date(day, "th"),
    lambda day: long_date(day, "en"),
    lambda day: f"{day:%B} {day.day}, {day.year}",
    lambda day: f"{day.isoformat()} 00:00:00",
)


@given(days, st.sampled_from(WRITINGS), st.sampled_from([str, thai_digits]))
def test_a_day_is_read_back_from_every_writing_of_it(
    day: date, write: Callable[[date], str], digits: Callable[[str], str]
) -> None:
    read = read_day(digits(write(day)), MARCH)
    assert (read.day, read.problem, read.is_alone) == (day, "", False)


@pytest.mark.parametrize("text", ["3", "๓", "03", "3.", "จ. 3", "วันจันทร์ที่ ๓", "3 (จ.)", "ที่ 3"])
def test_a_number_alone_is_a_day_of_the_asked_month(text: str) -> None:
    read = read_day(text, MARCH)
    assert (read.day, read.is_alone) == (MONDAY, True)


@pytest.mark.parametrize("text", ["3/3", "3 มี.ค.", "จ. 3 มี.ค.", "3 March", "3 มีค", "Mon 3 Mar"])
def test_a_day_without_a_year_is_of_the_asked_one(text: str) -> None:
    assert read_day(text, MARCH).day == MONDAY


@pytest.mark.parametrize("text", ["31/2/2568", "30 กุมภาพันธ์ 2568", "29/2/68", "31 เม.ย. 68"])
def test_a_day_that_its_month_does_not_have_is_no_such_day(text: str) -> None:
    assert read_day(text, MARCH).problem == "no_such_day"


def test_day_31_alone_is_no_such_day_of_a_shorter_month() -> None:
    assert read_day("31", Month(2025, 2)).problem == "no_such_day"
    assert read_day("31", MARCH).day == date(2025, 3, 31)


def test_a_spreadsheet_s_count_of_days_is_a_day_of_the_asked_month_and_of_no_other() -> None:
    assert read_day("45719", MARCH).day == MONDAY
    assert not read_day("45719", MARCH).is_alone
    assert [read_day(text, MARCH).day is None for text in ("45716", "45717", "45747", "45748")] == [
        True, False, False, True,
    ]  # fmt: skip


def test_a_year_from_2400_up_is_buddhist_even_with_an_english_month() -> None:
    assert read_day("3 Mar 2500", MARCH).day == date(1957, 3, 3)
    assert read_day("3 Mar 2568", MARCH).day == MONDAY
    assert read_day("3 Mar 2025", MARCH).day == MONDAY


@pytest.mark.parametrize(
    "text",
    ["", "x", "0", "32", "0/3/2568", "3/13/2568", "มีนาคม 2568", "3-4 มี.ค. 68", "จันทร์",
     "3/3/568", "2025-3", "3 Foo 2025", "45000", "45700", "9" * 5000, "3 มี.ค. 2568 ถึง 5 มี.ค. 2568"],
)  # fmt: skip
def test_what_is_no_day_is_a_bad_date(text: str) -> None:
    assert (read_day(text, MARCH).day, read_day(text, MARCH).problem) == (None, "bad_date")


@given(st.text(max_size=70) | st.text("0123456789/-. ๓มีคพศจ()", max_size=40))
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    read = read_day(text, MARCH)
    assert (read.day is None) == bool(read.problem)


def test_every_month_is_known_by_its_names_with_dots_or_without() -> None:
    for month in range(1, 13):
        for language in ("th", "en"):
            name = short_date(date(2025, month, 1), language).split()[1]
            assert read_month_name(name) == read_month_name(name.replace(".", "")) == month
    assert read_month_name("Sept.") == 9
    assert read_month_name("ม") is None


def test_a_month_is_written_in_the_buddhist_year_and_read_in_both() -> None:
    assert str(MARCH) == "2568-03"
    assert Month.parse("2568-03") == Month.parse("2025-03") == Month.parse("๒๕๖๘-๐๓") == MARCH
    assert (MARCH.first, MARCH.last, len(MARCH.days)) == (date(2025, 3, 1), date(2025, 3, 31), 31)
    assert MONDAY in MARCH
    assert date(2024, 3, 3) not in MARCH
    assert Month.of(MONDAY) == MARCH
    assert Month(2024, 2).last == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text", ["", "2568", "2568-13", "2568-00", "มี.ค. 2568", "68-03", "2568-3-1"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        Month.parse(text)
