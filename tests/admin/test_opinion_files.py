"""Opinions as files: opened again, every text is text, and nothing of too few is in them."""

import csv
from io import BytesIO, StringIO
from uuid import UUID

import openpyxl
import pytest
from flask import Flask

from station.questionnaires.rules import Content, Option, Question, QuestionKind
from tests.answering import content, faces, in_words, publish
from tests.cast import Person
from tests.station.opinions.filling import answer_many

CANARIES = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "\uff1d1+1", "'=1")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def poisoned(text: str) -> dict[str, str]:
    return {"th": text, "en": text}


@pytest.fixture
def form(app: Flask, station_id: UUID) -> None:
    """A questionnaire whose every text begins like a formula."""
    options = tuple(Option(f"o{number}", poisoned(text)) for number, text in enumerate(CANARIES))
    questions = (
        Question("one", QuestionKind.ONE, poisoned("=one"), options=options),
        Question("idea", QuestionKind.LONG, poisoned("@idea")),
    )
    publish(app, station_id, "form", Content(poisoned("=title"), {}, questions))
    for number in range(len(CANARIES)):
        answer_many(app, station_id, "one", f"o{number}", times=3)
    for number in range(12):
        text = CANARIES[number % len(CANARIES)] + f" {number}"
        answer_many(app, station_id, "idea", "", text=text)


def csv_rows(person: Person, path: str) -> list[list[str]]:
    answer = person.opens(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    content = answer.get_data()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def xlsx_rows(person: Person, path: str) -> list[list[object]]:
    answer = person.opens(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, XLSX)
    sheet = openpyxl.load_workbook(BytesIO(answer.get_data())).active
    assert sheet is not None
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type in ("s", "n"), cell.value  # never "f", a formula
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.mark.parametrize("what", ["form", "form/texts"])
def test_every_canary_stays_text_in_either_file(
    app: Flask, praew: Person, form: None, what: str
) -> None:
    rows = csv_rows(praew, f"/admin/opinions/{what}.csv?year=2568&lang=en")
    dangerous = ("=", "+", "-", "@", "\uff1d")
    assert not [cell for row in rows for cell in row if cell.startswith(dangerous)]
    found = {cell for row in rows for cell in row}
    sheet = xlsx_rows(praew, f"/admin/opinions/{what}.xlsx?year=2568&lang=en")
    texts = {cell for row in sheet for cell in row}
    if what == "form":
        assert {"'" + canary for canary in CANARIES} <= found
        assert {*CANARIES, "=one"} <= texts
    else:
        assert "'=1+1 0" in found
        assert {"=1+1 0", "@idea"} <= texts


def test_the_numbers_in_the_files_are_those_of_the_page(
    app: Flask, praew: Person, form: None
) -> None:
    rows = csv_rows(praew, "/admin/opinions/form.csv?year=2568&lang=en")
    head, *lines = rows
    assert head == [
        "Question", "Division", "Month", "Option", "Answers", "Chosen", "Share or mean",
        "95 % from", "95 % to",
    ]  # fmt: skip
    whole = [line for line in lines if line[1:3] == ["The whole station", "The whole year"]]
    assert len(whole) == len(CANARIES) + 1
    assert whole[0][4:7] == ["18", "3", "0.1667"]
    assert whole[-1][3:5] == ["written answers", "12"]
    sheet = xlsx_rows(praew, "/admin/opinions/form.xlsx?year=2568&lang=en")
    assert sheet[1][4:7] == [18, 3, 0.1667]


def test_nothing_of_too_few_is_in_a_file(app: Flask, praew: Person, station_id: UUID) -> None:
    publish(app, station_id, "form", content(faces("one"), in_words("idea")))
    answer_many(app, station_id, "one", "5", times=4)
    answer_many(app, station_id, "one", "5", times=20, division="patrol")
    answer_many(app, station_id, "one", "5", times=30, division="inquiry")
    answer_many(app, station_id, "idea", "", text="a canary", times=9)
    rows = csv_rows(praew, "/admin/opinions/form.csv?year=2568&lang=en")
    assert {(line[0], line[1]) for line in rows[1:]} == {
        ("one", "The whole station"),
        ("one", "Inquiry"),
    }
    assert len(csv_rows(praew, "/admin/opinions/form/texts.csv?year=2568")) == 1
    assert len(xlsx_rows(praew, "/admin/opinions/form/texts.xlsx?year=2568")) == 1
