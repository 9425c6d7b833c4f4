"""What the server does by itself, how often, and what it calls."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from station import clock
from station.answers.actions import forget_texts
from station.counts.actions import forget_phones
from station.database import Database
from station.files.actions import forget_unused
from station.files.store import FileStore
from station.jobs.rules import Every, JobKind, Scope, Task
from station.jobs.running import Runner
from station.jobs.ticker import Ticker
from station.linkchecks.addresses import is_public
from station.linkchecks.asking import Asker
from station.linkchecks.checking import check_links
from station.people.actions import Actor, forget_guesses
from station.settings import Settings

LINK_CHECKS = "link_checks"


def job_kinds(settings: Settings, database: Database, store: FileStore) -> list[JobKind]:
    """Every job there is."""
    return [
        JobKind(
            "forget_passing",
            Every(timedelta(minutes=5)),
            partial(forget_passing, database),
            Scope.SERVER,
        ),
        JobKind(
            "forget_unused_files",
            Every(timedelta(days=1)),
            partial(_forget_unused_files, database, store),
            Scope.SERVER,
        ),
        JobKind("forget_texts", Every(timedelta(days=1)), partial(_forget_texts, database)),
        JobKind(LINK_CHECKS, Every(timedelta(hours=1)), partial(_check_links, settings, database)),
    ]


def make_ticker(settings: Settings, database: Database, store: FileStore) -> Ticker:
    """What runs them, once a serving process starts it."""
    return Ticker(Runner(database, job_kinds(settings, database, store)))


def forget_passing(database: Database, _task: Task | None = None) -> None:
    """Forget who scanned or guessed: nothing of it is needed any more."""
    at = clock.now()
    with database.session(writing=True) as db:
        forget_phones(db, at=at)
        forget_guesses(db, at=at)
        db.commit()


def _forget_unused_files(database: Database, store: FileStore, _task: Task) -> None:
    """Take from the disk what uploads left that came to nothing."""
    with database.session(writing=False) as db:
        forget_unused(db, store, at=clock.now())


def _forget_texts(database: Database, task: Task) -> None:
    """Forget what visitors wrote once its time is over; the numbers stay."""
    assert task.station_id is not None  # it is a station's job
    with database.session(writing=True) as db:
        by = Actor(task.station_id, None)
        forget_texts(db, task.station_id, by=by, at=clock.now())
        db.commit()


def _check_links(settings: Settings, database: Database, task: Task) -> None:
    assert task.station_id is not None  # it is a station's job
    look = Asker.with_system_trust(may_ask=judge_of(settings)).look
    check_links(database, task.station_id, look, is_stopping=task.is_stopping)


def judge_of(settings: Settings) -> Callable[[str], bool]:
    """Which IP addresses the link checker may ask."""
    return (lambda _: True) if settings.check_private_links else is_public
