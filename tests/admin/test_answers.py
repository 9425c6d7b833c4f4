"""What ITAP shows and what the collectors report: typed in once, never changed."""

from datetime import date

import pytest
import time_machine
from flask import Flask

from station.quotas.tables import Reading, Tally
from station.thai import thai_digits
from tests.admin.boards import enter_reading, enter_tally, text_of
from tests.cast import Person, read
from tests.instances import on_sqlite
from tests.kept import audit, everything, rows

READING = {"day": "3/3/2568", "division": "", "confirmed": "112", "note": "ภาพหน้าจอ ๑"}
TALLY = {"day": "3/3/2568", "division": "traffic", "total": "7", "collector": "ตัวอย่าง สอง"}
FORMS = {"reading": READING, "tally": TALLY}
NUMBERS = {"reading": "confirmed", "tally": "total"}


def test_a_reading_is_kept_with_day_note_and_who_entered_it(app: Flask, praew: Person) -> None:
    answer = praew.sends("/admin/answers/reading", **READING)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/answers")
    (kept,) = rows(app, Reading)
    assert (kept.day, kept.division, kept.confirmed) == (date(2025, 3, 3), None, 112)
    assert (kept.note, kept.by is not None) == ("ภาพหน้าจอ ๑", True)
    (entry,) = [entry for entry in audit(app) if entry.act == "reading_entered"]
    assert entry.detail == {"day": "2025-03-03", "division": None, "confirmed": 112}
    assert entry.account_id == kept.by


def test_a_tally_is_kept_with_who_reported_it(app: Flask, praew: Person) -> None:
    assert praew.sends("/admin/answers/tally", **TALLY).status_code == 303
    (kept,) = rows(app, Tally)
    assert (kept.day, kept.division, kept.total) == (date(2025, 3, 3), "traffic", 7)
    assert kept.collector == "ตัวอย่าง สอง"
    (entry,) = [entry for entry in audit(app) if entry.act == "tally_entered"]
    assert entry.detail["total"] == 7


@on_sqlite
@pytest.mark.parametrize("page", ["reading", "tally"])
@pytest.mark.parametrize(
    "typed",
    ["2025-03-03", "2568-03-03", "3/3/2025", "03/03/2568", thai_digits("3/3/2568"), " 3/3/2568 "],
)
def test_a_day_may_be_typed_in_either_era_and_either_digits(
    app: Flask, praew: Person, page: str, typed: str
) -> None:
    assert praew.sends(f"/admin/answers/{page}", **{**FORMS[page], "day": typed}).status_code == 303
    days = [reading.day for reading in rows(app, Reading)] + [t.day for t in rows(app, Tally)]
    assert days == [date(2025, 3, 3)]


@on_sqlite
@pytest.mark.parametrize(
    ("typed", "kept"),
    [("0", 0), ("1,234", 1234), (thai_digits("250"), 250), (" 12 ", 12), ("1000000", 1_000_000)],
)
def test_a_number_may_be_typed_in_either_digits(
    app: Flask, praew: Person, typed: str, kept: int
) -> None:
    praew.sends("/admin/answers/reading", **{**READING, "confirmed": typed})
    assert [reading.confirmed for reading in rows(app, Reading)] == [kept]


WRONG = [
    {"day": ""},
    {"day": "4/3/2568"},
    {"day": "2026-01-01"},
    {"day": "30/2/2568"},
    {"day": "3/3/68"},
    {"day": "tomorrow"},
    {"number": ""},
    {"number": "-1"},
    {"number": "1.5"},
    {"number": "many"},
    {"number": "1000001"},
    {"number": "9" * 40},
    {"number": "²"},
    {"division": "canteen"},
    {"note": "x" * 501},
]


@on_sqlite
@pytest.mark.parametrize("page", ["reading", "tally"])
def test_what_cannot_be_is_refused_with_words_and_keeps_what_was_typed(
    app: Flask, praew: Person, page: str
) -> None:
    before = everything(app)
    for change in WRONG:
        form = {NUMBERS[page] if key == "number" else key: text for key, text in change.items()}
        answer = praew.sends(f"/admin/answers/{page}", **{**FORMS[page], **form})
        shown = read(answer)
        assert answer.status_code == 422, change
        assert shown.select(".error-summary a[href^='#']")
        day = shown.select_one("input[name=day]")
        assert day is not None
        assert day["value"] == form.get("day", "3/3/2568")
    assert everything(app) == before


@on_sqlite
@pytest.mark.parametrize("change", [{"collector": ""}, {"collector": " "}, {"division": ""}])
def test_a_tally_needs_a_division_and_who_reported_it(
    app: Flask, praew: Person, change: dict[str, str]
) -> None:
    assert praew.sends("/admin/answers/tally", **{**TALLY, **change}).status_code == 422
    assert not rows(app, Tally)


@on_sqlite
def test_today_is_the_stations(app: Flask, praew: Person, now: time_machine.Traveller) -> None:
    now.move_to("2025-03-03T16:30:00+00:00")
    praew.signs_in("praew")
    assert (
        praew.sends("/admin/answers/reading", **{**READING, "day": "4/3/2568"}).status_code == 422
    )
    now.move_to("2025-03-03T17:00:00+00:00")
    assert (
        praew.sends("/admin/answers/reading", **{**READING, "day": "4/3/2568"}).status_code == 303
    )


@pytest.mark.parametrize(
    "text", ["\u0000", "a\u0000b", "\ud7ff\ufffd", "<script>x</script>", "'--"]
)
def test_any_note_is_kept_as_it_is_or_refused_and_shown_as_text(
    app: Flask, praew: Person, text: str
) -> None:
    status = praew.sends("/admin/answers/reading", **{**READING, "note": text}).status_code
    assert status in (303, 400, 422)
    page = read(praew.opens("/admin/answers"))
    assert page.select_one("main script") is None
    assert [reading.note for reading in rows(app, Reading)] in ([], [text])


def test_an_entry_once_made_stays_and_a_later_one_counts(
    app: Flask, praew: Person, now: time_machine.Traveller
) -> None:
    enter_reading(praew, 120)
    enter_tally(praew, "traffic", 9)
    now.shift(60)
    enter_reading(praew, 112)
    enter_tally(praew, "traffic", 8)
    tables = read(praew.opens("/admin/answers?lang=en")).select("table.list")
    shown = [
        [(text_of(row.select_one("strong")), text_of(row.select_one(".is-in-force")))
         for row in table.select("tbody tr")]
        for table in tables
    ]  # fmt: skip
    assert shown == [
        [("112", "counts now"), ("120", "replaced, kept")],
        [("8", "counts now"), ("9", "replaced, kept")],
    ]


@on_sqlite
def test_the_list_is_of_this_fiscal_year(
    app: Flask, praew: Person, now: time_machine.Traveller
) -> None:
    enter_reading(praew, 112)
    now.move_to("2025-10-01T02:00:00+00:00")
    praew.signs_in("praew")
    assert not read(praew.opens("/admin/answers")).select("table.list")
    assert len(rows(app, Reading)) == 1


@on_sqlite
def test_the_form_offers_the_divisions_and_for_readings_the_whole_station(
    app: Flask, praew: Person
) -> None:
    codes = ["inquiry", "traffic", "patrol", "investigation", "administration"]
    for page in ("reading", "tally"):
        options = read(praew.opens(f"/admin/answers/{page}")).select("select option")
        assert [str(option["value"]) for option in options] == ["", *codes]


@on_sqlite
def test_a_tally_is_of_a_division_that_somebody_chose(app: Flask, praew: Person) -> None:
    answer = praew.sends("/admin/answers/tally", **{**FORMS["tally"], "division": ""})
    assert answer.status_code == 422
    assert read(answer).select_one(".error-summary a[href='#division']")


SIGNS = ["a\u0000b", "\u0007", "\u202egnp.exe"]


@pytest.mark.parametrize("page", ["reading", "tally"])
def test_signs_that_cannot_be_read_are_refused_on_both_databases(
    app: Flask, praew: Person, page: str
) -> None:
    before = everything(app)
    for sign in SIGNS:
        answer = praew.sends(f"/admin/answers/{page}", **{**FORMS[page], "note": sign})
        assert answer.status_code == 422
        assert read(answer).select_one(".error-summary a[href='#note']")
    assert everything(app) == before


@on_sqlite
def test_a_note_may_have_lines_and_spaces_of_no_width(app: Flask, praew: Person) -> None:
    note = "ภาพหน้าจอ\u200bที่ 3\r\nในแฟ้ม 4"
    assert (
        praew.sends("/admin/answers/reading", **{**FORMS["reading"], "note": note}).status_code
        == 303
    )
