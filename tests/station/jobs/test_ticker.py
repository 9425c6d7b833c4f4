"""The thread that runs jobs: it sleeps, wakes when told, and ends when the process does."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Event

import pytest
import time_machine
from flask import Flask
from sqlalchemy.exc import OperationalError

from station import clock
from station.jobs.actions import make_due
from station.jobs.rules import Interrupted, Task
from station.jobs.running import Runner
from station.jobs.ticker import LONGEST_SLEEP_SECONDS, Ticker
from tests.cast import house_of
from tests.commands.running import run
from tests.instances import on_sqlite
from tests.jobs import NAME, Work, a_kind, kept_job

SOON = 30
"""More seconds than anything here takes, and fewer than a ticker sleeps."""

pytestmark = on_sqlite


@pytest.fixture
def make_ticker(app: Flask) -> Iterator[Callable[..., Ticker]]:
    """Make tickers that are stopped in the end."""
    made = []

    def make(work: Work) -> Ticker:
        made.append(Ticker(Runner(house_of(app).database, [a_kind(work)])))
        return made[-1]

    yield make
    for ticker in made:
        ticker.stop()


def ask_for(app: Flask) -> None:
    with house_of(app).database.session(writing=True) as db:
        make_due(db, NAME, None, at=clock.now())
        db.commit()


def ticking() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "jobs"]


def test_what_is_due_at_the_start_is_run_at_the_start(
    app: Flask, make_ticker: Callable[..., Ticker], now: time_machine.Traveller
) -> None:
    ran = Event()
    ticker = make_ticker(Work(lambda _: ran.set()))
    ticker.runner.plan()
    now.shift(timedelta(days=2))
    ticker.start()
    assert ran.wait(SOON)


def test_a_job_made_due_by_this_process_runs_at_once(
    app: Flask, make_ticker: Callable[..., Ticker]
) -> None:
    assert SOON < LONGEST_SLEEP_SECONDS, "else a sleeper would pass too"
    ran = Event()
    ticker = make_ticker(Work(lambda _: ran.set()))
    ticker.start()
    ask_for(app)
    ticker.wake()
    assert ran.wait(SOON)


def test_it_sleeps_until_the_next_is_due_but_never_long(
    app: Flask, make_ticker: Callable[..., Ticker], now: time_machine.Traveller
) -> None:
    ticker = make_ticker(Work())
    assert ticker._run_due() == LONGEST_SLEEP_SECONDS
    now.shift(timedelta(minutes=59, seconds=50))
    assert ticker._run_due() == 10


def test_it_outlives_a_database_that_fails(
    app: Flask, make_ticker: Callable[..., Ticker], monkeypatch: pytest.MonkeyPatch
) -> None:
    failed, ran = Event(), Event()
    ticker = make_ticker(Work(lambda _: ran.set()))
    plan = ticker.runner.plan

    def fail_once() -> None:
        if not failed.is_set():
            failed.set()
            raise OperationalError("SELECT", None, Exception("database is locked"))
        plan()

    monkeypatch.setattr(ticker.runner, "plan", fail_once)
    ticker.start()
    assert failed.wait(SOON)
    ask_for(app)
    ticker.wake()
    assert ran.wait(SOON)


def test_told_to_stop_it_ends_the_job_and_leaves_it_to_whoever_comes_next(
    app: Flask, make_ticker: Callable[..., Ticker]
) -> None:
    begun = Event()

    def work_until_told(task: Task) -> None:
        begun.set()
        while not task.is_stopping():
            Event().wait(0.01)
        raise Interrupted

    ticker = make_ticker(Work(work_until_told))
    ask_for(app)
    ticker.start()
    assert begun.wait(SOON)
    ticker.stop()
    assert ticking() == []
    job = kept_job(app)
    assert (job.holder, job.lease_until, job.runs) == (None, None, 0)


def test_it_begins_nothing_once_the_process_is_ending(
    app: Flask, make_ticker: Callable[..., Ticker]
) -> None:
    work = Work()
    ticker = make_ticker(work)
    ask_for(app)
    ticker.start(is_ending=lambda: True)
    ticker.stop()
    assert work.tasks == []


def test_neither_an_app_nor_a_command_runs_jobs_by_itself(app: Flask) -> None:
    assert run(app, "doctor").exit_code in (0, 1)
    assert ticking() == []


def test_a_ticker_that_was_started_would_be_seen(make_ticker: Callable[..., Ticker]) -> None:
    make_ticker(Work()).start()
    assert ticking() == ["jobs"]
