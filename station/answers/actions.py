"""Storing answers, forgetting words when their time is over, and reviewing words."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from station.answers.queries import find_privacy_notice, get_text, list_acts
from station.answers.reviews import Act, Review, joined, places_of, state_after
from station.answers.rules import (
    Catalogue,
    Judged,
    Report,
    SentAnswer,
    Why,
    check_years,
    judge,
    sort_answers,
)
from station.answers.storing import Answers, Entry
from station.answers.tables import Answer, AnswerText, PrivacyNotice, TextForgetting, TextReview
from station.clock import day_in_zone
from station.counts.actions import Writer
from station.counts.ledger import Verdict
from station.counts.rules import Device, Source
from station.database import Words
from station.people.actions import Actor, note_act
from station.quotas.rules import fiscal_year_of, span_of_year
from station.stations.actions import touch_station
from station.stations.queries import get_station


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a report's answers; each id sent, as sent, stands in one list."""

    kept: list[object] = field(default_factory=list)
    known: list[object] = field(default_factory=list)
    refused: list[dict[str, object]] = field(default_factory=list)


def record_answers(
    writer: Writer, catalogue: Catalogue, report: Report, *, by: Device | None, at: datetime
) -> Taken:
    """Store a report's answers, each exactly once, and say what became of each."""
    answers = sort_answers(report.answers)
    judged = [
        judge(answer, catalogue, sent_at=report.sent_at, received=at, device=by)
        for _, answer in answers.named
    ]
    source = Source.KIOSK if by else Source.WEB
    entries = [
        _entry(answer_id, answer, one, source)
        for (answer_id, answer), one in zip(answers.named, judged, strict=True)
    ]
    verdicts = writer.record(Answers(catalogue.station_id, entries)) if entries else []
    taken = Taken(refused=[_refusal(answer, Why.BAD_ID) for answer in answers.nameless])
    for (_, answer), one, verdict in zip(answers.named, judged, verdicts, strict=True):
        if verdict is Verdict.COUNTED:
            taken.kept.append(answer.id)
        elif verdict is Verdict.KNOWN:
            taken.known.append(answer.id)
        else:
            is_known = verdict is Verdict.OTHER_CONTENT
            taken.refused.append(_refusal(answer, Why.OTHER_CONTENT if is_known else one.why))
    return taken


def _entry(answer_id: UUID, answer: SentAnswer, judged: Judged, source: Source) -> Entry:
    named = (
        (answer.service, answer.version, answer.division)
        if answer.is_of_service
        else (answer.questionnaire, answer.version, answer.question, answer.division)
    )
    return Entry(
        id=answer_id,
        of_service=answer.is_of_service,
        content=None if judged.value is None else (*named, judged.value),
        day=judged.day,
        source=source,
        text=judged.text,
        refuse_new=judged.why is not None,
    )


def _refusal(answer: SentAnswer, why: Why | None) -> dict[str, object]:
    assert why is not None  # only what something speaks against is refused
    return {"id": answer.id, "why": why.value}


def forget_texts(db: Session, station_id: UUID, *, by: Actor, at: datetime) -> int:
    """Forget the words whose time is over, and say how many; what was chosen stays.

    Words are kept through the fiscal year they were written in and the station's number of
    years after it.
    """
    years = find_privacy_notice(db, station_id).years
    today = day_in_zone(at, get_station(db, station_id).zone)
    before = span_of_year(fiscal_year_of(today) - years).first.isoformat()
    over = select(Answer.id).where(Answer.station_id == station_id, Answer.day < before)
    words = AnswerText.station_id == station_id, AnswerText.id.in_(over)
    count = db.scalar(select(func.count()).select_from(AnswerText).where(*words)) or 0
    if count:
        _let_be_forgotten(db, station_id, before, at)
        db.execute(delete(AnswerText).where(*words))
        note_act(db, "texts_forgotten", by=by, at=at, before=before, count=count)
    return count


def _let_be_forgotten(db: Session, station_id: UUID, before: str, at: datetime) -> None:
    if db.get(TextForgetting, (station_id, before)) is None:
        db.add(TextForgetting(station_id=station_id, before=before, at=at))
        db.flush()
    if db.get_bind().dialect.name == "sqlite":
        db.execute(text("PRAGMA secure_delete = ON"))  # what is taken away is written over


def review_text(
    db: Session,
    station_id: UUID,
    answer_id: UUID,
    what: Review,
    *,
    words: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Flag an answer's words or no more; hide some of them, or show all again.

    Raises NotFound, WordsNotThere. What changes nothing is not noted.
    """
    kept = get_text(db, station_id, answer_id)
    acts = list_acts(db, station_id, [answer_id]).get(answer_id, [])
    before = state_after(acts)
    hidden = (*before.hidden, *places_of(kept, words)) if what is Review.HIDE else ()
    act = Act(what, joined(hidden))
    if state_after([*acts, act]) == before:
        return
    db.add(
        TextReview(
            station_id=station_id,
            answer=answer_id,
            number=len(acts) + 1,
            what=what,
            hidden=[list(place) for place in act.hidden],
            by=by.account_id,
            at=at,
        )
    )
    note_act(db, "text_reviewed", by=by, at=at, answer=str(answer_id), what=what)
    db.flush()


def tell_privacy(
    db: Session,
    station_id: UUID,
    *,
    purpose: Words | None,
    kept: Words | None,
    readers: Words | None,
    contact: Words | None,
    years: int,
    by: Actor,
    at: datetime,
) -> None:
    """Decide what whoever writes is told, and for how many years words are kept.

    Raises BadYears.
    """
    check_years(years)
    row = db.get(PrivacyNotice, station_id)
    if row is None:
        row = PrivacyNotice(station_id=station_id)
        db.add(row)
    row.purpose, row.kept, row.readers, row.contact = purpose, kept, readers, contact
    row.years = years
    note_act(db, "privacy_told", by=by, at=at, years=years)
    touch_station(db, get_station(db, station_id))
