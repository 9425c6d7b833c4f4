"""What answers may be about, and what was answered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from station.answers.notices import Notice, Told
from station.answers.reviews import Act, Review
from station.answers.rules import Catalogue
from station.answers.tables import (
    Answer,
    AnswerText,
    PrivacyNotice,
    ServiceAnswer,
    TextReview,
)
from station.channels.queries import list_services
from station.errors import NotFound
from station.questionnaires.queries import list_asked
from station.stations.queries import get_station, list_divisions


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """How often a question was answered with a value, by division and month (`2025-03`)."""

    question: str
    division: str
    month: str
    value: str
    count: int


def get_catalogue(db: Session, station_id: UUID) -> Catalogue:
    """What of a station an answer may name; raises NotFound."""
    services = list_services(db, station_id)
    return Catalogue(
        station_id=station_id,
        zone=ZoneInfo(get_station(db, station_id).timezone),
        divisions=frozenset(one.code for one in list_divisions(db, station_id)),
        questionnaires=list_asked(db, station_id),
        services={code: version for code, (version, _home) in services.items()},
        homes={code: home for code, (_version, home) in services.items() if home},
    )


def has_answers(db: Session) -> bool:
    """Whether anything was ever answered on this server."""
    tables = (Answer, ServiceAnswer)
    return any(db.scalar(select(table.id).limit(1)) is not None for table in tables)


def find_privacy_notice(db: Session, station_id: UUID) -> Told:
    """What a station tells whoever writes."""
    row = PrivacyNotice
    ask = select(row).where(row.station_id == station_id).order_by(row.number.desc()).limit(1)
    found = db.scalar(ask)
    return _told(found) if found else Told()


def list_privacy_notices(db: Session, station_id: UUID) -> list[Notice]:
    """All that a station ever told, in its order (a few; somebody wrote each)."""
    ask = select(PrivacyNotice).where(PrivacyNotice.station_id == station_id)
    found = db.scalars(ask.order_by(PrivacyNotice.number))
    return [Notice(_told(row), row.by, row.at) for row in found]


def _told(row: PrivacyNotice) -> Told:
    return Told(row.purpose, row.kept, row.readers, row.contact, row.years, row.number)


def get_text(db: Session, station_id: UUID, answer_id: UUID) -> str:
    """The words of an answer; raises NotFound, also where they were forgotten."""
    found = db.get(AnswerText, (station_id, answer_id))
    if found is None:
        raise NotFound(what="text")
    return found.text


def list_acts(db: Session, station_id: UUID, answers: Collection[UUID]) -> dict[UUID, list[Act]]:
    """What was done about the words of some answers, in its order."""
    row = TextReview
    ask = select(row).where(row.station_id == station_id, row.answer.in_(answers))
    found: dict[UUID, list[Act]] = {}
    for review in db.scalars(ask.order_by(row.answer, row.number)):
        hidden = tuple((begin, end) for begin, end in review.hidden or ())
        found.setdefault(review.answer, []).append(Act(Review(review.what), hidden))
    return found


def count_answers(
    db: Session, station_id: UUID, questionnaire: str, first: date, last: date
) -> list[AnswerCount]:
    """The answers to a questionnaire from `first` to `last`, both included, over all versions."""
    month = func.substr(Answer.day, 1, 7)
    keys = Answer.question, Answer.division, month, Answer.value
    ask = select(*keys, func.count()).where(
        Answer.station_id == station_id,
        Answer.questionnaire == questionnaire,
        Answer.day >= first.isoformat(),
        Answer.day <= last.isoformat(),
    )
    return [AnswerCount(*row) for row in db.execute(ask.group_by(*keys))]


def count_promises(
    db: Session,
    station_id: UUID,
    service: str,
    versions: Collection[int],
    first: date,
    last: date,
) -> tuple[int, int]:
    """How many say of versions of a service that it was done in time, and how many answered."""
    kept = func.coalesce(func.sum(case((ServiceAnswer.is_kept, 1), else_=0)), 0)
    found = db.execute(
        select(kept, func.count()).where(
            ServiceAnswer.station_id == station_id,
            ServiceAnswer.service == service,
            ServiceAnswer.version.in_(versions),
            ServiceAnswer.day >= first.isoformat(),
            ServiceAnswer.day <= last.isoformat(),
        )
    ).one()
    return int(found[0]), found[1]


@dataclass(frozen=True, slots=True)
class KeptText:
    """The words of an answer, with the month (`2025-03`) and division they are from."""

    id: UUID
    month: str
    division: str
    text: str


def list_texts(
    db: Session, station_id: UUID, questionnaire: str, question: str, first: date, last: date
) -> list[KeptText]:
    """The words answered to a question from `first` to `last`, in the order of their random ids."""
    month = func.substr(Answer.day, 1, 7)
    of_answer = (AnswerText.station_id == Answer.station_id) & (AnswerText.id == Answer.id)
    ask = select(Answer.id, month, Answer.division, AnswerText.text).join(AnswerText, of_answer)
    ask = ask.where(
        Answer.station_id == station_id,
        Answer.questionnaire == questionnaire,
        Answer.question == question,
        Answer.day >= first.isoformat(),
        Answer.day <= last.isoformat(),
    )
    return [KeptText(*row) for row in db.execute(ask.order_by(Answer.id))]


def count_texts(
    db: Session, station_id: UUID, questionnaire: str, question: str, first: date, last: date
) -> dict[tuple[str, str], int]:
    """How many words there are to a question, by month (`2025-03`) and division."""
    month = func.substr(Answer.day, 1, 7)
    of_answer = (AnswerText.station_id == Answer.station_id) & (AnswerText.id == Answer.id)
    ask = select(month, Answer.division, func.count()).join(AnswerText, of_answer)
    ask = ask.where(
        Answer.station_id == station_id,
        Answer.questionnaire == questionnaire,
        Answer.question == question,
        Answer.day >= first.isoformat(),
        Answer.day <= last.isoformat(),
    )
    found = db.execute(ask.group_by(month, Answer.division))
    return {(of, division): count for of, division, count in found}


def find_answered_days(
    db: Session, station_id: UUID, questionnaire: str
) -> tuple[date | None, date | None]:
    """The first and the last day on which a questionnaire was answered, or None."""
    ask = select(func.min(Answer.day), func.max(Answer.day)).where(
        Answer.station_id == station_id, Answer.questionnaire == questionnaire
    )
    first, last = db.execute(ask).one()
    return _day(first), _day(last)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
