"""What answers may be about, and what was answered."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.answers.reviews import Act, Review
from station.answers.rules import YEARS, Catalogue
from station.answers.tables import AnswerText, PrivacyNotice, TextReview
from station.channels.queries import present_versions
from station.database import Words
from station.errors import NotFound
from station.questionnaires.queries import list_asked
from station.stations.queries import get_station, list_divisions


@dataclass(frozen=True, slots=True)
class Told:
    """What whoever writes is told; None where it is said as for any station."""

    purpose: Words | None = None
    kept: Words | None = None
    readers: Words | None = None
    contact: Words | None = None
    years: int = YEARS


def get_catalogue(db: Session, station_id: UUID) -> Catalogue:
    """What of a station an answer may name; raises NotFound."""
    return Catalogue(
        station_id=station_id,
        zone=ZoneInfo(get_station(db, station_id).timezone),
        divisions=frozenset(one.code for one in list_divisions(db, station_id)),
        questionnaires=list_asked(db, station_id),
        services=present_versions(db, station_id),
    )


def find_privacy_notice(db: Session, station_id: UUID) -> Told:
    """What a station tells whoever writes."""
    row = db.get(PrivacyNotice, station_id)
    return Told(row.purpose, row.kept, row.readers, row.contact, row.years) if row else Told()


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
