"""What is shown tells of no group of fewer than ten, however it is added up and taken away."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from station.opinions import suppression
from station.opinions.suppression import LEAST, NOTHING, Cell, Shown, shown_of
from tests.station.opinions.attacker import told_groups

ROWS, COLUMNS = "abc", "xyz"
small = st.sampled_from([0, 0, 1, 4, 5, 7, 9, 10, 11, 25])


@st.composite
def tables(draw: st.DrawFn) -> dict[Cell, int]:
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    return {(row, column): draw(small) for row in ROWS[:rows] for column in COLUMNS[:columns]}


def told_too_much(counts: Mapping[Cell, int], shown: Shown) -> list[frozenset[Cell]]:
    """The groups of fewer than ten that can be told."""
    return [
        group
        for group in told_groups(counts, shown)
        if 0 < sum(counts[cell] for cell in group) < LEAST
    ]


@settings(max_examples=400, deadline=None)
@given(tables())
def test_no_group_of_fewer_than_ten_can_be_told(counts: dict[Cell, int]) -> None:
    assert told_too_much(counts, shown_of(counts)) == []


@settings(max_examples=100, deadline=None)
@given(
    st.lists(small, min_size=8, max_size=8).map(
        lambda counts: {
            (row, column): count
            for (row, column), count in zip(
                [(row, column) for row in "ab" for column in "wxyz"], counts, strict=True
            )
        }
    )
)
def test_nor_in_a_table_of_more_columns_than_rows(counts: dict[Cell, int]) -> None:
    shown = shown_of(counts)
    assert told_too_much(counts, shown) == []
    turned = {(column, row): count for (row, column), count in counts.items()}
    assert told_too_much(turned, shown_of(turned)) == []


@settings(max_examples=200, deadline=None)
@given(tables())
def test_nothing_below_ten_is_shown_and_the_sum_of_all_is_where_it_may_be(
    counts: dict[Cell, int],
) -> None:
    shown = shown_of(counts)
    assert shown.total == (sum(counts.values()) >= LEAST)
    for row in shown.rows:
        assert sum(count for cell, count in counts.items() if cell[0] == row) >= LEAST
    for column in shown.columns:
        assert sum(count for cell, count in counts.items() if cell[1] == column) >= LEAST
    assert all(counts[cell] >= LEAST for cell in shown.cells)


def only_the_small_hidden(counts: Mapping[Cell, int]) -> Shown:
    """The planted fault: what is too small is hidden, and nothing more."""
    sums: list[dict[str, int]] = [{}, {}]
    for cell, count in counts.items():
        for side in (0, 1):
            sums[side][cell[side]] = sums[side].get(cell[side], 0) + count
    rows, columns = (frozenset(n for n, count in one.items() if count >= LEAST) for one in sums)
    cells = frozenset(cell for cell, count in counts.items() if count >= LEAST)
    return Shown(total=True, rows=rows, columns=columns, cells=cells)


PLANTED: list[dict[Cell, int]] = [
    {("a", "x"): 4, ("b", "x"): 30, ("c", "x"): 40},
    {("a", "x"): 12, ("a", "y"): 4, ("b", "x"): 12, ("b", "y"): 12},
    # With empty cells the sums of rows and columns alone tell: y less b is a's part of y.
    {("a", "x"): 11, ("a", "y"): 5, ("b", "y"): 12},
]


@pytest.mark.parametrize("counts", PLANTED)
def test_without_more_being_hidden_the_attacker_finds_a_group(counts: dict[Cell, int]) -> None:
    assert told_too_much(counts, only_the_small_hidden(counts))
    assert not told_too_much(counts, shown_of(counts))


def test_a_rule_that_looks_at_single_rows_alone_would_be_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The planted fault: groups of several rows are not looked at."""
    counts = {("a", "x"): 11, ("a", "y"): 5, ("b", "y"): 12}
    monkeypatch.setattr(suppression, "_leaks_by_rows", lambda *_: iter(()))
    assert told_too_much(counts, shown_of(counts))


def test_where_every_cell_is_large_everything_is_shown() -> None:
    counts = {(row, column): 10 for row in ROWS for column in COLUMNS}
    assert shown_of(counts) == Shown(
        total=True, rows=frozenset(ROWS), columns=frozenset(COLUMNS), cells=frozenset(counts)
    )


def test_where_every_cell_is_small_its_rows_and_columns_are_still_shown() -> None:
    counts = {(row, column): 5 for row in ROWS for column in COLUMNS}
    assert shown_of(counts) == Shown(
        total=True, rows=frozenset(ROWS), columns=frozenset(COLUMNS), cells=frozenset()
    )


def test_one_small_division_takes_one_other_with_it_and_no_more() -> None:
    counts = {(row, "x"): count for row, count in zip("abcde", [4, 60, 20, 30, 40], strict=True)}
    shown = shown_of(counts)
    assert shown.rows == {"b", "d", "e"}
    assert shown.columns == {"x"}


def test_fewer_than_ten_in_all_show_nothing() -> None:
    assert shown_of({("a", "x"): 9}) == NOTHING
    assert shown_of({}) == NOTHING


def test_a_year_of_five_divisions_is_judged_at_once() -> None:
    months = [f"{number:02}" for number in range(12)]
    counts = {
        (row, month): (3 + 7 * place + 5 * number) % 23
        for place, row in enumerate("abcde")
        for number, month in enumerate(months)
    }
    shown = shown_of(counts)
    assert shown.rows == set("abcde")
    assert len(shown.columns) >= 11
    assert len(shown.cells) >= 15
