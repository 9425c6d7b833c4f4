"""Answers as browsers send them, and questionnaires to answer, made through the same actions."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from flask import Flask
from werkzeug.test import TestResponse

from station import clock
from station.answers.tables import Answer, AnswerText, ServiceAnswer
from station.people.actions import Actor
from station.questionnaires.actions import add_questionnaire, keep_draft, publish_draft, take_off
from station.questionnaires.queries import get_questionnaire, list_questionnaires
from station.questionnaires.rules import Content, Option, Question, QuestionKind
from tests.cast import Person, house_of
from tests.kept import rows

SERVICE = "service-inquiry"
"""A service that was loaded with the plan."""


def make_answer(**changes: object) -> dict[str, object]:
    """A good answer of now to the standard set's first question, with what is to be different."""
    answer = {
        "id": str(uuid4()),
        "questionnaire": "satisfaction",
        "version": 1,
        "question": "overall",
        "division": "traffic",
        "value": "4",
        "at": clock.now().isoformat(),
    }
    return {**answer, **changes}


def make_words(text: str, **changes: object) -> dict[str, object]:
    """An answer to the standard set's last question, in words."""
    return make_answer(question="suggestion", value=text, **changes)


def make_promise(**changes: object) -> dict[str, object]:
    """That a service was done in the promised time."""
    answer = {
        "id": str(uuid4()),
        "service": SERVICE,
        "version": 1,
        "division": "inquiry",
        "kept": True,
        "at": clock.now().isoformat(),
    }
    return {**answer, **changes}


def make_answers(*answers: dict[str, object], **changes: object) -> dict[str, object]:
    """A report of answers sent now."""
    return {"sent_at": clock.now().isoformat(), "answers": list(answers), **changes}


def send_answers(
    person: Person, *answers: dict[str, object], path: str = "/answers", **changes: object
) -> TestResponse:
    """Send a report of answers."""
    return person.browser.post(path, json=make_answers(*answers, **changes))


def kept_answers(app: Flask) -> Sequence[Answer]:
    """The answers to questions, by their ids."""
    return rows(app, Answer, Answer.id)


def kept_words(app: Flask) -> dict[str, str]:
    """The words of answers, by their ids."""
    return {str(row.id): row.text for row in rows(app, AnswerText)}


def kept_promises(app: Flask) -> Sequence[ServiceAnswer]:
    """The answers on promised times, by their ids."""
    return rows(app, ServiceAnswer, ServiceAnswer.id)


def words(text: str) -> dict[str, str]:
    """The same words in both languages, told apart."""
    return {"th": f"{text} ไทย", "en": text}


def choice(code: str, *options: str, kind: QuestionKind = QuestionKind.ONE) -> Question:
    """A question with options of these codes."""
    listed = tuple(Option(option, words(f"{code} {option}")) for option in options)
    return Question(code, kind, words(code), options=listed)


def faces(code: str, count: int = 5) -> Question:
    """A question with faces."""
    return choice(code, *map(str, range(1, count + 1)), kind=QuestionKind.FACES)


def in_words(code: str, kind: QuestionKind = QuestionKind.LONG) -> Question:
    """A question answered in words."""
    return Question(code, kind, words(code))


def content(*questions: Question, title: str = "form") -> Content:
    """What a questionnaire of these questions says."""
    return Content(words(title), {}, questions)


def publish(app: Flask, station_id: UUID, code: str, made: Content) -> int:
    """Publish a questionnaire, or its next version; its number."""
    by = Actor(station_id, None)
    with house_of(app).database.session(writing=True) as db:
        known = {one.code for one in list_questionnaires(db, station_id)}
        if code in known:
            kept = get_questionnaire(db, station_id, code)
            keep_draft(db, kept, made, revision=kept.revision, by=by, at=clock.now())
        else:
            kept = add_questionnaire(db, station_id, made, code=code, by=by, at=clock.now())
        number = publish_draft(db, kept, revision=kept.revision, by=by, at=clock.now())
        db.commit()
    return number


def withdraw(app: Flask, station_id: UUID, code: str) -> None:
    """Take a questionnaire off."""
    with house_of(app).database.session(writing=True) as db:
        kept = get_questionnaire(db, station_id, code)
        take_off(db, kept, revision=kept.revision, by=Actor(station_id, None), at=clock.now())
        db.commit()
