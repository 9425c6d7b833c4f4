"""Migrations: up, down and up again on both databases, with the rows that were there."""

from uuid import UUID

import pytest
from alembic import command, op
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect
from sqlalchemy.exc import DBAPIError

from station import clock
from station.answers.actions import tell_privacy
from station.answers.notices import Told
from station.answers.queries import find_privacy_notice, list_privacy_notices
from station.channels.queries import list_channels
from station.channels.rules import Kind
from station.database import Base, Database
from station.people.actions import Actor
from station.stations.queries import get_station
from tests.cast import Person, house_of, make_report, make_tap
from tests.contents import PROMISE, change_content
from tests.kept import everything, is_whole, run_sql
from web.schema import alembic_config, schema_head


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_every_table_is_there_exactly_as_the_code_declares_it(app: Flask) -> None:
    with house_of(app).database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_down_to_nothing_and_up_again(app: Flask) -> None:
    database = house_of(app).database
    config = alembic_config(database)
    command.downgrade(config, "base")
    assert tables(database) == set()
    command.upgrade(config, "head")
    assert tables(database) == set(Base.metadata.tables)
    with pytest.raises(DBAPIError):
        run_sql(app, "INSERT INTO events (number) VALUES (1)")


def test_every_step_goes_down_and_up(app: Flask) -> None:
    database = house_of(app).database
    config = alembic_config(database)
    steps = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]
    for step in steps:
        command.downgrade(config, f"{step}-1" if step != steps[-1] else "base")
    for step in reversed(steps):
        command.upgrade(config, step)
    with database.engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_heads() == (schema_head(),)


def test_upgrading_what_is_new_already_leaves_every_row(app: Flask, malee: Person) -> None:
    malee.browser.post("/taps", json=make_report(make_tap()))
    before = everything(app)
    command.upgrade(alembic_config(house_of(app).database), "head")
    assert everything(app) == before
    assert is_whole(app)


def test_what_a_division_promises_is_promised_after_going_down_and_up_too(
    app: Flask, station_id: UUID
) -> None:
    change_content(app, station_id, "service-traffic", body=PROMISE)
    config = alembic_config(house_of(app).database)
    for _ in range(2):
        command.downgrade(config, "0004")
        command.upgrade(config, "head")
    with house_of(app).database.session(writing=False) as db:
        (shown,) = list_channels(db, station_id, kinds=(Kind.SERVICE,))
    assert (shown.code, shown.division, shown.body) == ("service-traffic", "traffic", PROMISE)


def test_a_notice_told_before_there_were_versions_is_the_first_and_the_last_goes_back(
    app: Flask, station_id: UUID
) -> None:
    config = alembic_config(house_of(app).database)
    command.downgrade(config, "0008")
    contact = """'{"th": "ก", "en": "a"}'"""
    run_sql(
        app,
        "INSERT INTO privacy_notices (station_id, contact, years)"
        f" SELECT id, {contact}, 4 FROM stations",
    )
    command.upgrade(config, "head")
    with house_of(app).database.session(writing=True) as db:
        (first,) = list_privacy_notices(db, station_id)
        assert first.at == get_station(db, station_id).created_at
        assert (first.told.number, first.told.contact, first.told.years) == (
            1,
            {"th": "ก", "en": "a"},
            4,
        )
        by = Actor(station_id, None)
        tell_privacy(db, station_id, Told(years=1), version=1, by=by, at=clock.now())
        db.commit()
    command.downgrade(config, "0008")
    assert run_sql(app, "UPDATE privacy_notices SET years = 5 WHERE years = 1") == 1
    command.upgrade(config, "head")
    with house_of(app).database.session(writing=False) as db:
        assert find_privacy_notice(db, station_id) == Told(years=5, number=1)


def test_a_step_that_fails_leaves_everything_as_it_was(
    app: Flask, malee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    malee.browser.post("/taps", json=make_report(make_tap()))
    before = everything(app)
    dropped: list[str] = []

    def drop_some(name: str, **_: object) -> None:
        dropped.append(name)
        if len(dropped) > 5:
            raise RuntimeError("the power went")
        op.execute(f"DROP TABLE {name}")

    monkeypatch.setattr(op, "drop_table", drop_some)
    with pytest.raises(RuntimeError, match="the power went"):
        command.downgrade(alembic_config(house_of(app).database), "base")
    assert len(dropped) == 6
    assert everything(app) == before
    assert is_whole(app)
