"""Written files: read again they are the same roster, and nothing in them is ever calculated."""

import csv
from collections.abc import Callable, Iterable
from datetime import date, datetime
from importlib import import_module
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID, uuid4
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from station.sheets import cells, texts, writing
from station.sheets.catalogue import Catalogue, KnownOfficer
from station.sheets.cells import read_workbook, tidy
from station.sheets.mapping import guess
from station.sheets.month import Month
from station.sheets.reading import read_sheet
from station.sheets.sheet import Sheet
from station.sheets.understanding import Understood, understand
from station.sheets.writing import HEADER, WrittenDuty, harmless, write_csv, write_xlsx
from tests.station.sheets.awkward import AWKWARD, CANARIES, EVERYONE
from tests.station.sheets.people import CATALOGUE, MARCH, OFFICERS, march

openpyxl: Any = import_module("openpyxl")  # it carries no types of its own

IDS = {one.name: one.id for one in OFFICERS}
MONTH = [WrittenDuty(one.day, one.post, one.shift, IDS[one.name]) for one in march()]
Write = Callable[[Iterable[WrittenDuty], Catalogue], bytes]


def as_xlsx(duties: Iterable[WrittenDuty], catalogue: Catalogue) -> bytes:
    return write_xlsx(duties, catalogue, MARCH)


WRITERS: dict[str, Write] = {"xlsx": as_xlsx, "csv": write_csv}
both = pytest.mark.parametrize("kind", WRITERS)


def understood(sheet: Sheet, catalogue: Catalogue = CATALOGUE) -> Understood:
    return understand(sheet, guess(sheet, catalogue, MARCH), catalogue, MARCH)


def same(found: Understood) -> set[WrittenDuty]:
    """The duties that were read, where nothing is unclear."""
    assert (found.problems, found.warnings, found.new_officers) == ((), (), ())
    return {
        WrittenDuty(one.day, one.post, one.shift, one.officer)
        for one in found.duties
        if one.officer
    }


def rows_of(content: bytes) -> list[list[str]]:
    """The CSV as another program reads it."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))


def sheet_of(content: bytes) -> Any:
    """The only sheet of the XLSX, opened by another library."""
    return openpyxl.load_workbook(BytesIO(content)).active


# ---- There and back


@both
def test_a_month_that_is_written_and_read_again_is_the_same(kind: str) -> None:
    content = WRITERS[kind](MONTH, CATALOGUE)
    assert same(understood(read_sheet(content))) == set(MONTH)


@both
def test_a_file_that_a_reader_wrote_again_is_still_the_same(kind: str) -> None:
    first = understood(read_sheet(WRITERS[kind](MONTH, CATALOGUE)))
    again = WRITERS[kind](sorted(same(first), key=str), CATALOGUE)
    assert same(understood(read_sheet(again))) == set(MONTH)


@both
def test_a_month_without_duties_is_a_file_with_its_header_alone(kind: str) -> None:
    sheet = read_sheet(WRITERS[kind]([], CATALOGUE))
    assert sheet.rows == (HEADER,)
    assert understood(sheet).duties == ()


# ---- Names that are hard to read back


@both
def test_whoever_cannot_be_told_by_name_is_written_so_that_they_can(kind: str) -> None:
    content = WRITERS[kind](EVERYONE, AWKWARD)
    assert same(understood(read_sheet(content), AWKWARD)) == set(EVERYONE)


def test_the_id_is_written_only_where_the_name_leads_to_nobody_or_to_several() -> None:
    people = [row[3] for row in rows_of(write_csv(EVERYONE, AWKWARD))[1:]]
    assert people[0] == f"(ด.ต. ตัวอย่าง หนึ่ง), {UUID(int=100)}"
    assert people[2:5] == ["ส.ต.อ. ตัวอย่าง สอง", "ด.ต. ตัวอย่าง สอง", "นายกร ตัวอย่าง"]
    plain = [row[3] for row in rows_of(write_csv(MONTH, CATALOGUE))[1:]]
    assert set(plain) == {f"{one.rank} {one.name}" for one in OFFICERS}


def test_a_post_or_shift_is_written_by_name_and_by_code_where_two_have_it() -> None:
    words = [row[1:3] for row in rows_of(write_csv(EVERYONE, AWKWARD))[1:]]
    assert words[0] == ["desk", "ผลัด 2"]
    assert words[2] == ["desk-2", "ผลัด 2"]
    assert ["จุดประชาสัมพันธ์", "ผลัดเช้า"] in [row[1:3] for row in rows_of(write_csv(MONTH, CATALOGUE))]


@both
def test_a_post_or_officer_that_is_not_kept_any_more_is_written_all_the_same(kind: str) -> None:
    lost = WrittenDuty(date(2025, 3, 3), "gone", "gone-too", uuid4())
    sheet = read_sheet(WRITERS[kind]([lost], CATALOGUE))
    assert sheet.rows[1][1:] == ("gone", "gone-too", str(lost.officer))
    assert {"unknown_post", "unknown_shift"} <= {one.code for one in understood(sheet).problems}


names = st.text(
    st.sampled_from("กตสมอา ่ัำ์.,-+=@'\"()/;&0123\t\nabc") | st.characters(exclude_categories=["Cs"]),
    min_size=1,
    max_size=20,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(st.sampled_from(("", "ด.ต.", "นาย")), names), min_size=1, max_size=5))
def test_whatever_officers_are_called_they_are_read_back(called: list[tuple[str, str]]) -> None:
    """Read without the child process, for a hundred children would take a minute."""
    officers = tuple(
        KnownOfficer(UUID(int=number), rank, name, None)
        for number, (rank, name) in enumerate(called, 1)
    )
    catalogue = Catalogue(CATALOGUE.posts, CATALOGUE.shifts, officers)
    duties = {
        WrittenDuty(date(2025, 3, one.id.int), "public-relations", "night", one.id)
        for one in officers
    }
    for read in (
        texts.read_text(write_csv(duties, catalogue)),
        read_workbook("xlsx", as_xlsx(duties, catalogue)),
    ):
        ((name, cells),) = read["pages"]
        rows = tuple(tuple(row) for row in cells)
        sheet = Sheet(rows, name, tuple(read["sheets"]), read["encoding"], read["kind"])
        assert same(understood(sheet, catalogue)) == duties


# ---- Nothing is calculated


@pytest.mark.parametrize("text", [*CANARIES, "\r=1", "\uff1d1", "\uff201", "''", "'x"])
def test_what_begins_like_a_formula_is_made_harmless_and_read_as_it_was(text: str) -> None:
    written = harmless(text)
    assert written[0] not in "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
    assert tidy(written) == tidy(text) or text.startswith("'")


@given(st.text(st.sampled_from("'=+-@ก1"), min_size=1, max_size=5))
def test_the_reader_takes_off_exactly_what_was_put_on(text: str) -> None:
    assert tidy(harmless(text)) == text


@pytest.mark.parametrize("text", ["ตัวอย่าง", "1-2", "a=b", "<b>"])
def test_what_does_not_is_left_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_no_cell_of_the_csv_begins_like_a_formula() -> None:
    found = [cell for row in rows_of(write_csv(EVERYONE, AWKWARD)) for cell in row]
    assert [cell for cell in found if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    assert not any(sign in cell for cell in found for sign in "\n\r\t")
    assert any("<script>" in cell for cell in found)


def test_every_cell_of_the_xlsx_is_text_but_the_days() -> None:
    sheet = sheet_of(as_xlsx(EVERYONE, AWKWARD))
    for row in sheet.iter_rows(min_row=2):
        assert [cell.data_type for cell in row] == ["d", "s", "s", "s"]
    assert "=1+1" in {cell.value for cell in sheet["B"]}


def test_the_xlsx_holds_no_formula_no_link_and_no_macro() -> None:
    with ZipFile(BytesIO(as_xlsx(EVERYONE, AWKWARD))) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    assert not [name for name in parts if "external" in name or "vba" in name.lower()]
    tags = {
        node.tag.rpartition("}")[2]
        for name, part in parts.items()
        if name.startswith("xl/worksheets/")
        for node in ElementTree.fromstring(part).iter()
    }
    assert "c" in tags
    assert not tags & {"f", "hyperlink", "script"}


# ---- What a person sees


def test_the_csv_shows_the_days_in_words() -> None:
    found = rows_of(write_csv(MONTH, CATALOGUE))
    assert tuple(found[0]) == HEADER
    assert found[1][0] == "1 มี.ค. 2568"


def test_the_xlsx_opens_elsewhere_with_a_thai_font_true_days_and_a_header_that_stays() -> None:
    sheet = sheet_of(as_xlsx(MONTH, CATALOGUE))
    assert tuple(cell.value for cell in sheet[1]) == HEADER
    assert sheet["A2"].value == datetime(2025, 3, 1)  # noqa: DTZ001 a cell has no zone
    assert "107041E" in sheet["A2"].number_format
    assert {cell.font.name for row in sheet.iter_rows() for cell in row} == {"TH SarabunPSK"}
    assert sheet.freeze_panes == "A2"
    assert sheet.title == "2568-03"
    assert all(sheet.column_dimensions[letter].width > 12 for letter in "ABCD")


def test_the_xlsx_prints_on_a4_with_its_header_on_every_page() -> None:
    sheet = sheet_of(as_xlsx(MONTH, CATALOGUE))
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"


# ---- Planted faults


def test_without_its_guard_the_csv_would_hold_a_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "harmless", str)
    with pytest.raises(AssertionError):
        test_no_cell_of_the_csv_begins_like_a_formula()


def test_a_reader_that_left_the_guard_would_read_another_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cells, "GUARD", cells.re.compile("(?!)"))  # type: ignore[attr-defined]
    assert tidy(harmless("=1+1")) != "=1+1"


def test_written_by_name_alone_somebody_would_be_taken_for_somebody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(writing._Words, "_is_only", lambda *_: True)
    found = understood(read_sheet(write_csv(EVERYONE, AWKWARD)), AWKWARD)
    assert "ambiguous_officer" in {one.code for one in found.problems}


def test_another_month_is_told_and_not_taken() -> None:
    sheet = read_sheet(write_csv(MONTH[:3], CATALOGUE))
    april = Month(2025, 4)
    found = understand(sheet, guess(sheet, CATALOGUE, april), CATALOGUE, april)
    assert {one.code for one in found.problems} == {"other_month"}
