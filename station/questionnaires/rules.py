"""What a questionnaire must be, and when it is asked (pure)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Self

from station.database import Words
from station.errors import Refusal

LANGUAGES = ("th", "en")
MOST_QUESTIONS = 7
FEWEST_OPTIONS, MOST_OPTIONS = 2, 7
FEWEST_FACES, MOST_FACES = 4, 5
GRACE = timedelta(days=1)
"""How long before and after it is asked an answer is still taken: clocks and habits differ."""


class QuestionKind(StrEnum):
    """How a question is answered."""

    FACES = "faces"
    ONE = "one"
    MANY = "many"
    SHORT = "short"
    LONG = "long"

    @property
    def is_text(self) -> bool:
        """Whether it is answered in words of one's own."""
        return self in (QuestionKind.SHORT, QuestionKind.LONG)

    @property
    def is_one_tap(self) -> bool:
        """Whether one tap answers it."""
        return self in (QuestionKind.FACES, QuestionKind.ONE)


class ChangedMeanwhile(Refusal):
    """Somebody else changed a questionnaire since it was opened."""

    code = "questionnaire_changed_meanwhile"


class NoDraft(Refusal):
    """There is nothing to publish."""

    code = "no_draft"


class EndsBeforeStart(Refusal):
    """A last day before the first."""

    code = "ends_before_start"


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose; its code outlives its words."""

    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One screen; faces are options whose codes count from 1, the least content."""

    code: str
    kind: QuestionKind
    words: Words
    is_optional: bool = True
    options: tuple[Option, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """What may be chosen, in its order."""
        return tuple(option.code for option in self.options)


@dataclass(frozen=True, slots=True)
class Content:
    """What a version, or a draft, says."""

    title: Words = field(default_factory=dict)
    thanks: Words = field(default_factory=dict)
    questions: tuple[Question, ...] = ()

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """The content that is kept in a row, or in a draft."""
        return cls(kept["title"], kept["thanks"] or {}, read_questions(kept["questions"]))

    def stored(self) -> dict[str, Any]:
        """The content as rows and drafts keep it."""
        return {
            "title": self.title,
            "thanks": self.thanks if any(self.thanks.values()) else None,
            "questions": [_stored_question(question) for question in self.questions],
        }


def read_questions(kept: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Questions out of their stored form."""
    return tuple(
        Question(
            code=one["code"],
            kind=QuestionKind(one["kind"]),
            words=one["words"],
            is_optional=one["is_optional"],
            options=tuple(Option(option["code"], option["words"]) for option in one["options"]),
        )
        for one in kept
    )


def _stored_question(question: Question) -> dict[str, Any]:
    options = [{"code": option.code, "words": option.words} for option in question.options]
    return {
        "code": question.code,
        "kind": question.kind.value,
        "words": question.words,
        "is_optional": question.is_optional,
        "options": options,
    }


def tidy_content(content: Content) -> Content:
    """A content as it is kept: no spaces around words, no options where words answer."""
    return Content(
        tidy_words(content.title),
        tidy_words(content.thanks),
        tuple(_tidy_question(question) for question in content.questions),
    )


def tidy_words(words: Words) -> Words:
    """Words of every language without spaces around and more than one between."""
    return {language: " ".join(words.get(language, "").split()) for language in LANGUAGES}


def _tidy_question(question: Question) -> Question:
    options = () if question.kind.is_text else question.options
    tidied = tuple(replace(option, words=tidy_words(option.words)) for option in options)
    return replace(question, words=tidy_words(question.words), options=tidied)


def face_codes(count: int) -> tuple[str, ...]:
    """The codes of so many faces, the least content first."""
    return tuple(str(number) for number in range(1, count + 1))


def free_code(letter: str, used: Iterable[str]) -> str:
    """A code that nothing has, nor ever had: a letter and the next number."""
    numbers = [int(code[1:]) for code in used if re.fullmatch(rf"{letter}[0-9]{{1,6}}", code)]
    return f"{letter}{max(numbers, default=0) + 1}"


@dataclass(frozen=True, slots=True)
class Publication:
    """From when on a version was in force, or (None) none."""

    at: datetime
    version: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A questionnaire as answers meet it: when and where it was asked, and all it ever asked.

    `publications` stand in their order; no divisions are all. `divisions_since` is when these were
    decided on, None where it was so from the first.
    """

    divisions: frozenset[str]
    starts: date | None
    ends: date | None
    publications: tuple[Publication, ...]
    versions: Mapping[int, Mapping[str, Question]]
    divisions_since: datetime | None = None

    def is_asked_at(self, division: str) -> bool:
        """Whether visitors of a division are asked it."""
        return not self.divisions or division in self.divisions

    def was_other_at(self, at: datetime | None) -> bool:
        """Whether it may have been asked at other divisions at a moment, or within a day of it."""
        since = self.divisions_since
        return at is not None and since is not None and at < since + GRACE

    def takes(self, at: datetime, day: date) -> bool:
        """Whether an answer of a moment, and its day, is taken: it was asked within a day of it.

        Before it was ever published nobody can have seen it: such a moment is a clock's mistake.
        """
        if self.starts and day < self.starts - GRACE:
            return False
        if self.ends and day > self.ends + GRACE:
            return False
        return bool(self.publications) and not any(
            gone + GRACE <= at and (back is None or at < back - GRACE)
            for gone, back in self._pauses
        )

    @property
    def _pauses(self) -> list[tuple[datetime, datetime | None]]:
        """From when to when it was taken off; None is until now."""
        ends = [*(one.at for one in self.publications[1:]), None]
        each = zip(self.publications, ends, strict=True)
        return [(one.at, end) for one, end in each if one.version is None]


def is_within(day: date, starts: date | None, ends: date | None) -> bool:
    """Whether a day lies between two, both included; None stands for no end on that side."""
    return (starts is None or starts <= day) and (ends is None or day <= ends)
