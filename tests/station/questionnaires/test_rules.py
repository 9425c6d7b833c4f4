"""What a questionnaire must be before visitors see it (pure)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.questionnaires.problems import Fault, problems_before_publishing
from station.questionnaires.rules import (
    Content,
    Option,
    Question,
    QuestionKind,
    face_codes,
    free_code,
    tidy_content,
)
from tests.answering import choice, content, faces, in_words, words

ALIKE = Option("b", {"th": "ก", "en": "x"})
GOOD = content(faces("one"), choice("two", "a", "b"), in_words("three"))


def found(made: Content, *published: Content) -> list[tuple[str, Fault]]:
    return [(one.place, one.fault) for one in problems_before_publishing(made, published)]


def with_question(question: Question) -> Content:
    return content(faces("one"), question)


def test_a_good_questionnaire_has_no_problem() -> None:
    assert found(GOOD) == []
    assert found(GOOD, GOOD) == []


PLANTED = [
    (content(), "questions", Fault.NO_QUESTIONS),
    (content(*[faces(f"q{n}") for n in range(8)]), "questions", Fault.TOO_MANY_QUESTIONS),
    (content(in_words("one")), "questions[0].kind", Fault.FIRST_IS_NO_TAP),
    (content(choice("one", "a", "b", kind=QuestionKind.MANY)), "questions[0].kind",
     Fault.FIRST_IS_NO_TAP),
    (replace(GOOD, title={"th": "ก", "en": ""}), "title.en", Fault.NO_WORDS),
    (replace(GOOD, title={"th": "ก"}), "title.en", Fault.NO_WORDS),
    (replace(GOOD, title={"th": "ก", "en": "a" * 121}), "title.en", Fault.TOO_LONG),
    (replace(GOOD, title={"th": "ก\u202eข", "en": "a"}), "title.th", Fault.UNREADABLE),
    (replace(GOOD, thanks={"th": "ก", "en": ""}), "thanks.en", Fault.NO_WORDS),
    (with_question(choice("two", "a")), "questions[1].options", Fault.TOO_FEW_OPTIONS),
    (with_question(choice("two", *"abcdefgh")), "questions[1].options", Fault.TOO_MANY_OPTIONS),
    (with_question(faces("two", 3)), "questions[1].options", Fault.TOO_FEW_OPTIONS),
    (with_question(faces("two", 6)), "questions[1].options", Fault.TOO_MANY_OPTIONS),
    (with_question(faces("one")), "questions[1].code", Fault.SAME_CODE),
    (with_question(faces("One!")), "questions[1].code", Fault.BAD_CODE),
    (with_question(choice("two", "a", "a")), "questions[1].options[1].code", Fault.SAME_CODE),
    (with_question(replace(faces("two", 4), options=faces("x").options[1:])),
     "questions[1].options", Fault.BAD_CODE),
    (with_question(replace(in_words("two"), words={"th": "", "en": "a"})), "questions[1].words.th",
     Fault.NO_WORDS),
    (with_question(replace(choice("two", "a"), options=(Option("a", words("x")), ALIKE))),
     "questions[1].options[1].en", Fault.SAME_WORDS),
]  # fmt: skip


@pytest.mark.parametrize(("made", "place", "fault"), PLANTED)
def test_each_problem_is_found_at_its_place(made: Content, place: str, fault: Fault) -> None:
    assert (place, fault) in found(made)


def test_a_code_keeps_its_kind_and_its_number_of_faces() -> None:
    of_four = content(faces("one", 4), *GOOD.questions[1:])
    other = content(faces("one"), in_words("two"))
    assert found(of_four, GOOD) == [("questions[0].kind", Fault.OTHER_KIND)]
    assert found(other, GOOD) == [("questions[1].kind", Fault.OTHER_KIND)]
    fewer = content(faces("one"), choice("two", "b", "c"))
    assert found(fewer, GOOD) == []


def test_what_is_kept_is_tidy_and_words_have_no_options() -> None:
    untidy = Content(
        {"th": " ก  ข ", "xx": "?"},
        {},
        (replace(in_words("two"), options=(Option("a", words("a")),)),),
    )
    tidied = tidy_content(untidy)
    assert tidied.title == {"th": "ก ข", "en": ""}
    assert tidied.questions[0].options == ()


def test_a_content_is_read_as_it_was_stored() -> None:
    thanked = replace(GOOD, thanks=words("thanks"))
    for made in (GOOD, thanked, Content()):
        assert Content.read(made.stored()) == made


@given(st.lists(st.from_regex(r"[qo][0-9]{1,3}|[a-z]{1,3}", fullmatch=True)))
def test_a_free_code_is_one_that_nothing_has(used: list[str]) -> None:
    assert free_code("q", used) not in used
    assert face_codes(4) == ("1", "2", "3", "4")
