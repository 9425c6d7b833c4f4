"""Writing questionnaires, publishing them, and taking them off again."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from station.people.actions import Actor, note_act
from station.questionnaires.problems import NotPublishable, problems_before_publishing
from station.questionnaires.queries import (
    get_content,
    get_version,
    list_divisions_asked,
    list_questionnaires,
    list_versions,
)
from station.questionnaires.rules import (
    ChangedMeanwhile,
    Content,
    EndsBeforeStart,
    NoDraft,
    free_code,
    tidy_content,
)
from station.questionnaires.tables import (
    Questionnaire,
    QuestionnaireDivision,
    QuestionnairePublication,
    QuestionnaireVersion,
)
from station.stations.actions import touch_station
from station.stations.queries import get_division, get_station


def add_questionnaire(
    db: Session,
    station_id: UUID,
    content: Content,
    *,
    code: str | None = None,
    by: Actor,
    at: datetime,
) -> Questionnaire:
    """Add a questionnaire after the others, as a draft."""
    made = _add(db, station_id, content, code=code, by=by, at=at)
    note_act(db, "questionnaire_added", by=by, at=at, questionnaire=made.code)
    return made


def bring_questionnaire(
    db: Session,
    station_id: UUID,
    content: Content,
    *,
    code: str,
    divisions: Collection[str],
    by: Actor,
    at: datetime,
) -> None:
    """Add a questionnaire and publish it, as a plan brings it; the plan's loading is what is noted.

    Raises NotPublishable, NotFound.
    """
    made = _add(db, station_id, content, code=code, by=by, at=at)
    _ask_at(db, made, divisions)
    _publish(db, made, by=by, at=at)


def _add(
    db: Session, station_id: UUID, content: Content, *, code: str | None, by: Actor, at: datetime
) -> Questionnaire:
    others = list_questionnaires(db, station_id)
    made = Questionnaire(
        station_id=station_id,
        code=code or free_code("f", [one.code for one in others]),
        position=max((one.position for one in others), default=-1) + 1,
        draft=tidy_content(content).stored(),
        revision=1,
        changed_by=by.account_id,
        changed_at=at,
    )
    db.add(made)
    db.flush()
    return made


def keep_draft(
    db: Session, kept: Questionnaire, content: Content, *, revision: int, by: Actor, at: datetime
) -> None:
    """Keep what somebody wrote; visitors go on seeing what is in force.

    Raises ChangedMeanwhile where it was opened before somebody else's change.
    """
    _start_change(db, kept, revision)
    kept.draft = tidy_content(content).stored()
    _finish_change(db, kept, "questionnaire_drafted", by=by, at=at)


def drop_draft(db: Session, kept: Questionnaire, *, revision: int, by: Actor, at: datetime) -> None:
    """Forget what was written since the last version; raises ChangedMeanwhile."""
    _start_change(db, kept, revision)
    kept.draft = None
    _finish_change(db, kept, "questionnaire_draft_dropped", by=by, at=at)


def set_asking(
    db: Session,
    kept: Questionnaire,
    *,
    divisions: Collection[str],
    starts: date | None,
    ends: date | None,
    revision: int,
    by: Actor,
    at: datetime,
) -> None:
    """Decide where and when a questionnaire is asked: no divisions are all.

    Raises ChangedMeanwhile, EndsBeforeStart, NotFound.
    """
    _start_change(db, kept, revision)
    if starts and ends and ends < starts:
        raise EndsBeforeStart()
    kept.starts, kept.ends = starts, ends
    if set(divisions) != set(list_divisions_asked(db, kept.station_id).get(kept.code, ())):
        _ask_at(db, kept, divisions)
        kept.divisions_since = at
    detail = {"divisions": sorted(divisions), "starts": str(starts), "ends": str(ends)}
    _finish_change(db, kept, "questionnaire_asked", by=by, at=at, **detail)


def _ask_at(db: Session, kept: Questionnaire, divisions: Collection[str]) -> None:
    of_it = (
        QuestionnaireDivision.station_id == kept.station_id,
        QuestionnaireDivision.questionnaire == kept.code,
    )
    db.execute(delete(QuestionnaireDivision).where(*of_it))
    for code in sorted(set(divisions)):
        division = get_division(db, kept.station_id, code)
        db.add(
            QuestionnaireDivision(
                station_id=kept.station_id, questionnaire=kept.code, division=division.code
            )
        )
    db.flush()


def move_questionnaire(
    db: Session, kept: Questionnaire, *, places: int, by: Actor, at: datetime
) -> None:
    """Move a questionnaire among the others, by so many places (below 0: towards the first)."""
    others = list(list_questionnaires(db, kept.station_id))
    place = others.index(kept)
    others.insert(max(0, place + places), others.pop(place))
    for position, each in enumerate(others):
        each.position = position
    if others.index(kept) != place:
        note_act(db, "questionnaire_moved", by=by, at=at, questionnaire=kept.code)
        touch_station(db, get_station(db, kept.station_id))


def publish_draft(
    db: Session, kept: Questionnaire, *, revision: int, by: Actor, at: datetime
) -> int:
    """Put the draft in force as the next version, and give its number.

    Raises ChangedMeanwhile, NoDraft, NotPublishable. A draft that says what a version in force
    says adds none.
    """
    _start_change(db, kept, revision)
    version = _publish(db, kept, by=by, at=at)
    _finish_change(db, kept, "questionnaire_published", by=by, at=at, version=version)
    return version


def _publish(db: Session, kept: Questionnaire, *, by: Actor, at: datetime) -> int:
    if kept.draft is None:
        raise NoDraft()
    content = Content.read(kept.draft)
    versions = list_versions(db, kept)
    problems = problems_before_publishing(content, versions.values())
    if problems:
        raise NotPublishable(problems)
    kept.draft = None
    if kept.version is None or versions[kept.version] != content:
        number = max(versions, default=0) + 1
        _add_version(db, kept, number, content, by=by, at=at)
        _put_in_force(db, kept, number, by=by, at=at)
    assert kept.version is not None
    return kept.version


def put_in_force(
    db: Session, kept: Questionnaire, version: int, *, revision: int, by: Actor, at: datetime
) -> None:
    """Put an earlier version in force again; raises ChangedMeanwhile, NotFound."""
    _start_change(db, kept, revision)
    get_version(db, kept, version)
    if kept.version != version:
        _put_in_force(db, kept, version, by=by, at=at)
    _finish_change(db, kept, "questionnaire_published", by=by, at=at, version=version)


def take_off(db: Session, kept: Questionnaire, *, revision: int, by: Actor, at: datetime) -> None:
    """Ask it no more; its answers stay. Raises ChangedMeanwhile."""
    _start_change(db, kept, revision)
    if kept.version is not None:
        _put_in_force(db, kept, None, by=by, at=at)
    _finish_change(db, kept, "questionnaire_taken_off", by=by, at=at)


def copy_to_draft(
    db: Session, kept: Questionnaire, version: int, *, revision: int, by: Actor, at: datetime
) -> None:
    """Begin a draft with what a version says; raises ChangedMeanwhile, NotFound."""
    _start_change(db, kept, revision)
    kept.draft = get_content(db, kept, version).stored()
    _finish_change(db, kept, "questionnaire_drafted", by=by, at=at)


def _add_version(
    db: Session, kept: Questionnaire, number: int, content: Content, *, by: Actor, at: datetime
) -> None:
    made = QuestionnaireVersion(
        station_id=kept.station_id,
        questionnaire=kept.code,
        number=number,
        by=by.account_id,
        created_at=at,
        **content.stored(),
    )
    db.add(made)
    db.flush()


def _put_in_force(
    db: Session, kept: Questionnaire, version: int | None, *, by: Actor, at: datetime
) -> None:
    numbers = select(func.max(QuestionnairePublication.number)).where(
        QuestionnairePublication.station_id == kept.station_id,
        QuestionnairePublication.questionnaire == kept.code,
    )
    made = QuestionnairePublication(
        station_id=kept.station_id,
        questionnaire=kept.code,
        number=(db.scalar(numbers) or 0) + 1,
        version=version,
        by=by.account_id,
        at=at,
    )
    db.add(made)
    kept.version = version
    db.flush()


def _start_change(db: Session, kept: Questionnaire, revision: int) -> None:
    """Hold the row, and see that nobody changed it since it was opened."""
    db.refresh(kept, with_for_update=True)
    if kept.revision != revision:
        raise ChangedMeanwhile()


def _finish_change(
    db: Session, kept: Questionnaire, act: str, *, by: Actor, at: datetime, **detail: Any
) -> None:
    kept.revision += 1
    kept.changed_by, kept.changed_at = by.account_id, at
    note_act(db, act, by=by, at=at, questionnaire=kept.code, **detail)
    touch_station(db, get_station(db, kept.station_id))
