"""What becomes of files in shapes that nobody planned for: the same roster, or a clear question."""

from collections.abc import Callable, Iterable

import pytest

from station.sheets.choosing import choose
from station.sheets.findings import Understood
from station.sheets.mapping import guess
from station.sheets.reading import read_sheet
from station.sheets.understanding import understand
from tests.station.sheets import unplanned
from tests.station.sheets.people import CATALOGUE, MARCH, Duty
from tests.station.sheets.test_six_shapes import duties_of

Maker = Callable[[], bytes]
UNDERSTOOD: dict[Maker, Callable[[], Iterable[Duty]]] = {
    unplanned.two_halves_on_two_sheets: unplanned.all_of_it,
    unplanned.a_sheet_for_each_post: unplanned.all_of_it,
    unplanned.a_sheet_for_each_month: unplanned.all_of_it,
    unplanned.the_month_in_the_sheets_name_alone: unplanned.all_of_it,
    unplanned.officers_by_days_with_letters: unplanned.desk,
    unplanned.posts_by_days_with_names: unplanned.all_of_it,
    unplanned.names_over_two_rows: lambda: unplanned.one_each().values(),
    unplanned.names_over_two_rows_beside_merged_cells: lambda: unplanned.one_each().values(),
    unplanned.times_like_0800_1600: unplanned.all_of_it,
    unplanned.start_and_end_in_two_columns: unplanned.all_of_it,
    unplanned.weekdays_telephones_and_footnotes: unplanned.all_of_it,
    unplanned.weekday_and_thai_digits_in_the_dates_cell: unplanned.desk,
    unplanned.headings_again_on_every_page: unplanned.all_of_it,
    unplanned.a_date_over_each_day: unplanned.all_of_it,
    unplanned.a_post_and_a_day_in_the_first_of_their_rows: unplanned.all_of_it,
    unplanned.a_count_of_days_instead_of_dates: unplanned.all_of_it,
    unplanned.who_was_on_duty_before_a_change: unplanned.all_of_it,
}
"""Shapes that need no click, with what they say."""

ASKED: dict[Maker, str] = {
    unplanned.another_month_in_the_sheets_name_alone: "other_title",
    unplanned.a_leaf_of_a_calendar: "no_header",
    unplanned.shifts_inside_a_cell: "missing_column",
    unplanned.several_days_in_a_cell: "bad_date",
}
"""Shapes that are not understood, with what is said; nothing of them is ever stored."""


def read(maker: Maker) -> Understood:
    sheet = choose(read_sheet(maker()), CATALOGUE, MARCH)
    return understand(sheet, guess(sheet, CATALOGUE, MARCH), CATALOGUE, MARCH)


@pytest.mark.parametrize("maker", UNDERSTOOD, ids=lambda maker: maker.__name__)
def test_it_is_the_same_roster_without_a_click(maker: Maker) -> None:
    found = read(maker)
    assert found.problems == ()
    assert duties_of(found) == frozenset(UNDERSTOOD[maker]())
    assert found.new_officers == ()


@pytest.mark.parametrize("maker", ASKED, ids=lambda maker: maker.__name__)
def test_it_is_asked_about_and_cannot_be_published(maker: Maker) -> None:
    assert {problem.code for problem in read(maker).problems} == {ASKED[maker]}
