"""Tables whose days stand side by side: a row per officer with letters, or per post with names."""

from dataclasses import asdict, replace

import pytest

from station.sheets.findings import Understood
from station.sheets.mapping import guess
from station.sheets.sheet import Sheet
from station.sheets.turning import turned
from station.sheets.understanding import understand
from tests.station.sheets.people import CATALOGUE, MARCH, OFFICERS
from tests.station.sheets.test_mapping import PEOPLE, PR, sheet_of

DAYS = tuple(str(day) for day in range(1, 32))
WEEKDAYS = tuple(["ส.", "อา.", "จ.", "อ.", "พ.", "พฤ.", "ศ."] * 5)[:31]
TITLE = ("ตารางเวรจุดประชาสัมพันธ์ ประจำเดือน มีนาคม 2568",)
IDS = [officer.id for officer in OFFICERS]
ONE, TWO, THREE = PEOPLE


def marks(**by_day: str) -> tuple[str, ...]:
    """31 cells, of which those named `d3` and so on hold something."""
    return tuple(by_day.get(f"d{day}", "") for day in DAYS)


def read(sheet: Sheet) -> tuple[Sheet, Understood]:
    found = turned(sheet, CATALOGUE, MARCH)
    assert found is not None
    return found, understand(found, guess(found, CATALOGUE, MARCH), CATALOGUE, MARCH)


def told(*rows: tuple[str, ...]) -> list[tuple[int, str, str, int]]:
    _, found = read(sheet_of(*rows))
    assert found.problems == ()
    return [
        (one.day.day, one.post, one.shift, IDS.index(one.officer))
        for one in found.duties
        if one.officer
    ]


def test_letters_for_shifts_in_a_row_per_officer() -> None:
    rows = (
        TITLE,
        ("ที่", "ยศ ชื่อ สกุล", *DAYS, "รวม"),
        ("ที่", "ยศ ชื่อ สกุล", *WEEKDAYS, "รวม"),  # merged over two rows
        ("", "", *WEEKDAYS, ""),
        ("1", ONE, *marks(d1="ด", d3="ช", d31="บ"), "3"),
        ("2", TWO, *marks(d1="ช", d2="x", d4="ลา"), "1"),
        ("", "รวม", *marks(d1="2", d3="1", d31="1"), "4"),
        ("", "หมายเหตุ ด=ดึก ช=เช้า บ=บ่าย", *marks()),
        ("", "", *marks(d20="ลงชื่อ ด.ต. ทดลอง")),
    )
    assert told(*rows) == [
        (1, PR, "night", 0), (3, PR, "morning", 0), (31, PR, "afternoon", 0),
        (1, PR, "morning", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["ชบ", "ช/บ", "ช, บ", "เช้า บ่าย", "08.00-16.00/16.00-24.00"])
def test_two_shifts_in_a_cell_are_two_duties(mark: str) -> None:
    rows = (TITLE, ("ชื่อ", *DAYS), (ONE, *marks(d2=mark, d5="ด")))
    assert told(*rows) == [(2, PR, "morning", 0), (2, PR, "afternoon", 0), (5, PR, "night", 0)]


def test_rank_and_name_apart_under_a_heading_over_two_rows() -> None:
    rows = (
        ("ตารางเวรจุดประชาสัมพันธ์",),
        ("ลำดับ", "ยศ", "ชื่อ-สกุล", *("เดือน มีนาคม 2568",) * 31),
        ("", "", "", *DAYS),
        ("1", "ด.ต.", "ตัวอย่าง หนึ่ง", *marks(d1="ด")),
    )
    assert told(*rows) == [(1, PR, "night", 0)]


@pytest.mark.parametrize("post", ["จุดประชาสัมพันธ์", ""])
def test_names_in_a_row_per_post_and_shift(post: str) -> None:
    """The post may stand only in the first of its rows."""
    rows = (
        ("มีนาคม 2568",),
        ("จุด/วันที่", "ผลัด", *DAYS),
        ("จุดประชาสัมพันธ์", "00.00-08.00", *marks(d1=f"{ONE}\n{TWO}")),
        (post, "08.00-16.00", *marks(d1=THREE, d2="-")),
        ("One Stop Service งานจราจร", "", *marks(d3=ONE)),
    )
    assert told(*rows) == [
        (1, PR, "night", 0), (1, PR, "night", 1), (1, PR, "morning", 2),
        (3, "one-stop-traffic", "office-hours", 0),
    ]  # fmt: skip


def test_the_second_half_of_the_month_may_stand_below_the_first() -> None:
    first, second = DAYS[:15], DAYS[15:30]
    rows = (
        TITLE,
        ("ชื่อ", *first),
        (ONE, "ด", *("",) * 14),
        ("ชื่อ", *second),
        (ONE, "ช", *("",) * 14),
    )
    assert told(*rows) == [(1, PR, "night", 0), (16, PR, "morning", 0)]


def test_what_is_unclear_is_told_where_it_stands_in_the_file() -> None:
    rows = (TITLE, ("ชื่อ", *DAYS), (ONE, *marks(d1="ด", d2="ช", d7="?!ฮ")))
    sheet, found = read(sheet_of(*rows))
    (problem,) = found.problems
    assert (problem.code, problem.text) == ("unknown_shift", "?!ฮ")
    source = sheet.source(problem.row, problem.column)
    assert (source.row, source.column) == (2, 7)


def test_no_other_table_is_turned() -> None:
    week = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
    numbered = tuple(str(number) for number in range(1, 9))
    for rows in (
        (("วันที่", "ดึก", "เช้า"), *((day, ONE, TWO) for day in DAYS)),
        (week, DAYS[2:9], PEOPLE * 2 + (ONE,)),  # a leaf of a calendar
        (("ก",) * 8, numbered, (ONE,) * 8),  # columns with numbers
        (TITLE, ("ชื่อ", *DAYS), (ONE, *("7",) * 31)),  # figures, of what nobody knows
        (TITLE, ("ชื่อ", *DAYS), (ONE, *marks())),
    ):
        assert turned(sheet_of(*rows), CATALOGUE, MARCH) is None
    assert turned(Sheet((), "x", ("x",), None, "csv"), CATALOGUE, MARCH) is None


def test_a_table_that_would_become_too_long_is_left_as_it_is() -> None:
    rows = (TITLE, ("ชื่อ", *DAYS), *((ONE, *("ด",) * 31) for _ in range(170)))
    assert turned(sheet_of(*rows), CATALOGUE, MARCH) is None


def test_a_turned_sheet_goes_through_json_unchanged() -> None:
    sheet, _ = read(sheet_of(TITLE, ("ชื่อ", *DAYS), (ONE, *marks(d1="ด", d2="ช"))))
    whole = replace(sheet, others=(sheet_of(TITLE, name="อื่น"),))
    assert Sheet.from_json(asdict(whole)) == whole
