"""Instances for tests: a migrated, planned database made once, then copied for each test."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from alembic import command
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from psycopg import sql
from sqlalchemy import make_url
from werkzeug.routing import Rule

from app import create_app
from commands.first_run import SAMPLE_PLAN
from station import clock
from station.channels.queries import list_channels
from station.channels.rules import Kind
from station.database import Database
from station.plan.file import read_plan
from station.plan.loading import load_plan
from station.stations.queries import find_only_station
from web.house import House
from web.schema import alembic_config

ROOT = Path(__file__).parent.parent
SLUG = "don-ya-nang"
PUBLIC_URL = "https://kiosk.example.go.th"

on_sqlite = pytest.mark.parametrize("instance", ["sqlite"], indirect=True)
"""Marks what no database could make different."""
on_postgresql = pytest.mark.parametrize("instance", ["postgresql"], indirect=True)
reachable = pytest.mark.parametrize("public_url", [PUBLIC_URL], indirect=True)
"""Marks what needs an address under which phones reach the server."""


class CompiledOnce(BytecodeCache):
    """Templates as one app compiled them, for all the others of this test run."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = CompiledOnce()


class AddressesCompiledOnce:
    """What builds an address, as one app compiled it, for all the others of this test run.

    An app has some 150 rules, and compiling what builds their addresses is nine tenths of making
    it. What is compiled depends on nothing but the rule's own text and defaults.
    """

    def __init__(self) -> None:
        self.compiles: Callable[..., Any] = Rule._compile_builder
        self.kept: dict[tuple[str, str, bool], Any] = {}

    def __call__(self, rule: Rule, append_unknown: bool) -> Any:
        key = rule.rule, repr(rule.defaults), append_unknown
        if key not in self.kept:
            self.kept[key] = self.compiles(rule, append_unknown)
        return self.kept[key]


@dataclass(frozen=True)
class Instance:
    """A folder and a database of one test's own."""

    folder: Path
    url: str
    public_url: str | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What a process started on this instance must be told."""
        known = {"INSTANCE_DIR": str(self.folder), "DATABASE_URL": self.url, "SECRET_KEY": "test"}
        return known | ({"PUBLIC_URL": self.public_url} if self.public_url else {})

    @contextmanager
    def app(self) -> Iterator[Flask]:
        """An app on this instance, closed at the end."""
        before = dict(os.environ)
        os.environ.update(self.environment)
        try:
            made = create_app()
        finally:
            os.environ.clear()
            os.environ.update(before)
        made.testing = True
        made.jinja_env.bytecode_cache = COMPILED
        house: House = made.extensions["house"]
        yield made
        house.writer.close()
        house.database.close()

    def flask(
        self, *arguments: str, stdin: str = "", **changed: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a flask command beside whatever else uses the instance."""
        return subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", *arguments],
            cwd=ROOT,
            env=os.environ | self.environment | changed,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )


def make_planned(url: str) -> None:
    """Migrate a database and load the sample plan, with its own year's dates."""
    database = Database(url)
    command.upgrade(alembic_config(database), "head")
    with database.session(writing=True) as db:
        load_plan(db, read_plan(SAMPLE_PLAN), at=clock.now())
        db.commit()
    database.close()


def copy_sqlite(template: Path, folder: Path) -> str:
    """A copy of a closed SQLite template; its address."""
    file = folder / "station.db"
    shutil.copyfile(template, file)
    return f"sqlite:///{file}"


@contextmanager
def copy_postgres(server_url: str, template: str) -> Iterator[str]:
    """A database made from a template, dropped at the end; its address."""
    name = f"test_{uuid4().hex}"
    url = make_url(server_url).set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(server_url, autocommit=True) as server:
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        try:
            yield url
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


class Copies:
    """Copies of a PostgreSQL template: while a test uses one, the next is made beside it."""

    def __init__(self, server_url: str, template: str) -> None:
        self.place = server_url, template
        self.hand = ThreadPoolExecutor(1)
        self.next = self.hand.submit(self._make)

    def _make(self) -> tuple[str, AbstractContextManager[str]]:
        copied = copy_postgres(*self.place)
        return copied.__enter__(), copied

    def take(self) -> tuple[str, AbstractContextManager[str]]:
        """A copy's address, and what to give back in the end."""
        made = self.next.result()
        self.next = self.hand.submit(self._make)
        return made

    def give_back(self, copied: AbstractContextManager[str]) -> None:
        """Drop a copy, when there is time for it."""
        self.hand.submit(copied.__exit__, None, None, None)

    def close(self) -> None:
        """Drop the copy that nobody took; wait until all are gone."""
        self.give_back(self.next.result()[1])
        self.hand.shutdown()


def survey_link(instance: Instance) -> str:
    """A short code of the survey."""
    database = Database(instance.url)
    with database.session(writing=False) as db:
        station = find_only_station(db)
        assert station is not None
        (survey,) = list_channels(db, station.id, kinds=[Kind.SURVEY], division="traffic")
    database.close()
    assert survey.link is not None
    return survey.link
