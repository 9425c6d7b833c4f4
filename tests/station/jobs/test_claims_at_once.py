"""Many who look at once: each due job is run by exactly one of them, whichever database."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from station import clock
from station.database import Database
from station.jobs import actions, running
from station.jobs.actions import Claim, make_due
from station.jobs.rules import LEASE, Task
from station.jobs.running import Outcome, Runner
from station.jobs.tables import Job
from tests.cast import house_of
from tests.instances import ROOT
from tests.jobs import Work, a_kind, run_all, runner_of

HANDS = 8
NAMES = [f"job-{n}" for n in range(20)]
RUN_IN_A_PROCESS = """
import sys
from station.database import Database
from station.jobs.rules import Every, JobKind, Scope
from station.jobs.running import Runner
from datetime import timedelta
database = Database(sys.argv[1])
names = [f"job-{n}" for n in range(20)]
kinds = [JobKind(name, Every(timedelta(hours=1)), lambda _: None, Scope.SERVER) for name in names]
runner = Runner(database, kinds)
sys.stdin.readline()
while outcome := runner.run_next():
    print(outcome.name)
database.close()
"""


def run_at_once(database: Database, work: Work, names: list[str]) -> list[str]:
    """What several runners ran that began at the same moment, each in a thread of its own."""
    ready = Barrier(HANDS)

    def begin(_: int) -> list[str]:
        runner = Runner(database, [a_kind(work, name) for name in names])
        ready.wait(timeout=30)
        return [outcome.name for outcome in run_all(runner)]

    with ThreadPoolExecutor(HANDS) as hands:
        return [name for ran in hands.map(begin, range(HANDS)) for name in ran]


@pytest.fixture
def due(app: Flask, now: time_machine.Traveller) -> Flask:
    """An app with twenty jobs that are due."""
    runner_of(app, *(a_kind(Work(), name) for name in NAMES))
    now.shift(timedelta(hours=1))
    return app


def test_of_many_threads_each_job_is_run_by_one(due: Flask) -> None:
    work = Work()
    ran = run_at_once(house_of(due).database, work, NAMES)
    assert Counter(ran) == dict.fromkeys(NAMES, 1)
    assert len(work.tasks) == len(NAMES)


def test_of_many_threads_that_want_the_same_job_one_gets_it(due: Flask) -> None:
    assert run_at_once(house_of(due).database, Work(), NAMES[:1]) == NAMES[:1]


def test_of_two_processes_each_job_is_run_by_one(due: Flask) -> None:
    house_of(due).database.close()
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", RUN_IN_A_PROCESS, str(house_of(due).settings.database_url)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate("go\n", timeout=60)[0].split() for process in processes]
    assert Counter(said[0] + said[1]) == dict.fromkeys(NAMES, 1)


def ask_and_look_beside(runner: Runner, app: Flask) -> list[Outcome]:
    """What another runner runs while a job runs that was asked for once more."""
    beside: list[Outcome] = []

    def meanwhile(_: Task) -> None:
        with house_of(app).database.session(writing=True) as db:
            make_due(db, NAMES[0], None, at=clock.now())
            db.commit()
        another = Runner(runner.database, [a_kind(Work(), NAMES[0])])
        if outcome := another.run_next():
            beside.append(outcome)

    runner.kinds[NAMES[0]] = a_kind(meanwhile, NAMES[0])
    runner.run_next()
    return beside


@pytest.fixture
def runner(due: Flask) -> Runner:
    """A runner of the first of them alone."""
    return Runner(house_of(due).database, [a_kind(Work(), NAMES[0])])


def test_a_job_that_runs_and_is_asked_for_again_waits_for_its_end(
    due: Flask, runner: Runner
) -> None:
    assert ask_and_look_beside(runner, due) == []


def test_a_claim_that_forgot_the_lease_would_be_noticed(
    due: Flask, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        actions, "_is_ready", lambda names, at: Job.name.in_(names) & (Job.runs_at <= at)
    )
    assert len(ask_and_look_beside(runner, due)) == 1


def test_a_claim_that_looked_first_and_took_later_would_be_noticed(
    due: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    database, both_looked = house_of(due).database, Barrier(2)

    def look_then_take(db: Session, names: Iterable[str], *, at: datetime) -> Claim | None:
        with database.session(writing=False) as looking:
            job = looking.scalars(select(Job).where(actions._is_ready(NAMES[:1], at))).first()
        both_looked.wait(timeout=30)
        if job is None:
            return None
        until = at + LEASE
        taken = update(Job).where(Job.id == job.id).values(runs_at=until, lease_until=until)
        db.execute(taken)
        return Claim(job.id, job.name, None, job.due, 0, job.id, until)

    monkeypatch.setattr(running, "claim_job", look_then_take)
    monkeypatch.setattr(sys.modules[__name__], "HANDS", 2)
    assert run_at_once(database, Work(), NAMES[:1]) == NAMES[:1] * 2
