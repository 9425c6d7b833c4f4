"""Reading a file: what a reader sees, whoever made the file."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from station.sheets.reading import Sheet, Unreadable, read_sheet
from tests.station.sheets.bad_files import (
    ods,
    ods_cell,
    openpyxl,
    saved,
    with_external_links,
    xls,
    xlsx,
)

ROWS = (("วันที่", "จุด"), ("1", "จุดประชาสัมพันธ์"))
TEXT = "วันที่,จุด\r\n1,จุดประชาสัมพันธ์\r\n"


def read(content: bytes) -> Sheet:
    return read_sheet(content)


def test_cells_read_as_whoever_opens_the_file_sees_them() -> None:
    row = [
        date(2025, 3, 3), datetime(2025, 3, 3, 8, 30), time(8), timedelta(hours=24), 3.0, 3.5,  # noqa: DTZ001
        True, " ข้อความ ", "สอง\nบรรทัด", date(2568, 3, 3),
    ]  # fmt: skip
    assert read(xlsx([row])).rows == (
        (
            "2025-03-03", "2025-03-03 08:30", "08:00", "24:00", "3", "3.5",
            "TRUE", "ข้อความ", "สอง\nบรรทัด", "2568-03-03",
        ),
    )  # fmt: skip


def test_a_formula_reads_as_its_stored_value_and_a_text_that_looks_like_one_as_text() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.active["B1"] = "=HYPERLINK(1)"
    book.active["B1"].data_type = "s"
    for column, text in enumerate(("+1", "-1", "@x"), 3):
        book.active.cell(1, column, text)
    assert read(saved(book)).rows == (("", "=HYPERLINK(1)", "+1", "-1", "@x"),)
    assert read(b"=1+1,+1,-1,@x\n").rows == (("=1+1", "+1", "-1", "@x"),)


def test_a_merged_cell_stands_in_its_whole_range_in_xlsx_and_ods() -> None:
    book = openpyxl.Workbook()
    book.active["B2"] = "สอง"
    book.active["D4"] = "มุม"
    book.active.merge_cells("B2:C3")
    wanted = (
        ("", "", "", ""),
        ("", "สอง", "สอง", ""),
        ("", "สอง", "สอง", ""),
        ("", "", "", "มุม"),
    )
    assert read(saved(book)).rows == wanted
    gap, covered = "<table:table-cell/>", "<table:covered-table-cell/>"
    merged = ods_cell("สอง", number_columns_spanned="2", number_rows_spanned="2")
    rows = (gap, gap + merged + covered, gap + covered * 2, gap * 3 + ods_cell("มุม"))
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    assert read(ods(table)).rows == wanted


def test_merged_cells_of_ods_are_counted_past_repeated_rows_and_columns() -> None:
    merged = ods_cell("ก", number_columns_spanned="2")
    table = (
        f'<table:table-row table:number-rows-repeated="2">{ods_cell("ข")}</table:table-row>'
        f'<table:table-row><table:table-cell table:number-columns-repeated="2"/>{merged}'
        f"<table:covered-table-cell/>{ods_cell('ค')}</table:table-row>"
    )
    assert read(ods(table)).rows[2] == ("", "", "ก", "ก", "ค")


def test_empty_rows_and_columns_at_the_end_are_cut_and_those_before_are_kept() -> None:
    book = openpyxl.Workbook()
    book.active["B3"] = "x"
    book.active["F900"].font = openpyxl.styles.Font(bold=True)
    book.active["F900"] = " "
    assert read(saved(book)).rows == (("", ""), ("", ""), ("", "x"))


def test_the_sheet_with_most_in_it_is_read_and_the_other_visible_ones_are_kept_beside_it() -> None:
    book = openpyxl.Workbook()
    book.active.title = "ปก"
    book.active["A1"] = "ปก"
    for title in ("มี.ค.", "ซ่อน"):
        book.create_sheet(title)
        for row in ROWS * (1 if title == "มี.ค." else 5):
            book[title].append(row)
    book["ซ่อน"].sheet_state = "hidden"
    content = saved(book)
    sheet = read(content)
    assert (sheet.name, sheet.sheets, sheet.rows) == ("มี.ค.", ("ปก", "มี.ค.", "ซ่อน"), ROWS)
    assert [(other.name, other.rows) for other in sheet.others] == [("ปก", (("ปก",),))]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (xlsx(ROWS), "xlsx"),
        (xls(ROWS), "xls"),
        (with_external_links(), "xlsx"),
        (TEXT.encode(), "csv"),
    ],
)
def test_what_a_file_is_is_told_by_what_is_in_it(content: bytes, kind: str) -> None:
    sheet = read(content)
    assert (sheet.kind, sheet.rows) == (kind, ROWS)


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("cp874", "cp874"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_every_encoding_and_with_every_delimiter(
    codec: str, encoding: str, delimiter: str
) -> None:
    sheet = read(TEXT.replace(",", delimiter).encode(codec))
    assert (sheet.rows, sheet.encoding) == (ROWS, encoding)


def test_a_delimiter_inside_names_is_not_taken_for_the_file_s() -> None:
    text = 'วันที่;จุด;ผู้ปฏิบัติ\n1;ก;ด.ต. ก, ด.ต. ข\n2;ก;"ด.ต. ก; ด.ต. ข"\n'
    assert read(text.encode()).rows[1:] == (
        ("1", "ก", "ด.ต. ก, ด.ต. ข"),
        ("2", "ก", "ด.ต. ก; ด.ต. ข"),
    )
    assert read(b"sep=;\na;b,c,d\n").rows == (("", ""), ("a", "b,c,d"))


def test_the_child_can_write_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "written"
    start = (
        "import sys; sys.path.insert(0, sys.argv[1]); from station.sheets.child import limit\n"
        f"import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); limit()\n"
        f"f = open({str(target)!r}, 'wb'); f.write(b'x'); f.flush()"
    )
    monkeypatch.setattr("station.sheets.reading.START", start)
    with pytest.raises(Unreadable):
        read(TEXT.encode())
    assert target.read_bytes() == b""
