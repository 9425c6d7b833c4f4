"""How words are grouped by month and division: no group of fewer than ten can be told (pure)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.opinions import texts
from station.opinions.suppression import LEAST, Cell, Shown, shown_of
from station.opinions.texts import Group, Texts, group_texts
from station.sheets.month import Month
from tests.station.opinions.attacker import told_groups

DIVISIONS, MONTHS = ("a", "b", "c"), ("2025-01", "2025-02", "2025-03")
TABLES = st.dictionaries(
    st.tuples(st.sampled_from(DIVISIONS), st.sampled_from(MONTHS)), st.integers(1, 25), max_size=9
)


def classes(counts: dict[Cell, int], made: Texts) -> dict[tuple[Group, str | None], set[Cell]]:
    """The texts that are shown with the same month and the same division, by their cells."""
    found: dict[tuple[Group, str | None], set[Cell]] = {}
    for division, month in counts:
        group = made.group_of(Month.parse(month))
        named = division if (division, group) in made.marks else None
        found.setdefault((group, named), set()).add((division, month))
    return found


def smallest(counts: dict[Cell, int], made: Texts) -> int:
    """The size of the smallest group that can be told, from the texts and the results at once."""
    if not made.groups:
        return LEAST
    shown = shown_of(counts)
    told = [frozenset(cells) for cells in classes(counts, made).values()]
    reckoned = set(told_groups(counts, shown))
    assert set(told) <= reckoned  # so the texts tell of no group that the results do not
    return min(sum(counts[cell] for cell in group) for group in reckoned)


@given(TABLES)
def test_no_group_that_can_be_told_has_fewer_than_ten(counts: dict[Cell, int]) -> None:
    made = group_texts(2568, counts)
    assert smallest(counts, made) >= LEAST
    assert bool(made.groups) == (sum(counts.values()) >= LEAST)
    if made.groups:
        assert set(made.groups) == {group for group, _ in classes(counts, made)}


def test_a_month_named_for_its_size_alone_would_tell_of_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The planted fault: each month of ten or more by its name, whatever that leaves."""
    counts = {("a", "2025-01"): 30, ("a", "2025-02"): 1}
    assert smallest(counts, group_texts(2568, counts)) >= LEAST

    def by_size(_: object) -> Shown:
        return replace(shown_of(counts), columns=frozenset({"2025-01"}))

    monkeypatch.setattr(texts, "shown_of", by_size)
    made = group_texts(2568, counts)
    assert min(sum(counts[cell] for cell in cells) for cells in classes(counts, made).values()) == 1
