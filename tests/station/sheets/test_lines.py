"""Which lines of a sheet are duties, and of which day."""

from station.sheets.findings import Fixes, RowProblem
from station.sheets.mapping import corrected, guess
from station.sheets.sheet import NAME_CELL
from station.sheets.understanding import understand
from tests.station.sheets.people import CATALOGUE, MARCH
from tests.station.sheets.test_mapping import PEOPLE, PR, sheet_of
from tests.station.sheets.test_understanding import GOOD, HEADS, codes, read, with_cell


def test_a_date_holds_for_the_rows_below_it_that_have_none() -> None:
    found = read(GOOD, ("", *with_cell(2, "บ่าย")[1:]), ("4/3/2568", *GOOD[1:]), ("", *GOOD[1:]))
    assert [one.day.day for one in found.duties] == [3, 3, 4]
    assert [one.code for one in found.warnings] == ["repeated_row"]


def test_a_bad_date_is_told_once_and_never_taken_from_the_row_above() -> None:
    rows = (GOOD, with_cell(0, "33/3/68"), ("", *with_cell(2, "บ่าย")[1:]))
    found = read(*rows)
    assert codes(found) == [(2, 0, "bad_date")]
    assert len(found.duties) == 1
    mended = read(*rows, fixes=Fixes(cells={(2, 0): "4/3/68"}))
    assert [one.day.day for one in mended.duties] == [3, 4, 4]


def test_a_bad_date_that_is_merged_over_rows_is_mended_once() -> None:
    rows = [with_cell(0, "33/3/68"), (*with_cell(0, "33/3/68")[:2], "บ่าย", PEOPLE[1])]
    assert codes(read(*rows)) == [(1, 0, "bad_date")]
    mended = read(*rows, fixes=Fixes(cells={(1, 0): "4"}))
    assert [one.day.day for one in mended.duties] == [4, 4]


def test_a_duty_before_any_date_is_told() -> None:
    assert codes(read(("", *GOOD[1:]))) == [(1, 0, "bad_date")]


def test_day_numbers_under_the_title_of_another_month_are_not_taken() -> None:
    row = ("3", *GOOD[1:])
    for title, problems in (
        ("เวรเดือนกุมภาพันธ์ 2568", [(0, 0, "other_title")]),
        ("เวรเดือนมีนาคม 2567", [(0, 0, "other_title")]),
        ("เวรเดือนมีนาคม ๒๕๖๘", []),
        ("คำสั่งลงวันที่ 25 กุมภาพันธ์ 2568 เวรเดือนมีนาคม", []),
        ("ตารางเวร", []),
    ):
        sheet = sheet_of((title,), HEADS, row)
        found = understand(sheet, guess(sheet, CATALOGUE, MARCH), CATALOGUE, MARCH)
        assert codes(found) == problems, title
    full = sheet_of(("เวรเดือนกุมภาพันธ์ 2568",), HEADS, GOOD)
    assert not understand(full, guess(full, CATALOGUE, MARCH), CATALOGUE, MARCH).problems


def test_the_sheet_s_name_tells_the_month_where_no_title_does() -> None:
    row = ("3", *GOOD[1:])
    for title, name, problems in (
        ("ตารางเวร", "ก.พ.68", [(*NAME_CELL, "other_title")]),
        ("ตารางเวร", "Feb", [(*NAME_CELL, "other_title")]),
        ("ตารางเวร", "มี.ค. 67", [(*NAME_CELL, "other_title")]),
        ("ตารางเวร", "มีค68", []),
        ("ตารางเวร", "Mar 25", []),
        ("ตารางเวร", "มี.ค. 1-15", []),
        ("ตารางเวร", "Sheet1", []),
        ("เวรเดือนมีนาคม 2568", "ก.พ.68", []),  # a copy of last month's, mended where it is printed
    ):
        sheet = sheet_of((title,), HEADS, row, name=name)
        mapping = guess(sheet, CATALOGUE, MARCH)
        found = understand(sheet, mapping, CATALOGUE, MARCH)
        assert codes(found) == problems, (title, name)
        fixes = Fixes(cells={(one.row, one.column): one.choices[0] for one in found.problems})
        assert not understand(sheet, mapping, CATALOGUE, MARCH, fixes).problems
    full = sheet_of(HEADS, GOOD, name="ก.พ.68")
    assert not understand(full, guess(full, CATALOGUE, MARCH), CATALOGUE, MARCH).problems


def test_a_row_without_day_and_post_has_those_of_the_row_above() -> None:
    rows = (GOOD, ("", "", "บ่าย", PEOPLE[1]), ("4/3/2568", "", "เช้า", PEOPLE[1]))
    found = read(*rows)
    assert [(one.day.day, one.post, one.shift) for one in found.duties] == [
        (3, PR, "morning"), (3, PR, "afternoon"),
    ]  # fmt: skip
    assert codes(found) == [(3, 1, "unknown_post")]
    wrong = read(with_cell(1, "ตู้แดง"), ("", "", "บ่าย", PEOPLE[1]))
    assert codes(wrong) == [(1, 1, "unknown_post")]  # told once, where it is


def test_a_day_on_a_line_of_its_own_holds_for_the_rows_below_it() -> None:
    heads = HEADS[1:]
    first, second = ("วันจันทร์ที่ 3 มีนาคม 2568",) * 3, ("วันที่ 4 มี.ค. 68", "", "")
    row, blank = GOOD[1:], ("", "", "")
    for rows in (
        (first, heads, row, blank, second, heads, row),
        (heads, first, row, second, row),
    ):
        sheet = sheet_of(*rows)
        found = understand(sheet, guess(sheet, CATALOGUE, MARCH), CATALOGUE, MARCH)
        assert found.problems == ()
        assert [one.day.day for one in found.duties] == [3, 4]


def test_a_surname_on_the_row_below_is_no_second_person() -> None:
    heads = ("วันที่", "ประชาสัมพันธ์ เช้า", "ประชาสัมพันธ์ บ่าย")
    rows = (("1", "ด.ต. ตัวอย่าง", "ด.ต. สมมติ"), ("", "หนึ่ง", "สองดี"), ("2", PEOPLE[2], ""))
    found = read(*rows, heads=heads)
    assert (found.problems, len(found.duties)) == ((), 3)
    merged = [("3", GOOD[1], GOOD[2], "ด.ต. ตัวอย่าง"), ("3", GOOD[1], GOOD[2], "หนึ่ง")]
    assert [one.name for one in read(*merged).duties] == ["ตัวอย่าง หนึ่ง"]
    # A second person by first name alone, on a row that says when, stays a person.
    own = [("3", *GOOD[1:3], "ด.ต. ตัวอย่าง"), ("3", GOOD[1], "บ่าย", "หนึ่ง")]
    assert len(read(*own).duties) == 2


def test_signatures_and_notes_below_are_no_duties() -> None:
    blank = ("",) * 4
    for below in (
        [blank, ("", "", "ลงชื่อ", PEOPLE[1]), ("", "", "", "(สมมติ)"), ("", "", "", "ผกก.สภ.")],
        [("", "", "", "ลงชื่อ ด.ต. สมมติ สองดี สว.อก.")],
        [("หมายเหตุ มาก่อนเวลา 15 นาที", "", "", "")],
        [("ตรวจแล้วถูกต้อง", "", "", PEOPLE[1])],
    ):  # fmt: skip
        found = read(GOOD, *below)
        assert (found.problems, found.warnings, len(found.duties)) == ((), (), 1)


def test_what_stands_below_a_gap_is_left_out_and_that_is_said() -> None:
    found = read(GOOD, ("",) * 4, ("", "", "", PEOPLE[1]), ("", "", "", "หัวหน้า"))
    assert (found.problems, len(found.duties)) == ((), 1)
    assert found.warnings == (RowProblem(3, 3, "left_out", PEOPLE[1]),)


def test_two_header_rows_that_are_printed_again_are_both_skipped() -> None:
    heads = (("วันที่", "จุดประชาสัมพันธ์", "จุดประชาสัมพันธ์"), ("", "ดึก", "เช้า"))
    sheet = sheet_of(*heads, ("1", *PEOPLE[:2]), *heads, ("2", *PEOPLE[:2]))
    found = understand(sheet, guess(sheet, CATALOGUE, MARCH), CATALOGUE, MARCH)
    assert (found.problems, len(found.duties)) == ((), 4)


def test_an_empty_cell_in_a_column_of_posts_is_not_filled_from_the_title() -> None:
    sheet = sheet_of(HEADS, with_cell(1, ""))
    mapping = corrected(guess(sheet, CATALOGUE, MARCH), sheet, default_post=PR)
    assert codes(understand(sheet, mapping, CATALOGUE, MARCH)) == [(1, 1, "unknown_post")]


def test_a_header_that_is_printed_again_on_the_next_page_is_skipped() -> None:
    found = read(GOOD, HEADS, ("4/3/2568", *GOOD[1:]))
    assert (found.problems, len(found.duties)) == ((), 2)
