"""flask jobs run: what is due, a line each; and what flask doctor says of jobs."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from station.counts.tables import RecentPhone
from station.jobs.rules import JobKind
from station.people.tables import Guess
from tests.cast import Person, house_of
from tests.commands.running import complaint, run
from tests.instances import ROOT, SLUG, Instance, on_sqlite, reachable
from tests.jobs import Work, a_kind, fail, runner_of
from tests.kept import link_code, rows, run_sql

Use = Callable[..., None]


@pytest.fixture
def use(app: Flask) -> Use:
    """Let the app have other jobs than its own."""

    def use_kinds(*kinds: JobKind) -> None:
        house_of(app).ticker.runner.kinds = {kind.name: kind for kind in kinds}

    return use_kinds


def test_what_is_due_is_run_with_a_line_each(
    app: Flask, use: Use, now: time_machine.Traveller
) -> None:
    first, second = Work(), Work()
    use(a_kind(first, "first"), a_kind(second, "second"))
    assert run(app, "jobs", "run").output == "nothing is due\n"
    now.shift(timedelta(hours=1))
    found = run(app, "jobs", "run")
    assert (found.exit_code, sorted(found.output.splitlines())) == (
        0,
        ["first: done", "second: done"],
    )
    assert (len(first.tasks), len(second.tasks)) == (1, 1)


def test_one_that_fails_is_told_in_one_line_and_the_others_run(
    app: Flask, use: Use, now: time_machine.Traveller
) -> None:
    work = Work()
    use(a_kind(fail, "failing"), a_kind(work, "working"))
    runner_of(app, *house_of(app).ticker.runner.kinds.values())
    now.shift(timedelta(hours=1))
    found = run(app, "jobs", "run")
    assert found.exit_code == 1
    assert sorted(found.stdout.splitlines()) == [
        "failing: failed: ValueError: no luck",
        "working: done",
    ]


def test_the_servers_own_jobs_are_planned_and_run(
    app: Flask, now: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.background.check_links", lambda *_, **__: None)
    run(app, "jobs", "run")
    now.shift(timedelta(hours=1))
    found = run(app, "jobs", "run")
    said = ["forget_passing: done", f"link_checks of {SLUG}: done"]
    assert sorted(found.output.splitlines()) == said


def test_who_scanned_or_guessed_is_forgotten_within_a_quarter_of_an_hour(
    app: Flask, malee: Person, now: time_machine.Traveller
) -> None:
    run(app, "jobs", "run")
    bare = app.test_client(use_cookies=False)
    bare.get(f"/go/{link_code(app, 'eit-survey', 'traffic')}")
    malee.sends("/admin/sign-in", name="nobody", password="a wrong password")
    assert rows(app, RecentPhone)
    assert rows(app, Guess)
    for _ in range(3):
        now.shift(timedelta(minutes=5))
        run(app, "jobs", "run")
    assert not rows(app, RecentPhone)
    now.shift(timedelta(minutes=5))
    run(app, "jobs", "run")
    assert not rows(app, Guess)


def test_a_job_that_forgot_to_forget_would_be_noticed(
    app: Flask, malee: Person, now: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.background.forget_phones", lambda *_, **__: None)
    with pytest.raises(AssertionError):
        test_who_scanned_or_guessed_is_forgotten_within_a_quarter_of_an_hour(app, malee, now)


def test_two_at_once_beside_a_server_run_each_job_once(
    app: Flask, instance: Instance, now: time_machine.Traveller
) -> None:
    house_of(app).ticker.runner.plan()
    run_sql(app, "DELETE FROM jobs WHERE name = 'link_checks'")  # it would go out into the world
    command = [sys.executable, "-m", "flask", "--app", "app", "jobs", "run"]
    # Under the real clock, a year and more later, everything is due.
    told = os.environ | instance.environment
    processes = [
        subprocess.Popen(command, cwd=ROOT, env=told, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = "".join(process.communicate(timeout=60)[0] for process in processes)
    assert said.count("forget_passing: done") == 1


@reachable
@on_sqlite
def test_the_doctor_warns_of_what_fails_and_of_what_nobody_runs(
    app: Flask, use: Use, now: time_machine.Traveller
) -> None:
    use(a_kind(Work(), "working"))
    house_of(app).ticker.runner.plan()
    assert "ok: none of 1 jobs failed the last time" in run(app, "doctor").output
    now.shift(timedelta(days=2))
    found = run(app, "doctor")
    since = "2025-03-03 03:00 UTC"
    assert f"warning: working is due since {since}: does the server run?" in found.output
    assert found.exit_code == 1
    use(a_kind(fail, "working"))
    run(app, "jobs", "run")
    warning = "warning: working fails (1 in a row): ValueError: no luck"
    assert warning in run(app, "doctor").output.splitlines()


@on_sqlite
def test_a_kind_nobody_has_is_no_option(app: Flask) -> None:
    assert "--nothing" in complaint(run(app, "jobs", "run", "--nothing"))
