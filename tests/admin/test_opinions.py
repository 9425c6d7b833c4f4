"""What visitors think, on the staff's page: numbers with intervals, nothing of too few."""

from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import event

from station.stations.queries import list_divisions
from tests.answering import choice, content, faces, in_words, publish
from tests.cast import Person, house_of, read
from tests.instances import on_sqlite
from tests.station.opinions.filling import answer_many

OPINIONS = "/admin/opinions/form"


@pytest.fixture
def form(app: Flask, station_id: UUID) -> None:
    publish(
        app,
        station_id,
        "form",
        content(faces("one"), choice("two", "a", "b"), in_words("idea"), title="Form"),
    )


def page_of(person: Person, **query: str) -> BeautifulSoup:
    asked = {"lang": "en", "year": "2568", **query}
    return read(person.opens(OPINIONS, query_string=asked))


def heading(page: BeautifulSoup) -> str:
    found = page.select_one("h1")
    assert found is not None
    return found.get_text(strip=True)


def shares(page: BeautifulSoup, question: str) -> dict[str, list[str]]:
    """A question's table: the option, and its cells."""
    part = page.select_one(f"section[aria-labelledby=question-{question}]")
    assert part is not None
    return {
        row.select_one("th").get_text(" ", strip=True): [  # type: ignore[union-attr]
            cell.get_text(" ", strip=True) for cell in row.select("td")[:3]
        ]
        for row in part.select(".shares tbody tr")
    }


def groups(page: BeautifulSoup, question: str, number: int) -> dict[str, str]:
    """A question's table by division (0) or month (1): the name, and what follows."""
    part = page.select_one(f"section[aria-labelledby=question-{question}]")
    assert part is not None
    table = part.select(".group-table")[number]
    for told_on_phones in table.select(".cell-name"):
        told_on_phones.decompose()
    return {
        row.select_one("th").get_text(strip=True): row.select("td")[0].get_text(" ", strip=True)  # type: ignore[union-attr]
        for row in table.select("tbody tr")
    }


def test_shares_stand_with_their_number_and_interval(
    app: Flask, praew: Person, station_id: UUID, form: None
) -> None:
    answer_many(app, station_id, "one", "5", times=12)
    answer_many(app, station_id, "one", "2", times=8)
    answer_many(app, station_id, "two", "a", times=10)
    page = page_of(praew)
    assert heading(page) == "60 % of 20 chose one of the two best faces"
    assert shares(page, "one")["one 5"] == ["12", "60.0 %", "38.7 to 78.1 %"]
    assert shares(page, "two")["two a"] == ["10", "100.0 %", "72.2 to 100.0 %"]
    part = page.select_one("section[aria-labelledby=question-one]")
    assert part is not None
    assert "20 answers · mean 3.80 of 5" in " ".join(part.get_text().split())


def test_a_division_and_a_month_are_looked_at_apart(
    app: Flask, praew: Person, station_id: UUID, form: None
) -> None:
    answer_many(app, station_id, "one", "5", times=12)
    answer_many(app, station_id, "one", "1", times=30, division="patrol")
    answer_many(app, station_id, "one", "5", times=11, division="patrol", day="2025-04-01")
    assert heading(page_of(praew)) == "43 % of 53 chose one of the two best faces"
    assert heading(page_of(praew, division="patrol")).startswith("27 % of 41")
    assert heading(page_of(praew, division="patrol", month="2568-04")).startswith("100 % of 11")
    assert heading(page_of(praew, month="2568-05")) == "Nobody has answered yet"
    page = page_of(praew, month="2568-03")
    assert groups(page, "one", 0)["Traffic"] == "12"
    assert groups(page, "one", 0)["Inquiry"] == "no answers"
    assert groups(page, "one", 1)["April 2025"] == "11"


def test_of_too_few_nothing_is_shown_nor_what_would_tell_of_them(
    app: Flask, praew: Person, station_id: UUID, form: None
) -> None:
    answer_many(app, station_id, "one", "5", times=4)
    assert heading(page_of(praew)) == "Too few answers to show: results are shown from 10 on"
    answer_many(app, station_id, "one", "1", times=20, division="patrol")
    answer_many(app, station_id, "one", "1", times=30, division="inquiry")
    by_division = groups(page_of(praew), "one", 0)
    assert by_division["Traffic"] == by_division["Crime Prevention and Suppression"]
    assert by_division["Traffic"] == "too few to show"
    assert by_division["Inquiry"] == "30"
    assert heading(page_of(praew, division="traffic")).startswith("Too few answers")


def test_a_question_asked_no_more_and_an_option_gone_are_marked(
    app: Flask, praew: Person, station_id: UUID, form: None
) -> None:
    answer_many(app, station_id, "two", "a", times=12)
    publish(app, station_id, "form", content(faces("one"), choice("two", "b", "c")))
    assert "two a no longer offered" in shares(page_of(praew), "two")
    publish(app, station_id, "form", content(faces("one")))
    part = page_of(praew).select_one("section[aria-labelledby=question-two] h2")
    assert part is not None
    assert "asked no more" in part.get_text(" ", strip=True)


@on_sqlite
def test_before_anybody_answered_the_page_says_so(app: Flask, praew: Person, form: None) -> None:
    page = page_of(praew)
    assert heading(page) == "Nobody has answered yet"
    assert len(page.select(".empty")) == 1


@on_sqlite
def test_a_year_without_answers_leads_to_one_with_and_back(
    app: Flask, praew: Person, station_id: UUID, form: None
) -> None:
    answer_many(app, station_id, "one", "5", times=12, day="2024-09-30")
    years = [way["href"] for way in page_of(praew).select("[aria-label='Fiscal year'] a, .empty a")]
    assert [str(way).partition("year=")[2] for way in years] == ["2567", "2568", "2567"]
    assert "year=2568" in str(page_of(praew, year="2567").select_one(".filters"))


@on_sqlite
@pytest.mark.parametrize("query", ["year=abc", "year=2025", "month=2568-13", "division=canteen"])
def test_what_is_no_year_month_or_division_is_not_found(
    app: Flask, praew: Person, form: None, query: str
) -> None:
    assert praew.opens(f"{OPINIONS}?{query}").status_code == 404


@on_sqlite
def test_the_page_asks_the_database_a_fixed_number_of_times(
    app: Flask, praew: Person, station_id: UUID, form: None
) -> None:
    said: list[str] = []
    engine = house_of(app).database.engine

    def count(times: int) -> int:
        answer_many(app, station_id, "one", "5", times=times)
        said.clear()
        page_of(praew)
        return len(said)

    event.listen(engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    assert count(20) == count(200) <= 30


def test_the_first_questionnaire_is_shown_where_none_is_named(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    answer_many(app, station_id, "overall", "5", times=10, code="satisfaction")
    page = read(praew.opens("/admin/opinions?year=2568&lang=en"))
    assert heading(page) == "100 % of 10 chose one of the two best faces"
    with house_of(app).database.session(writing=False) as db:
        names = [one.name["en"] for one in list_divisions(db, station_id)]
    assert list(groups(page, "overall", 0)) == names
