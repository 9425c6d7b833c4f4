"""Importing a roster: read, mended in the page, published; nothing is stored before."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from station.officers.tables import Officer
from station.rosters.tables import Duty, RememberedMapping, RosterFile, RosterVersion
from tests.admin.uploads import IMPORT, everybody_is_new, page_of, upload
from tests.cast import Person, read
from tests.instances import on_sqlite
from tests.kept import acts, rows
from tests.rosters import GOOD, MARCH, ONE, THREE, TWO, publish, written
from tests.station.sheets.bad_files import lying, million_cells, with_password, xlsx
from tests.station.sheets.files import six_rosters

POINT = "จุดประชาสัมพันธ์"


def test_a_file_is_read_mended_and_published(app: Flask, praew: Person) -> None:
    address, page = page_of(praew, written(*GOOD))
    assert [*rows(app, Duty), *rows(app, RosterVersion), *rows(app, Officer)] == []
    assert len(page.select("select[name^='who:']")) == 3  # each person is asked about once
    praew.sends(f"{address}/fixes", form_at=address, **everybody_is_new(page))
    assert [*rows(app, Duty), *rows(app, Officer)] == []
    answer = praew.sends(f"{address}/publish", form_at=address, why="ตัวอย่าง")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/admin/rosters/{MARCH}")
    assert len(rows(app, Duty)) == 4
    assert len(rows(app, Officer)) == 3
    (version,) = rows(app, RosterVersion)
    assert (version.number, version.source, version.why) == (1, "march.csv", "ตัวอย่าง")
    assert acts(app).count("roster_published") == 1


def test_three_errors_are_mended_in_their_places(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    publish(app, station_id)  # so that everybody is known
    wrong = [
        f"31/2/2568,{POINT},08.00-16.00,{ONE}",
        f"6/3/2568,ห้องเก็บของ,08.00-16.00,{TWO}",
        f"7/3/2568,{POINT},07.00-15.00,{THREE}",
    ]
    address, page = page_of(praew, written(*GOOD, *wrong))
    fields = [str(one["name"]) for one in page.select("input[name^='cell:']")]
    assert fields == ["cell:5,0", "cell:6,1", "cell:7,2"]
    assert [str(one["value"]) for one in page.select("input[name^='cell:']")] == [
        "31/2/2568", "ห้องเก็บของ", "07.00-15.00",
    ]  # fmt: skip
    mended = dict(zip(fields, ("5/3/2568", POINT, "08.00-16.00"), strict=True))
    praew.sends(f"{address}/fixes", form_at=address, **mended)
    assert not read(praew.opens(address)).select("input[name^='cell:']")
    praew.sends(f"{address}/publish", form_at=address, why="")
    in_force = [duty for duty in rows(app, Duty) if duty.version == 2]
    assert sorted(duty.day.day for duty in in_force) == [3, 3, 3, 4, 5, 6, 7]


def test_while_something_is_unclear_nothing_is_published(app: Flask, praew: Person) -> None:
    address, page = page_of(praew, written(*GOOD))
    assert not page.select("form[action$='/publish']")
    answer = praew.sends(f"{address}/publish", form_at=address, why="ตัวอย่าง")
    assert answer.status_code == 422
    assert rows(app, Duty) == []


def test_what_cannot_be_worked_needs_a_reason(app: Flask, praew: Person, station_id: UUID) -> None:
    publish(app, station_id)
    double = f"3/3/2568,One Stop Service งานจราจร,08.30-16.30,{ONE}"
    address, _ = page_of(praew, written(*GOOD, double))
    answer = praew.sends(f"{address}/publish", form_at=address, why="")
    assert answer.status_code == 422
    assert read(answer).select_one(".error-summary a[href='#why']")
    assert len(rows(app, RosterVersion)) == 1
    answer = praew.sends(f"{address}/publish", form_at=address, why="ไม่มีผู้อื่น")
    assert answer.status_code == 303
    assert [one.why for one in rows(app, RosterVersion, RosterVersion.number)][-1] == "ไม่มีผู้อื่น"


def test_of_two_who_import_the_same_month_the_later_sees_what_the_earlier_did(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    publish(app, station_id)
    address, page = page_of(praew, written(*GOOD[:3]))
    seen = page.select_one("input[name=beside]")
    assert seen is not None
    publish(app, station_id, [*GOOD, f"5/3/2568,{POINT},08.00-16.00,{TWO}"])  # meanwhile
    late = {"form_at": address, "why": "ตัวอย่าง"}
    answer = praew.sends(f"{address}/publish", beside=str(seen["value"]), **late)
    assert answer.status_code == 422
    assert "ฉบับที่ 2" in read(answer).get_text()
    assert len(rows(app, RosterVersion)) == 2
    again = read(answer).select_one("input[name=beside]")
    assert again is not None
    answer = praew.sends(f"{address}/publish", beside=str(again["value"]), **late)
    assert answer.status_code == 303
    assert len(rows(app, RosterVersion)) == 3


def test_the_same_file_twice_makes_no_version(app: Flask, praew: Person, station_id: UUID) -> None:
    publish(app, station_id)
    address, _ = page_of(praew, written(*GOOD))
    assert praew.sends(f"{address}/publish", form_at=address, why="").status_code == 303
    assert len(rows(app, RosterVersion)) == 1
    answer = praew.sends(f"{address}/publish", form_at=IMPORT, why="")
    assert answer.status_code == 422  # it became what it could


def test_a_corrected_mapping_is_used_and_remembered(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    publish(app, station_id)
    odd = "\n".join(("ก,ข,ค,ง", *(line for line in GOOD))).encode()  # headings that say nothing
    address, page = page_of(praew, odd)
    names = [str(one["name"]) for one in page.select("select[name^='column-']")]
    assert len(names) == 4
    chosen = dict(zip(names, ("date", "post", "shift", "officer"), strict=True))
    praew.sends(f"{address}/columns", form_at=address, header="0", header_rows="1", **chosen)
    assert not read(praew.opens(address)).select("[aria-labelledby=unclear]")
    assert len(rows(app, RememberedMapping)) == 1
    again, page = page_of(praew, odd)
    assert again != address
    assert not page.select("[aria-labelledby=unclear]")


@on_sqlite
def test_a_file_can_be_dropped(app: Flask, praew: Person) -> None:
    address, _ = page_of(praew, written(*GOOD))
    assert praew.sends(f"{address}/drop", form_at=address).status_code == 303
    assert rows(app, RosterFile) == []
    assert praew.opens(address).status_code == 404


BAD: dict[str, Callable[[], bytes]] = {
    "bomb.xlsx": million_cells,
    "lying.xlsx": lambda: lying(million_cells()),
    "locked.xlsx": with_password,
    "empty.csv": lambda: b"",
    "page.xls": lambda: b"<html><table><tr><td>1</td></tr></table></html>",
    "cut.xlsx": lambda: xlsx([["a", "b"]])[:-200],
    "large.csv": lambda: b"x" * (5 * 2**20 + 1),
}


@on_sqlite
@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_none_is_refused_with_words_at_its_field(
    app: Flask, praew: Person, name: str
) -> None:
    answer = upload(praew, BAD[name](), name)
    assert answer.status_code == 422
    assert read(answer).select_one(".error-summary a[href='#file']")
    assert rows(app, RosterFile) == []


@on_sqlite
def test_20_megabytes_are_refused_before_they_are_read(app: Flask, praew: Person) -> None:
    as_a_form = {"content_type": "multipart/form-data; boundary=x"}
    answer = praew.browser.post(IMPORT, data=b"x" * (20 * 2**20), **as_a_form)
    assert answer.status_code == 413
    assert rows(app, RosterFile) == []


@on_sqlite
@pytest.mark.parametrize("month", ["", "March", "2568-13", "2568", "x" * 99])
def test_a_month_that_is_none_is_refused_and_kept(app: Flask, praew: Person, month: str) -> None:
    answer = upload(praew, written(*GOOD), month=month)
    assert answer.status_code == 422
    field = read(answer).select_one("input[name=month]")
    assert field is not None
    assert field["value"] == month
    assert rows(app, RosterFile) == []


@on_sqlite
def test_without_a_file_the_form_asks_for_one(app: Flask, praew: Person) -> None:
    answer = praew.sends(IMPORT, month=MARCH)
    assert answer.status_code == 422
    assert read(answer).select_one(".error-summary a[href='#file']")


@on_sqlite
def test_real_files_need_at_most_one_correction(app: Flask, praew: Person, tmp_path: Path) -> None:
    for sample in six_rosters(tmp_path):
        _, page = page_of(praew, sample.path.read_bytes(), sample.path.name)
        columns = page.select("select[name^='column-'] option[selected]")
        assert columns, sample.about
        told = {one.get_text(strip=True) for one in page.select("#unclear ~ form .row-name strong")}
        # People are new here, and this station has no guard box: nothing else is unclear.
        assert told <= {"ไม่พบผู้ปฏิบัติคนนี้ในสถานี", "สถานีไม่มีจุดนี้", "สถานีไม่มีผลัดนี้", "จุดนี้ไม่มีผลัดนี้"}, (
            sample.about
        )


@on_sqlite
def test_another_stations_file_is_not_found(app: Flask, praew: Person, krit: Person) -> None:
    address, _ = page_of(praew, written(*GOOD))
    assert krit.opens(address).status_code == 404
    assert krit.sends(f"{address}/drop", form_at=IMPORT).status_code == 404
    assert len(rows(app, RosterFile)) == 1
