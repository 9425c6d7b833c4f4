"""Fiscal years, phases, and what should be there by today (pure)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.errors import Refusal
from station.quotas.rules import (
    BadDay,
    BadNumber,
    LongNote,
    RestsOn,
    Span,
    Standing,
    check_entry,
    expected_by,
    fiscal_year_of,
    rests_on,
    shortfall,
    span_of_year,
)

EIT = Span(date(2025, 1, 1), date(2025, 7, 1))
TODAY = date(2025, 3, 3)
days = st.dates(date(1990, 1, 1), date(2150, 12, 31))
spans = st.tuples(days, st.integers(0, 500)).map(
    lambda drawn: Span(drawn[0], drawn[0] + timedelta(days=drawn[1]))
)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2024, 9, 30), 2567),
        (date(2024, 10, 1), 2568),
        (date(2024, 12, 31), 2568),
        (date(2025, 1, 1), 2568),
        (date(2025, 9, 30), 2568),
        (date(2025, 10, 1), 2569),
        (date(2024, 2, 29), 2567),
    ],
)
def test_a_fiscal_year_is_named_by_the_buddhist_year_it_ends_in(day: date, year: int) -> None:
    assert fiscal_year_of(day) == year


@given(days)
def test_every_day_lies_in_its_own_fiscal_year_alone(day: date) -> None:
    year = fiscal_year_of(day)
    span = span_of_year(year)
    assert span.first <= day <= span.last
    assert span.days in (365, 366)
    assert span_of_year(year + 1).first == span.last + timedelta(days=1)


@given(spans, days, st.integers(1, 1_000_000))
def test_what_is_expected_grows_evenly_from_nothing_to_the_minimum(
    span: Span, day: date, minimum: int
) -> None:
    found = expected_by(minimum, span, day)
    gone = sum(1 for n in range(span.days) if span.first + timedelta(days=n) <= day)
    assert found == minimum * gone // span.days
    assert 0 <= found <= minimum
    assert found <= expected_by(minimum, span, day + timedelta(days=1))


def test_before_on_the_last_day_and_after() -> None:
    assert expected_by(300, EIT, date(2024, 12, 31)) == 0
    assert expected_by(300, EIT, date(2025, 1, 1)) == 300 // 182
    assert expected_by(300, EIT, date(2025, 6, 30)) == 298
    assert expected_by(300, EIT, date(2025, 7, 1)) == 300
    assert expected_by(300, EIT, date(2030, 7, 1)) == 300


@pytest.mark.parametrize(
    ("day", "standing", "left"),
    [
        (date(2024, 12, 31), Standing.BEFORE, 182),
        (date(2025, 1, 1), Standing.DURING, 182),
        (date(2025, 6, 30), Standing.DURING, 2),
        (date(2025, 7, 1), Standing.DURING, 1),
        (date(2025, 7, 2), Standing.AFTER, 0),
    ],
)
def test_where_a_phase_stands_and_how_many_days_are_left(
    day: date, standing: Standing, left: int
) -> None:
    assert (EIT.standing(day), EIT.days_left(day)) == (standing, left)


@given(spans, days)
def test_days_are_left_exactly_until_a_phase_is_over(span: Span, day: date) -> None:
    assert (span.days_left(day) > 0) is (span.standing(day) is not Standing.AFTER)


@given(st.none() | st.integers(0, 1000), st.integers(0, 1000))
def test_what_is_missing_is_never_less_than_nothing(reached: int | None, expected: int) -> None:
    found = shortfall(reached, expected)
    assert found >= 0
    assert (reached or 0) + found >= expected
    assert found == 0 or (reached or 0) + found == expected


@pytest.mark.parametrize(
    ("confirmed", "tallied", "ground"),
    [
        (None, None, RestsOn.NOTHING),
        (None, 0, RestsOn.TALLIED),
        (None, 9, RestsOn.TALLIED),
        (0, 9, RestsOn.CONFIRMED),
        (3, None, RestsOn.CONFIRMED),
    ],
)
def test_itaps_own_number_comes_before_the_tally_even_when_it_is_0(
    confirmed: int | None, tallied: int | None, ground: RestsOn
) -> None:
    assert rests_on(confirmed, tallied) is ground


@pytest.mark.parametrize(
    ("number", "day", "note", "refusal"),
    [
        (-1, TODAY, "", BadNumber),
        (1_000_001, TODAY, "", BadNumber),
        (1, TODAY + timedelta(days=1), "", BadDay),
        (1, TODAY, "x" * 501, LongNote),
    ],
)
def test_an_entry_that_cannot_be_is_refused(
    number: int, day: date, note: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        check_entry(number, day, note, today=TODAY)


@pytest.mark.parametrize("number", [0, 1_000_000])
def test_an_entry_at_the_limits_is_let_in(number: int) -> None:
    check_entry(number, TODAY, "x" * 500, today=TODAY)
