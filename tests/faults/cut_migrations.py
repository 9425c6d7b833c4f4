"""A migration is killed at one of its statements: the schema is the old one or the new one."""

import multiprocessing
import os
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import psycopg
from alembic import command
from sqlalchemy import event, inspect, make_url, select, text

from station.database import Base, Database
from tests.instances import copy_postgres, copy_sqlite
from web.schema import alembic_config

Place = Callable[[], AbstractContextManager[str]]
"""Makes a database to migrate and gives its address."""
NEVER = 10**6
UP, DOWN = "upgrade", "downgrade"
GOES_WITHIN_SECONDS = 20


@dataclass
class Run:
    """How many migrations were killed, and where one left neither the old nor the new."""

    killed: int = 0
    statements: dict[str, int] = field(default_factory=dict)
    torn: list[str] = field(default_factory=list)


def run_cut_migrations(empty: Place, planned: Place, name: str, most: int, run: Run) -> None:
    """Kill upgrades of an empty database and downgrades of a filled one, at most so many each."""
    for direction, place in ((UP, empty), (DOWN, planned)):
        with place() as url:
            last = _migrate_elsewhere(url, direction, NEVER)
        run.statements[f"{name} {direction}"] = last
        moments = range(1, last + 1)
        for moment in moments if most >= last else random.Random(1).sample(moments, most):
            with place() as url:
                _kill_one(run, url, f"{name} {direction}", direction, moment)


def _kill_one(run: Run, url: str, where: str, direction: str, moment: int) -> None:
    before = _everything(url)
    _migrate_elsewhere(url, direction, moment)
    run.killed += 1
    after = _everything(url)
    if after != before and set(after) != (_all_tables() if direction == UP else set()):
        run.torn.append(f"{where} at statement {moment}")
    # Whatever was left, the next start brings it to the new schema.
    if direction == UP:
        _migrate_elsewhere(url, UP, NEVER)
        if set(_everything(url)) != _all_tables():
            run.torn.append(f"{where} at statement {moment}, and never finished")


def _all_tables() -> set[str]:
    return {table.name for table in Base.metadata.sorted_tables}


def _everything(url: str) -> dict[str, list[str]]:
    """The rows of every table there is, Alembic's own left out."""
    database = Database(url)
    _wait_until_left(database)
    with database.engine.connect() as connection:
        there = set(inspect(connection).get_table_names())
        rows = {
            table.name: sorted(str(row) for row in connection.execute(select(table)))
            for table in Base.metadata.sorted_tables
            if table.name in there
        }
    database.close()
    return rows


def _wait_until_left(database: Database) -> None:
    """PostgreSQL notices a moment later that a client is gone, and only then rolls back."""
    if database.is_sqlite:
        return
    ask = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    until = monotonic() + GOES_WITHIN_SECONDS
    with database.engine.connect() as connection:
        while connection.execute(ask).scalar_one() and monotonic() < until:
            connection.rollback()


def _migrate_elsewhere(url: str, direction: str, moment: int) -> int:
    """Migrate in a process of its own, killed at that statement; how many it came to."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.cut_migrations"])
    reached = context.Value("i", 0)
    process = context.Process(target=_migrate, args=(url, direction, moment, reached))
    process.start()
    process.join()
    if process.exitcode not in (0, -signal.SIGKILL):
        raise RuntimeError(f"{direction} at {moment} ended with {process.exitcode}")
    return int(reached.value)


def _migrate(url: str, direction: str, moment: int, reached: Any) -> None:
    database = Database(url)

    def count(*_: object) -> None:
        reached.value += 1
        if reached.value == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(database.engine, "before_cursor_execute", count)
    if direction == UP:
        command.upgrade(alembic_config(database), "head")
    else:
        command.downgrade(alembic_config(database), "base")
    database.close()


def on_sqlite(template: Path, folder: Path) -> tuple[Place, Place]:
    """Empty and planned SQLite databases."""

    @contextmanager
    def planned() -> Iterator[str]:
        file = folder / "station.db"
        yield copy_sqlite(template, folder)
        for left in folder.glob(f"{file.name}*"):
            left.unlink()

    @contextmanager
    def empty() -> Iterator[str]:
        with planned() as url:
            (folder / "station.db").unlink()
            yield url

    return empty, planned


def on_postgresql(server_url: str, template: str) -> tuple[Place, Place]:
    """Empty and planned databases on a PostgreSQL."""
    return (
        lambda: copy_postgres(server_url, "template0"),
        lambda: copy_postgres(server_url, template),
    )


def planned_template(server_url: str, make_planned: Callable[[str], None]) -> str:
    """The name of a planned database to copy."""
    name = "planned"
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    make_planned(make_url(server_url).set(database=name).render_as_string(hide_password=False))
    return name
