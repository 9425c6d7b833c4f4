"""The rosters' pages: which months there are, the grid, the versions, and how names are shown."""

from uuid import UUID

import pytest
from flask import Flask

from station.rosters.tables import DutyDisplay
from tests.cast import Person, read
from tests.instances import on_sqlite
from tests.kept import acts, rows
from tests.rosters import GOOD, MARCH, ONE, THREE, TWO, publish


def cells(person: Person, address: str) -> dict[tuple[str, int], str]:
    """The grid's cells by the row's heading and the column's place."""
    page = read(person.opens(address))
    return {
        (" ".join(row.select("th")[0].get_text(" ", strip=True).split()), place): cell.get_text(
            " ", strip=True
        )
        for row in page.select(".roster-grid tbody tr")
        for place, cell in enumerate(row.select("td"))
    }


def test_a_month_shows_who_is_on_duty_where(app: Flask, praew: Person, station_id: UUID) -> None:
    publish(app, station_id)
    grid = cells(praew, f"/admin/rosters/{MARCH}")
    assert len({day for day, _ in grid}) == 31
    assert [grid["จ. 3", shift] for shift in (0, 1, 2)] == [THREE, ONE, TWO]
    assert "ไม่มีผู้เข้าเวร" in grid["อ. 4", 0]
    assert "ไม่มีผู้เข้าเวร" in grid["จ. 3", 3]  # One Stop Service on a working day
    assert grid["ส. 1", 3] == ""  # and on a Saturday, when nobody need be there


@on_sqlite
@pytest.mark.parametrize(("view", "days"), [("week", 7), ("day", 1), ("month", 31)])
def test_a_week_and_a_day_are_parts_of_it(
    app: Flask, praew: Person, station_id: UUID, view: str, days: int
) -> None:
    publish(app, station_id)
    grid = cells(praew, f"/admin/rosters/{MARCH}?view={view}&day=2025-03-03")
    assert len({day for day, _ in grid}) == days
    assert grid["จ. 3", 1] == ONE


@on_sqlite
def test_a_week_over_two_months_shows_both(app: Flask, praew: Person, station_id: UUID) -> None:
    publish(app, station_id, [f"31/3/2568,จุดประชาสัมพันธ์,08.00-16.00,{ONE}"])
    publish(app, station_id, [f"1/4/2568,จุดประชาสัมพันธ์,08.00-16.00,{TWO}"], "2568-04")
    grid = cells(praew, f"/admin/rosters/{MARCH}?view=week&day=2025-03-31")
    assert (grid["จ. 31", 1], grid["อ. 1", 1]) == (ONE, TWO)


@on_sqlite
def test_the_title_says_what_is_wrong(app: Flask, praew: Person, station_id: UUID) -> None:
    double = f"3/3/2568,One Stop Service งานจราจร,08.30-16.30,{ONE}"
    publish(app, station_id, [*GOOD, double])
    page = read(praew.opens(f"/admin/rosters/{MARCH}"))
    title = page.select_one("h1")
    assert title is not None
    assert "ไม่มีผู้เข้าเวร" in title.get_text()
    assert "เข้าเวรซ้อนกันในเวลาเดียวกัน" in page.select_one("[aria-labelledby=wrong]").get_text()  # type: ignore[union-attr]


def test_an_older_version_is_kept_and_its_change_told(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    publish(app, station_id)
    publish(app, station_id, [*GOOD[:3], f"5/3/2568,จุดประชาสัมพันธ์,08.00-16.00,{TWO}"])
    assert cells(praew, f"/admin/rosters/{MARCH}")["พ. 5", 1] == TWO
    assert cells(praew, f"/admin/rosters/{MARCH}?version=1")["อ. 4", 1] == ONE
    page = read(praew.opens(f"/admin/rosters/{MARCH}/versions"))
    newest = page.select("section")[0]
    assert [one.get_text(strip=True) for one in newest.select("del, ins")] == [ONE, TWO]


@on_sqlite
def test_a_version_that_never_was_is_not_found(app: Flask, praew: Person, station_id: UUID) -> None:
    publish(app, station_id)
    for path in ("?version=2", "?version=0"):
        assert praew.opens(f"/admin/rosters/{MARCH}{path}").status_code == 404
    assert praew.opens("/admin/rosters/2568-13").status_code == 404


@on_sqlite
def test_a_month_without_a_roster_says_so(app: Flask, praew: Person) -> None:
    page = read(praew.opens(f"/admin/rosters/{MARCH}"))
    assert not page.select(".roster-grid")
    assert "ยังไม่มีตารางเวร" in page.get_text()
    assert "ยังไม่ได้ประกาศใช้ตารางเวร" in read(praew.opens("/admin/rosters")).get_text()


@on_sqlite
def test_another_stations_roster_is_not_seen(app: Flask, krit: Person, station_id: UUID) -> None:
    publish(app, station_id)
    assert ONE not in krit.opens(f"/admin/rosters/{MARCH}").get_data(as_text=True)
    assert ONE not in krit.opens(f"/admin/rosters/{MARCH}/versions").get_data(as_text=True)


def test_how_names_are_shown_is_chosen_and_noted(app: Flask, praew: Person) -> None:
    for choice in ("first", "rank", "full"):
        answer = praew.sends("/admin/rosters/names", form_at="/admin/rosters", names=choice)
        assert answer.status_code == 303
        assert [one.names for one in rows(app, DutyDisplay)] == [choice]
    assert acts(app).count("duty_display_set") == 3
    answer = praew.sends("/admin/rosters/names", form_at="/admin/rosters", names="nickname")
    assert answer.status_code == 400
