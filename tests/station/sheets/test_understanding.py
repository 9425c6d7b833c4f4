"""What is wrong in a roster is told in its place, and nothing is guessed that matters."""

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from station.sheets.catalogue import Catalogue, KnownOfficer
from station.sheets.findings import Fixes, NewOfficer, RowProblem, Understood
from station.sheets.mapping import Column, corrected, guess
from station.sheets.sheet import Sheet
from station.sheets.understanding import person_key, understand
from tests.station.sheets.people import CATALOGUE, MARCH, OFFICERS
from tests.station.sheets.test_mapping import PEOPLE, PR, sheet_of

HEADS = ("วันที่", "จุด", "ผลัด", "ผู้ปฏิบัติ")
GOOD = ("3/3/2568", "ประชาสัมพันธ์", "เช้า", PEOPLE[0])
FIRST, SECOND, THIRD = (officer.id for officer in OFFICERS[:3])


def read(*rows: tuple[str, ...], heads: tuple[str, ...] = HEADS, **options: Any) -> Understood:
    sheet = sheet_of(heads, *rows)
    mapping = guess(sheet, options.get("catalogue", CATALOGUE), MARCH)
    return understand(sheet, mapping, options.pop("catalogue", CATALOGUE), MARCH, **options)


def codes(understood: Understood) -> list[tuple[int, int, str]]:
    return [(one.row, one.column, one.code) for one in understood.problems]


def with_cell(column: int, text: str) -> tuple[str, ...]:
    return (*GOOD[:column], text, *GOOD[column + 1 :])


def test_a_good_row_is_a_duty() -> None:
    found = read(GOOD)
    assert (found.problems, found.warnings, found.new_officers) == ((), (), ())
    (duty,) = found.duties
    assert (duty.row, duty.column, duty.day) == (1, 3, date(2025, 3, 3))
    assert (duty.post, duty.shift, duty.officer) == (PR, "morning", FIRST)
    assert (duty.rank, duty.name) == ("ด.ต.", "ตัวอย่าง หนึ่ง")


@pytest.mark.parametrize(
    ("column", "text", "code", "choices"),
    [
        (0, "พรุ่งนี้", "bad_date", ()),
        (0, "31 กุมภาพันธ์ 2568", "no_such_day", ()),
        (0, "3/4/2568", "other_month", ("2025-04-03",)),
        (0, "3 March 2500", "other_month", ("1957-03-03",)),
        (1, "ตู้แดง", "unknown_post", ()),
        (1, "ประชาสัมพัน", "unknown_post", (PR,)),
        (1, "", "unknown_post", ()),
        (2, "ผลัดพิเศษ", "unknown_shift", ("night", "morning", "afternoon")),
        (2, "", "unknown_shift", ("night", "morning", "afternoon")),
        (2, "08.30-16.30", "shift_not_at_post", ("night", "morning", "afternoon")),
        (3, "ด.ต. ตัวอย่าง หนึ่งง", "unknown_officer", (str(FIRST),)),
        (3, "ด.ต. ไม่เคย เห็นหน้า", "unknown_officer", ()),
        (3, "", "no_officer", ()),
    ],
)
def test_each_mistake_is_told_in_its_cell(
    column: int, text: str, code: str, choices: tuple[str, ...]
) -> None:
    found = read(GOOD, with_cell(column, text))
    assert found.problems == (RowProblem(2, column, code, text, choices),)
    assert len([one for one in found.duties if one.officer]) == 1


def test_all_mistakes_of_a_row_are_told_at_once() -> None:
    found = read(("31/2/2568", "ตู้แดง", "ผลัดพิเศษ", "ใคร ก็ไม่รู้"))
    assert codes(found) == [
        (1, 0, "no_such_day"), (1, 1, "unknown_post"), (1, 2, "unknown_shift"),
        (1, 3, "unknown_officer"),
    ]  # fmt: skip


def test_without_a_header_only_that_is_told() -> None:
    sheet = sheet_of(GOOD)
    found = understand(sheet, guess(sheet, CATALOGUE, MARCH), CATALOGUE, MARCH)
    assert (codes(found), found.duties) == ([(0, 0, "no_header")], ())


@pytest.mark.parametrize(
    ("missing", "role"), [(0, "date"), (1, "post"), (2, "shift"), (3, "officer")]
)
def test_a_column_that_is_missing_is_named(missing: int, role: str) -> None:
    heads = tuple(head for place, head in enumerate(HEADS) if place != missing)
    row = tuple("ก" if place == 3 else text for place, text in enumerate(GOOD) if place != missing)
    several = replace(CATALOGUE, posts=CATALOGUE.posts[:2])
    found = read(row, heads=heads, catalogue=several)
    assert [(one.code, one.text) for one in found.problems] == [("missing_column", role)]


def test_a_post_with_one_shift_needs_none_named() -> None:
    found = read(("3/3/2568", "One Stop Service จราจร", PEOPLE[0]), heads=(HEADS[0], *HEADS[1::2]))
    assert [(one.post, one.shift) for one in found.duties] == [("one-stop-traffic", "office-hours")]


def test_two_officers_of_one_name_are_asked_about_unless_the_rank_tells() -> None:
    twin = KnownOfficer(UUID(int=99, version=4), "ส.ต.ต.", OFFICERS[0].name, None)
    catalogue = replace(CATALOGUE, officers=(*OFFICERS, twin))
    rows = (with_cell(3, "ตัวอย่าง หนึ่ง"), with_cell(3, "ร.ต.ต. ตัวอย่าง หนึ่ง"))
    for row in rows:
        found = read(row, catalogue=catalogue)
        assert codes(found) == [(1, 3, "ambiguous_officer")]
        assert set(found.problems[0].choices) == {str(FIRST), str(twin.id)}
        assert (found.new_officers, found.duties) == ((), ())
    assert read(GOOD, catalogue=catalogue).duties[0].officer == FIRST
    mended = read(rows[0], catalogue=catalogue, fixes=Fixes(cells={(1, 3): str(twin.id)}))
    assert (mended.problems, mended.duties[0].officer) == ((), twin.id)
    same = replace(twin, rank="ด.ต.")
    alike = replace(CATALOGUE, officers=(*OFFICERS, same))
    assert codes(read(GOOD, catalogue=alike)) == [(1, 3, "ambiguous_officer")]


def test_a_promoted_officer_is_the_same_officer() -> None:
    for text in ("ร.ต.ต. ตัวอย่าง หนึ่ง", "ตัวอย่างหนึ่ง", "ว่าที่ ร.ต.ต. ตัวอย่าง  หนึ่ง (เล็ก)"):
        assert [one.officer for one in read(with_cell(3, text)).duties] == [FIRST]


def test_new_officers_are_listed_once_with_their_rows() -> None:
    rows = [with_cell(3, "ใหม่ มาแล้ว"), GOOD, with_cell(3, "ส.ต.ต. ใหม่  มาแล้ว")]
    rows[2] = ("4/3/2568", *rows[2][1:])
    listed = (NewOfficer("ส.ต.ต.", "ใหม่ มาแล้ว", person_key("ใหม่ มาแล้ว"), (1, 3)),)
    asked = read(*rows)
    assert [one.code for one in asked.problems] == ["unknown_officer"] * 2
    assert asked.new_officers == listed
    marked = read(*rows, fixes=Fixes(officers={listed[0].key: "new"}))
    allowed = read(*rows, allow_new=True)
    for found in (marked, allowed):
        assert (found.problems, found.new_officers) == ((), listed)
        assert [one.officer for one in found.duties] == [None, FIRST, None]


def test_a_near_name_is_asked_about_and_the_answer_holds_for_every_row() -> None:
    typo = "ด.ต. ตัวอย่าง หนึ่งง"
    rows = (with_cell(3, typo), ("4/3/2568", *with_cell(3, typo)[1:]))
    fixed = read(*rows, fixes=Fixes(officers={person_key(typo): str(FIRST)}))
    assert (fixed.problems, fixed.new_officers) == ((), ())
    assert [one.officer for one in fixed.duties] == [FIRST, FIRST]
    allowed = read(*rows, allow_new=True)
    assert allowed.problems == ()
    assert [(one.code, one.choices) for one in allowed.warnings] == [
        ("unknown_officer", (str(FIRST),))
    ] * 2
    unknown = read(rows[0], fixes=Fixes(officers={person_key(typo): str(UUID(int=7))}))
    assert codes(unknown) == [(1, 3, "unknown_officer")]


def test_the_same_duty_twice_is_kept_once_with_a_warning() -> None:
    found = read(GOOD, with_cell(3, "ตัวอย่าง หนึ่ง"))
    assert len(found.duties) == 1
    assert [(one.row, one.code) for one in found.warnings] == [(2, "repeated_row")]
    assert found.problems == ()


def test_every_choice_of_a_problem_mends_its_cell() -> None:
    rows = (
        with_cell(0, "3/4/2568"), with_cell(1, "ประชาสัมพัน"), with_cell(2, "08.30-16.30"),
        with_cell(3, "ด.ต. ตัวอย่าง หนึ่งง"),
    )  # fmt: skip
    asked = read(*rows)
    choices = {(one.row, one.column): one.choices[0] for one in asked.problems}
    choices[1, 0] = "2025-03-04"
    mended = read(*rows, fixes=Fixes(cells=choices))
    assert (len(asked.problems), mended.problems) == (4, ())


def test_fixes_go_through_json_unchanged() -> None:
    fixes = Fixes({(3, 1): "2568-03-03"}, {"ตัวอย่างหนึ่ง": "new"})
    assert Fixes.from_json(json.loads(json.dumps(fixes.to_json()))) == fixes
    wrong: list[dict[str, Any]] = [{}, {"cells": {"x": ""}, "officers": {}}, {"cells": []}]
    for bad in wrong:
        with pytest.raises(ValueError, match=r".+"):
            Fixes.from_json(bad)


def test_in_a_grid_an_empty_cell_is_nobody_and_a_day_the_month_lacks_is_no_matter() -> None:
    heads = ("วันที่", "ประชาสัมพันธ์ เช้า", "ประชาสัมพันธ์ บ่าย")
    rows = [("1", PEOPLE[0], ""), ("2", "-", "ว่าง"), ("32", "", ""), ("31/2/2568", "", "x")]
    found = read(*rows, heads=heads)
    assert (found.problems, len(found.duties)) == ((), 1)
    assert codes(read(("31/2/2568", "", PEOPLE[0]), heads=heads)) == [(1, 0, "no_such_day")]


def test_a_column_that_nothing_names_is_told_at_its_heading_and_mended_with_one_choice() -> None:
    heads = ("วันที่", "ประชาสัมพันธ์ ผลัดเช้า", "สิบเวร")
    sheet = sheet_of(heads, ("1", PEOPLE[0], PEOPLE[1]), ("2", PEOPLE[1], PEOPLE[2]))
    mapping = guess(sheet, CATALOGUE, MARCH)
    found = understand(sheet, mapping, CATALOGUE, MARCH)
    assert [(one.row, one.column, one.code, one.text) for one in found.problems] == [
        (0, 2, "unknown_post", "สิบเวร")
    ]
    columns = (*mapping.columns[:2], Column("duty", PR, "afternoon"))
    mended = corrected(mapping, sheet, columns=columns)
    assert len(understand(sheet, mended, CATALOGUE, MARCH).duties) == 4


def test_a_shift_that_is_not_worked_at_a_column_s_post_is_told_at_its_heading() -> None:
    heads = ("วันที่", "One Stop Service งานจราจร ผลัดดึก")
    found = read(("1", PEOPLE[0]), ("2", PEOPLE[0]), heads=heads)
    assert [(one.row, one.column, one.code) for one in found.problems] == [
        (0, 1, "shift_not_at_post")
    ]


def test_a_mapping_of_a_post_that_is_gone_is_told() -> None:
    sheet = sheet_of(("วันที่", "ประชาสัมพันธ์ เช้า"), ("1", PEOPLE[0]))
    mapping = guess(sheet, CATALOGUE, MARCH)
    gone = replace(CATALOGUE, posts=CATALOGUE.posts[1:])
    assert codes(understand(sheet, mapping, gone, MARCH)) == [(0, 1, "unknown_post")]


def test_rank_and_names_in_columns_are_joined_also_line_by_line() -> None:
    heads = ("วันที่", "จุด", "ผลัด", "ยศ", "ชื่อ", "สกุล")
    one = (*GOOD[:3], "ด.ต.", "ตัวอย่าง", "หนึ่ง")
    two = ("4/3/2568", *GOOD[1:3], "ด.ต.\nด.ต.", "ตัวอย่าง\nสมมติ", "หนึ่ง\nสองดี")
    found = read(one, two, heads=heads)
    assert found.problems == ()
    assert [one.officer for one in found.duties] == [FIRST, FIRST, SECOND]
    asked = read((*GOOD[:3], "ด.ต.", "ใคร", "หนอ"), heads=heads)
    assert codes(asked) == [(1, 4, "unknown_officer")]
    mended = read(
        (*GOOD[:3], "ด.ต.", "ใคร", "หนอ"), heads=heads, fixes=Fixes(cells={(1, 4): str(THIRD)})
    )
    assert [one.officer for one in mended.duties] == [THIRD]


def test_two_columns_of_officers_are_two_officers() -> None:
    heads = (*HEADS[:3], "ผู้ปฏิบัติ 1", "ผู้ปฏิบัติ 2")
    found = read((*GOOD[:3], PEOPLE[0], PEOPLE[1]), (*GOOD[:2], "บ่าย", PEOPLE[2], ""), heads=heads)
    assert found.problems == ()
    assert [one.officer for one in found.duties] == [FIRST, SECOND, THIRD]


def test_a_sheet_of_nothing_but_strangers_is_understood() -> None:
    names = tuple(
        tuple(f"คนที่{row}x{column}ไม่รู้จัก นามสกุล" for column in range(60)) for row in range(300)
    )
    heads = ("วันที่", *("ประชาสัมพันธ์ เช้า",) * 60)
    sheet = sheet_of(heads, *(("3", *row) for row in names))
    many = tuple(
        KnownOfficer(UUID(int=place), "ด.ต.", f"ตัวอย่าง คนที่{place}", None) for place in range(300)
    )
    crowd = Catalogue(CATALOGUE.posts, CATALOGUE.shifts, many)
    found = understand(sheet, guess(sheet, crowd, MARCH), crowd, MARCH)
    assert len(found.new_officers) == 18_000


def test_an_empty_sheet_is_no_roster() -> None:
    sheet = Sheet((), "x", ("x",), None, "csv")
    assert codes(understand(sheet, guess(sheet, CATALOGUE, MARCH), CATALOGUE, MARCH)) == [
        (0, 0, "no_header")
    ]


@pytest.mark.parametrize("nobody", ["-", "ว่าง", "ไม่มี", "x"])
def test_a_row_that_says_nobody_is_understood_and_is_no_duty(nobody: str) -> None:
    found = read(GOOD, with_cell(3, nobody))
    assert found.problems == ()
    assert len(found.duties) == 1
