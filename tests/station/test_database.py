"""The database: durable or not at all, times in UTC, and rows that stay within their station."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError, StatementError

from station.counts.sqlite import SqliteWriter
from station.database import (
    Base,
    Database,
    assert_durable,
    prepare_sqlite,
    sqlite_driver,
)
from station.people.tables import AuditEntry
from station.plan.file import PlanFile
from tests.cast import Person, add_neighbour, house_of, make_report, make_tap
from tests.devices import add_unpaired
from tests.instances import on_postgresql, on_sqlite
from tests.kept import run_sql

WANTED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


class Planted:
    """A connection that hears one word of what it is told as another."""

    def __init__(self, file: Path, said: str, heard: str) -> None:
        self.real = sqlite_driver().connect(str(file))
        self.said, self.heard = said, heard

    def execute(self, statement: str) -> Any:
        return self.real.execute(statement.replace(self.said, self.heard))


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("synchronous = FULL", "synchronous = NORMAL"),
        ("synchronous = FULL", "synchronous = OFF"),
        ("journal_mode = WAL", "journal_mode = DELETE"),
        ("journal_mode = WAL", "journal_mode = MEMORY"),
        ("foreign_keys = ON", "foreign_keys = OFF"),
    ],
)
def test_a_connection_that_could_lose_something_is_refused(
    tmp_path: Path, said: str, heard: str
) -> None:
    planted = Planted(tmp_path / "planted.db", said, heard)
    with pytest.raises(RuntimeError, match=said.split()[0]):
        prepare_sqlite(planted)
    planted.real.close()


def test_a_database_in_memory_is_refused() -> None:
    connection = sqlite_driver().connect(":memory:")
    with pytest.raises(RuntimeError, match="it would lose data"):
        prepare_sqlite(connection)
    connection.close()


@on_sqlite
def test_every_connection_of_the_app_is_durable(app: Flask, malee: Person) -> None:
    malee.browser.post("/taps", json=make_report(make_tap()))
    house = house_of(app)
    with house.database.engine.connect() as connection:
        for name, value in WANTED.items():
            assert connection.execute(text(f"PRAGMA {name}")).scalar() == value
    assert isinstance(house.writer, SqliteWriter)
    assert_durable(house.writer.connection)


@on_sqlite
def test_a_writer_that_went_over_to_normal_is_caught(app: Flask, malee: Person) -> None:
    malee.browser.post("/taps", json=make_report(make_tap()))
    writer = house_of(app).writer
    assert isinstance(writer, SqliteWriter)
    writer.connection.execute("PRAGMA synchronous = NORMAL")
    with pytest.raises(RuntimeError, match="synchronous is 1, not 2"):
        assert_durable(writer.connection)


@on_postgresql
def test_postgresql_flushes_what_it_acknowledges(app: Flask) -> None:
    with house_of(app).database.engine.connect() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"
        assert connection.execute(text("SHOW timezone")).scalar() == "UTC"


zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=zones))  # noqa: DTZ001
def test_a_time_comes_back_as_the_same_instant_in_utc(app: Flask, at: datetime) -> None:
    entry = AuditEntry(id=uuid4(), act="tried", detail={}, at=at)
    with house_of(app).database.session(writing=True) as db:
        db.add(entry)
        db.commit()
        kept = db.scalars(select(AuditEntry.at).where(AuditEntry.id == entry.id)).one()
    assert kept == at
    assert kept.tzinfo is UTC or kept.utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused(app: Flask) -> None:
    naive = datetime(2025, 3, 3, 9)  # noqa: DTZ001
    with house_of(app).database.session(writing=True) as db:
        db.add(AuditEntry(id=uuid4(), act="tried", detail={}, at=naive))
        with pytest.raises(StatementError, match="zone"):
            db.flush()


def test_every_row_of_a_station_points_only_into_its_own(app: Flask) -> None:
    """What has both a station and a foreign key carries the station in the key."""
    loose = [
        f"{table.name}: {', '.join(column.name for column in constraint.columns)}"
        for table in Base.metadata.tables.values()
        if "station_id" in table.columns
        for constraint in table.foreign_key_constraints
        if "station_id" not in {column.name for column in constraint.columns}
    ]
    assert loose == ["audit_log: account_id"], "the province's acts carry no station"


def test_the_database_itself_refuses_a_row_that_points_at_another_station(
    app: Flask, station_id: UUID, plan: PlanFile
) -> None:
    only_here = plan.points[0].model_copy(update={"code": "only-there"})
    neighbour = add_neighbour(app, plan.model_copy(update={"points": (only_here,)}))
    add_unpaired(app, station_id)
    with pytest.raises(DBAPIError):
        run_sql(app, "UPDATE kiosks SET point = 'only-there'")
    other = neighbour.hex if house_of(app).database.is_sqlite else str(neighbour)
    with pytest.raises(DBAPIError):
        run_sql(app, "UPDATE kiosks SET station_id = :other", other=other)


@on_sqlite
def test_a_writing_session_takes_the_lock_at_once_and_a_reading_one_never(
    app: Flask, tmp_path: Path
) -> None:
    database = house_of(app).database
    assert isinstance(database, Database)
    with database.session(writing=False) as reader:
        reader.execute(text("SELECT 1"))
        beside = sqlite_driver().connect(str(database.url.database), timeout=0)
        beside.execute("BEGIN IMMEDIATE")
        beside.execute("ROLLBACK")
    with database.session(writing=True) as writer:
        writer.execute(text("SELECT 1"))
        with pytest.raises(sqlite_driver().OperationalError, match="locked"):
            beside.execute("BEGIN IMMEDIATE")
    beside.close()
