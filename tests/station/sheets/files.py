"""Roster files as stations have them, all of one month: titles, merges, signatures, none tidied."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import Any

from odfdo import Cell, Document, Table

from station.thai import thai_digits
from tests.station.sheets.people import POSTS, Duty, hours, march, post_name, shift_of

# They carry no types of their own.
openpyxl: Any = import_module("openpyxl")
xlsxwriter: Any = import_module("xlsxwriter")
xlwt: Any = import_module("xlwt")

WEEKDAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")
FULL_WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
PLACES = [(post.code, shift) for post in POSTS for shift in post.shifts]


@dataclass(frozen=True)
class SampleFile:
    """A file and the duties it says; `about` is its shape in words."""

    path: Path
    about: str
    duties: frozenset[Duty]


def six_rosters(folder: Path) -> list[SampleFile]:
    """Every real-life shape we know, written into a folder; each says the same month."""
    makers: tuple[Callable[[Path], str], ...] = (
        merged_duty_rows,
        grid_of_days,
        thai_csv,
        old_excel_by_post,
        open_document_by_shift,
        english_csv,
        sections_by_post,
        days_and_hours,
    )
    return [_made(maker, folder) for maker in makers]


def _made(maker: Callable[[Path], str], folder: Path) -> SampleFile:
    name = maker(folder)
    about = " ".join((maker.__doc__ or "").split())
    return SampleFile(folder / name, about, frozenset(march()))


def by_day() -> Iterable[tuple[Any, list[Duty]]]:
    return [(day, list(duties)) for day, duties in groupby(march(), lambda duty: duty.day)]


def at(duties: list[Duty], post: str, shift: str) -> list[Duty]:
    return [one for one in duties if (one.post, one.shift) == (post, shift)]


def merged_duty_rows(folder: Path) -> str:
    """XLSX, a row per duty: merged dates in Thai digits, hours as text, signatures below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "มี.ค. ๖๘"
    sheet["A1"] = "ตารางการปฏิบัติหน้าที่ประจำจุดบริการ สถานีตำรวจภูธรตัวอย่าง"
    sheet["A2"] = "ประจำเดือน มีนาคม พ.ศ. ๒๕๖๘"
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("A2:F2")
    heads = ("ลำดับที่", "วัน เดือน ปี", "จุดปฏิบัติหน้าที่", "ช่วงเวลา", "ผู้ปฏิบัติหน้าที่\n(ยศ ชื่อ สกุล)", "หมายเหตุ")
    for column, head in enumerate(heads, 1):
        sheet.cell(4, column, head)
    row = 5
    for day, duties in by_day():
        sheet.merge_cells(
            start_row=row, end_row=row + len(duties) - 1, start_column=2, end_column=2
        )
        sheet.cell(row, 2, thai_digits(f"{day.day} มี.ค. 68"))
        for duty in duties:
            sheet.cell(row, 1, thai_digits(str(row - 4)))
            sheet.cell(row, 3, post_name(duty.post))
            sheet.cell(row, 4, thai_digits(hours(duty.shift, " – ")) + " น.")
            sheet.cell(row, 5, duty.person.replace(". ", "."))
            row += 1
    sheet.cell(row - 1, 6, "แลกเวร")
    sheet.cell(row + 2, 4, "ลงชื่อ")
    sheet.cell(row + 2, 5, "พ.ต.ท. สมมติ เอกภพ")
    sheet.cell(row + 3, 5, "(สมมติ เอกภพ)")
    sheet.cell(row + 4, 5, "สว.อก.สภ.ตัวอย่าง")
    book.create_sheet("หมายเลขโทรศัพท์")["A1"] = "ด.ต. ตัวอย่าง หนึ่ง"
    book.save(folder / "merged-duty-rows.xlsx")
    return "merged-duty-rows.xlsx"


def grid_of_days(folder: Path) -> str:
    """XLSX, a row per day: posts merged over their shifts, true dates, two names in a cell."""
    book = xlsxwriter.Workbook(folder / "grid-of-days.xlsx")
    sheet = book.add_worksheet("Sheet1")
    thai_date = book.add_format({"num_format": "[$-107041E]d mmm yy"})
    plain = book.add_format()
    sheet.merge_range(0, 0, 0, len(PLACES) + 1, "ตารางเวร สภ.ตัวอย่าง เดือนมีนาคม 2568", plain)
    sheet.merge_range(2, 0, 3, 0, "วันที่", plain)
    sheet.merge_range(2, 1, 3, 1, "วัน", plain)
    for column, (post, shift) in enumerate(PLACES, 2):
        sheet.write(3, column, shift_of(shift).names[0])
        if shift == POSTS[[one.code for one in POSTS].index(post)].shifts[0]:
            wide = [place for place, (other, _) in enumerate(PLACES, 2) if other == post]
            if len(wide) > 1:
                sheet.merge_range(2, wide[0], 2, wide[-1], post_name(post), plain)
            else:
                sheet.write(2, column, post_name(post))
    for row, (day, duties) in enumerate(by_day(), 4):
        sheet.write_datetime(row, 0, datetime(day.year, day.month, day.day), thai_date)  # noqa: DTZ001 a cell has no zone
        sheet.write(row, 1, FULL_WEEKDAYS[day.weekday()])
        for column, (post, shift) in enumerate(PLACES, 2):
            sheet.write(row, column, "\n".join(one.person for one in at(duties, post, shift)))
        if day.weekday() > 4:
            sheet.merge_range(row, 7, row, 9, "วันหยุดราชการ", plain)
    sheet.write(37, 1, "หมายเหตุ ให้ผู้ปฏิบัติหน้าที่มาผลัดเปลี่ยนก่อนเวลา 15 นาที")
    sheet.write(39, 6, "พ.ต.อ.")
    sheet.write(40, 6, "(ตัวอย่าง ผู้กำกับ)")
    book.close()
    return "grid-of-days.xlsx"


def thai_csv(folder: Path) -> str:
    """CSV in cp874 with semicolons: rank, first name and surname apart, two-digit years."""
    lines = StringIO()
    write = csv.writer(lines, delimiter=";", lineterminator="\r\n").writerow
    write(["บัญชีเวรประจำเดือนมีนาคม 2568"])
    write(["ที่", "วันที่", "จุด", "ผลัด", "ยศ", "ชื่อ", "สกุล", "โทร"])
    for number, duty in enumerate(march(), 1):
        post = next(one for one in POSTS if one.code == duty.post)
        shift = f"ผลัดที่ {post.shifts.index(duty.shift) + 1}"
        day = f"{duty.day.day}/{duty.day.month}/68"
        write(
            [
                number,
                day,
                post.names[0].removeprefix("จุด"),
                shift,
                duty.rank,
                *duty.name.split(),
                "08x-xxx-xxxx",
            ]
        )
    (folder / "thai.csv").write_bytes(lines.getvalue().encode("cp874"))
    return "thai.csv"


def old_excel_by_post(folder: Path) -> str:
    """XLS, a row per day and post with a column per hours; the date stands once, merged."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("เวร")
    columns = ["night", "morning", "afternoon", "half-day", "half-night", "office-hours"]
    sheet.write_merge(
        0, 0, 0, 7, "คำสั่ง สภ.ตัวอย่าง ที่ 12/2568 ลง 25 กุมภาพันธ์ 2568 เรื่อง เวรเดือนมีนาคม 2568"
    )
    sheet.write_merge(2, 3, 0, 0, "ว/ด/ป")
    sheet.write_merge(2, 3, 1, 1, "จุดบริการ")
    sheet.write_merge(2, 2, 2, 7, "ผู้ปฏิบัติ")
    for column, shift in enumerate(columns, 2):
        sheet.write(3, column, hours(shift) + " น.")
    row = 4
    for day, duties in by_day():
        text = f"{WEEKDAYS[day.weekday()]} {day.day} มี.ค."
        sheet.write_merge(row, row + len(POSTS) - 1, 0, 0, text)
        for post in POSTS:
            sheet.write(row, 1, post.names[0])
            for column, shift in enumerate(columns, 2):
                people = ", ".join(one.person for one in at(duties, post.code, shift))
                sheet.write(row, column, people or "-")
            row += 1
    sheet.write(row + 1, 2, "ตรวจแล้วถูกต้อง")
    sheet.write(row + 2, 2, "ร.ต.อ. ตัวอย่าง เจ็ดคาบ")
    book.save(str(folder / "by-post.xls"))
    return "by-post.xls"


def open_document_by_shift(folder: Path) -> str:
    """ODS, a row per day and shift with a column per post; true dates, merged over their rows."""
    document = Document("spreadsheet")
    document.body.clear()
    table = Table("แผ่นงาน1")
    shifts = list(dict.fromkeys(shift for _, shift in PLACES))
    table.set_value("A1", "เวรประจำเดือนมีนาคม ๒๕๖๘")
    for column, head in enumerate(["วัน/เดือน/ปี", "เวลา", *(post.names[0] for post in POSTS)]):
        table.set_value((column, 2), head)
    row = 3
    for day, duties in by_day():
        table.set_value((0, row), day)
        for shift in shifts:
            table.set_value((1, row), thai_digits(hours(shift)))
            for column, post in enumerate(POSTS, 2):
                people = at(duties, post.code, shift)
                if people:
                    text = " และ ".join(one.person for one in people)
                    table.set_cell((column, row), Cell(text))
            row += 1
        table.set_span((0, row - len(shifts), 0, row - 1))
    table.set_value((3, row + 1), "ลงชื่อ......................................")
    document.body.append(table)
    document.save(str(folder / "by-shift.ods"))
    return "by-shift.ods"


def english_csv(folder: Path) -> str:
    """CSV in utf-16 with tabs, as Excel's Unicode text: English, codes, names without ranks."""
    lines = StringIO()
    write = csv.writer(lines, delimiter="\t", lineterminator="\r\n").writerow
    write(["Officer", "Date", "Post", "Shift", "Remarks"])
    for duty in sorted(march(), key=lambda one: (one.name, one)):
        write(
            [
                duty.name,
                duty.day.strftime("%a %d %b %Y"),
                duty.post.upper(),
                shift_of(duty.shift).names[1],
                "",
            ]
        )
    (folder / "english.csv").write_bytes(lines.getvalue().encode("utf-16"))
    return "english.csv"


def sections_by_post(folder: Path) -> str:
    """XLSX, a section per post under its name; bare day numbers, once a day, numbered names."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"] = "เวรปฏิบัติหน้าที่ ประจำเดือน มีนาคม ๒๕๖๘"
    for column, head in enumerate(("วันที่", "ผลัด/เวลา", "รายชื่อผู้ปฏิบัติหน้าที่"), 2):
        sheet.cell(4, column, head)
    row = 5
    for post in POSTS:
        sheet.cell(row, 2, f"จุด {post.names[0].removeprefix('จุด')}")
        sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=4)
        row += 1
        for day, duties in by_day():
            for place, shift in enumerate(one for one in post.shifts if at(duties, post.code, one)):
                people = [one.person for one in at(duties, post.code, shift)]
                numbered = " ".join(f"{number}. {who}" for number, who in enumerate(people, 1))
                sheet.cell(row, 2, None if place else day.day)
                sheet.cell(row, 3, f"{shift_of(shift).names[0]} ({hours(shift)} น.)")
                sheet.cell(row, 4, numbered if len(people) > 1 else people[0])
                row += 1
    book.save(folder / "sections.xlsx")
    return "sections.xlsx"


def days_and_hours(folder: Path) -> str:
    """CSV in utf-8, a row per day, one heading line of post and hours, a column for each name."""
    lines = StringIO()
    write = csv.writer(lines, lineterminator="\n").writerow
    heads = [f"{post_name(post)} {hours(shift)}" for post, shift in PLACES]
    heads.insert(2, heads[1])
    write(["วันที่", *heads])
    for day, duties in by_day():
        cells = [[one.person for one in at(duties, post, shift)] for post, shift in PLACES]
        cells[1:2] = [[cells[1][0]], [cells[1][1]]]
        text = f"วัน{FULL_WEEKDAYS[day.weekday()]}ที่ {day.day} มีนาคม {day.year + 543}"
        write([text, *(" ".join(cell) for cell in cells)])
    write([])
    write(["", "", "ลงชื่อ", "ร.ต.อ. ตัวอย่าง เจ็ดคาบ"])
    (folder / "days.csv").write_bytes(b"\xef\xbb\xbf" + lines.getvalue().encode())
    return "days.csv"
