"""The page of visits beside duty, read as a person reads it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from station.sheets.month import Month
from tests.admin.boards import text_of
from tests.admin.coverages import (
    ALL,
    AT_EMPTY,
    HAD,
    OUTSIDE,
    PUBLIC_RELATIONS,
    SCANNED,
    SEEN,
    TRAFFIC,
    VISITS,
    at,
    heat_of,
    lines_of,
    page_of,
    publish_mornings,
    table_of,
    title_of,
)
from tests.cast import Person, is_thai
from tests.instances import on_sqlite, reachable
from tests.rostered import needed, publish, visit


def test_the_title_says_how_many_visits_came_while_the_post_was_empty(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    publish_mornings(app, station_id)
    visit(malee, [(at(3, 7), "traffic"), (at(3, 9), "traffic"), (at(1, 9), "patrol")])
    assert title_of(page_of(praew)) == "2 of 3 visits came while the post was empty"
    visit(malee, [(at(4, 8, 29), "traffic"), (at(4, 8, 31), "traffic")])
    assert title_of(page_of(praew)) == "3 of 5 visits came while the post was empty"


def test_each_post_has_its_shifts_what_is_outside_and_all(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    publish_mornings(app, station_id)
    visit(malee, [(at(3, 7), "traffic"), (at(3, 9), "traffic"), (at(1, 9), "patrol")])
    visit(malee, [(at(3, 9), "traffic")], "survey_shown")
    table = table_of(page_of(praew))
    assert table[PUBLIC_RELATIONS, "Night"] == {
        HAD: "0 of 28",
        VISITS: "1",
        AT_EMPTY: "1",
        SEEN: "0",
        SCANNED: "not measured",
    }
    morning = table[PUBLIC_RELATIONS, "Morning"]
    assert [morning[n] for n in (HAD, VISITS, AT_EMPTY, SEEN)] == ["28 of 28", "2", "0", "1"]
    assert table[TRAFFIC, "Office hours"][AT_EMPTY] == "1"
    assert table[TRAFFIC, OUTSIDE][VISITS] == "1"
    assert table[TRAFFIC, ALL][VISITS] == "2"
    assert table[PUBLIC_RELATIONS, ALL][VISITS] == "3"


def test_unstaffed_hours_with_visits_are_framed_in_both_maps_and_no_others(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    publish_mornings(app, station_id)
    visit(malee, [(at(3, 7), "traffic"), (at(3, 9), "traffic"), (at(10, 7, 59), "patrol")])
    page = page_of(praew)
    for look in ("is-demand", "is-staffing"):
        cells = heat_of(page, look)
        framed = [key for key, cell in cells.items() if "is-framed" in cell["class"]]
        assert framed == [("07–08", "Mon")]
        assert "2 visits while nobody was on duty" in text_of(cells["07–08", "Mon"])
    assert text_of(heat_of(page, "is-demand")["09–10", "Mon"]) == "1"
    staffing = heat_of(page, "is-staffing")
    assert text_of(staffing["09–10", "Mon"]) == "4/4"
    assert text_of(staffing["17–18", "Mon"]) == "0/4"


def test_the_maps_are_of_the_post_that_was_chosen(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    publish_mornings(app, station_id)
    visit(malee, [(at(3, 9), "traffic"), (at(3, 9), "patrol")])
    page = page_of(praew, "month=2568-02&post=one-stop-traffic")
    assert text_of(heat_of(page, "is-demand")["09–10", "Mon"]).startswith("1")
    assert text_of(heat_of(page, "is-staffing")["08–09", "Mon"]) == "0/2"
    assert text_of(page.select_one(".hours [aria-current]")) == TRAFFIC
    assert page.select_one("table.heat caption")


def test_a_month_without_a_roster_says_so_and_calls_no_post_empty(
    praew: Person, malee: Person
) -> None:
    visit(malee, [(at(3, 9), "traffic")])
    page = page_of(praew)
    assert title_of(page) == "Visits in February 2025: 1, and no roster says who was on duty"
    assert "No roster was published for February 2025" in text_of(page.select_one("p.notice"))
    table = table_of(page)
    assert {cells[AT_EMPTY] for (_, row), cells in table.items() if row != OUTSIDE} == {"no roster"}
    assert not page.select(".is-framed")
    assert {line["The post"] for line in lines_of(praew, "shifts")} == {
        "no roster published",
        "outside every shift",
    }


@on_sqlite
@pytest.mark.parametrize(
    ("month", "sentence"),
    [
        ("2568-02", "No visits were counted in February 2025"),
        ("2568-04", "April 2025 has not begun"),
        ("2575-01", "January 2032 has not begun"),
        ("2400-01", "No visits were counted in January 1857"),
    ],
)
def test_a_month_with_nothing_to_show_says_why(praew: Person, month: str, sentence: str) -> None:
    assert title_of(page_of(praew, f"month={month}")) == sentence


@on_sqlite
def test_the_present_month_is_shown_first_and_is_said_to_be_unfinished(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    publish(app, station_id, Month(2025, 3), needed(app, station_id, Month(2025, 3)))
    visit(malee, [(at(28, 9), "traffic"), (at(28, 9) + timedelta(days=1), "traffic")])
    page = page_of(praew, "")
    assert title_of(page) == "Visits in March 2025: 1, none while the post was empty"
    assert "up to now" in text_of(page.select_one(".sub"))
    months = [text_of(link) for link in page.select("nav[aria-label=Month] a")]
    assert months == ["February 2025", "March 2025"]
    assert text_of(page.select_one("nav[aria-label=Month] [aria-current]")) == "March 2025"


@on_sqlite
@pytest.mark.parametrize(
    "month", ["x", "2568-13", "2568", "2568-02-01", "%00", "๒๕๖๘-๑๓", "9" * 99]
)
def test_what_is_no_month_is_not_found(praew: Person, month: str) -> None:
    assert praew.opens(f"/admin/coverage?month={month}").status_code == 404
    assert praew.opens(f"/admin/coverage.csv?month={month}").status_code == 404


@on_sqlite
@pytest.mark.parametrize("month", ["2025-02", "๒๕๖๘-๐๒", "2568-2"])
def test_a_month_is_read_in_either_era_and_either_digits(praew: Person, month: str) -> None:
    assert "February 2025" in title_of(page_of(praew, f"month={month}"))


@on_sqlite
@reachable
def test_where_scans_are_measured_none_is_0(app: Flask, praew: Person, malee: Person) -> None:
    visit(malee, [(at(3, 9), "traffic")])
    assert {cells[SCANNED] for cells in table_of(page_of(praew)).values()} == {"0"}
    assert {line[SCANNED] for line in lines_of(praew, "shifts")} == {"0"}


@on_sqlite
def test_the_page_says_the_rule_by_which_it_counts(praew: Person) -> None:
    rule = text_of(page_of(praew).select_one("section[aria-labelledby=rule]"))
    for words in ("quarter of an hour began", "not yet the one on duty", "began last", "add up"):
        assert words in rule


@on_sqlite
def test_the_province_keeps_its_station_while_choosing_and_others_see_their_own(
    app: Flask, signed_in: Callable[[str], Person], malee: Person
) -> None:
    visit(malee, [(at(3, 9), "traffic")])
    province = signed_in("prae-province")
    page = page_of(province, "month=2568-02&station=don-ya-nang")
    assert title_of(page).startswith("Visits in February 2025: 1,")
    links = page.select("main nav a, main .head-actions a")
    assert links
    assert all("station=don-ya-nang" in str(link["href"]) for link in links)
    assert title_of(page_of(signed_in("krit"))).startswith("No visits")


@on_sqlite
def test_the_page_is_in_thai_with_buddhist_years(praew: Person, malee: Person) -> None:
    visit(malee, [(at(3, 9), "traffic")])
    page = page_of(praew, language="th")
    assert "กุมภาพันธ์ 2568" in text_of(page.select_one(".sub"))
    assert is_thai(text_of(page.select_one("h1")))
    header = list(lines_of(praew, "hours", "th")[0])
    assert len(header) == 8


@on_sqlite
def test_a_shift_being_worked_counts_from_its_start_on(
    app: Flask, praew: Person, station_id: UUID, now: time_machine.Traveller
) -> None:
    march = Month(2025, 3)
    publish(app, station_id, march, needed(app, station_id, march))
    assert table_of(page_of(praew, ""))[PUBLIC_RELATIONS, "Afternoon"][HAD] == "2 of 2"
    now.shift(timedelta(hours=8))
    assert table_of(page_of(praew, ""))[PUBLIC_RELATIONS, "Afternoon"][HAD] == "3 of 3"
