"""Roster files in shapes that nobody planned for, as they came to mind; all say March 2568."""

from collections.abc import Iterable
from datetime import date, datetime
from importlib import import_module
from io import BytesIO
from itertools import groupby
from typing import Any

from odfdo import Document, Table

from station.thai import thai_digits
from tests.station.sheets.files import FULL_WEEKDAYS, PLACES, WEEKDAYS, at, by_day
from tests.station.sheets.people import (
    PEOPLE,
    POSTS,
    Duty,
    hours,
    march,
    post_name,
    shift_of,
)

# They carry no types of their own.
openpyxl: Any = import_module("openpyxl")
xlwt: Any = import_module("xlwt")

HEADS = ("วันที่", "จุด", "ผลัด", "ผู้ปฏิบัติ")
DESK = "public-relations"
LETTERS = {"night": "ด", "morning": "ช", "afternoon": "บ"}
TITLE = "ตารางเวรจุดประชาสัมพันธ์ ประจำเดือน มีนาคม 2568"


def all_of_it() -> frozenset[Duty]:
    return frozenset(march())


def desk() -> list[Duty]:
    return [duty for duty in march() if duty.post == DESK]


def one_each() -> dict[tuple[int, str], Duty]:
    """The first at the desk of each day and shift."""
    found: dict[tuple[int, str], Duty] = {}
    for duty in desk():
        found.setdefault((duty.day.day, duty.shift), duty)
    return found


def row(duty: Duty, *more: object) -> list[object]:
    return [duty.day.day, post_name(duty.post), shift_of(duty.shift).names[0], duty.person, *more]


def book(*pages: tuple[str, Iterable[Iterable[object]]]) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in pages:
        page = made.create_sheet(name[:31])
        for cells in rows:
            page.append(list(cells))
    return saved(made)


def saved(made: Any) -> bytes:
    content = BytesIO()
    made.save(content)
    return content.getvalue()


def two_halves_on_two_sheets() -> bytes:
    halves = [[row(d) for d in march() if (d.day.day < 16) == early] for early in (True, False)]
    title = ["ตารางเวร มีนาคม 2568"]
    return book(("1-15", [title, HEADS, *halves[0]]), ("16-31", [title, HEADS, *halves[1]]))


def a_sheet_for_each_post() -> bytes:
    pages: list[tuple[str, list[list[object]]]] = []
    for post in POSTS:
        rows: list[list[object]] = [["เวรเดือนมีนาคม 2568"], ["วันที่", "เวลา", "ผู้ปฏิบัติ"]]
        for duty in march():
            if duty.post == post.code:
                day = datetime(2025, 3, duty.day.day)  # noqa: DTZ001 a cell has no zone
                rows.append([day, hours(duty.shift) + " น.", duty.person])
        pages.append((post.names[0], rows))
    return book(*pages)


def a_sheet_for_each_month() -> bytes:
    """The first of them has more in it than March's."""
    other = [[*row(d)[:3], "ด.ต. สมมติ สองดี"] for d in march()]
    first = [HEADS, *other, [1, "จุดประชาสัมพันธ์", "เช้า", "ด.ต. ทดลอง สามัคคี"]]
    return book(
        ("ม.ค.68", first),
        ("ก.พ.68", [HEADS, *other]),
        ("มี.ค.68", [HEADS, *map(row, march())]),
    )


def the_month_in_the_sheets_name_alone() -> bytes:
    return book(("มี.ค.68", [HEADS, *map(row, march())]))


def another_month_in_the_sheets_name_alone() -> bytes:
    return book(("ม.ค.68", [HEADS, *map(row, march())]))


def officers_by_days_with_letters() -> bytes:
    return book(("เวร", [[TITLE], ["ที่", "ยศ ชื่อ สกุล", *range(1, 32), "รวม"], *_officer_rows()]))


def _officer_rows() -> Iterable[list[object]]:
    for number, (rank, name) in enumerate(PEOPLE, 1):
        own = {d.day.day: LETTERS[d.shift] for d in desk() if d.name == name}
        yield [number, f"{rank} {name}", *(own.get(day, "") for day in range(1, 32)), len(own)]
    yield ["", "หมายเหตุ ด=00.00-08.00 ช=08.00-16.00 บ=16.00-24.00"]


def posts_by_days_with_names() -> bytes:
    days = dict(by_day())
    rows = [
        [
            post_name(post),
            hours(shift),
            *("\n".join(one.person for one in at(days[day], post, shift)) for day in sorted(days)),
        ]
        for post, shift in PLACES
    ]
    return book(("เวร", [["มีนาคม 2568"], ["จุด", "ผลัด", *range(1, 32)], *rows]))


def names_over_two_rows() -> bytes:
    rows: list[list[object]] = []
    one = one_each()
    for day in range(1, 32):
        people = [one[day, shift] for shift in LETTERS]
        rows.append([day, *(f"{d.rank} {d.name.split()[0]}" for d in people)])
        rows.append(["", *(d.name.split()[1] for d in people)])
    return book(("เวร", [[TITLE], ["วันที่", "ดึก", "เช้า", "บ่าย"], *rows]))


def names_over_two_rows_beside_merged_cells() -> bytes:
    made = xlwt.Workbook(encoding="utf-8")
    page, one = made.add_sheet("เวร"), one_each()
    page.write(0, 0, TITLE)
    for column, head in enumerate(("วันที่", "ผลัด", "ชื่อ")):
        page.write(1, column, head)
    for number, ((day, shift), duty) in enumerate(sorted(one.items())):
        line = 2 + 2 * number
        page.write_merge(line, line + 1, 0, 0, day)
        page.write_merge(line, line + 1, 1, 1, hours(shift))
        first, last = duty.name.split()
        page.write(line, 2, f"{duty.rank} {first}")
        page.write(line + 1, 2, last)
    return saved(made)


def times_like_0800_1600() -> bytes:
    return book(
        (
            "Duty",
            [
                ["Date", "Post", "Time", "Name"],
                *([d.day.strftime("%d/%m/%Y"), d.post, _bare(d.shift), d.person] for d in march()),
            ],
        )
    )


def _bare(shift: str) -> str:
    return hours(shift).replace(".", "")


def start_and_end_in_two_columns() -> bytes:
    heads = ["วันที่", "จุด", "เริ่ม", "ถึง", "ผู้ปฏิบัติ"]
    rows = []
    for duty in march():
        shift = shift_of(duty.shift)
        rows.append([*row(duty)[:2], shift.starts, shift.ends, duty.person])
    return book(("เวร", [heads, *rows]))


def weekdays_telephones_and_footnotes() -> bytes:
    heads = ["วัน", *HEADS, "เบอร์โทร"]
    marks = ("*", "\u00b9", " \u00b2\u207e", "(1)", "")
    rows = [
        [FULL_WEEKDAYS[d.day.weekday()], *row(d)[:3], d.person + marks[n % 5], 812345678 + n]
        for n, d in enumerate(march())
    ]
    notes = [["* หัวหน้าผลัดคือผู้มียศสูงสุด"], ["\u00b9 แลกเวร"], ["1) ห้ามแลกเวรเอง"]]
    return book(("เวร", [["มีนาคม 2568"], heads, *rows, *notes]))


def weekday_and_thai_digits_in_the_dates_cell() -> bytes:
    heads = ["วันที่", *(hours(shift) for shift in LETTERS)]
    rows = []
    for day, duties in by_day():
        text = f"{WEEKDAYS[day.weekday()]} {thai_digits(str(day.day))}"
        people = ("\n".join(one.person for one in at(duties, DESK, shift)) for shift in LETTERS)
        rows.append([text, *people])
    return book(("เวร", [["เวรจุดประชาสัมพันธ์ ประจำเดือนมีนาคม"], heads, *rows]))


def headings_again_on_every_page() -> bytes:
    document = Document("spreadsheet")
    document.body.clear()
    table = Table("เวร")
    lines: list[list[Any]] = []
    for number, duty in enumerate(march()):
        if number % 40 == 0:
            lines += [[f"แผ่นที่ {number // 40 + 1}"], list(HEADS)]
        lines.append([duty.day, *row(duty)[1:]])
    for place, cells in enumerate(lines):
        for column, value in enumerate(cells):
            table.set_value((column, place), value)
    document.body.append(table)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def a_date_over_each_day() -> bytes:
    rows: list[list[object]] = []
    for day, duties in by_day():
        rows.append([f"วัน{FULL_WEEKDAYS[day.weekday()]}ที่ {day.day} มีนาคม 2568"])
        rows += [row(duty)[1:] for duty in duties]
    return book(("เวร", [HEADS[1:], *rows]))


def a_post_and_a_day_in_the_first_of_their_rows() -> bytes:
    """As a file whose cells were merged looks once it is saved as CSV."""
    rows: list[list[object]] = []
    last: tuple[object, ...] = ()
    for duty in march():
        cells = row(duty)
        rows.append(
            [
                "" if last[:1] == (duty.day,) else cells[0],
                "" if last == (duty.day, duty.post) else cells[1],
                *cells[2:],
            ]
        )
        last = (duty.day, duty.post)
    return book(("เวร", [["มีนาคม 2568"], HEADS, *rows]))


def a_count_of_days_instead_of_dates() -> bytes:
    first = date(1899, 12, 30)
    return book(("เวร", [HEADS, *([(d.day - first).days, *row(d)[1:]] for d in march())]))


def who_was_on_duty_before_a_change() -> bytes:
    return book(("เวร", [[*HEADS, "ผู้ปฏิบัติ (เดิม)"], *(row(d, PEOPLE[1][1]) for d in march())]))


def a_leaf_of_a_calendar() -> bytes:
    rows: list[list[object]] = []
    for _, days in groupby(by_day(), lambda one: one[0].isocalendar().week):
        week = [(day, at(duties, DESK, "morning")) for day, duties in days]
        rows.append([day.day for day, _ in week])
        rows.append(["\n".join(one.person for one in duties) for _, duties in week])
    return book(("เวร", [["เวรจุดประชาสัมพันธ์ ผลัดเช้า มีนาคม 2568"], FULL_WEEKDAYS, *rows]))


def shifts_inside_a_cell() -> bytes:
    rows = [
        [
            day.day,
            "\n".join(
                f"{shift_of(d.shift).names[0]}: {d.person}" for d in duties if d.post == DESK
            ),
        ]
        for day, duties in by_day()
    ]
    return book(("เวร", [["วันที่", "จุดประชาสัมพันธ์"], *rows]))


def several_days_in_a_cell() -> bytes:
    def who(duty: Duty) -> tuple[str, str, str]:
        return duty.person, duty.post, duty.shift

    rows = []
    for _, duties in groupby(sorted(march(), key=who), who):
        found = list(duties)
        rows.append([*row(found[0])[1:], ", ".join(str(d.day.day) for d in found)])
    return book(("เวร", [["มีนาคม 2568"], ["จุด", "ผลัด", "ผู้ปฏิบัติ", "วันที่"], *rows]))
