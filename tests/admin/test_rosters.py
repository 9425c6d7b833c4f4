"""The rosters' pages: which months there are, the grid, the versions, and how names are shown."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask

from station import clock
from station.people.actions import Actor
from station.posts.actions import change_post
from station.posts.queries import get_post
from station.rosters.tables import DutyDisplay
from tests.admin.boards import text_of
from tests.cast import Person, house_of, read
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
@pytest.mark.parametrize(("view", "days"), [("week", 7), ("month", 31)])
def test_a_week_is_a_part_of_it(
    app: Flask, praew: Person, station_id: UUID, view: str, days: int
) -> None:
    publish(app, station_id)
    grid = cells(praew, f"/admin/rosters/{MARCH}?view={view}&day=2025-03-03")
    assert len({day for day, _ in grid}) == days
    assert grid["จ. 3", 1] == ONE


def day_told(person: Person, day: str) -> dict[str, str]:
    """What the page of a day says of each post."""
    page = read(person.opens(f"/admin/rosters/{MARCH}?view=day&day={day}"))
    lines = page.select(".roster-day-posts > li")
    return {text_of(line.select_one("strong")): text_of(line) for line in lines}


@on_sqlite
def test_a_day_shows_each_post_with_its_shifts(app: Flask, praew: Person, station_id: UUID) -> None:
    publish(app, station_id)
    told = day_told(praew, "2025-03-03")
    desk = f"จุดประชาสัมพันธ์ 00.00–08.00 {THREE} 08.00–16.00 {ONE} 16.00–24.00 {TWO}"
    assert told["จุดประชาสัมพันธ์"] == desk
    traffic = "One Stop Service งานจราจร"
    assert told[traffic] == f"{traffic} 08.30–16.30 ไม่มีผู้เข้าเวร"
    publish(app, station_id, [*GOOD, f"1/3/2568,จุดประชาสัมพันธ์,08.00-16.00,{ONE}"])
    assert day_told(praew, "2025-03-01")[traffic] == f"{traffic} 08.30–16.30 ไม่มีผลัดในวันนี้"


@on_sqlite
@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "มีนาคม 2568 ไม่มีผู้เข้าเวร"),
        ("?view=week&day=2025-03-05", "3 มี.ค. 2568 – 9 มี.ค. 2568 ไม่มีผู้เข้าเวร"),
        ("?view=day&day=2025-03-08", "วันเสาร์ที่ 8 มีนาคม 2568 มีผู้เข้าเวรครบทุกผลัด"),
        ("?view=day&day=2025-03-03", "วันจันทร์ที่ 3 มีนาคม 2568 ไม่มีผู้เข้าเวร 5 ผลัด"),
        ("?view=nonsense", "มีนาคม 2568 ไม่มีผู้เข้าเวร"),
    ],
)
def test_the_title_speaks_of_the_shown_days_alone(
    app: Flask, praew: Person, station_id: UUID, query: str, told: str
) -> None:
    saturday = [
        f"8/3/2568,จุดประชาสัมพันธ์,{shift},{who}"
        for shift, who in (("00.00-08.00", THREE), ("08.00-16.00", ONE), ("16.00-24.00", TWO))
    ]
    publish(app, station_id, [*GOOD, *saturday])
    page = read(praew.opens(f"/admin/rosters/{MARCH}{query}"))
    assert text_of(page.select_one("h1")).startswith(told)


@on_sqlite
@pytest.mark.parametrize(
    "path",
    [
        f"{MARCH}?view=week&day=0001-01-01",
        f"{MARCH}?view=day&day=9999-12-31",
        f"{MARCH}?view=day&day=2025-02-30",
        "0001-01",
        "9999-12",
        "9999-12?view=week",
        "2942-12",
    ],
)
def test_no_day_or_month_at_the_end_of_time_is_an_error(praew: Person, path: str) -> None:
    assert praew.opens(f"/admin/rosters/{path}").status_code in (200, 404)


@on_sqlite
def test_a_week_over_two_months_shows_both(app: Flask, praew: Person, station_id: UUID) -> None:
    """What is wrong in the second too, and only where it has a roster."""
    march = [f"{day}/3/2568,จุดประชาสัมพันธ์,08.00-16.00,{ONE}" for day in (1, 31)]
    publish(app, station_id, march)
    publish(app, station_id, [f"1/4/2568,จุดประชาสัมพันธ์,08.00-16.00,{TWO}"], "2568-04")
    grid = cells(praew, f"/admin/rosters/{MARCH}?view=week&day=2025-03-31")
    assert (grid["จ. 31", 1], grid["อ. 1", 1]) == (ONE, TWO)
    assert "ไม่มีผู้เข้าเวร" in grid["จ. 31", 0]
    assert "ไม่มีผู้เข้าเวร" in grid["พ. 2", 0]
    grid = cells(praew, f"/admin/rosters/{MARCH}?view=week&day=2025-03-01")
    assert grid["ศ. 28", 0] == ""  # of February nobody knows anything


@on_sqlite
def test_duties_of_a_shift_that_is_worked_no_more_are_still_shown(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    publish(app, station_id)
    with house_of(app).database.session(writing=True) as db:
        post, by = get_post(db, station_id, "public-relations"), Actor(station_id, None)
        change_post(
            *(db, post),
            name=post.name,
            division=None,
            shifts=["morning"],
            by=by,
            at=clock.now(),
        )
        db.commit()
    grid = cells(praew, f"/admin/rosters/{MARCH}")
    assert [grid["จ. 3", shift] for shift in (0, 1, 2)] == [THREE, ONE, TWO]
    assert grid["อ. 4", 0] == ""  # and nobody need be there any more


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
    newest = page.select(".roster-version")[0]
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
def test_the_list_says_which_month_has_no_roster_yet(
    app: Flask, praew: Person, signed_in: Callable[[str], Person], station_id: UUID
) -> None:
    def told(person: Person) -> str:
        notice = read(person.opens("/admin/rosters")).select_one(".notice")
        return text_of(notice) if notice else ""

    assert told(praew) == "ยังไม่ประกาศใช้ตารางเวรเดือนมีนาคม 2568"
    publish(app, station_id)
    assert told(praew) == "ยังไม่ประกาศใช้ตารางเวรเดือนเมษายน 2568"
    assert told(signed_in("anan")) == ""
    publish(app, station_id, [f"1/4/2568,จุดประชาสัมพันธ์,08.00-16.00,{TWO}"], "2568-04")
    assert told(praew) == ""


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
