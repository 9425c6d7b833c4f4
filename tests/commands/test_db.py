"""flask db: brings the schema up, takes it down, and says whether it is the one expected."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import inspect

from station.database import Base
from tests.cast import house_of
from tests.commands.running import complaint, run
from tests.instances import Instance, on_sqlite
from tests.kept import everything, run_sql


def test_from_nothing_to_the_newest_schema(
    instance: Instance, make_bare: Callable[[Instance], Instance]
) -> None:
    with make_bare(instance).app() as app:
        assert complaint(run(app, "db", "check"))
        assert run(app, "db", "upgrade").exit_code == 0
        assert run(app, "db", "check").exit_code == 0
        there = set(inspect(house_of(app).database.engine).get_table_names())
        assert set(Base.metadata.tables) <= there


def test_upgrading_again_changes_nothing(app: Flask) -> None:
    before = everything(app)
    assert run(app, "db", "upgrade").exit_code == 0
    assert everything(app) == before


def test_down_and_up(app: Flask) -> None:
    assert run(app, "db", "downgrade", "base").exit_code == 0
    assert complaint(run(app, "db", "check"))
    assert run(app, "db", "upgrade", "head").exit_code == 0
    assert run(app, "db", "check").exit_code == 0


def test_a_table_that_differs_is_found(app: Flask) -> None:
    run_sql(app, "ALTER TABLE needs ADD COLUMN colour VARCHAR")
    assert run(app, "db", "check").exit_code == 1


@on_sqlite
@pytest.mark.parametrize("command", ["upgrade", "downgrade"])
def test_a_revision_that_is_none_is_refused(app: Flask, command: str) -> None:
    before = everything(app)
    assert "nowhere" in complaint(run(app, "db", command, "nowhere"))
    assert everything(app) == before


@on_sqlite
def test_going_down_needs_to_be_told_how_far(app: Flask) -> None:
    assert "REVISION" in complaint(run(app, "db", "downgrade"))
