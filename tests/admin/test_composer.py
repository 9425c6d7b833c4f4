"""Composing a questionnaire: without a script, in two languages, a draft until published."""

from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from admin import composer as composer_page
from admin.composer import field_of
from station.questionnaires.queries import get_questionnaire, list_versions
from station.questionnaires.rules import Content, QuestionKind
from tests.admin.composing import begins, composer, fields_of, presses
from tests.answering import content, faces, in_words, publish
from tests.cast import Person, house_of, read
from tests.instances import on_postgresql, on_sqlite
from tests.kept import acts


def draft(app: Flask, station_id: UUID, code: str) -> Content | None:
    with house_of(app).database.session(writing=False) as db:
        kept = get_questionnaire(db, station_id, code).draft
        return Content.read(kept) if kept else None


def versions(app: Flask, station_id: UUID, code: str) -> dict[int, Content]:
    with house_of(app).database.session(writing=False) as db:
        return list_versions(db, get_questionnaire(db, station_id, code))


def kinds(page: BeautifulSoup) -> list[str]:
    return [str(one["value"]) for one in page.select("input[name$=-kind]")]


def test_three_questions_in_two_languages_are_composed_and_published(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    code = begins(praew)
    presses(praew, code, "add:faces", title_th="แบบสั้น", title_en="Short form")
    presses(praew, code, "add:one", q_0_th="พอใจหรือไม่", q_0_en="Content?")
    presses(praew, code, "option:1", q_1_th="ช่องทางใด", q_1_en="Which way?")
    typed = {"q_1_o_0_th": "เอง", "q_1_o_0_en": "Here", "q_1_o_1_th": "โทร", "q_1_o_1_en": "Phone"}
    presses(praew, code, "add:long", **typed, q_1_o_2_th="เว็บ", q_1_o_2_en="Web")
    answer = presses(praew, code, "publish", q_2_th="ข้อเสนอแนะ", q_2_en="What else?")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/questionnaires")
    (made,) = versions(app, station_id, code).values()
    assert [question.kind.value for question in made.questions] == ["faces", "one", "long"]
    assert made.questions[1].words == {"th": "ช่องทางใด", "en": "Which way?"}
    assert [option.words["en"] for option in made.questions[1].options] == ["Here", "Phone", "Web"]
    assert made.questions[0].options[4].words == {"th": "พอใจมาก", "en": "Very satisfied"}
    assert draft(app, station_id, code) is None
    # The standard set stands before it; moved up, it is what visitors see.
    praew.sends(f"{composer(code)}/move", form_at="/admin/questionnaires", to="up")
    shown = read(malee.opens("/d/traffic/opinion?lang=en"))
    assert [one.get_text(strip=True) for one in shown.select("[data-screen] h1")][:3] == [
        "Content?",
        "Which way?",
        "What else?",
    ]


def test_what_is_typed_is_kept_as_a_draft_that_no_visitor_sees(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    answer = presses(praew, "satisfaction", "keep", q_0_en="  Another   question? ")
    assert answer.status_code == 303
    kept = draft(app, station_id, "satisfaction")
    assert kept is not None
    assert kept.questions[0].words["en"] == "Another question?"
    assert "Another question?" not in malee.opens("/d/traffic/opinion?lang=en").get_data(True)
    preview = read(praew.opens(f"{composer()}/preview?lang=en"))
    assert preview.select("[data-screen] h1")[0].get_text(strip=True) == "Another question?"
    assert "questionnaire_drafted" in acts(app)


MOVES = [
    ("up:1", ["courtesy", "overall", "speed"], "q-0"),
    ("down:0", ["courtesy", "overall", "speed"], "q-1"),
    ("down:6", ["overall", "courtesy", "speed"], "q-6"),
    ("up:0", ["overall", "courtesy", "speed"], "q-0"),
    ("remove:0", ["courtesy", "speed", "clearness"], "q-0"),
    ("remove:99", ["overall", "courtesy", "speed"], None),
    ("fly:0", ["overall", "courtesy", "speed"], "q-0"),
    ("up:x", ["overall", "courtesy", "speed"], None),
    ("", ["overall", "courtesy", "speed"], None),
]


@on_sqlite
@pytest.mark.parametrize(("do", "codes", "anchor"), MOVES)
def test_questions_are_moved_and_removed_by_buttons(
    app: Flask, praew: Person, station_id: UUID, do: str, codes: list[str], anchor: str | None
) -> None:
    answer = presses(praew, "satisfaction", do)
    kept = draft(app, station_id, "satisfaction")
    assert kept is not None
    assert [question.code for question in kept.questions][:3] == codes
    assert answer.headers["Location"].partition("#")[2] == (anchor or "")


OPTION_MOVES = [
    ("option-up:5:1", ["yes", "no", "not-said"]),
    ("option-down:5:0", ["yes", "no", "not-said"]),
    ("option-down:5:2", ["no", "yes", "not-said"]),
    ("option-remove:5:1", ["no", "not-said"]),
    ("option-remove:5:9", ["no", "yes", "not-said"]),
    ("option:5", ["no", "yes", "not-said", "o1"]),
    ("option-remove:0:0", ["no", "yes", "not-said"]),
]


@on_sqlite
@pytest.mark.parametrize(("do", "codes"), OPTION_MOVES)
def test_options_are_added_moved_and_removed_by_buttons(
    app: Flask, praew: Person, station_id: UUID, do: str, codes: list[str]
) -> None:
    presses(praew, "satisfaction", do)
    kept = draft(app, station_id, "satisfaction")
    assert kept is not None
    assert list(kept.questions[5].codes) == codes
    assert len(kept.questions[0].options) == 5


@on_sqlite
def test_faces_are_four_or_five(app: Flask, praew: Person, station_id: UUID) -> None:
    code = begins(praew)
    presses(praew, code, "add:faces")
    presses(praew, code, "faces:0")
    kept = draft(app, station_id, code)
    assert kept is not None
    assert [option.words["en"] for option in kept.questions[0].options] == [
        "Very dissatisfied", "Dissatisfied", "Satisfied", "Very satisfied",
    ]  # fmt: skip
    presses(praew, code, "faces:0")
    kept = draft(app, station_id, code)
    assert kept is not None
    assert kept.questions[0].codes == ("1", "2", "3", "4", "5")
    assert kept.questions[0].options[2].words == {"th": "", "en": ""}


@on_sqlite
def test_more_than_seven_cannot_be_added_and_a_code_is_never_used_anew(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    code = begins(praew)
    for _ in range(9):
        presses(praew, code, "add:short")
    kept = draft(app, station_id, code)
    assert kept is not None
    assert [question.code for question in kept.questions] == [f"q{n}" for n in range(1, 8)]
    publish(app, station_id, "form", content(faces("q1"), faces("q9")))
    publish(app, station_id, "form", content(faces("q1")))
    presses(praew, "form", "add:one")
    kept = draft(app, station_id, "form")
    assert kept is not None
    assert kept.questions[1].code == "q10"


def test_what_is_missing_is_told_at_its_field_and_nothing_typed_is_lost(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    code = begins(praew)
    presses(praew, code, "add:long", title_en="Only English")
    answer = presses(praew, code, "publish", q_0_en="A question?")
    assert answer.status_code == 422
    page = read(answer)
    told = {str(one["href"]): one.get_text(strip=True) for one in page.select(".error-summary a")}
    assert set(told) == {"#title-th", "#q-0", "#q-0-th"}
    for field in told:
        assert page.select(field), field
    assert fields_of(page)["q-0-en"] == "A question?"
    assert versions(app, station_id, code) == {}
    kept = draft(app, station_id, code)
    assert kept is not None
    assert kept.questions[0].words["en"] == "A question?"


def test_the_later_of_two_sees_the_earliers_change_and_loses_nothing(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    opened = fields_of(read(praew.opens(composer())))
    presses(praew, "satisfaction", "keep", q_1_en="The earlier one’s words?")
    late = {**opened, "q-2-en": "The later one’s words?", "do": "keep"}
    answer = praew.browser.post(f"{composer()}?lang=en", data=late)
    assert answer.status_code == 409
    page = read(answer)
    summary = page.select_one(".error-summary")
    assert summary is not None
    assert "praew changed this meanwhile" in summary.get_text(" ", strip=True)
    rows = [
        [cell.get_text(strip=True) for cell in row.select("th, td")]
        for row in summary.select("tbody tr")
    ]
    assert rows == [
        ["Question 2 in English", "The earlier one’s words?",
         "How satisfied are you with the courtesy of the officers?"],
        ["Question 3 in English", "How satisfied are you with the speed of the service?",
         "The later one’s words?"],
    ]  # fmt: skip
    again = fields_of(page)
    assert again["q-2-en"] == "The later one’s words?"
    kept = draft(app, station_id, "satisfaction")
    assert kept is not None
    assert kept.questions[1].words["en"] == "The earlier one’s words?"
    answer = praew.browser.post(composer(), data={**again, "do": "keep"})
    assert answer.status_code == 303
    kept = draft(app, station_id, "satisfaction")
    assert kept is not None
    assert kept.questions[2].words["en"] == "The later one’s words?"


def told_rows(answer: TestResponse) -> list[list[str]]:
    """What the box of an overtaken form says: where, theirs, yours."""
    assert answer.status_code == 409
    summary = read(answer).select_one(".error-summary")
    assert summary is not None
    assert "praew changed this meanwhile" in summary.get_text(" ", strip=True)
    return [
        [cell.get_text(strip=True) for cell in row.select("th, td")]
        for row in summary.select("tbody tr")
    ]


CHANGES: list[tuple[str, dict[str, str], str]] = [
    ("up:1", {}, "Order of the questions"),
    ("option-up:5:1", {}, "Question 6 (the list of options)"),
    ("keep", {"q_2_kind": "long"}, "Question 3 (kind)"),
    ("add:long", {}, "Question 7 (kind)"),
]


@pytest.mark.parametrize(("do", "typed", "place"), CHANGES)
def test_what_the_earlier_one_moved_or_added_is_told_the_later_one(
    app: Flask, praew: Person, do: str, typed: dict[str, str], place: str
) -> None:
    if do.startswith("add"):
        presses(praew, "satisfaction", "remove:6")
    opened = fields_of(read(praew.opens(composer())))
    presses(praew, "satisfaction", do, **typed)
    late = {**opened, "do": "keep"}
    rows = told_rows(praew.browser.post(f"{composer()}?lang=en", data=late))
    (found,) = [row for row in rows if row[0] == place]
    assert found[1] != found[2]


def test_a_skip_button_taken_away_is_told_the_later_one(app: Flask, praew: Person) -> None:
    opened = fields_of(read(praew.opens(composer())))
    earlier = {name: text for name, text in opened.items() if name != "q-1-optional"}
    praew.browser.post(composer(), data={**earlier, "do": "keep"})
    answer = praew.browser.post(f"{composer()}?lang=en", data={**opened, "do": "keep"})
    assert told_rows(answer) == [["Question 2 (the “Skip this” button)", "not shown", "shown"]]


def test_where_and_when_changed_meanwhile_is_told_and_the_same_words_too(
    app: Flask, praew: Person
) -> None:
    opened = fields_of(read(praew.opens(composer())))
    asking = {"divisions": "traffic", "ends": "31/3/2568", "revision": opened["revision"]}
    assert praew.sends(f"{composer()}/asking", **asking).status_code == 303
    answer = praew.browser.post(f"{composer()}?lang=en", data={**opened, "do": "keep"})
    assert told_rows(answer) == [
        [
            "Where and when",
            "Traffic until 31 Mar 2025",
            "stays as decided there: it is not part of this page",
        ]
    ]
    opened = fields_of(read(praew.opens(composer())))
    presses(praew, "satisfaction", "keep")
    answer = praew.browser.post(f"{composer()}?lang=en", data={**opened, "do": "keep"})
    assert told_rows(answer) == []
    assert "says the same as theirs" in answer.get_data(as_text=True)


@on_postgresql
def test_what_is_published_between_reading_and_keeping_is_read_again(
    app: Flask, praew: Person, station_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite lets nobody in between: whoever may write has its one turn."""
    keep = composer_page._keep
    form = content(faces("one"), in_words("two"))

    def keep_late(*args: object) -> None:
        publish(app, station_id, "satisfaction", form)
        keep(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(composer_page, "_keep", keep_late)
    opened = fields_of(read(praew.opens(composer())))
    answer = praew.browser.post(f"{composer()}?lang=en", data={**opened, "do": "keep"})
    assert answer.status_code == 409
    assert read(answer).select(".error-summary tbody tr")


def test_publishing_what_somebody_else_changed_meanwhile_is_not_done(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    opened = fields_of(read(praew.opens(composer())))
    presses(praew, "satisfaction", "keep", title_en="Theirs")
    answer = praew.browser.post(composer(), data={**opened, "do": "publish"})
    assert answer.status_code == 409
    assert len(versions(app, station_id, "satisfaction")) == 1


@on_sqlite
@pytest.mark.parametrize("text", ["x" * 5_000, "a\0b", "<script>alert(1)</script>", "กํา"])
def test_whatever_is_typed_is_shown_as_text_and_stumbles_over_nothing(
    app: Flask, praew: Person, station_id: UUID, text: str
) -> None:
    assert presses(praew, "satisfaction", "keep", q_0_en=text, q_99_en=text).status_code == 303
    page = read(praew.opens(composer()))
    assert not page.select("script:not([src])")
    kept = draft(app, station_id, "satisfaction")
    assert kept is not None
    assert kept.questions[0].words["en"] == text.replace("\0", "")[:1_000]
    assert len(kept.questions) == 7


@on_sqlite
def test_a_kind_that_is_none_and_numbers_that_are_none_are_survived(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    wrong = {"q_0_kind": "smiles", "questions": "1000000", "q_1_options": "-5", "revision": "1"}
    assert presses(praew, "satisfaction", "keep", **wrong).status_code == 303
    kept = draft(app, station_id, "satisfaction")
    assert kept is not None
    assert kept.questions[0].kind is QuestionKind.ONE
    assert len(kept.questions) == 7


@on_sqlite
def test_a_draft_can_be_dropped_after_being_asked(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    presses(praew, "satisfaction", "keep", title_en="Other")
    asked = read(praew.opens(f"{composer()}/drop"))
    revision = str(asked.select_one("input[name=revision]")["value"])  # type: ignore[index]
    assert praew.sends(f"{composer()}/drop", revision=revision).status_code == 303
    assert draft(app, station_id, "satisfaction") is None


def test_the_preview_counts_and_keeps_nothing_and_has_both_languages(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    for language, words in (("en", "Overall, how satisfied"), ("th", "โดยรวมแล้ว")):
        page = read(praew.opens(f"{composer()}/preview?lang={language}"))
        assert words in page.select("[data-screen] h1")[0].get_text()
        assert page.body is not None
        assert not {"data-taps", "data-answers", "data-kiosk"} & set(page.body.attrs)
        assert {str(form["method"]) for form in page.select("main form")} == {"get"}
        assert not page.select("input[name=csrf_token]")
    page = read(praew.opens(f"{composer()}/preview/7?version=1"))
    (shown,) = page.select("[data-screen]:not([hidden])")
    assert shown["data-screen"] == "suggestion"
    assert praew.opens(f"{composer()}/preview?version=9").status_code == 404


@on_sqlite
def test_every_place_of_a_problem_has_a_field(app: Flask, praew: Person) -> None:
    assert field_of("title.th") == "title-th"
    assert field_of("questions") == "add-question"
    assert field_of("questions[0].kind") == "q-0"
    assert field_of("questions[1].code") == "q-1"
    assert field_of("questions[1].words.en") == "q-1-en"
    assert field_of("questions[1].options") == "q-1-options"
    assert field_of("questions[1].options[2].th") == "q-1-o-2-th"
    assert field_of("questions[1].options[2].code") == "q-1-o-2"
    page = read(praew.opens(composer()))
    for field in (
        "title-th",
        "add-question",
        "q-0",
        "q-1-en",
        "q-1-options",
        "q-1-o-2-th",
        "q-1-o-2",
    ):
        assert page.select(f"#{field}"), field
