"""A plan moved to another fiscal year: its days move, and wait for someone to confirm them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.plan.checks import fiscal_year_days
from station.plan.file import PlanMistakes, mistake_line, moved_to, read_plan
from tests.station.plan.planting import PLAN, changed


def test_a_fiscal_year_runs_from_october_to_september() -> None:
    assert fiscal_year_days(2568) == (date(2024, 10, 1), date(2025, 9, 30))


def test_a_plan_moved_to_another_year_has_all_its_days_there() -> None:
    moved = moved_to(PLAN, 2570)
    assert moved.fiscal_year == 2570
    eit = next(phase for phase in moved.phases if phase.code == "eit")
    assert (eit.starts, eit.ends) == (date(2027, 1, 1), date(2027, 7, 1))
    assert moved.phases[0].starts == date(2026, 10, 1)
    measures = {measure.number: measure for measure in moved.measures}
    assert measures["1.2"].due == date(2027, 3, 30)
    assert measures["1.2"].follow_up_by == date(2027, 3, 31)
    assert measures["5.2"].reachable_by == date(2027, 4, 12)


def test_what_was_moved_is_provisional_and_what_has_no_day_is_not() -> None:
    moved = moved_to(PLAN, 2567)
    assert all(phase.provisional for phase in moved.phases)
    fixed = [measure.number for measure in moved.measures if not measure.provisional]
    assert fixed == ["1.1", "7.3b", "7.3c", "9.1"]
    assert not any(measure.provisional for measure in PLAN.measures)


def test_all_but_the_days_stays_when_a_plan_is_moved() -> None:
    moved = moved_to(PLAN, 2571)
    dated = {"fiscal_year", "phases", "measures"}
    assert moved.model_dump(exclude=dated) == PLAN.model_dump(exclude=dated)
    assert [measure.activity for measure in moved.measures] == [
        measure.activity for measure in PLAN.measures
    ]


def test_a_plan_moved_to_its_own_year_stays_as_it_is() -> None:
    assert moved_to(PLAN, 2568) == PLAN


def test_the_29th_of_february_becomes_the_28th() -> None:
    text = changed("fiscal_year = 2568", "fiscal_year = 2567").replace("= 2025-", "= 2024-")
    text = text.replace("= 2024-10-01", "= 2023-10-01").replace("= 2024-12-31", "= 2024-02-29")
    leap = read_plan(text)
    assert leap.phases[0].ends == date(2024, 2, 29)
    assert moved_to(leap, 2568).phases[0].ends == date(2025, 2, 28)
    assert moved_to(leap, 2571).phases[0].ends == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("year", "code"),
    [(2025, "year_not_buddhist"), (2499, "year_out_of_range"), (2701, "year_out_of_range"),
     (0, "year_out_of_range"), (-2568, "year_out_of_range"), (10**30, "year_out_of_range")],
)  # fmt: skip
def test_a_year_that_is_none_is_refused(year: int, code: str) -> None:
    with pytest.raises(PlanMistakes) as caught:
        moved_to(PLAN, year)
    assert [(m.place, m.code) for m in caught.value.mistakes] == [("year", code)]
    assert mistake_line(caught.value.mistakes[0]).isprintable()


@given(st.integers(2500, 2700))
def test_in_any_year_the_days_stay_within_the_fiscal_year(year: int) -> None:
    starts, ends = fiscal_year_days(year)
    moved = moved_to(PLAN, year)
    for phase in moved.phases:
        assert starts <= phase.starts <= phase.ends <= ends
