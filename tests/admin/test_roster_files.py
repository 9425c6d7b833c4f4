"""/admin/rosters/<month>.xlsx and .csv: the month's roster to pass on, and to import again."""

import csv
from collections.abc import Callable
from importlib import import_module
from io import BytesIO, StringIO
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from station.officers.queries import get_officer
from station.posts.rules import Place
from station.rosters.queries import duties_of_version, get_roster_catalogue
from station.sheets import writing
from station.sheets.mapping import guess
from station.sheets.reading import read_sheet
from station.sheets.understanding import understand
from station.stations.queries import find_station
from tests.cast import NEIGHBOUR, Person, house_of
from tests.duties import DESK, INQUIRY, MARCH, by_turns, place, publish, publish_sample, take_on
from tests.instances import on_sqlite

openpyxl: Any = import_module("openpyxl")  # it carries no types of its own

KINDS = ("xlsx", "csv")
ADDRESS = "/admin/rosters/2568-03"
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
CANARIES = ("=1+1", "+1+1", "-1", "@SUM(A1)", "<script>alert(1)</script>", "ก\n=1+1\r\n=2", "\t=1")
Month = list[tuple[Place, UUID]]


@pytest.fixture
def month(app: Flask, station_id: UUID) -> Month:
    """A published month: the desk round the clock, and the inquiry room in its hours."""
    officers = take_on(app, station_id, "ตัวอย่าง หนึ่ง", "สมมติ สองดี", "ทดลอง สามัคคี")
    shifts = [(DESK, "night"), (INQUIRY, "office-hours"), (DESK, "morning"), (DESK, "afternoon")]
    places = [place(day, shift, post) for day in range(1, 32, 2) for post, shift in shifts]
    planned = by_turns(officers, places)
    publish(app, station_id, planned, why="ตัวอย่าง")
    return planned


def read_rows(person: Person, kind: str, query: str = "") -> list[list[Any]]:
    """The file's rows as another program reads them."""
    answer = person.opens(f"{ADDRESS}.{kind}{query}")
    assert answer.status_code == 200
    if kind == "csv":
        text = answer.data.decode("utf-8-sig")
        return [list(row) for row in csv.reader(StringIO(text, newline=""))]
    sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_imported_again_is_the_same_roster(
    app: Flask, db: Session, praew: Person, station_id: UUID, month: Month, kind: str
) -> None:
    content = praew.opens(f"{ADDRESS}.{kind}").data
    sheet = read_sheet(content)
    catalogue = get_roster_catalogue(db, station_id)
    found = understand(sheet, guess(sheet, catalogue, MARCH), catalogue, MARCH)
    assert (found.problems, found.warnings) == ((), ())
    duties = [(Place(one.day, one.post, one.shift), one.officer) for one in found.duties]
    assert set(duties) == set(month) == set(duties_of_version(db, station_id, MARCH, 1))
    assert len(duties) == len(month)
    db.rollback()
    assert publish(app, station_id, [(one, who) for one, who in duties if who]) is None


@pytest.mark.parametrize("kind", KINDS)
@on_sqlite
def test_the_rows_stand_by_day_then_post_then_time(
    app: Flask, praew: Person, month: Month, kind: str
) -> None:
    head, *rows = read_rows(praew, kind)
    assert head == ["วันที่", "จุด", "ผลัด", "ผู้ปฏิบัติ"]
    assert [row[1:3] for row in rows[:4]] == [
        ["จุดประชาสัมพันธ์", "ผลัดดึก"],
        ["จุดประชาสัมพันธ์", "ผลัดเช้า"],
        ["จุดประชาสัมพันธ์", "ผลัดบ่าย"],
        ["One Stop Service งานสอบสวน", "เวลาราชการ"],
    ]
    assert [row[0] for row in rows] == sorted((row[0] for row in rows), key=day_of)
    assert rows[0][3] == "ด.ต. ตัวอย่าง หนึ่ง"


def day_of(cell: Any) -> int:
    return int(cell.split()[0]) if isinstance(cell, str) else int(cell.day)


@pytest.mark.parametrize("kind", KINDS)
@on_sqlite
def test_the_file_is_named_for_the_station_the_month_and_the_version_and_never_kept(
    app: Flask, praew: Person, station_id: UUID, month: Month, kind: str
) -> None:
    publish(app, station_id, month[1:], why="ตัวอย่าง")
    answer = praew.opens(f"{ADDRESS}.{kind}")
    name = f'attachment; filename="don-ya-nang-2568-03-v2.{kind}"'
    assert answer.headers["Content-Disposition"] == name
    assert answer.headers["Content-Type"] == TYPES[kind]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("kind", KINDS)
@on_sqlite
def test_an_earlier_version_can_be_asked_for(
    app: Flask, praew: Person, station_id: UUID, month: Month, kind: str
) -> None:
    publish(app, station_id, month[:1])
    assert len(read_rows(praew, kind)) == 2
    assert len(read_rows(praew, kind, "?version=1")) == len(month) + 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("2568-03", 200),
        ("2025-03", 200),
        ("๒๕๖๘-๐๓", 404),
        ("2568-04", 404),
        ("2568-13", 404),
        ("0000-00", 404),
        ("9999-12", 404),
        ("march", 404),
        ("%00", 404),
        ("2568-03?version=2", 404),
        ("2568-03?version=0", 404),
        ("2568-03?version=-1", 404),
        ("2568-03?version=99999999999999999999", 404),
    ],
)
@on_sqlite
def test_only_a_month_that_was_published_has_a_file(
    app: Flask, praew: Person, month: Month, kind: str, asked: str, status: int
) -> None:
    path, question, query = asked.partition("?")
    answer = praew.opens(f"/admin/rosters/{path}.{kind}{question}{query}")
    assert answer.status_code == status


@pytest.mark.parametrize("kind", KINDS)
@on_sqlite
def test_everyone_of_the_staff_may_have_it_and_nobody_else(
    app: Flask,
    signed_in: Callable[[str], Person],
    malee: Person,
    month: Month,
    kind: str,
) -> None:
    for name in ("praew", "somsak", "sao", "anan"):
        assert signed_in(name).opens(f"{ADDRESS}.{kind}").status_code == 200
    province = signed_in("prae-province")
    assert province.opens(f"{ADDRESS}.{kind}").status_code == 404
    assert province.opens(f"{ADDRESS}.{kind}?station=don-ya-nang").status_code == 200
    assert malee.opens(f"{ADDRESS}.{kind}").status_code == 303


@pytest.mark.parametrize("kind", KINDS)
def test_another_stations_staff_get_their_own_month_or_none(
    app: Flask, db: Session, krit: Person, month: Month, kind: str
) -> None:
    assert krit.opens(f"{ADDRESS}.{kind}").status_code == 404
    assert krit.opens(f"{ADDRESS}.{kind}?station=don-ya-nang").status_code == 404
    neighbour = find_station(db, NEIGHBOUR)
    assert neighbour is not None
    db.rollback()
    publish_sample(app, neighbour.id)
    assert len(read_rows(krit, kind)) == 2


# ---- Nothing in it is calculated


@pytest.fixture
def canaries(app: Flask, station_id: UUID) -> None:
    """A month of officers whose names, past the rules, are formulas, tags and lines."""
    names = [f"ตัวอย่าง {number}" for number in range(len(CANARIES))]
    officers = take_on(app, station_id, *names, rank="")
    with house_of(app).database.session(writing=True) as db:
        for officer, name in zip(officers, CANARIES, strict=True):
            get_officer(db, station_id, officer).name = name
        db.commit()
    publish(app, station_id, [(place(3), officer) for officer in officers])


@on_sqlite
def test_no_name_becomes_a_formula_a_tag_or_a_row(
    app: Flask, praew: Person, canaries: None
) -> None:
    rows = read_rows(praew, "csv")
    assert len(rows) == len(CANARIES) + 1
    assert [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r"] == []
    sheet = openpyxl.load_workbook(BytesIO(praew.opens(f"{ADDRESS}.xlsx").data)).active
    assert sheet.max_row == len(CANARIES) + 1
    assert {cell.data_type for cell in sheet["D"]} == {"s"}
    for people in ([row[3] for row in rows], [cell.value for cell in sheet["D"]]):
        assert any("<script>" in text for text in people)
        assert not any(sign in text for text in people for sign in "\n\r\t")


@on_sqlite
def test_without_the_guard_a_name_would_become_a_formula(
    app: Flask, praew: Person, canaries: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "harmless", str)
    with pytest.raises(AssertionError):
        test_no_name_becomes_a_formula_a_tag_or_a_row(app, praew, canaries)
