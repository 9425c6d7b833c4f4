"""What visitors wrote: shown from ten on, by month, flagged, hidden in part, never deleted."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from station.answers.tables import TextReview
from tests.admin.test_opinion_files import csv_rows, xlsx_rows
from tests.answering import content, faces, in_words, kept_words, publish
from tests.cast import Person, read
from tests.instances import on_sqlite
from tests.kept import acts, count
from tests.station.opinions.filling import answer_many

TEXTS = "/admin/opinions/form/texts"


@pytest.fixture
def form(app: Flask, station_id: UUID) -> None:
    publish(app, station_id, "form", content(faces("one"), in_words("idea")))


def write(
    app: Flask, station_id: UUID, *texts: str, day: str = "2025-03-03", at: str = "traffic"
) -> None:
    for text in texts:
        answer_many(app, station_id, "idea", "", text=text, day=day, division=at)


def page_of(person: Person, **query: str) -> BeautifulSoup:
    return read(person.opens(TEXTS, query_string={"lang": "en", "year": "2568", **query}))


def shown(page: BeautifulSoup) -> list[str]:
    return [one.get_text(" ", strip=True) for one in page.select(".text-words")]


def item(page: BeautifulSoup, words: str) -> Tag:
    return next(one for one in page.select("li.text") if words in one.get_text())


def reviews(person: Person, text: Tag, what: str, words: str = "") -> int:
    """Send one of the forms beside a text."""
    form = next(
        one for one in text.select("form") if one.select(f"button[name=what][value={what}]")
    )
    token = str(form.select_one("input[name=csrf_token]")["value"])  # type: ignore[index]
    data = {"csrf_token": token, "what": what, "words": words}
    return person.browser.post(str(form["action"]), data=data).status_code


def test_nine_are_not_shown_and_ten_are(
    app: Flask, praew: Person, station_id: UUID, form: None
) -> None:
    write(app, station_id, *[f"text {number}" for number in range(9)])
    page = page_of(praew)
    assert shown(page) == []
    assert "Fewer than 10 visitors wrote something" in page.get_text()
    write(app, station_id, "text 9")
    assert sorted(shown(page_of(praew))) == [f"text {number}" for number in range(10)]


def test_they_stand_by_month_and_in_no_order_that_tells_when(
    app: Flask, praew: Person, station_id: UUID, form: None
) -> None:
    written = [f"text {number:02}" for number in range(30)]
    write(app, station_id, *written)
    write(app, station_id, *[f"april {number}" for number in range(10)], day="2025-04-30")
    assert sorted(shown(page_of(praew))) == [f"april {number}" for number in range(10)]
    march = shown(page_of(praew, month="2568-03"))
    assert sorted(march) == written != march
    assert months(page_of(praew)) == ["April 2025", "March 2025"]
    assert "2025-03-03" not in page_of(praew, month="2568-03").get_text()


def months(page: BeautifulSoup) -> list[str]:
    return [one.get_text(strip=True) for one in page.select("[aria-label=Month] a")]


def test_a_month_of_fewer_than_ten_is_named_nowhere_and_cannot_be_told_from_the_rest(
    app: Flask, praew: Person, station_id: UUID, form: None
) -> None:
    write(app, station_id, *[f"march {number}" for number in range(30)])
    write(app, station_id, "of april", day="2025-04-30")
    page = page_of(praew)  # named, March would tell which one is of another month
    assert months(page) == ["The whole year"]
    assert len(shown(page)) == 31
    write(app, station_id, *[f"may {number}" for number in range(9)], day="2025-05-02")
    page = page_of(praew)
    assert months(page) == ["March 2025", "The rest of the year"]
    assert len(shown(page)) == 30
    for asked in ("rest", "2568-04"):
        page = page_of(praew, month=asked)
        assert ("of april" in shown(page)) == (asked == "rest")
        assert "April" not in page.get_text()
    assert len(shown(page_of(praew, month="rest"))) == 10
    assert "shown together" in page_of(praew, month="rest").get_text()


def test_files_name_no_month_that_the_page_does_not(
    app: Flask, praew: Person, station_id: UUID, form: None
) -> None:
    write(app, station_id, *[f"march {number}" for number in range(10)])
    write(app, station_id, *[f"april {number}" for number in range(4)], day="2025-04-30")
    write(app, station_id, *[f"may {number}" for number in range(6)], day="2025-05-02")
    for rows in (csv_rows, xlsx_rows):
        kind = "csv" if rows is csv_rows else "xlsx"
        _, *lines = rows(praew, f"{TEXTS}.{kind}?year=2568&lang=en")
        assert [line[1] for line in lines] == ["March 2025"] * 10 + ["The rest of the year"] * 10


def test_a_division_is_named_only_where_no_few_can_be_told(
    app: Flask, praew: Person, station_id: UUID, form: None
) -> None:
    write(app, station_id, *[f"traffic {number}" for number in range(12)])
    write(app, station_id, *[f"patrol {number}" for number in range(3)], at="patrol")
    assert not page_of(praew).select(".text-marks")
    write(app, station_id, *[f"inquiry {number}" for number in range(15)], at="inquiry")
    marks = {one.get_text(strip=True) for one in page_of(praew).select(".text-marks")}
    assert marks == {"Inquiry"}
    write(app, station_id, *[f"early {number}" for number in range(9)], day="2025-02-03")
    write(app, station_id, "late", day="2025-04-03", at="inquiry")
    page = page_of(praew, month="rest")  # of the ten in the rest, one is Inquiry's
    assert len(shown(page)) == 10
    assert not page.select(".text-marks")


def test_words_are_hidden_flagged_and_shown_again_and_none_is_lost(
    app: Flask, praew: Person, station_id: UUID, form: None
) -> None:
    write(app, station_id, "Officer Sample One helped", *["text"] * 9)
    text = item(page_of(praew), "helped")
    assert reviews(praew, text, "hide", "Sample One") == 303
    text = item(page_of(praew), "helped")
    assert "Sample" not in text.get_text()
    assert "hidden" in text.select_one(".text-words").get_text()  # type: ignore[union-attr]
    assert reviews(praew, text, "flag") == 303
    page = page_of(praew, flagged="yes")
    assert len(shown(page)) == 1
    exported = praew.opens(f"{TEXTS}.csv?year=2568").get_data(as_text=True)
    assert "Officer ███ helped" in exported
    assert "Sample One" not in exported
    assert reviews(praew, item(page, "helped"), "show") == 303
    assert reviews(praew, item(page_of(praew), "helped"), "unflag") == 303
    assert "Officer Sample One helped" in shown(page_of(praew))
    assert count(app, TextReview) == 4
    assert "Officer Sample One helped" in kept_words(app).values()
    assert acts(app).count("text_reviewed") == 4


def test_words_are_found_however_their_marks_are_typed(
    app: Flask, praew: Person, station_id: UUID, form: None
) -> None:
    write(app, station_id, "เจ้าหน้าที่ตัวอย่าง จำนำช่วยดี", *["text"] * 9)
    text = item(page_of(praew), "ตัวอย่าง")
    decomposed = "ตัวอย่าง จำนำ".replace("\u0e33", "\u0e4d\u0e32")
    assert decomposed != "ตัวอย่าง จำนำ"
    assert reviews(praew, text, "hide", f" {decomposed}\u200b ") == 303
    hidden = item(page_of(praew), "ช่วยดี").select_one(".text-words")
    assert hidden is not None
    assert hidden.get_text() == "เจ้าหน้าที่███hiddenช่วยดี"


@on_sqlite
def test_words_that_are_not_there_are_not_hidden(
    app: Flask, praew: Person, station_id: UUID, form: None
) -> None:
    write(app, station_id, *["text"] * 10)
    text = page_of(praew).select_one("li.text")
    assert text is not None
    for words in ("Somebody", ""):
        assert reviews(praew, text, "hide", words) == 303
        flash = page_of(praew).select_one(".flash.is-problem")
        assert flash is not None
        assert "do not stand in the text" in flash.get_text()
    assert count(app, TextReview) == 0


def test_the_commander_reads_and_changes_nothing(
    app: Flask, signed_in: Callable[[str], Person], station_id: UUID, form: None
) -> None:
    write(app, station_id, *["text"] * 10)
    somsak = signed_in("somsak")
    page = page_of(somsak)
    assert len(shown(page)) == 10
    assert not page.select("main form")
    path = f"{TEXTS}/{next(iter(kept_words(app)))}"
    assert somsak.sends(path, form_at="/admin/password", what="flag").status_code == 403
    assert signed_in("prae-province").opens(f"{TEXTS}?station=don-ya-nang").status_code == 403


@on_sqlite
def test_an_unknown_act_or_text_is_refused(
    app: Flask, praew: Person, station_id: UUID, form: None
) -> None:
    write(app, station_id, *["text"] * 10)
    path = f"{TEXTS}/{next(iter(kept_words(app)))}"
    assert praew.sends(path, form_at="/admin/password", what="delete").status_code == 400
    answer = praew.sends(f"{TEXTS}/{uuid4()}", form_at="/admin/password", what="flag")
    assert answer.status_code == 303
    assert count(app, TextReview) == 0
    assert len(kept_words(app)) == 10


@on_sqlite
def test_markup_in_a_text_is_text(app: Flask, praew: Person, station_id: UUID, form: None) -> None:
    write(app, station_id, *["<script>alert(1)</script><b>x</b>"] * 10)
    page = page_of(praew)
    assert shown(page)[0].startswith("<script>")
    assert not page.select("main script, .text-words b")


@on_sqlite
def test_a_questionnaire_without_written_answers_says_so(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    publish(app, station_id, "form", content(faces("one")))
    assert "asks for nothing in writing" in page_of(praew).get_text()
