"""Writing, publishing, taking off and taking up again; two who write at once."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from station import clock
from station.errors import NotFound
from station.people.actions import Actor
from station.questionnaires.actions import (
    add_questionnaire,
    copy_to_draft,
    drop_draft,
    keep_draft,
    move_questionnaire,
    publish_draft,
    put_in_force,
    set_asking,
    take_off,
)
from station.questionnaires.problems import NotPublishable
from station.questionnaires.queries import (
    find_in_force,
    get_questionnaire,
    list_asked,
    list_publications,
    list_questionnaires,
    list_versions,
)
from station.questionnaires.rules import ChangedMeanwhile, EndsBeforeStart, NoDraft
from station.stations.tables import Station
from tests.answering import choice, content, faces, in_words, publish, withdraw
from tests.cast import house_of
from tests.kept import acts, rows

DAY = date(2025, 3, 3)
FORM = content(faces("one"))
NEXT = content(faces("one"), choice("two", "a", "b"))


def change(app: Flask, work: Callable[[Session], Any]) -> Any:
    with house_of(app).database.session(writing=True) as db:
        result = work(db)
        db.commit()
        return result


def doing(station_id: UUID) -> dict[str, Any]:
    return {"by": Actor(station_id, None), "at": clock.now()}


def in_force(app: Flask, station_id: UUID, division: str, day: date = DAY) -> str | None:
    with house_of(app).database.session(writing=False) as db:
        found = find_in_force(db, station_id, division, day)
        return f"{found.code} {found.version}" if found else None


def history(app: Flask, station_id: UUID, code: str = "form") -> list[int | None]:
    with house_of(app).database.session(writing=False) as db:
        kept = get_questionnaire(db, station_id, code)
        return [one.version for one in list_publications(db, kept)]


def revision(app: Flask, station_id: UUID, code: str = "form") -> int:
    with house_of(app).database.session(writing=False) as db:
        return get_questionnaire(db, station_id, code).revision


def test_a_draft_is_seen_by_nobody_until_it_is_published(app: Flask, station_id: UUID) -> None:
    withdraw(app, station_id, "satisfaction")
    made = change(app, lambda db: add_questionnaire(db, station_id, FORM, **doing(station_id)))
    assert (made.code, made.version, made.revision) == ("f1", None, 1)
    assert in_force(app, station_id, "traffic") is None
    publish(app, station_id, "f1", FORM)
    assert in_force(app, station_id, "traffic") == "f1 1"
    assert acts(app)[-2:] == ["questionnaire_drafted", "questionnaire_published"]


def test_publishing_raises_the_stations_revision_so_that_open_kiosks_see_it(
    app: Flask, station_id: UUID
) -> None:
    (before,) = rows(app, Station)
    publish(app, station_id, "form", FORM)
    (after,) = rows(app, Station)
    assert after.revision > before.revision


def test_each_version_stays_and_an_earlier_one_can_be_put_in_force_again(
    app: Flask, station_id: UUID
) -> None:
    withdraw(app, station_id, "satisfaction")
    publish(app, station_id, "form", FORM)
    publish(app, station_id, "form", NEXT)

    def undo(db: Session) -> None:
        kept = get_questionnaire(db, station_id, "form")
        put_in_force(db, kept, 1, revision=kept.revision, **doing(station_id))

    change(app, undo)
    assert in_force(app, station_id, "traffic") == "form 1"
    withdraw(app, station_id, "form")
    assert in_force(app, station_id, "traffic") is None
    assert history(app, station_id) == [None, 1, 2, 1]
    with house_of(app).database.session(writing=False) as db:
        kept = get_questionnaire(db, station_id, "form")
        assert list_versions(db, kept) == {1: FORM, 2: NEXT}
        asked = list_asked(db, station_id)["form"]
        assert [one.version for one in asked.publications] == [1, 2, 1, None]
    change(app, undo)
    assert history(app, station_id)[0] == 1


def test_publishing_what_is_in_force_adds_no_version(app: Flask, station_id: UUID) -> None:
    assert publish(app, station_id, "form", FORM) == 1
    assert publish(app, station_id, "form", FORM) == 1
    assert history(app, station_id) == [1]


def test_what_is_not_whole_is_not_published(app: Flask, station_id: UUID) -> None:
    with pytest.raises(NotPublishable) as refused:
        publish(app, station_id, "form", content(in_words("one")))
    assert [problem.place for problem in refused.value.problems] == ["questions[0].kind"]
    publish(app, station_id, "form", FORM)
    with pytest.raises(NotPublishable):
        publish(app, station_id, "form", content(faces("one", 4)))
    assert history(app, station_id) == [1]


def test_without_a_draft_there_is_nothing_to_publish(app: Flask, station_id: UUID) -> None:
    publish(app, station_id, "form", FORM)

    def publish_again(db: Session) -> None:
        kept = get_questionnaire(db, station_id, "form")
        publish_draft(db, kept, revision=kept.revision, **doing(station_id))

    with pytest.raises(NoDraft):
        change(app, publish_again)


CHANGES: list[Callable[[Session, Any, dict[str, Any]], Any]] = [
    lambda db, kept, now: keep_draft(db, kept, NEXT, **now),
    lambda db, kept, now: drop_draft(db, kept, **now),
    lambda db, kept, now: publish_draft(db, kept, **now),
    lambda db, kept, now: put_in_force(db, kept, 1, **now),
    lambda db, kept, now: copy_to_draft(db, kept, 1, **now),
    lambda db, kept, now: take_off(db, kept, **now),
    lambda db, kept, now: set_asking(db, kept, divisions=[], starts=None, ends=None, **now),
]


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_who_opened_it_before_anothers_change_is_told(
    app: Flask, station_id: UUID, number: int
) -> None:
    publish(app, station_id, "form", FORM)
    opened = revision(app, station_id)
    change(
        app,
        lambda db: keep_draft(
            db,
            get_questionnaire(db, station_id, "form"),
            content(faces("one"), faces("mine")),
            revision=opened,
            **doing(station_id),
        ),
    )
    with pytest.raises(ChangedMeanwhile):
        change(
            app,
            lambda db: CHANGES[number](
                db,
                get_questionnaire(db, station_id, "form"),
                {"revision": opened, **doing(station_id)},
            ),
        )
    assert revision(app, station_id) == opened + 1


def test_moving_it_is_no_change_of_what_it_says(app: Flask, station_id: UUID) -> None:
    publish(app, station_id, "form", FORM)
    opened = revision(app, station_id)

    def move(db: Session) -> list[str]:
        kept = get_questionnaire(db, station_id, "form")
        move_questionnaire(db, kept, places=-1, **doing(station_id))
        db.flush()
        return [one.code for one in list_questionnaires(db, station_id)]

    assert change(app, move) == ["form", "satisfaction"]
    assert revision(app, station_id) == opened
    assert in_force(app, station_id, "traffic") == "form 1"


@pytest.mark.parametrize(
    ("starts", "ends", "is_asked"),
    [
        (None, None, True),
        (DAY, DAY, True),
        (date(2025, 3, 4), None, False),
        (None, date(2025, 3, 2), False),
    ],
)
def test_it_is_asked_at_its_divisions_and_within_its_dates(
    app: Flask, station_id: UUID, starts: date | None, ends: date | None, is_asked: bool
) -> None:
    withdraw(app, station_id, "satisfaction")
    publish(app, station_id, "form", FORM)

    def ask(db: Session) -> None:
        kept = get_questionnaire(db, station_id, "form")
        set_asking(
            db,
            kept,
            divisions=["traffic", "patrol"],
            starts=starts,
            ends=ends,
            revision=kept.revision,
            **doing(station_id),
        )

    change(app, ask)
    assert in_force(app, station_id, "traffic") == ("form 1" if is_asked else None)
    assert in_force(app, station_id, "inquiry") is None


def test_dates_and_divisions_that_cannot_be_are_refused(app: Flask, station_id: UUID) -> None:
    def ask(db: Session, **wrong: Any) -> None:
        kept = get_questionnaire(db, station_id, "satisfaction")
        good: dict[str, Any] = {"divisions": [], "starts": None, "ends": None}
        set_asking(db, kept, **{**good, **wrong}, revision=kept.revision, **doing(station_id))

    with pytest.raises(EndsBeforeStart):
        change(app, lambda db: ask(db, starts=DAY, ends=date(2025, 3, 2)))
    with pytest.raises(NotFound):
        change(app, lambda db: ask(db, divisions=["canteen"]))


def test_a_draft_begun_with_an_old_version_can_be_dropped(app: Flask, station_id: UUID) -> None:
    publish(app, station_id, "form", FORM)
    publish(app, station_id, "form", NEXT)

    def begin(db: Session) -> Any:
        kept = get_questionnaire(db, station_id, "form")
        copy_to_draft(db, kept, 1, revision=kept.revision, **doing(station_id))
        return kept.draft

    assert change(app, begin) == FORM.stored()

    def drop(db: Session) -> Any:
        kept = get_questionnaire(db, station_id, "form")
        drop_draft(db, kept, revision=kept.revision, **doing(station_id))
        return kept.draft

    assert change(app, drop) is None
