"""flask roster load: a file is published whole, or not at all."""

from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from station.officers.tables import Officer
from station.plan.file import PlanFile
from station.rosters.tables import Duty, RosterVersion
from tests.cast import add_neighbour
from tests.commands.running import complaint, run
from tests.instances import SLUG, on_sqlite
from tests.kept import acts, everything, rows
from tests.rosters import GOOD, HEADER, MARCH, ONE, TWO, written
from tests.station.sheets.bad_files import saved

openpyxl: Any = import_module("openpyxl")  # it carries no types of its own


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "march.csv"
    made.write_bytes(written(*GOOD))
    return made


def test_a_file_that_is_understood_is_published(app: Flask, file: Path) -> None:
    found = run(app, "roster", "load", file, "--month", MARCH, "--add-officers")
    assert (found.exit_code, found.stderr) == (0, "")
    assert found.output == f"{SLUG} {MARCH}: version 1; 4 duties, 3 new officers\n"
    assert len(rows(app, Duty)) == 4
    assert {one.name for one in rows(app, Officer)} == {
        "ตัวอย่าง หนึ่ง", "สมมติ สองดี", "ทดลอง สามัคคี",
    }  # fmt: skip
    (version,) = rows(app, RosterVersion)
    assert (version.source, version.by, version.added) == ("march.csv", None, 4)
    assert "roster_published" in acts(app)


def test_the_same_file_twice_changes_nothing(app: Flask, file: Path) -> None:
    run(app, "roster", "load", file, "--month", MARCH, "--add-officers")
    before = everything(app)
    found = run(app, "roster", "load", file, "--month", MARCH)
    assert (found.exit_code, "nothing changed" in found.output) == (0, True)
    assert everything(app) == before


def test_officers_nobody_knows_are_errors_unless_they_are_to_be_added(
    app: Flask, file: Path
) -> None:
    before = everything(app)
    found = run(app, "roster", "load", file, "--month", MARCH)
    assert found.exit_code == 1
    assert len(found.stderr.splitlines()) == 4
    assert f"{file}: row 3, column D: {ONE!r} is no officer of this station" in found.stderr
    assert everything(app) == before


@on_sqlite
@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f"31/2/2568,จุดประชาสัมพันธ์,08.00-16.00,{ONE}", "column A: there is no such day"),
        (f"3/4/2568,จุดประชาสัมพันธ์,08.00-16.00,{ONE}", "column A: 3/4/2568 is not a day of this"),
        (f"3 March 2500,จุดประชาสัมพันธ์,08.00-16.00,{ONE}", "is not a day of this month"),
        (f"soon,จุดประชาสัมพันธ์,08.00-16.00,{ONE}", "column A: 'soon' is no date"),
        (f"3/3/2568,ห้องเก็บของ,08.00-16.00,{ONE}", "column B: 'ห้องเก็บของ' is no post"),
        (f"3/3/2568,จุดประชาสัมพันธ์,07.00-15.00,{ONE}", "column C: '07.00-15.00' is no shift"),
        ("3/3/2568,จุดประชาสัมพันธ์,08.00-16.00,", "column D: nobody is named"),
    ],
)
def test_one_row_that_is_not_understood_keeps_the_whole_file_out(
    app: Flask, file: Path, line: str, told: str
) -> None:
    file.write_bytes(written(*GOOD, line))
    before = everything(app)
    found = run(app, "roster", "load", file, "--month", MARCH, "--add-officers")
    assert found.exit_code == 1
    (complaint_line,) = found.stderr.splitlines()
    assert f"row 6, {told}" in complaint_line or told in complaint_line
    assert everything(app) == before


def by_day(*days: str) -> bytes:
    """A workbook with a sheet for each day; the second has somebody else."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, day in enumerate(days):
        sheet = made.create_sheet(f"S{number + 1}")
        sheet.append(HEADER.split(","))
        sheet.append([day, "จุดประชาสัมพันธ์", "08.00-16.00", (ONE, TWO)[number]])
    return saved(made)


@on_sqlite
def test_sheets_of_one_table_are_published_together_and_a_second_draft_is_named(
    app: Flask, file: Path
) -> None:
    file.write_bytes(by_day("5/3/2568", "6/3/2568"))
    command = ["roster", "load", file, "--month", MARCH, "--add-officers"]
    found = run(app, *command)
    assert (found.exit_code, found.stderr) == (0, "")
    assert "version 1; 2 duties" in found.output
    file.write_bytes(by_day("5/3/2568", "5/3/2568"))
    found = run(app, *command)
    assert found.stderr == f"{file}: read: S1; not read: S2\n"
    assert "version 2; 1 duties" in found.output


@on_sqlite
def test_what_is_wrong_on_another_sheet_is_told_there(app: Flask, file: Path) -> None:
    file.write_bytes(by_day("5/3/2568", "6/3/2568"))
    found = run(app, "roster", "load", file, "--month", MARCH)
    assert f"{file}: sheet S2, row 2, column D: {TWO!r} is no officer" in found.stderr
    made = openpyxl.load_workbook(BytesIO(by_day("5")))
    made.active.title = "ก.พ.68"
    file.write_bytes(saved(made))
    found = run(app, "roster", "load", file, "--month", MARCH, "--add-officers")
    assert found.exit_code == 1
    assert "the sheet's name: 'ก.พ.68'" in found.stderr


@on_sqlite
@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "empty"), (b"PK\x03\x04" + b"x" * 99, "damaged"), (None, "No such")],
)
def test_a_file_that_is_none_is_one_clear_line(
    app: Flask, file: Path, content: bytes | None, told: str
) -> None:
    if content is None:
        file.unlink()
    else:
        file.write_bytes(content)
    assert told in complaint(run(app, "roster", "load", file, "--month", MARCH))


@on_sqlite
@pytest.mark.parametrize("month", ["", "2568", "2568-13", "March", "2568-3-1"])
def test_a_month_that_is_none_is_one_clear_line(app: Flask, file: Path, month: str) -> None:
    assert "is no month" in complaint(run(app, "roster", "load", file, "--month", month))


@on_sqlite
def test_among_several_stations_one_is_named(app: Flask, plan: PlanFile, file: Path) -> None:
    add_neighbour(app, plan)
    command = ["roster", "load", file, "--month", MARCH, "--add-officers"]
    assert "--station" in complaint(run(app, *command))
    assert run(app, *command, "--station", "neighbour").output.startswith("neighbour 2568-03")


@on_sqlite
def test_what_cannot_be_worked_is_published_all_the_same(app: Flask, file: Path) -> None:
    double = f"4/3/2568,One Stop Service งานจราจร,08.30-16.30,{ONE}"
    file.write_bytes(written(*GOOD, double))
    found = run(app, "roster", "load", file, "--month", MARCH, "--add-officers")
    assert (found.exit_code, len(rows(app, Duty))) == (0, 5)
