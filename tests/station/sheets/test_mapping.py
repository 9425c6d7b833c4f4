"""A mapping is guessed, corrected and found again."""

import json
from dataclasses import replace

import pytest

from station.sheets.mapping import (
    NO_HEADER,
    Column,
    Mapping,
    apply,
    by_content,
    corrected,
    guess,
    signature,
)
from station.sheets.sheet import Sheet
from tests.station.sheets.people import CATALOGUE, MARCH

PR = "public-relations"
PEOPLE = ("ด.ต. ตัวอย่าง หนึ่ง", "ด.ต. สมมติ สองดี", "จ.ส.ต. ทดลอง สามัคคี")


def sheet_of(*rows: tuple[str, ...], name: str = "Sheet1") -> Sheet:
    width = max(map(len, rows))
    padded = tuple((*row, *("",) * (width - len(row))) for row in rows)
    return Sheet(padded, name, (name,), None, "xlsx")


def roles(mapping: Mapping) -> list[str]:
    return [column.role for column in mapping.columns]


def mapped(*rows: tuple[str, ...]) -> Mapping:
    return guess(sheet_of(*rows), CATALOGUE, MARCH)


@pytest.mark.parametrize(
    "heads",
    [
        ("วันที่", "จุด", "ผลัด", "ผู้ปฏิบัติ"),
        ("วัน เดือน ปี", "จุดปฏิบัติหน้าที่", "ช่วงเวลา", "ผู้ปฏิบัติหน้าที่"),
        ("วัน", "จุดบริการ", "เวร", "เจ้าหน้าที่"),
        ("ว/ด/ป", "สถานที่", "เวลา", "ยศ ชื่อ สกุล"),
        ("วัน/เดือน/ปี", "จุด\nปฏิบัติหน้าที่", "ผลัด/เวลา", "ชื่อ-สกุล (ผู้ปฏิบัติ)"),
        ("date", "post", "shift", "officer"),
        ("Date", "Duty post", "Time", "Name"),
        ("วันที่", "จุด", "ผลัด", "ผู้เข้าเวร"),
        ("วันที่", "จุด", "ผลัด", "ชื่อ"),
    ],
)
def test_headings_in_thai_and_english_short_and_long(heads: tuple[str, ...]) -> None:
    mapping = mapped(("ตารางเวร",), heads, ("1", "จุดประชาสัมพันธ์", "ผลัดเช้า", PEOPLE[0]))
    assert (mapping.shape, mapping.header, mapping.header_rows) == ("duty", 1, 1)
    assert roles(mapping) == ["date", "post", "shift", "officer"]


def test_numbers_weekdays_positions_and_notes_are_no_part_of_a_duty() -> None:
    heads = ("ลำดับที่", "วัน", "วันที่", "จุด", "ผลัด", "ผู้ปฏิบัติ", "ตำแหน่ง", "เบอร์โทร", "หมายเหตุ")
    row = ("1", "จันทร์", "3 มี.ค. 68", "ประชาสัมพันธ์", "1", PEOPLE[0], "ผบ.หมู่", "08x-xxx-xxxx", "")
    assert roles(mapped(heads, row)) == [
        "ignore", "ignore", "date", "post", "shift", "officer", "ignore", "ignore", "note",
    ]  # fmt: skip


def test_rank_first_name_and_surname_in_columns_of_their_own() -> None:
    heads = ("วันที่", "จุด", "ผลัด", "ยศ", "ชื่อ", "นามสกุล")
    mapping = mapped(heads, ("1", "ประชาสัมพันธ์", "1", "ด.ต.", "ตัวอย่าง", "หนึ่ง"))
    assert roles(mapping)[3:] == ["officer"] * 3
    assert [column.part for column in mapping.columns[3:]] == ["rank", "first", "last"]


def test_columns_for_shifts_under_a_title_that_names_the_post() -> None:
    mapping = mapped(
        ("ตารางเวรประชาสัมพันธ์ ประจำเดือน มีนาคม พ.ศ. ๒๕๖๘",) * 4,
        ("วันที่", "ผลัดดึก", "08.00-16.00 น.", "ผลัด บ่าย"),
        ("1", *PEOPLE),
    )
    assert (mapping.shape, mapping.header, mapping.default_post) == ("day", 1, PR)
    assert [column.shift for column in mapping.columns[1:]] == ["night", "morning", "afternoon"]


def test_the_sheet_s_name_may_name_the_post() -> None:
    sheet = sheet_of(("วันที่", "ผลัด", "ชื่อ"), ("1", "เช้า", PEOPLE[0]), name="ประชาสัมพันธ์")
    assert guess(sheet, CATALOGUE, MARCH).default_post == PR


def test_two_header_rows_name_post_and_shift() -> None:
    post = "จุดประชาสัมพันธ์"
    mapping = mapped(
        ("วันที่", post, post, post, "One Stop Service งานจราจร"),
        ("วันที่", "ดึก", "เช้า", "บ่าย", "One Stop Service งานจราจร"),
        ("1", *PEOPLE, PEOPLE[0]),
    )
    assert (mapping.shape, mapping.header, mapping.header_rows) == ("day", 0, 2)
    assert [(one.post, one.shift) for one in mapping.columns[1:]] == [
        (PR, "night"), (PR, "morning"), (PR, "afternoon"), ("one-stop-traffic", None),
    ]  # fmt: skip


def test_a_column_of_people_under_an_unknown_heading_is_kept_for_a_person_to_name() -> None:
    mapping = mapped(
        ("วันที่", "ประชาสัมพันธ์ ผลัดเช้า", "สิบเวร", "แม่บ้าน"),
        ("1", PEOPLE[0], PEOPLE[1], "ป้าสมพร"),
        ("2", PEOPLE[1], PEOPLE[2], "ป้าสมพร"),
    )
    assert mapping.columns[2] == Column("duty")
    assert mapping.columns[3] == Column("ignore")


def test_a_date_column_without_a_heading_is_known_by_what_is_in_it() -> None:
    mapping = mapped(("", "จุด", "ผลัด", "ผู้ปฏิบัติ"), ("1 มี.ค.", "ประชาสัมพันธ์", "1", PEOPLE[0]))
    assert roles(mapping)[0] == "date"


@pytest.mark.parametrize(
    "rows",
    [
        (("3/3/2568", "จุดประชาสัมพันธ์", "ผลัดเช้า", PEOPLE[0]),),
        (("a", "b"), ("c", "d")),
        (("ตารางเวร",),),
        (("",),),
    ],
)
def test_where_no_header_is_none_is_guessed(rows: tuple[tuple[str, ...], ...]) -> None:
    assert mapped(*rows).header == NO_HEADER


def test_a_sheet_of_nothing_has_no_header() -> None:
    assert guess(Sheet((), "x", ("x",), None, "csv"), CATALOGUE, MARCH).header == NO_HEADER


def test_a_corrected_mapping_is_found_again_wherever_the_header_is() -> None:
    heads = ("วันที่", "ประชาสัมพันธ์ ผลัดเช้า", "สิบเวร")
    march = sheet_of(heads, ("1", *PEOPLE[:2]))
    april = sheet_of(
        ("เวรเดือนเมษายน",), ("",), tuple(f" {head} " for head in heads), ("๑", *PEOPLE)
    )
    guessed = guess(march, CATALOGUE, MARCH)
    mended = corrected(
        guessed, march, columns=(*guessed.columns[:2], Column("duty", PR, "afternoon"))
    )
    kept = Mapping.from_json(json.loads(json.dumps(mended.to_json())))
    assert kept == mended
    found = apply(kept, april)
    assert found == replace(mended, header=2, columns=(*mended.columns, Column("ignore")))
    assert signature(april, found) == signature(march, mended)
    assert apply(kept, sheet_of(("วันที่", "จุด"), ("1", "2"))) is None
    assert apply(replace(kept, headings=()), march) is None


def test_a_header_row_that_a_person_points_at_is_the_one_remembered() -> None:
    sheet = sheet_of(("ก", "ข", "ค"), ("วัน", "คน", ""), ("1", "ตัวอย่าง หนึ่ง", ""))
    columns = (Column("date"), Column("duty", PR, "night"), Column("ignore"))
    mended = corrected(
        guess(sheet, CATALOGUE, MARCH), sheet, header=1, shape="day", columns=columns
    )
    assert apply(mended, sheet) == mended
    assert signature(sheet, mended) != signature(sheet, replace(mended, header=0))


@pytest.mark.parametrize(
    "change",
    [
        {"shape": "week"}, {"header": -2}, {"header": "1"}, {"header_rows": 3}, {"columns": [{}]},
        {"columns": [{"role": "king"}]}, {"columns": None}, {"headings": None}, {"more": 1},
    ],
)  # fmt: skip
def test_what_is_no_mapping_is_refused(change: dict[str, object]) -> None:
    values = Mapping("duty", 0, (Column("date"),)).to_json()
    assert Mapping.from_json(values) == Mapping("duty", 0, (Column("date"),))
    with pytest.raises(ValueError, match="no mapping"):
        Mapping.from_json({**values, **change})


def test_what_no_header_names_is_told_by_what_stands_in_the_columns() -> None:
    rows = (
        ("1 มี.ค. 68", "จุดประชาสัมพันธ์", "เช้า", PEOPLE[0], "x", "2 มี.ค. 68"),
        ("2 มี.ค. 68", "จุดประชาสัมพันธ์", "บ่าย", PEOPLE[1], "", ""),
        ("3 มี.ค. 68", "ตู้แดง", "ดึก", PEOPLE[2], PEOPLE[0], ""),
    )
    columns = by_content(sheet_of(*rows), CATALOGUE, MARCH)
    assert [column.role for column in columns] == [
        "date", "post", "shift", "officer", "officer", "ignore",
    ]  # fmt: skip
