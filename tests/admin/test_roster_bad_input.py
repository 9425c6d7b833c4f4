"""What goes wrong in roster files is told in its place; nothing is lost, and no half month kept."""

from importlib import import_module
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from station.rosters.tables import Duty, RosterFile, RosterVersion
from tests.admin.boards import text_of
from tests.admin.uploads import everybody_is_new, page_of, told
from tests.cast import Person, read
from tests.duties import take_on
from tests.instances import on_sqlite
from tests.kept import everything, rows
from tests.rosters import GOOD, HEADER, ONE, TWO, publish, written
from tests.station.sheets.bad_files import saved, xlsx

openpyxl: Any = import_module("openpyxl")  # it carries no types of its own
POINT = "จุดประชาสัมพันธ์"


@on_sqlite
@pytest.mark.parametrize(
    ("line", "says", "column"),
    [
        (f"31/2/2568,{POINT},08.00-16.00,{ONE}", "ไม่มีวันนี้ในปฏิทิน", "A"),
        (f"31 กุมภาพันธ์ 2568,{POINT},08.00-16.00,{ONE}", "ไม่มีวันนี้ในปฏิทิน", "A"),
        (f"3 March 2500,{POINT},08.00-16.00,{ONE}", "ไม่อยู่ในเดือน", "A"),
        (f"3 Mar 2569,{POINT},08.00-16.00,{ONE}", "ไม่อยู่ในเดือน", "A"),
        (f"พรุ่งนี้,{POINT},08.00-16.00,{ONE}", "ไม่ใช่วันที่", "A"),
        (f"5/3/2568,,08.00-16.00,{ONE}", "สถานีไม่มีจุดนี้", "B"),
        (f"5/3/2568,{POINT},16.00-08.00,{ONE}", "สถานีไม่มีผลัดนี้", "C"),  # it ends before it starts
        (f"5/3/2568,{POINT},25.00-26.00,{ONE}", "สถานีไม่มีผลัดนี้", "C"),
        (f"5/3/2568,{POINT},08.30-16.30,{ONE}", "จุดนี้ไม่มีผลัดนี้", "C"),
        (f"5/3/2568,{POINT},08.00-16.00,ด.ต. แฝด เหมือนกัน", "มีผู้ปฏิบัติชื่อนี้มากกว่าหนึ่งคน", "D"),
        (f"5/3/2568,{POINT},08.00-16.00,", "ไม่มีชื่อผู้ปฏิบัติ", "D"),
        (f"5/3/2568,{POINT},08.00-16.00,=HYPERLINK(1)", "ไม่พบผู้ปฏิบัติ", "D"),
    ],
)
def test_one_bad_row_is_told_in_its_cell_and_keeps_the_month_out_until_it_is_mended(
    app: Flask, praew: Person, station_id: UUID, line: str, says: str, column: str
) -> None:
    publish(app, station_id)
    take_on(app, station_id, "แฝด เหมือนกัน", "แฝด เหมือนกัน")
    address, page = page_of(praew, written(*GOOD, line))
    (problem,) = told(page)
    assert says in problem[0]
    assert problem[1] == f"แถว 6 คอลัมน์ {column}"
    assert praew.sends(f"{address}/publish", form_at=address, why="-").status_code == 422
    assert len(rows(app, RosterVersion)) == 1
    assert len(rows(app, Duty)) == len(GOOD)
    letters = {"A": "5/3/2568", "B": POINT, "C": "08.00-16.00", "D": TWO}
    fields = page.select(".roster-fixes [name^='cell:'], .roster-fixes [name^='who:']")
    (field,) = (str(one["name"]) for one in fields)
    chosen = page.select(".roster-fixes option")
    mended = str(chosen[1]["value"]) if field.startswith("who:") else letters[column]
    praew.sends(f"{address}/fixes", form_at=address, **{field: mended})
    assert told(read(praew.opens(address))) == []
    assert praew.sends(f"{address}/publish", form_at=address, why="-").status_code == 303
    assert len(rows(app, Duty)) == len(GOOD) + len(GOOD) + 1


def test_of_two_officers_of_one_name_the_one_who_is_meant_is_chosen(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    publish(app, station_id)
    one, two = take_on(app, station_id, "แฝด เหมือนกัน", "แฝด เหมือนกัน")
    line = f"5/3/2568,{POINT},08.00-16.00,แฝด เหมือนกัน"
    address, page = page_of(praew, written(*GOOD, line))
    choices = [str(option["value"]) for option in page.select("select[name^='who:'] option")]
    assert set(choices[1:3]) == {str(one), str(two)}
    field = page.select_one("select[name^='who:']")
    assert field is not None
    praew.sends(f"{address}/fixes", form_at=address, **{str(field["name"]): str(two)})
    praew.sends(f"{address}/publish", form_at=address, why="-")
    assert [duty.officer_id for duty in rows(app, Duty) if duty.day.day == 5] == [two]


@on_sqlite
@pytest.mark.parametrize(("column", "text"), [(1, "โต๊ะหน้า"), (2, "07.00-15.00")])
def test_the_same_mistake_in_many_rows_is_mended_once(
    app: Flask, praew: Person, station_id: UUID, column: int, text: str
) -> None:
    publish(app, station_id)
    row = ["", POINT, "08.00-16.00", ONE]
    row[column] = text
    wrong = [",".join([f"{day}/3/2568", *row[1:]]) for day in (5, 6, 7)]
    other = f"8/3/2568,{POINT},08.00-16.00,{ONE}".replace(row[column] or POINT, "อื่น")
    other = other.replace((POINT, "08.00-16.00")[column - 1], "อื่น")
    address, page = page_of(praew, written(*GOOD, *wrong, other))
    assert len(told(page)) == 2
    assert "และอีก 2 แห่ง" in text_of(page.select_one(".roster-fixes"))
    fields = [str(one["name"]) for one in page.select(".roster-fixes input[name*=':']")]
    assert [field.split(":")[0] for field in fields] == ["alike", "cell"]
    right = (POINT, "08.00-16.00")[column - 1]
    praew.sends(f"{address}/fixes", form_at=address, **dict.fromkeys(fields, right))
    assert told(read(praew.opens(address))) == []
    praew.sends(f"{address}/publish", form_at=address, why="-")
    in_force = [duty.day.day for duty in rows(app, Duty) if duty.version == 2]
    assert sorted(in_force) == [3, 3, 3, 4, 5, 6, 7, 8]


@on_sqlite
def test_a_file_without_a_header_is_told_so_and_one_click_reads_all_of_its_rows(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    publish(app, station_id)
    blank, signed = ",,,", f",,,{TWO}"
    address, page = page_of(praew, "\n".join((*GOOD, blank, signed)).encode())
    assert [says[:16] for says, _ in told(page)] == ["ไม่พบแถวหัวตาราง"]
    assert page.select_one(".roster-fixes a[href='#columns']")
    assert praew.sends(f"{address}/publish", form_at=address, why="-").status_code == 422
    assert len(rows(app, RosterVersion)) == 1
    form = page.select_one("form[action$='/columns']")
    assert form is not None
    chosen = {
        str(field["name"]): str(option["value"])
        for field in form.select("select")
        if (option := field.select_one("option[selected]"))
    }
    assert chosen["header"] == "-1"
    assert [chosen[f"column-{place}"] for place in range(4)] == [
        "date", "post", "shift", "officer",
    ]  # fmt: skip
    for header, header_rows, duties in (("-1", "2", 4), ("0", "1", 3), ("-1", "1", 4)):
        sent = {**chosen, "header": header, "header_rows": header_rows}
        praew.sends(f"{address}/columns", form_at=address, **sent)
        page = read(praew.opens(address))
        assert told(page) == []
        assert text_of(page.select_one("h1")) == f"อ่านเวร มีนาคม 2568 ได้ครบ {duties} รายการ"
    praew.sends(f"{address}/publish", form_at=address, why="-")  # the same already
    assert len(rows(app, RosterVersion)) == 1
    assert [file.published for file in rows(app, RosterFile)] == [1]


@on_sqlite
def test_a_formula_is_read_as_what_it_showed_and_never_worked_out(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    publish(app, station_id)
    book = openpyxl.Workbook()
    book.active.append(HEADER.split(","))
    book.active.append(["5/3/2568", POINT, "08.00-16.00", '=CONCATENATE("ด.ต. ","ตัวอย่าง หนึ่ง")'])
    address, page = page_of(
        praew, saved(book), "formula.xlsx"
    )  # it was never opened: shows nothing
    assert [where for _, where in told(page)] == ["แถว 2 คอลัมน์ D"]
    assert "CONCATENATE" not in page.get_text()
    tag = "<img src=x onerror=alert>"
    content = xlsx([HEADER.split(","), ["5/3/2568", POINT, "08.00-16.00", tag]])
    address, page = page_of(praew, content, "tag.xlsx")
    assert not page.select("main img")
    assert tag in text_of(page.select_one(".roster-fixes"))
    praew.sends(f"{address}/fixes", form_at=address, **everybody_is_new(page))
    praew.sends(f"{address}/publish", form_at=address, why="-")
    assert tag in read(praew.opens("/admin/rosters/2568-03")).select_one("table").get_text()  # type: ignore[union-attr]


@on_sqlite
def test_the_sheet_s_name_of_another_month_is_asked_about_and_mended(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    publish(app, station_id)
    book = openpyxl.Workbook()
    book.active.title = "ก.พ.68"
    book.active.append(HEADER.split(","))
    book.active.append(["5", POINT, "08.00-16.00", ONE])
    address, page = page_of(praew, saved(book), "february.xlsx")
    (problem,) = told(page)
    assert problem[1] == "ชื่อแผ่นงาน"
    field = page.select_one(".roster-fixes input[name='cell:-1,0']")
    assert field is not None
    assert field["value"] == "ก.พ.68"
    choice = page.select_one(".roster-fixes datalist option")
    assert choice is not None
    assert choice["value"] == "มีนาคม 2568"
    praew.sends(f"{address}/fixes", form_at=address, **{"cell:-1,0": str(choice["value"])})
    assert told(read(praew.opens(address))) == []


def two_sheets(*days: str) -> bytes:
    """A file with a sheet for each day."""
    book = openpyxl.Workbook()
    for number, day in enumerate(days):
        sheet = book.create_sheet(f"แผ่น {number + 1}")
        sheet.append(HEADER.split(","))
        sheet.append([day, POINT, "08.00-16.00", (ONE, TWO)[number % 2]])
    book.remove(book.active)
    return saved(book)


@on_sqlite
def test_sheets_that_go_on_where_one_ends_are_read_together(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    publish(app, station_id)
    address, page = page_of(praew, two_sheets("5/3/2568", "6/3/2568"), "two.xlsx")
    assert not page.select("[aria-labelledby=sheets]")
    praew.sends(f"{address}/publish", form_at=address, why="-")
    in_force = [duty.day.day for duty in rows(app, Duty) if duty.version == 2]
    assert sorted(in_force) == [5, 6]


@on_sqlite
def test_the_sheet_read_instead_has_columns_of_its_own(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    publish(app, station_id)
    book = openpyxl.load_workbook(BytesIO(two_sheets("5/3/2568", "5/3/2568")))
    for row in book["แผ่น 2"].iter_rows():
        row[0].value, row[3].value = row[3].value, row[0].value
    address, _ = page_of(praew, saved(book), "swapped.xlsx")
    praew.sends(f"{address}/sheet", form_at=address, sheet="แผ่น 2")
    assert told(read(praew.opens(address))) == []
    praew.sends(f"{address}/publish", form_at=address, why="-")
    assert [duty.day.day for duty in rows(app, Duty) if duty.version == 2] == [5]


def test_a_sheet_that_is_not_read_is_named_and_can_be_read_instead(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    publish(app, station_id)
    address, page = page_of(praew, two_sheets("5/3/2568", "5/3/2568"), "drafts.xlsx")
    assert "อ่านแล้ว: แผ่น 1 ไม่ได้อ่าน: แผ่น 2" in text_of(page.select_one("[aria-labelledby=sheets]"))
    answer = praew.sends(f"{address}/sheet", form_at=address, sheet="แผ่น 2")
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    page = read(praew.opens(address))
    assert "อ่านแล้ว: แผ่น 2 ไม่ได้อ่าน: แผ่น 1" in text_of(page.select_one("[aria-labelledby=sheets]"))
    before = everything(app)
    praew.sends(f"{address}/sheet", form_at=address, sheet="ไม่มี")
    assert text_of(read(praew.opens(address)).select_one(".flash.is-problem"))
    assert everything(app) == before
    praew.sends(f"{address}/publish", form_at=address, why="-")
    assert len(rows(app, RosterVersion)) == 2
    praew.sends(f"{address}/sheet", form_at="/admin/rosters/import", sheet="แผ่น 1")
    assert [file.published for file in rows(app, RosterFile)] == [2]
    assert "แผ่น 2" in str(everything(app)["roster_files"])
