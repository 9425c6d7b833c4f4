"""A published month goes out as a file and comes in again: it is the same roster."""

from uuid import UUID

import pytest
from flask import Flask

from station.posts.rules import Place
from station.rosters.tables import RosterVersion
from station.sheets.month import Month
from tests.admin.boards import text_of
from tests.admin.uploads import page_of, told
from tests.cast import Person, read
from tests.duties import DESK, INQUIRY, by_turns, take_on
from tests.duties import publish as publish_duties
from tests.kept import everything, rows
from tests.station.sheets.people import CATALOGUE

MONTHS = {"2568-03": Month(2025, 3), "2571-02": Month(2028, 2)}  # the second has a leap day


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_months_file_imported_again_says_the_same_already(
    app: Flask, praew: Person, station_id: UUID, kind: str, month: str
) -> None:
    names = [officer.name for officer in CATALOGUE.officers]
    officers = take_on(app, station_id, *names)
    shifts = [(DESK, "night"), (DESK, "morning"), (DESK, "afternoon"), (INQUIRY, "office-hours")]
    places = [Place(day, *place) for day in MONTHS[month].days for place in shifts]
    two_at_once = [(places[1], officers[0]), (places[1], officers[1])]
    duties = {*by_turns(officers, places), *two_at_once}
    publish_duties(app, station_id, duties, MONTHS[month], why="-")
    before = everything(app)["duties"]
    content = praew.opens(f"/admin/rosters/{month}.{kind}").data
    address, page = page_of(praew, content, f"again.{kind}", month)
    assert told(page) == []
    assert "ตารางเวรที่ใช้อยู่ตรงกันแล้ว" in text_of(page.select_one("[aria-labelledby=change]"))
    answer = praew.sends(f"{address}/publish", form_at=address, why="")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/admin/rosters/{month}")
    flash = text_of(read(praew.opens(answer.headers["Location"])).select_one(".flash"))
    assert flash == "ตารางเวรที่ใช้อยู่ตรงกันแล้ว ไม่มีการเปลี่ยนแปลง"
    assert len(rows(app, RosterVersion)) == 1
    assert everything(app)["duties"] == before
