"""The composer's parts and faults in words."""

import re

from station.questionnaires.problems import Fault
from station.questionnaires.rules import (
    FEWEST_FACES,
    FEWEST_OPTIONS,
    MOST_FACES,
    MOST_OPTIONS,
    MOST_QUESTIONS,
    QuestionKind,
)
from web.language import say as _


def kind_words(kind: QuestionKind) -> str:
    """How a question is answered."""
    return {
        QuestionKind.FACES: _("Faces with words"),
        QuestionKind.ONE: _("One of a list"),
        QuestionKind.MANY: _("Several of a list"),
        QuestionKind.SHORT: _("Short text"),
        QuestionKind.LONG: _("Long text"),
    }[kind]


def fault_words(fault: Fault) -> str:
    """What is wrong, and what to do."""
    return {
        Fault.NO_QUESTIONS: _("add a question"),
        Fault.TOO_MANY_QUESTIONS: _("at most %(n)s questions", n=MOST_QUESTIONS),
        Fault.FIRST_IS_NO_TAP: _(
            "the first question must be answered by one tap: faces, or one of a list"
        ),
        Fault.NO_WORDS: _("write the words"),
        Fault.TOO_LONG: _("this is too long for a screen; shorten it"),
        Fault.UNREADABLE: _("this holds a sign that cannot be read; type it again"),
        Fault.TOO_FEW_OPTIONS: _(
            "a list needs at least %(least)s options, faces are %(faces)s or %(most)s",
            least=FEWEST_OPTIONS,
            faces=FEWEST_FACES,
            most=MOST_FACES,
        ),
        Fault.TOO_MANY_OPTIONS: _("at most %(n)s options", n=MOST_OPTIONS),
        Fault.SAME_WORDS: _("another option says the same"),
        Fault.OTHER_KIND: _(
            "it was published as another kind or with another number of faces;"
            " add a new question instead"
        ),
        Fault.BAD_CODE: _("remove it and add it anew"),
        Fault.SAME_CODE: _("remove it and add it anew"),
    }[fault]


def place_words(place: str) -> str:
    """A part of a questionnaire, by its place."""
    last = {
        "th": _("in Thai"),
        "en": _("in English"),
        "kind": _("(kind)"),
        "optional": _("(the “Skip this” button)"),
        "options": _("(the list of options)"),
    }
    return f"{_part(place)} {last.get(place.rpartition('.')[2], '')}".strip()


def _part(place: str) -> str:
    numbers = [int(number) + 1 for number in re.findall(r"\[(\d+)\]", place)]
    if place.startswith("title"):
        return _("Title")
    if place.startswith("thanks"):
        return _("Thanks")
    if len(numbers) == 2:
        return _("Question %(n)s, option %(option)s", n=numbers[0], option=numbers[1])
    if len(numbers) == 1:
        return _("Question %(n)s", n=numbers[0])
    return _("Questions")
