"""Holidays on the staff's pages: listed by year, added, renamed, removed and added again."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from station.posts.tables import Holiday
from tests.admin.boards import text_of
from tests.cast import Person, is_thai, read
from tests.instances import on_sqlite
from tests.kept import acts, everything, rows

PAGE = "/admin/holidays"
DAY = "2025-03-05"
FORM = {"day": "๕/๓/๒๕๖๘", "name_th": " วันหยุด  ตัวอย่าง ", "name_en": "Sample day"}
SignedIn = Callable[[str], Person]


def days(person: Person, query: str = "") -> list[str]:
    page = read(person.opens(f"{PAGE}?lang=en{query}"))
    return [text_of(one) for one in page.select("main li.row .row-name strong")]


def kept(app: Flask) -> dict[str, dict[str, str]]:
    return {one.day.isoformat(): one.name for one in rows(app, Holiday)}


def wrong_fields(person: Person, path: str, form: dict[str, str]) -> set[str]:
    answer = person.sends(path, **form)
    assert answer.status_code == 422, form
    return {str(a["href"]).removeprefix("#") for a in read(answer).select(".error-summary a")}


def test_a_holiday_is_added_and_stands_in_its_year(app: Flask, praew: Person) -> None:
    answer = praew.sends(f"{PAGE}/new", **FORM)
    assert answer.status_code == 303
    assert kept(app) == {DAY: {"th": "วันหยุด ตัวอย่าง", "en": "Sample day"}}
    assert days(praew) == ["Wednesday 5 March 2025"]
    assert days(praew, "&year=2567") == []
    assert acts(app).count("holiday_set") == 1


@on_sqlite
def test_a_holiday_that_cannot_be_is_refused_at_its_field(app: Flask, praew: Person) -> None:
    praew.sends(f"{PAGE}/new", **FORM)
    before = everything(app)
    for change in (
        {"day": "31/2/2568"},
        {"day": ""},
        {"day": DAY},
        {"day": "6/3/2568", "name_th": " "},
        {"day": "6/3/2568", "name_th": "x" * 201},
        {"day": "6/3/2568", "name_en": "\u202e"},
    ):
        found = wrong_fields(praew, f"{PAGE}/new", {**FORM, **change})
        assert found == {list(change)[-1]}, change
    assert everything(app) == before


def test_it_is_renamed(app: Flask, praew: Person) -> None:
    praew.sends(f"{PAGE}/new", **FORM)
    assert praew.sends(f"{PAGE}/{DAY}", name_th="ชื่อใหม่", name_en="").status_code == 303
    assert kept(app) == {DAY: {"th": "ชื่อใหม่"}}
    assert wrong_fields(praew, f"{PAGE}/{DAY}", {"name_th": ""}) == {"name_th"}


def test_a_removed_one_is_added_again_with_a_tap(app: Flask, praew: Person) -> None:
    praew.sends(f"{PAGE}/new", **FORM)
    before = kept(app)
    assert praew.sends(f"{PAGE}/{DAY}/remove", form_at=PAGE).status_code == 303
    assert kept(app) == {}
    page = read(praew.opens(f"{PAGE}?lang=en"))
    assert "Sample day was removed" in text_of(page.select_one(".undo"))
    form = page.select_one(".undo form")
    assert form is not None
    fields = {str(one["name"]): str(one["value"]) for one in form.select("input")}
    assert praew.browser.post(str(form["action"]), data=fields).status_code == 303
    assert kept(app) == before
    assert not read(praew.opens(PAGE)).select(".undo"), "offered once"


@on_sqlite
def test_removing_one_that_is_gone_is_not_found(app: Flask, praew: Person) -> None:
    before = everything(app)
    for day in (DAY, "2025-02-31", "2568-03-05x", "x"):
        assert praew.sends(f"{PAGE}/{day}/remove", form_at=PAGE).status_code == 404
        assert praew.opens(f"{PAGE}/{day}").status_code == 404
    assert everything(app) == before


def add_official(person: Person, year: str, by: str) -> int:
    path = "/admin/official-holidays"
    return person.sends(path, form_at=PAGE, year=year, by=by).status_code


def test_the_official_ones_of_a_fiscal_year_are_added_once_and_keep_what_people_wrote(
    app: Flask, praew: Person
) -> None:
    own = {"day": "2025-05-01", "name_th": "ชื่อของเรา", "name_en": ""}
    praew.sends(f"{PAGE}/new", **own)
    assert add_official(praew, "2568", "fiscal") == 303
    found = kept(app)
    assert found["2025-05-01"] == {"th": "ชื่อของเรา"}
    assert found["2025-01-01"] == {"th": "วันขึ้นปีใหม่", "en": "New Year's Day"}
    assert "2025-01-11" not in found, "National Children's Day"
    assert min(found) >= "2024-10-01"
    assert max(found) <= "2025-09-30"
    before = everything(app)
    assert add_official(praew, "2568", "fiscal") == 303
    assert everything(app) == before
    assert acts(app).count("holidays_added") == 1


@on_sqlite
def test_so_are_those_of_a_calendar_year(app: Flask, praew: Person) -> None:
    assert add_official(praew, "2568", "calendar") == 303
    assert {date.fromisoformat(day).year for day in kept(app)} == {2025}
    listed = days(praew, "&year=2568&by=calendar")
    assert (listed[0], listed[-1]) == ("Wednesday 1 January 2025", "Wednesday 31 December 2025")
    assert len(days(praew)) < len(listed), "the fiscal year ends in September"


@on_sqlite
@pytest.mark.parametrize("year", ["", "2025", "9999", "-1", "๒๕๖๘", "2568.0", "0" * 5000])
def test_official_ones_of_a_year_that_is_not_offered_are_not_found(
    app: Flask, praew: Person, year: str
) -> None:
    before = everything(app)
    assert add_official(praew, year, "fiscal") == 404
    assert everything(app) == before


@on_sqlite
@pytest.mark.parametrize("query", ["&year=1", "&year=x", "&year=99999", "&by=moon", "&year=%00"])
def test_an_odd_year_shows_the_present_one(praew: Person, query: str) -> None:
    page = read(praew.opens(f"{PAGE}?lang=en{query}"))
    chosen = page.select_one(".years a[aria-current]")
    assert text_of(chosen) == "2568"


@on_sqlite
def test_the_page_says_that_the_cabinet_may_decree_others(praew: Person) -> None:
    page = read(praew.opens(f"{PAGE}?lang=en"))
    told = text_of(page.select_one("section[aria-labelledby=official]"))
    assert "The cabinet may decree others" in told
    assert "Children’s Day is left out" in told


@on_sqlite
def test_the_others_only_read(signed_in: SignedIn) -> None:
    signed_in("praew").sends(f"{PAGE}/new", **FORM)
    for name in ("anan", "somsak"):
        page = read(signed_in(name).opens(f"{PAGE}?lang=th"))
        assert is_thai(text_of(page.select_one("main li.row")))
        assert not page.select("main form, main a.button")


@on_sqlite
def test_a_name_is_text_on_every_page(praew: Person) -> None:
    praew.sends(f"{PAGE}/new", **{**FORM, "name_th": "<b>1</b>", "name_en": ""})
    page = read(praew.opens(PAGE))
    assert not page.select("main b")
    praew.sends(f"{PAGE}/{DAY}/remove", form_at=PAGE)
    page = read(praew.opens(PAGE))
    assert "<b>1</b>" in text_of(page.select_one(".undo"))
    assert not page.select("main b")
