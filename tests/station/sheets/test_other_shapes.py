"""Shapes that are rarer: what is understood of them, and what is said where nothing is."""

import pytest

from station.sheets.findings import Understood
from station.sheets.mapping import guess
from station.sheets.understanding import understand
from tests.station.sheets.people import CATALOGUE, MARCH, OFFICERS
from tests.station.sheets.test_mapping import PEOPLE, PR, sheet_of

POINT = "จุดประชาสัมพันธ์"
TRAFFIC = "One Stop Service งานจราจร"
HEADS = ("วันที่", "จุด", "ผลัด", "ผู้ปฏิบัติ")
IDS = [officer.id for officer in OFFICERS]
ONE, TWO, THREE = PEOPLE


def read(*rows: tuple[str, ...]) -> Understood:
    sheet = sheet_of(*rows)
    return understand(sheet, guess(sheet, CATALOGUE, MARCH), CATALOGUE, MARCH)


def told(*rows: tuple[str, ...]) -> list[tuple[int, str, str, int]]:
    """Day, post, shift and officer's number of each duty of a sheet without a problem."""
    found = read(*rows)
    assert found.problems == ()
    return [
        (one.day.day, one.post, one.shift, IDS.index(one.officer))
        for one in found.duties
        if one.officer
    ]


def test_two_halves_of_a_month_side_by_side_have_dates_of_their_own() -> None:
    head = ("วันที่", "ประชาสัมพันธ์ เช้า")
    assert told((*head, *head), ("1", ONE, "16", TWO), ("2", THREE, "", "")) == [
        (1, PR, "morning", 0), (2, PR, "morning", 2), (16, PR, "morning", 1),
    ]  # fmt: skip


def test_one_letter_stands_for_a_shift() -> None:
    rows = (("เวรประชาสัมพันธ์ มีนาคม 2568",), ("วันที่", "ด", "ช", "บ"), ("1", *PEOPLE))
    assert [shift for _, _, shift, _ in told(*rows)] == ["night", "morning", "afternoon"]


def test_a_surname_that_fell_to_a_second_line_is_no_second_person() -> None:
    assert told(HEADS, ("1", POINT, "เช้า", "ด.ต. ตัวอย่าง\nหนึ่ง")) == [(1, PR, "morning", 0)]


def test_rank_and_name_under_each_post() -> None:
    shift = "ประชาสัมพันธ์ ผลัดเช้า"
    rows = (
        ("วันที่", shift, shift, TRAFFIC, TRAFFIC),
        ("วันที่", "ยศ", "ชื่อ - สกุล", "ยศ", "ชื่อ - สกุล"),
        ("1", "ด.ต.", "ตัวอย่าง หนึ่ง", "ด.ต.", "สมมติ สองดี"),
    )
    assert told(*rows) == [(1, PR, "morning", 0), (1, "one-stop-traffic", "office-hours", 1)]


def test_a_merged_heading_that_lost_its_merge_in_csv_still_holds() -> None:
    rows = (
        ("Date", "Day", "Public-relations point", "", "Guard box"),
        ("", "", "Night", "Morning", "Half day"),
        ("1-Mar-2025", "Sat", *PEOPLE),
    )
    assert told(*rows) == [
        (1, PR, "night", 0),
        (1, PR, "morning", 1),
        (1, "guard-box", "half-day", 2),
    ]


def test_a_second_person_on_the_line_below_has_the_same_day() -> None:
    rows = (("วันที่", POINT, POINT), ("", "ดึก", "เช้า"), ("1", ONE, TWO), ("", "", THREE))
    assert told(*rows) == [(1, PR, "night", 0), (1, PR, "morning", 1), (1, PR, "morning", 2)]


def test_telephone_columns_between_the_posts_are_no_people() -> None:
    heads = ("วันที่", "ประชาสัมพันธ์ เช้า", "โทร", "ประชาสัมพันธ์ บ่าย", "โทร")
    rows = (heads, ("1", ONE, "081-234-5678", TWO, "08x-xxx-xxxx"))
    assert [who for *_, who in told(*rows)] == [0, 1]


@pytest.mark.parametrize(
    ("starts", "ends"), [("เวลาเริ่ม", "เวลาสิ้นสุด"), ("ตั้งแต่", "ถึง"), ("Start", "End"), ("From", "To")]
)
def test_start_and_end_in_columns_of_their_own(starts: str, ends: str) -> None:
    heads = ("วันที่", "จุด", starts, ends, "ผู้ปฏิบัติ")
    rows = (("1", POINT, "08:00", "16:00", ONE), ("2", POINT, "16.00", "24.00", TWO))
    assert [(day, shift) for day, _, shift, _ in told(heads, *rows)] == [
        (1, "morning"), (2, "afternoon"),
    ]  # fmt: skip
    (wrong,) = read(heads, ("1", POINT, "16:00", "08:00", ONE)).problems  # it ends before it starts
    assert (wrong.row, wrong.column, wrong.code) == (1, 2, "unknown_shift")


def test_who_was_on_duty_before_a_change_or_stands_by_is_not_on_duty() -> None:
    for heading in ("ผู้ปฏิบัติ (เดิม)", "ผู้ปฏิบัติ (สำรอง)", "Officer (reserve)"):
        rows = ((*HEADS, heading), ("1", POINT, "เช้า", ONE, TWO))
        assert [who for *_, who in told(*rows)] == [0]


@pytest.mark.parametrize("mark", ["*", " **", "\u00b9", " \u00b2\u207e", "(1)", "\u2020"])
def test_a_mark_that_leads_to_a_footnote_is_no_part_of_a_name(mark: str) -> None:
    assert told(HEADS, ("1", POINT, "เช้า", ONE + mark)) == [(1, PR, "morning", 0)]


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        # A row per officer and a column per day.
        (
            (
                ("เวรประชาสัมพันธ์ มีนาคม 2568",),
                ("ที่", "ยศ ชื่อ สกุล", "1", "2"),
                ("1", ONE, "ด", "ช"),
                ("2", TWO, "ช", "บ"),
            ),
            {"missing_column"},
        ),
        # A row per post and a column per day.
        ((("จุด/วันที่", "1", "2"), (POINT, ONE, TWO), (TRAFFIC, TWO, ONE)), {"no_header"}),
        # Several days in one cell.
        ((HEADS, ("1-3 มี.ค. 68", POINT, "เช้า", ONE)), {"bad_date"}),
        # A leaf of a calendar: weeks by weekdays, the day over its names.
        (
            (
                ("เวรประชาสัมพันธ์ ผลัดเช้า มีนาคม 2568",),
                ("จันทร์", "อังคาร", "พุธ"),
                ("3", "4", "5"),
                PEOPLE,
            ),
            {"no_header"},
        ),
        # The shifts inside a cell, before their names.
        (
            (("วันที่", POINT), ("1", f"ดึก: {ONE}\nเช้า: {TWO}"), ("2", f"ดึก: {ONE}\nเช้า: {TWO}")),
            {"missing_column"},
        ),
    ],
)
def test_a_shape_that_is_not_understood_says_so_and_stores_nothing_wrong(
    rows: tuple[tuple[str, ...], ...], codes: set[str]
) -> None:
    found = read(*rows)
    assert {problem.code for problem in found.problems} == codes
    assert len(found.duties) < len(rows) - 1
