"""flask doctor: what an operator should know about this instance."""

import shutil
from collections.abc import Iterator

import click
from alembic.runtime.migration import MigrationContext

from commands.jobs import name_of, station_slugs
from commands.plain import PlainCommand
from commands.session import in_one_line, open_session
from station import clock
from station.database import sqlite_driver
from station.files.queries import list_named
from station.jobs.queries import list_jobs
from station.jobs.rules import LONG_OVERDUE
from web.house import house
from web.schema import schema_head

FIRST_WITHOUT_WAL_BUG = (3, 51, 3)


@click.command(cls=PlainCommand)
def doctor() -> None:
    """Print what this instance runs on, and warn of what could lose or hide something."""
    warnings = 0
    with in_one_line():
        for is_warning, line in _findings():
            warnings += is_warning
            click.echo(f"{'warning' if is_warning else 'ok'}: {line}")
    if warnings:
        raise click.exceptions.Exit(1)


def _findings() -> Iterator[tuple[bool, str]]:
    settings, database = house().settings, house().database
    yield from _sqlite() if database.is_sqlite else _postgres()
    with database.engine.connect() as connection:
        is_old = MigrationContext.configure(connection).get_current_heads() != (schema_head(),)
    yield is_old, f"the schema is {'another than this program expects' if is_old else 'in order'}"
    if not is_old:
        yield from _jobs()
        yield _files()
    mode = settings.instance_dir.stat().st_mode & 0o077
    yield bool(mode), f"{settings.instance_dir} is {'open to others' if mode else 'private'}"
    free = shutil.disk_usage(settings.instance_dir).free // 2**20
    yield free < 500, f"{free} MiB free on the disk"
    if settings.public_url:
        yield False, f"short links lead to {settings.public_url}/go/..."
    else:
        yield False, "PUBLIC_URL is not set: scans by phones are not measured"


def _files() -> tuple[bool, str]:
    """Whether the bytes of every manual and picture are there: a backup may have left them out."""
    with house().database.session(writing=False) as db:
        named = list_named(db)
    missing = sum(not house().store.has(digest) for digest in named)
    said = f"{missing} of {len(named)} are missing" if missing else f"all {len(named)} are there"
    return bool(missing), f"files for visitors: {said}"


def _sqlite() -> Iterator[tuple[bool, str]]:
    version = sqlite_driver().sqlite_version
    old = tuple(int(part) for part in version.split(".")) < FIRST_WITHOUT_WAL_BUG
    yield old, f"SQLite {version}" + (" has the WAL-reset bug of before 3.51.3" if old else "")


def _postgres() -> Iterator[tuple[bool, str]]:
    with house().database.engine.connect() as connection:
        version = connection.exec_driver_sql("SHOW server_version").scalar_one()
        sync = connection.exec_driver_sql("SHOW synchronous_commit").scalar_one()
    yield False, f"PostgreSQL {version}"
    yield sync == "off", f"synchronous_commit is {sync}"


def _jobs() -> Iterator[tuple[bool, str]]:
    """Jobs that fail, or that nobody ran for a day: the server is off, or stuck."""
    slugs = station_slugs()
    with open_session(writing=False) as db:
        jobs = list_jobs(db, house().ticker.runner.kinds)
    for job in jobs:
        name = name_of(job.name, job.station_id, slugs)
        if job.problem:
            yield True, f"{name} fails ({job.failures} in a row): {job.problem}"
        elif job.due < clock.now() - LONG_OVERDUE:
            yield True, f"{name} is due since {job.due:%Y-%m-%d %H:%M} UTC: does the server run?"
    if jobs and not any(job.problem for job in jobs):
        yield False, f"none of {len(jobs)} jobs failed the last time"
