"""What may only be added to: no row of it can be changed or taken away, in either database."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from station import clock
from station.answers.actions import review_text, tell_privacy
from station.answers.notices import Told
from station.answers.reviews import Review
from station.answers.tables import TextForgetting
from station.files.rules import Kind
from station.people.actions import Actor
from tests.admin.boards import enter_reading, enter_tally
from tests.answering import make_answer, make_promise, make_words, send_answers
from tests.cast import Person, house_of, make_report, make_tap
from tests.duties import publish_sample
from tests.instances import on_postgresql, on_sqlite
from tests.kept import everything, run_sql
from tests.stored import keep_stored

TABLES = (
    "events", "count_flags", "channel_versions", "itap_readings", "tallies", "audit_log",
    "roster_versions", "duties",
    "channel_publications", "questionnaire_versions", "questionnaire_publications",
    "answers", "service_answers", "text_reviews", "text_forgettings",
    "stored_files", "file_pages", "privacy_notices",
)  # fmt: skip
COLUMNS = {
    "events": "day",
    "count_flags": "day",
    "channel_versions": "address",
    "itap_readings": "note",
    "tallies": "note",
    "audit_log": "act",
    "roster_versions": "why",
    "duties": "post",
    "questionnaire_versions": "questionnaire",
    "questionnaire_publications": "questionnaire",
    "answers": "value",
    "service_answers": "day",
    "channel_publications": "channel",
    "text_reviews": "what",
    "text_forgettings": "before",
    "privacy_notices": "years",
    "stored_files": "digest",
    "file_pages": "digest",
}
KEPT_FOR_ITS_TIME = {"answer_texts"}
"""Guarded too, and taken away once its time is over."""


@pytest.fixture
def filled(app: Flask, station_id: UUID, praew: Person, malee: Person) -> Flask:
    """An app with a row at least in each of the tables."""
    tap = make_tap()
    for division in ("traffic", "patrol"):
        malee.browser.post("/taps", json=make_report({**tap, "division": division}))
    written = make_words("ข้อความตัวอย่าง")
    send_answers(malee, make_answer(), make_promise(), written)
    review(app, station_id, UUID(str(written["id"])))
    enter_reading(praew, 112)
    enter_tally(praew, "traffic", 5)
    publish_sample(app, station_id)
    keep_stored(app, station_id, Kind.PDF)
    kept = everything(app)
    assert [table for table in TABLES if not kept[table]] == []
    return app


def review(app: Flask, station_id: UUID, answer: UUID) -> None:
    """Look at what was written, and note that older words were forgotten."""
    by, at = Actor(station_id, None), clock.now()
    with house_of(app).database.session(writing=True) as db:
        review_text(db, station_id, answer, Review.FLAG, by=by, at=at)
        tell_privacy(db, station_id, Told(years=3), version=0, by=by, at=at)
        db.add(TextForgetting(station_id=station_id, before="2020-10-01", at=at))
        db.commit()


def test_no_row_can_be_changed_or_taken_away(filled: Flask) -> None:
    before = everything(filled)
    for table in TABLES:
        for statement in (f"UPDATE {table} SET {COLUMNS[table]} = '1'", f"DELETE FROM {table}"):
            with pytest.raises(DBAPIError, match=f"{table} is append-only"):
                run_sql(filled, statement)
    assert everything(filled) == before


@on_postgresql
def test_no_table_can_be_emptied_at_once(filled: Flask) -> None:
    before = everything(filled)
    for table in TABLES:
        with pytest.raises(DBAPIError):
            run_sql(filled, f"TRUNCATE {table} CASCADE")
    assert everything(filled) == before


@pytest.mark.parametrize("table", TABLES)
@on_sqlite
def test_without_its_trigger_a_table_could_be_changed(filled: Flask, table: str) -> None:
    run_sql(filled, f"DROP TRIGGER {table}_no_update")
    assert run_sql(filled, f"UPDATE {table} SET {COLUMNS[table]} = {COLUMNS[table]}") > 0


@on_postgresql
def test_without_its_trigger_a_table_of_postgresql_could_be_changed(filled: Flask) -> None:
    run_sql(filled, "DROP TRIGGER events_no_rows ON events")
    assert run_sql(filled, "UPDATE events SET day = '2025-03-04'") == 1


@on_sqlite
def test_no_table_with_triggers_is_forgotten_here(filled: Flask) -> None:
    with house_of(filled).database.session(writing=False) as db:
        names = db.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
    guarded = {name.removesuffix("_no_update") for name in names if name.endswith("_no_update")}
    assert guarded == set(TABLES) | KEPT_FOR_ITS_TIME
