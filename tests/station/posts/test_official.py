"""Thailand's official holidays, as they are offered to a station."""

from datetime import date

from station.posts.official import official_holidays
from station.posts.rules import tidy_name

YEAR = official_holidays(date(2025, 1, 1), date(2025, 12, 31))


def test_new_years_day_stands_there_in_both_languages() -> None:
    assert YEAR[0] == (date(2025, 1, 1), {"th": "วันขึ้นปีใหม่", "en": "New Year's Day"})


def test_national_childrens_day_is_left_out() -> None:
    assert date(2025, 1, 11) not in dict(YEAR)
    assert not any("เด็ก" in name["th"] or "Children" in name["en"] for _, name in YEAR)


def test_a_day_in_lieu_is_a_holiday_too() -> None:
    assert {date(2025, 4, 7), date(2025, 4, 16)} <= dict(YEAR).keys()


def test_a_fiscal_year_takes_of_both_years_what_lies_in_it() -> None:
    days = [day for day, _ in official_holidays(date(2024, 10, 1), date(2025, 9, 30))]
    assert days == sorted(days)
    assert days[:2] == [date(2024, 10, 13), date(2024, 10, 14)]
    assert date(2025, 10, 13) not in days
    assert len(days) == len(set(days)) > 15


def test_every_name_can_be_kept_as_it_is() -> None:
    for day, name in official_holidays(date(2018, 1, 1), date(2035, 12, 31)):
        assert tidy_name(name) == name, day
