"""Storing answers, forgetting words when their time is over, and reviewing words."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from station.answers.notices import Days, NoticeChangedMeanwhile, Told, days_over, terms_of
from station.answers.queries import (
    find_privacy_notice,
    get_text,
    list_acts,
    list_privacy_notices,
)
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
    tidy_text,
)
from station.answers.storing import Answers, Entry
from station.answers.tables import Answer, AnswerText, PrivacyNotice, TextForgetting, TextReview
from station.clock import day_in_zone
from station.counts.actions import Writer
from station.counts.ledger import Verdict
from station.counts.rules import Device, Source
from station.people.actions import Actor, note_act
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

    Words are kept through the fiscal year they were written in and as many years after it as
    their writers were told, no longer and no shorter, whatever was decided since.
    """
    zone = get_station(db, station_id).zone
    told = list_privacy_notices(db, station_id)
    terms = terms_of([(day_in_zone(one.at, zone), one.told.years) for one in told])
    over = days_over(list(terms), day_in_zone(at, zone))
    return sum(_forget(db, station_id, days, by=by, at=at) for days in over)


def _forget(db: Session, station_id: UUID, days: Days, *, by: Actor, at: datetime) -> int:
    before = days.before.isoformat()
    over = select(Answer.id).where(Answer.station_id == station_id, Answer.day < before)
    if days.first:
        over = over.where(Answer.day >= days.first.isoformat())
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
    found = places_of(kept, tidy_text(words)) if what is Review.HIDE else []
    hidden = (*before.hidden, *found) if what is Review.HIDE else ()
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
    db: Session, station_id: UUID, told: Told, *, version: int, by: Actor, at: datetime
) -> None:
    """Decide what whoever writes is told from now on, and for how long those words are kept.

    `version` is the number of the notice it was made from. Raises BadYears,
    NoticeChangedMeanwhile. What says the same as visitors read anyway adds none.
    """
    check_years(told.years)
    station = get_station(db, station_id)
    db.refresh(station, with_for_update=True)  # of two who tell at once, one waits
    present = find_privacy_notice(db, station_id)
    if present.said == told.said:
        return
    if present.number != version:
        raise NoticeChangedMeanwhile()
    number = present.number + 1
    db.add(
        PrivacyNotice(
            station_id=station_id,
            number=number,
            purpose=told.purpose,
            kept=told.kept,
            readers=told.readers,
            contact=told.contact,
            years=told.years,
            by=by.account_id,
            at=at,
        )
    )
    note_act(db, "privacy_told", by=by, at=at, number=number, years=told.years)
    touch_station(db, station)
