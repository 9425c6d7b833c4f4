"""What may only be added to: no row of it can be changed or taken away, in either database."""

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError

from station.files.rules import Kind
from tests.admin.boards import enter_reading, enter_tally
from tests.cast import Person, make_report, make_tap
from tests.instances import on_postgresql, on_sqlite
from tests.kept import everything, run_sql
from tests.stored import keep_stored

TABLES = (
    "events", "count_flags", "channel_versions", "itap_readings", "tallies", "audit_log",
    "stored_files", "file_pages",
)  # fmt: skip
COLUMNS = {
    "events": "day",
    "count_flags": "day",
    "channel_versions": "address",
    "itap_readings": "note",
    "tallies": "note",
    "audit_log": "act",
    "stored_files": "digest",
    "file_pages": "digest",
}


@pytest.fixture
def filled(app: Flask, praew: Person, malee: Person, station_id: UUID) -> Flask:
    """An app with a row at least in each of the tables."""
    tap = make_tap()
    for division in ("traffic", "patrol"):
        malee.browser.post("/taps", json=make_report({**tap, "division": division}))
    enter_reading(praew, 112)
    enter_tally(praew, "traffic", 5)
    keep_stored(app, station_id, Kind.PDF)
    kept = everything(app)
    assert [table for table in TABLES if not kept[table]] == []
    return app


def test_no_row_can_be_changed_or_taken_away(filled: Flask) -> None:
    before = everything(filled)
    for table in TABLES:
        for statement in (f"UPDATE {table} SET {COLUMNS[table]} = 'x'", f"DELETE FROM {table}"):
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
