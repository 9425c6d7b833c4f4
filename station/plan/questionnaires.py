"""A plan file's questionnaires, as the station's own rules see them."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from station.plan.model import PlanQuestionnaire
from station.plan.shape import Table
from station.questionnaires.problems import Fault, problems_before_publishing
from station.questionnaires.rules import Content, Option, Question, QuestionKind

TOLD = frozenset({Fault.NO_WORDS, Fault.UNREADABLE})
"""What every text of a plan file is looked at for."""


def content_of(row: PlanQuestionnaire) -> Content:
    """What a questionnaire of a plan says."""
    return Content(
        title=row.title.stored(),
        thanks=row.thanks.stored() if row.thanks else {},
        questions=tuple(
            Question(
                code=question.code,
                kind=QuestionKind(question.kind),
                words=question.words.stored(),
                is_optional=question.optional,
                options=tuple(Option(one.code, one.words.stored()) for one in question.options),
            )
            for question in row.questions
        ),
    )


def mistakes_of(row: Table) -> Iterator[tuple[str, str]]:
    """The key and the code of each mistake in a questionnaire, as far as it can be read."""
    if row.get("questions") is None:
        return
    content = Content(
        _words(row.get("title")), {}, tuple(map(_question, row["questions"], count()))
    )
    for problem in problems_before_publishing(content, []):
        if problem.fault not in TOLD:
            yield problem.place, f"question_{problem.fault}"


def _question(row: Any, number: int) -> Question:
    """A question with what cannot be read made up, so that nothing is said of that twice."""
    known: Table = row if isinstance(row, dict) else {}
    kind = known.get("kind")
    if kind is None or known.get("options", ()) is None:
        return Question(f"unread-{number}", QuestionKind.FACES, _words(None), options=FACES)
    return Question(
        code=known.get("code") or f"unread-{number}",
        kind=QuestionKind(kind),
        words=_words(known.get("words")),
        options=tuple(map(_option, known.get("options", ()), count())),
    )


def _option(row: Any, number: int) -> Option:
    known: Table = row if isinstance(row, dict) else {}
    return Option(known.get("code") or str(number + 1), _words(known.get("words")))


def _words(row: Any) -> dict[str, str]:
    known: Table = row if isinstance(row, dict) else {}
    return {language: known.get(language) or "" for language in ("th", "en")}


FACES = tuple(Option(code, {"th": "", "en": ""}) for code in ("1", "2", "3", "4"))
