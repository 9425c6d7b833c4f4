"""What is asked where, and what was asked before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.database import Words
from station.errors import NotFound
from station.questionnaires.rules import (
    Asked,
    Content,
    Publication,
    Question,
    is_within,
    read_questions,
)
from station.questionnaires.tables import (
    Questionnaire,
    QuestionnaireDivision,
    QuestionnairePublication,
    QuestionnaireVersion,
)


@dataclass(frozen=True, slots=True)
class InForce:
    """The version of a questionnaire that visitors see."""

    code: str
    version: int
    content: Content


@dataclass(frozen=True, slots=True)
class Published:
    """One entry of a questionnaire's history; no version means that it was taken off."""

    number: int
    version: int | None
    by: UUID | None
    at: datetime


def list_questionnaires(db: Session, station_id: UUID) -> Sequence[Questionnaire]:
    """A station's questionnaires in their order (a few; each must have been written)."""
    ask = select(Questionnaire).where(Questionnaire.station_id == station_id)
    return db.scalars(ask.order_by(Questionnaire.position, Questionnaire.code)).all()


def get_questionnaire(db: Session, station_id: UUID, code: str) -> Questionnaire:
    """A questionnaire of a station; raises NotFound."""
    found = db.get(Questionnaire, (station_id, code))
    if found is None:
        raise NotFound(what="questionnaire")
    return found


def get_version(db: Session, kept: Questionnaire, number: int) -> QuestionnaireVersion:
    """A version of a questionnaire; raises NotFound."""
    found = db.get(QuestionnaireVersion, (kept.station_id, kept.code, number))
    if found is None:
        raise NotFound(what="version")
    return found


def get_content(db: Session, kept: Questionnaire, number: int) -> Content:
    """What a version says; raises NotFound."""
    return _content(get_version(db, kept, number))


def list_versions(db: Session, kept: Questionnaire) -> dict[int, Content]:
    """What every version of a questionnaire says, by its number, the oldest first."""
    ask = select(QuestionnaireVersion).where(
        QuestionnaireVersion.station_id == kept.station_id,
        QuestionnaireVersion.questionnaire == kept.code,
    )
    found = db.scalars(ask.order_by(QuestionnaireVersion.number))
    return {version.number: _content(version) for version in found}


def title_of(db: Session, kept: Questionnaire) -> Words:
    """What a questionnaire is called: in force, else as a draft, else as it was last."""
    versions = list_versions(db, kept)
    if kept.version:
        return versions[kept.version].title
    if kept.draft:
        return Content.read(kept.draft).title
    return versions[max(versions)].title if versions else {}


def list_questions(db: Session, kept: Questionnaire) -> list[Question]:
    """Every question that any version asked, as it was asked last."""
    found = {
        question.code: question
        for content in list_versions(db, kept).values()
        for question in content.questions
    }
    return list(found.values())


def list_publications(db: Session, kept: Questionnaire) -> list[Published]:
    """A questionnaire's history, the latest first."""
    row = QuestionnairePublication
    ask = select(row.number, row.version, row.by, row.at).where(
        row.station_id == kept.station_id, row.questionnaire == kept.code
    )
    return [Published(*found) for found in db.execute(ask.order_by(row.number.desc()))]


def list_divisions_asked(db: Session, station_id: UUID) -> dict[str, list[str]]:
    """The divisions at which each questionnaire is asked; one that is not here, at all."""
    row = QuestionnaireDivision
    ask = select(row.questionnaire, row.division).where(row.station_id == station_id)
    found: dict[str, list[str]] = {}
    for questionnaire, division in db.execute(ask.order_by(row.division)):
        found.setdefault(questionnaire, []).append(division)
    return found


def find_in_force(db: Session, station_id: UUID, division: str, day: date) -> InForce | None:
    """What visitors of a division are asked on a day: the first that is in force there."""
    asked_at = list_divisions_asked(db, station_id)
    for one in list_questionnaires(db, station_id):
        is_here = division in asked_at.get(one.code, [division])
        if one.version is not None and is_here and is_within(day, one.starts, one.ends):
            return InForce(one.code, one.version, get_content(db, one, one.version))
    return None


def list_asked(db: Session, station_id: UUID) -> Mapping[str, Asked]:
    """Everything that answers may be about, by the questionnaire's code."""
    divisions = list_divisions_asked(db, station_id)
    return {
        one.code: Asked(
            divisions=frozenset(divisions.get(one.code, ())),
            starts=one.starts,
            ends=one.ends,
            publications=tuple(
                Publication(past.at, past.version) for past in reversed(list_publications(db, one))
            ),
            versions={
                number: {question.code: question for question in content.questions}
                for number, content in list_versions(db, one).items()
            },
            divisions_since=one.divisions_since,
        )
        for one in list_questionnaires(db, station_id)
    }


def _content(version: QuestionnaireVersion) -> Content:
    return Content(version.title, version.thanks or {}, read_questions(version.questions))
