"""The files of visits beside duty, and what stands in them and in the page."""

from datetime import timedelta
from random import Random
from uuid import UUID

import pytest
from flask import Flask

from admin import files
from station.posts.queries import get_post
from tests.admin.boards import text_of
from tests.admin.coverages import (
    ALL,
    DIVISIONS,
    FEBRUARY,
    PUBLIC_RELATIONS,
    SCANNED,
    VISITS,
    at,
    days_of,
    lines_of,
    page_of,
    publish_mornings,
    table_of,
)
from tests.cast import Person, house_of
from tests.instances import on_sqlite
from tests.rostered import add_shift_at, needed, publish, some_of, visit


def test_a_whole_months_shifts_add_up_to_its_days_and_its_total_in_page_and_file(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    random = Random(3)
    add_shift_at(app, station_id, "public-relations", "evening", "22:00", "06:00")
    publish(app, station_id, FEBRUARY, some_of(needed(app, station_id, FEBRUARY), random))
    made = [
        (
            at(1, 0) + timedelta(minutes=random.randrange(28 * 1440)),
            random.choice(DIVISIONS),
        )
        for _ in range(400)
    ]
    visit(malee, made)
    page = page_of(praew)
    table = table_of(page)
    own = [int(c[VISITS]) for (p, row), c in table.items() if p == PUBLIC_RELATIONS and row != ALL]
    assert sum(own) == int(table[PUBLIC_RELATIONS, ALL][VISITS]) == 400
    *days, total = days_of(page, PUBLIC_RELATIONS)
    by_day = [sum(moment.day == day for moment, _ in made) for day in range(1, 29)]
    assert [int(row[-1]) for row in days] == by_day
    assert [sum(int(c.replace("–", "0")) for c in row[1:-1]) for row in days] == by_day
    assert [int(cell) for cell in total[1:]] == [*own, 400]
    lines = [line for line in lines_of(praew, "shifts") if line["Post"] == PUBLIC_RELATIONS]
    assert sum(int(line[VISITS]) for line in lines) == 400
    for number, visits in enumerate(by_day, 1):
        day = f"2025-02-{number:02d}"
        assert sum(int(line[VISITS]) for line in lines if line["Day"] == day) == visits
    hours = [line for line in lines_of(praew, "hours") if line["Post"] == PUBLIC_RELATIONS]
    assert len(hours) == 7 * 24
    assert sum(int(line[VISITS]) for line in hours) == 400


@on_sqlite
def test_no_such_table_is_not_found(praew: Person) -> None:
    assert praew.opens("/admin/coverage.csv?table=officers").status_code == 404


@on_sqlite
def test_where_scans_are_not_measured_no_file_says_0(praew: Person, malee: Person) -> None:
    visit(malee, [(at(3, 9), "traffic")])
    assert {line[SCANNED] for line in lines_of(praew, "shifts")} == {"not measured"}


@on_sqlite
@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_name_becomes_a_formula_and_none_becomes_markup(
    app: Flask, praew: Person, malee: Person, station_id: UUID, name: str
) -> None:
    name += "<script>alert(1)</script>"
    with house_of(app).database.session(writing=True) as db:
        get_post(db, station_id, "public-relations").name = {"th": name, "en": name}
        db.commit()
    visit(malee, [(at(3, 9), "traffic")])
    for table in ("shifts", "hours"):
        names = {line["Post"] for line in lines_of(praew, table)}
        assert f"'{name}" in names
        assert not any(one.startswith(tuple("=+-@\t")) for one in names)
    page = page_of(praew)
    assert not page.select("main script")
    assert any(name.strip() in text_of(cell) for cell in page.select(".coverage-post th"))


@on_sqlite
def test_no_officer_is_named_in_page_or_files(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    publish_mornings(app, station_id)
    visit(malee, [(at(3, 9), "traffic")])
    for path in ("coverage?month=2568-02", "coverage.csv?month=2568-02&table=shifts"):
        assert "ตัวอย่าง หนึ่ง" not in praew.opens(f"/admin/{path}").get_data(as_text=True)


@on_sqlite
def test_a_formula_let_through_would_be_found(
    app: Flask, praew: Person, station_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "harmless", str)
    with house_of(app).database.session(writing=True) as db:
        get_post(db, station_id, "public-relations").name = {"th": "=1+1", "en": "=1+1"}
        db.commit()
    assert "=1+1" in {line["Post"] for line in lines_of(praew, "hours")}
