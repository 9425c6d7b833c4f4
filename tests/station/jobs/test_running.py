"""Jobs: run when due, made good after nights off, resting after a failure, claimed by one."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy.exc import DBAPIError

from station import clock
from station.database import sqlite_driver
from station.jobs import running
from station.jobs.actions import claim_job, finish_job, make_due, plan_job
from station.jobs.rules import LEASE, Daily, Interrupted, Missed, Scope, Task
from station.jobs.tables import Job
from station.plan.file import PlanFile
from tests.cast import add_neighbour, house_of
from tests.instances import on_sqlite
from tests.jobs import NAME, Work, a_kind, fail, kept_job, run_all, runner_of
from tests.kept import rows, run_sql

HOUR = timedelta(hours=1)


def ask_for(app: Flask, name: str = NAME) -> None:
    with house_of(app).database.session(writing=True) as db:
        make_due(db, name, None, at=clock.now())
        db.commit()


def test_a_job_runs_when_its_time_has_come_and_not_before(
    app: Flask, now: time_machine.Traveller
) -> None:
    work = Work()
    runner = runner_of(app, a_kind(work))
    now.shift(HOUR - timedelta(seconds=1))
    assert run_all(runner) == []
    now.shift(timedelta(seconds=1))
    (outcome,) = run_all(runner)
    assert (outcome.name, outcome.station_id, outcome.problem) == (NAME, None, None)
    assert work.dues == ["03-03 03:00"]
    job = kept_job(app)
    assert (job.runs, job.due - clock.now(), job.runs_at) == (1, HOUR, job.due)
    assert (job.holder, job.lease_until, job.problem) == (None, None, None)


def test_each_station_has_its_own_and_a_new_one_is_planned_too(
    app: Flask, station_id: UUID, plan: PlanFile, now: time_machine.Traveller
) -> None:
    work = Work()
    runner = runner_of(app, a_kind(work, scope=Scope.STATION))
    neighbour = add_neighbour(app, plan)
    for _ in range(2):
        runner.plan()
    now.shift(HOUR)
    assert {outcome.station_id for outcome in run_all(runner)} == {station_id, neighbour}
    assert len(rows(app, Job)) == 2


def test_what_was_due_many_times_while_the_pc_was_off_runs_once(
    app: Flask, now: time_machine.Traveller
) -> None:
    work = Work()
    runner = runner_of(app, a_kind(work))
    now.shift(timedelta(days=3))
    run_all(runner)
    assert work.dues == ["03-03 03:00"]
    assert kept_job(app).due == clock.now() + HOUR


def test_what_is_owed_for_each_day_is_handed_every_day_that_was_missed(
    app: Flask, station_id: UUID, now: time_machine.Traveller
) -> None:
    work = Work()
    kind = a_kind(work, schedule=Daily(time(0, 10)), missed=Missed.EACH, scope=Scope.STATION)
    runner = runner_of(app, kind)
    now.shift(timedelta(days=3))
    run_all(runner)
    assert work.dues == ["03-03 17:10", "03-04 17:10", "03-05 17:10"]
    assert kept_job(app, station_id=station_id).due == datetime(2025, 3, 6, 17, 10, tzinfo=UTC)


def test_a_day_that_could_not_be_made_good_is_not_passed_over(
    app: Flask, now: time_machine.Traveller
) -> None:
    def not_the_second(task: Task) -> None:
        if len(work.tasks) == 2:
            raise ValueError("no luck")

    work = Work(not_the_second)
    kind = a_kind(work, schedule=Daily(time(0, 10)), missed=Missed.EACH)
    runner = runner_of(app, kind)
    now.shift(timedelta(days=3))
    run_all(runner)
    now.shift(timedelta(minutes=1))
    run_all(runner)
    assert work.dues == ["03-04 00:10", "03-05 00:10", "03-05 00:10", "03-06 00:10"]


def test_a_failing_job_rests_longer_each_time_and_stops_no_other(
    app: Flask, now: time_machine.Traveller
) -> None:
    work = Work()
    runner = runner_of(app, a_kind(fail, "failing"), a_kind(work))
    now.shift(HOUR)
    rests = []
    for _ in range(4):
        outcomes = {outcome.name: outcome.problem for outcome in run_all(runner)}
        assert outcomes["failing"] == "ValueError: no luck"
        job = kept_job(app, "failing")
        rests.append((job.runs_at - clock.now()) / timedelta(minutes=1))
        now.move_to(job.runs_at)
    assert rests == [1, 2, 4, 8]
    assert (job.failures, job.runs, job.problem) == (4, 4, "ValueError: no luck")
    assert work.dues == ["03-03 03:00"]


def test_once_it_works_again_nothing_is_left_of_the_failures(
    app: Flask, now: time_machine.Traveller
) -> None:
    work = Work(fail)
    runner = runner_of(app, a_kind(work))
    now.shift(HOUR)
    run_all(runner)
    work.meanwhile = lambda _: None
    now.shift(timedelta(minutes=1))
    run_all(runner)
    job = kept_job(app)
    assert (job.problem, job.failures, job.due) == (None, 0, clock.now() + HOUR)


def test_a_crashed_runners_job_is_taken_again_once_its_lease_is_over(
    app: Flask, now: time_machine.Traveller
) -> None:
    def pull_the_plug(_: Task) -> None:
        raise SystemExit

    work = Work(pull_the_plug)
    runner = runner_of(app, a_kind(work))
    now.shift(HOUR)
    with pytest.raises(SystemExit):
        runner.run_next()
    assert kept_job(app).holder is not None
    work.meanwhile = lambda _: None
    now.shift(LEASE - timedelta(seconds=1))
    assert run_all(runner) == []
    assert runner.next_run() == clock.now() + timedelta(seconds=1)
    now.shift(timedelta(seconds=1))
    assert len(run_all(runner)) == 1
    assert work.dues == ["03-03 03:00", "03-03 03:00"]


def test_who_comes_back_after_the_lease_changes_nothing(
    app: Flask, now: time_machine.Traveller
) -> None:
    runner_of(app, a_kind(Work()))
    now.shift(HOUR)
    database = house_of(app).database
    with database.session(writing=True) as db:
        late = claim_job(db, [NAME], at=clock.now())
        db.commit()
    now.shift(LEASE)
    with database.session(writing=True) as db:
        present = claim_job(db, [NAME], at=clock.now())
        assert late is not None
        assert present is not None
        finish_job(db, late, due=clock.now() + HOUR, at=clock.now())
        db.commit()
    job = kept_job(app)
    assert (job.holder, job.runs) == (present.holder, 0)


def test_what_somebody_asks_for_runs_at_once_and_once_more_when_its_time_comes(
    app: Flask, now: time_machine.Traveller
) -> None:
    work = Work()
    runner = runner_of(app, a_kind(work))
    ask_for(app)
    assert len(run_all(runner)) == 1
    assert work.dues == ["03-03 02:00"]
    assert kept_job(app).due == clock.now() + HOUR
    now.shift(HOUR)
    run_all(runner)
    assert work.dues == ["03-03 02:00", "03-03 03:00"]


def test_asked_for_while_it_runs_it_runs_once_more(app: Flask) -> None:
    def ask_once(task: Task) -> None:
        if len(work.tasks) == 1:
            ask_for(app)

    work = Work(ask_once)
    runner = runner_of(app, a_kind(work))
    ask_for(app)
    assert len(run_all(runner)) == 2


def test_a_job_that_rests_runs_when_somebody_asks(app: Flask, now: time_machine.Traveller) -> None:
    runner = runner_of(app, a_kind(fail))
    now.shift(HOUR)
    run_all(runner)
    assert run_all(runner) == []
    ask_for(app)
    assert len(run_all(runner)) == 1


def test_a_job_that_was_never_planned_can_be_asked_for(app: Flask) -> None:
    ask_for(app)
    work = Work()
    assert len(run_all(running.Runner(house_of(app).database, [a_kind(work)]))) == 1


def test_a_job_that_had_to_stop_is_taken_up_by_whoever_comes_next(
    app: Flask, now: time_machine.Traveller
) -> None:
    def stop(task: Task) -> None:
        if task.is_stopping():
            raise Interrupted

    work = Work(stop)
    runner = runner_of(app, a_kind(work))
    now.shift(HOUR)
    runner.run_next(lambda: True)
    job = kept_job(app)
    assert (job.holder, job.runs, job.problem) == (None, 0, None)
    assert len(run_all(runner)) == 1


def test_jobs_of_another_program_are_left_alone(app: Flask, now: time_machine.Traveller) -> None:
    runner_of(app, a_kind(Work(), "newer"))
    now.shift(HOUR)
    assert run_all(runner_of(app, a_kind(Work()))) == []


def test_the_longest_due_comes_first(app: Flask, now: time_machine.Traveller) -> None:
    work = Work()
    runner_of(app, a_kind(work, "later"))
    runner = runner_of(app, a_kind(work, "later"), a_kind(work, "sooner"))
    run_sql(app, "UPDATE jobs SET due = '2025-03-03 01:00:00' WHERE name = 'sooner'")
    now.shift(HOUR)
    assert [outcome.name for outcome in run_all(runner)] == ["sooner", "later"]


def test_a_job_is_on_the_list_once_whoever_plans_it(app: Flask, station_id: UUID) -> None:
    for of in (None, station_id):
        for _ in range(2):
            with house_of(app).database.session(writing=True) as db:
                plan_job(db, NAME, of, due=clock.now())
                db.commit()
    assert len(rows(app, Job)) == 2


def test_the_database_itself_keeps_a_second_one_off_the_list(app: Flask, station_id: UUID) -> None:
    for of in (None, station_id):
        with house_of(app).database.session(writing=True) as db:
            plan_job(db, NAME, of, due=clock.now())
            db.commit()
    with pytest.raises(DBAPIError):
        run_sql(app, "UPDATE jobs SET station_id = NULL")


@on_sqlite
def test_no_lock_is_held_while_a_job_works(app: Flask, now: time_machine.Traveller) -> None:
    """A tap must not wait for somebody else's slow website."""
    beside = sqlite_driver().connect(str(house_of(app).database.url.database), timeout=0)

    def write_beside(_: Task) -> None:
        beside.execute("BEGIN IMMEDIATE")
        beside.execute("ROLLBACK")

    runner = runner_of(app, a_kind(write_beside))
    now.shift(HOUR)
    assert [outcome.problem for outcome in run_all(runner)] == [None]
    beside.close()


@on_sqlite
def test_a_claim_not_committed_before_the_work_would_be_noticed(
    app: Flask, now: time_machine.Traveller
) -> None:
    beside = sqlite_driver().connect(str(house_of(app).database.url.database), timeout=0)
    runner = runner_of(app, a_kind(lambda _: beside.execute("BEGIN IMMEDIATE")))
    now.shift(HOUR)
    with house_of(app).database.session(writing=True) as held:
        claim = claim_job(held, [NAME], at=clock.now())
        assert claim is not None
        with pytest.raises(sqlite_driver().OperationalError, match="locked"):
            runner.kinds[NAME].run(Task(None, clock.now(), lambda: False))
    beside.close()
