"""What the composer's form says: a content out of its fields, and what one of its buttons does.

Every button sends the whole form, so that nothing typed is lost; it works without a script.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from station.questionnaires.rules import (
    LANGUAGES,
    MOST_FACES,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    Content,
    Option,
    Question,
    QuestionKind,
    face_codes,
    free_code,
)
from web.numbers import whole

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

    from station.database import Words

LONGEST_TYPED = 1_000
"""Characters kept of a field of a draft; what is too long for a screen is told later."""
FACE_WORDS = (
    _l("Very dissatisfied"),
    _l("Dissatisfied"),
    _l("Neither"),
    _l("Satisfied"),
    _l("Very satisfied"),
)

FIRST_OPTIONS = 2
STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True)
class Done:
    """A content after a button, and the part of the form to go on with."""

    content: Content
    place: str = ""


def read_content(form: MultiDict[str, str]) -> Content:
    """The content that a form says, whole or not."""
    return Content(
        title=_words(form, "title"),
        thanks=_words(form, "thanks"),
        questions=tuple(
            _read_question(form, f"q-{number}")
            for number in range(_count(form, "questions", MOST_QUESTIONS))
        ),
    )


def _read_question(form: MultiDict[str, str], name: str) -> Question:
    options = tuple(
        Option(_text(form, f"{name}-o-{number}-code"), _words(form, f"{name}-o-{number}"))
        for number in range(_count(form, f"{name}-options", MOST_OPTIONS))
    )
    kind = form.get(f"{name}-kind", "")
    return Question(
        code=_text(form, f"{name}-code"),
        kind=QuestionKind(kind) if kind in list(QuestionKind) else QuestionKind.ONE,
        words=_words(form, name),
        is_optional=f"{name}-optional" in form,
        options=options,
    )


def _words(form: MultiDict[str, str], name: str) -> Words:
    return {language: _text(form, f"{name}-{language}") for language in LANGUAGES}


def _text(form: MultiDict[str, str], name: str) -> str:
    return form.get(name, "").replace("\0", "")[:LONGEST_TYPED]


def _count(form: MultiDict[str, str], name: str, most: int) -> int:
    return min(max(form.get(name, 0, type=whole), 0), most)


def after(do: str, content: Content, used: Iterable[str]) -> Done:
    """What a button makes of a content; one that is not known leaves it as it is.

    `used` are the codes of questions that any version ever had: none is used anew.
    """
    act, *places = do.split(":")
    numbers = [int(place) for place in places if re.fullmatch("[0-9]{1,3}", place)]
    if act == "add" and places and places[0] in list(QuestionKind):
        return _with_question(content, QuestionKind(places[0]), used)
    if len(numbers) == 1 and numbers[0] < len(content.questions):
        return _with_changed_question(act, content, numbers[0])
    if len(numbers) == 2 and numbers[0] < len(content.questions):
        return _with_changed_option(act, content, *numbers)
    return Done(content)


def _with_question(content: Content, kind: QuestionKind, used: Iterable[str]) -> Done:
    if len(content.questions) >= MOST_QUESTIONS:
        return Done(content, "questions")
    codes = {*used, *(question.code for question in content.questions)}
    made = Question(free_code("q", codes), kind, {}, options=_first_options(content, kind))
    questions = (*content.questions, made)
    return Done(replace(content, questions=questions), f"q-{len(questions) - 1}")


def _first_options(content: Content, kind: QuestionKind) -> tuple[Option, ...]:
    if kind is QuestionKind.FACES:
        known = next((q.options for q in content.questions if q.kind is kind), None)
        return known or _faces()
    if kind.is_text:
        return ()
    return tuple(Option(f"o{number}", {}) for number in range(1, FIRST_OPTIONS + 1))


def _faces() -> tuple[Option, ...]:
    """Five faces with words that may be changed."""
    words: list[Words] = [{} for _ in FACE_WORDS]
    for language in LANGUAGES:
        with force_locale(language):
            for face, text in zip(words, FACE_WORDS, strict=True):
                face[language] = str(text)
    return tuple(map(Option, face_codes(MOST_FACES), words))


def _with_changed_question(act: str, content: Content, number: int) -> Done:
    questions = list(content.questions)
    place = number
    if act == "remove":
        questions.pop(number)
        place = min(number, len(questions) - 1)
    elif act in STEPS:
        place = min(max(number + STEPS[act], 0), len(questions) - 1)
        questions.insert(place, questions.pop(number))
    elif act == "option":
        questions[number] = _with_option(questions[number])
    elif act == "faces":
        questions[number] = _with_other_faces(questions[number])
    return Done(replace(content, questions=tuple(questions)), f"q-{place}" if place >= 0 else "")


def _with_option(question: Question) -> Question:
    if question.kind.is_text or len(question.options) >= MOST_OPTIONS:
        return question
    made = Option(free_code("o", question.codes), {})
    return replace(question, options=(*question.options, made))


def _with_other_faces(question: Question) -> Question:
    """Four faces instead of five, without the middle one; or five again."""
    words = [option.words for option in question.options]
    half = len(words) // 2
    middle: list[Words] = [] if len(words) % 2 else [{}]
    words = [*words[:half], *middle, *words[len(words) - half :]]
    return replace(question, options=tuple(map(Option, face_codes(len(words)), words)))


def _with_changed_option(act: str, content: Content, number: int, place: int) -> Done:
    changes: dict[str, Callable[[list[Option]], None]] = {
        "option-remove": lambda options: options.__delitem__(place),
        "option-up": lambda options: options.insert(max(place - 1, 0), options.pop(place)),
        "option-down": lambda options: options.insert(place + 1, options.pop(place)),
    }
    question = content.questions[number]
    options = list(question.options)
    if act not in changes or place >= len(options) or question.kind is QuestionKind.FACES:
        return Done(content, f"q-{number}")
    changes[act](options)
    questions = list(content.questions)
    questions[number] = replace(question, options=tuple(options))
    return Done(replace(content, questions=tuple(questions)), f"q-{number}-options")
