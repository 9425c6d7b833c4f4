"""What keeps a questionnaire from being published (pure)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from station.database import Words
from station.errors import Refusal
from station.questionnaires.rules import (
    FEWEST_FACES,
    FEWEST_OPTIONS,
    LANGUAGES,
    MOST_FACES,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    Content,
    Question,
    QuestionKind,
    face_codes,
)
from station.thai import is_readable

LONGEST_TITLE = 120
LONGEST_QUESTION = 240
LONGEST_OPTION = 100
LONGEST_THANKS = 300
CODE = re.compile(r"[a-z0-9-]{1,40}")


class Fault(StrEnum):
    """What keeps a questionnaire from being published."""

    NO_QUESTIONS = "no_questions"
    TOO_MANY_QUESTIONS = "too_many_questions"
    FIRST_IS_NO_TAP = "first_is_no_tap"
    NO_WORDS = "no_words"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    TOO_FEW_OPTIONS = "too_few_options"
    TOO_MANY_OPTIONS = "too_many_options"
    SAME_WORDS = "same_words"
    OTHER_KIND = "other_kind"
    BAD_CODE = "bad_code"
    SAME_CODE = "same_code"


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault and its place, such as `questions[0].options[2].en` (counted from 0)."""

    place: str
    fault: Fault


class NotPublishable(Refusal):
    """A questionnaire that still has problems, all of them named."""

    code = "not_publishable"

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(count=len(problems))
        self.problems = tuple(problems)


def problems_before_publishing(content: Content, published: Iterable[Content]) -> list[Problem]:
    """Everything that keeps a content from being published after those that were."""
    return [
        *_of_words("title", content.title, LONGEST_TITLE),
        *(_of_words("thanks", content.thanks, LONGEST_THANKS) if _said(content.thanks) else ()),
        *_of_number(content),
        *_of_codes("questions", [question.code for question in content.questions]),
        *(
            problem
            for place, question in enumerate(content.questions)
            for problem in _of_question(f"questions[{place}]", question)
        ),
        *_of_earlier(content, published),
    ]


def _said(words: Words) -> bool:
    return any(words.values())


def _of_number(content: Content) -> Iterator[Problem]:
    if not content.questions:
        yield Problem("questions", Fault.NO_QUESTIONS)
    elif not content.questions[0].kind.is_one_tap:
        yield Problem("questions[0].kind", Fault.FIRST_IS_NO_TAP)
    if len(content.questions) > MOST_QUESTIONS:
        yield Problem("questions", Fault.TOO_MANY_QUESTIONS)


def _of_codes(place: str, codes: Sequence[str]) -> Iterator[Problem]:
    for number, code in enumerate(codes):
        if not CODE.fullmatch(code):
            yield Problem(f"{place}[{number}].code", Fault.BAD_CODE)
        elif code in codes[:number]:
            yield Problem(f"{place}[{number}].code", Fault.SAME_CODE)


def _of_question(place: str, question: Question) -> Iterator[Problem]:
    yield from _of_words(f"{place}.words", question.words, LONGEST_QUESTION)
    if question.kind.is_text:
        return
    is_faces = question.kind is QuestionKind.FACES
    fewest, most = (FEWEST_FACES, MOST_FACES) if is_faces else (FEWEST_OPTIONS, MOST_OPTIONS)
    if len(question.options) < fewest:
        yield Problem(f"{place}.options", Fault.TOO_FEW_OPTIONS)
    if len(question.options) > most:
        yield Problem(f"{place}.options", Fault.TOO_MANY_OPTIONS)
    yield from _of_codes(f"{place}.options", question.codes)
    if is_faces and question.codes != face_codes(len(question.options)):
        yield Problem(f"{place}.options", Fault.BAD_CODE)
    for number, option in enumerate(question.options):
        yield from _of_words(f"{place}.options[{number}]", option.words, LONGEST_OPTION)
    yield from _of_same_words(place, question)


def _of_same_words(place: str, question: Question) -> Iterator[Problem]:
    for language in LANGUAGES:
        words = [option.words.get(language, "") for option in question.options]
        for number, text in enumerate(words):
            if text and text in words[:number]:
                yield Problem(f"{place}.options[{number}].{language}", Fault.SAME_WORDS)


def _of_words(place: str, words: Words, longest: int) -> Iterator[Problem]:
    for language in LANGUAGES:
        text = words.get(language, "")
        if not text:
            yield Problem(f"{place}.{language}", Fault.NO_WORDS)
        elif len(text) > longest:
            yield Problem(f"{place}.{language}", Fault.TOO_LONG)
        elif not is_readable(text):
            yield Problem(f"{place}.{language}", Fault.UNREADABLE)


def _of_earlier(content: Content, published: Iterable[Content]) -> Iterator[Problem]:
    """Where a code means something else than it did: their answers could not be set together."""
    earlier = {q.code: _scale(q) for one in published for q in one.questions}
    for place, question in enumerate(content.questions):
        if earlier.get(question.code, _scale(question)) != _scale(question):
            yield Problem(f"questions[{place}].kind", Fault.OTHER_KIND)


def _scale(question: Question) -> tuple[QuestionKind, int]:
    is_faces = question.kind is QuestionKind.FACES
    return question.kind, len(question.options) if is_faces else 0
