"""Jobs of the tests' own, and what an app keeps of them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from flask import Flask

from station.jobs.queries import find_job
from station.jobs.rules import Every, JobKind, Missed, Schedule, Scope, Task
from station.jobs.running import Outcome, Runner
from station.jobs.tables import Job
from tests.cast import house_of

NAME = "sample"
HOURLY = Every(timedelta(hours=1))


@dataclass
class Work:
    """Something to run that remembers its runs, and does whatever it is told meanwhile."""

    meanwhile: Callable[[Task], None] = lambda _: None
    tasks: list[Task] = field(default_factory=list)

    def __call__(self, task: Task) -> None:
        self.tasks.append(task)
        self.meanwhile(task)

    @property
    def dues(self) -> list[str]:
        """The times that were made good, as days and hours."""
        return [f"{task.due:%m-%d %H:%M}" for task in self.tasks]


def fail(_: Task) -> None:
    raise ValueError("no luck\nand a second line")


def a_kind(
    run: Callable[[Task], None],
    name: str = NAME,
    *,
    schedule: Schedule = HOURLY,
    missed: Missed = Missed.ONCE,
    scope: Scope = Scope.SERVER,
) -> JobKind:
    """A job of the server's, every hour unless told otherwise."""
    return JobKind(name, schedule, run, scope, missed)


def runner_of(app: Flask, *kinds: JobKind) -> Runner:
    """A planned runner on the app's database."""
    runner = Runner(house_of(app).database, kinds)
    runner.plan()
    return runner


def run_all(runner: Runner) -> list[Outcome]:
    """Run until nothing is due."""
    found = []
    while outcome := runner.run_next():
        found.append(outcome)
    return found


def kept_job(app: Flask, name: str = NAME, station_id: UUID | None = None) -> Job:
    """A job as it is kept."""
    with house_of(app).database.session(writing=False) as db:
        found = find_job(db, name, station_id)
        assert found is not None
        return found
