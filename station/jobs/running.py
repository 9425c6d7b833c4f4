"""Running what is due, one job after another, with no transaction open meanwhile."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from uuid import UUID

from sqlalchemy.orm import Session

from station import clock
from station.database import Database
from station.errors import Refusal
from station.jobs.actions import Claim, claim_job, fail_job, finish_job, give_back, plan_job
from station.jobs.queries import list_jobs, next_run
from station.jobs.rules import Interrupted, JobKind, Scope, Task, next_due, problem_of
from station.stations.queries import get_station, list_stations

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What came of one run: a problem in one line, or None."""

    name: str
    station_id: UUID | None
    due: datetime
    problem: str | None


class Runner:
    """Runs the jobs of some kinds; any number of them may share a database."""

    def __init__(self, database: Database, kinds: Sequence[JobKind]) -> None:
        self.database = database
        self.kinds = {kind.name: kind for kind in kinds}

    def plan(self) -> None:
        """Put every job on the list that is not there yet, as after a station was added."""
        with self.database.session(writing=False) as db:
            missing = self._missing(db)
        if not missing:
            return
        at = clock.now()
        with self.database.session(writing=True) as db:
            for kind, station_id, zone in missing:
                plan_job(db, kind.name, station_id, due=kind.schedule.after(at, zone))
            db.commit()

    def _missing(self, db: Session) -> list[tuple[JobKind, UUID | None, tzinfo]]:
        there = {(job.name, job.station_id) for job in list_jobs(db, self.kinds)}
        of_stations = [(station.id, station.zone) for station in list_stations(db)]
        return [
            (kind, station_id, zone)
            for kind in self.kinds.values()
            for station_id, zone in (of_stations if kind.scope is Scope.STATION else [(None, UTC)])
            if (kind.name, station_id) not in there
        ]

    def next_run(self) -> datetime | None:
        """When there will be something to do."""
        with self.database.session(writing=False) as db:
            return next_run(db, self.kinds)

    def run_next(self, is_stopping: Callable[[], bool] = lambda: False) -> Outcome | None:
        """Run the job that has been due the longest; None where none is due."""
        at = clock.now()
        with self.database.session(writing=True) as db:
            claim = claim_job(db, self.kinds, at=at)
            db.commit()
        if claim is None:
            return None
        # Somebody may have asked for it ahead of its time.
        due = min(claim.due, at)
        problem = self._run(claim, Task(claim.station_id, due, is_stopping))
        return Outcome(claim.name, claim.station_id, due, problem)

    def _run(self, claim: Claim, task: Task) -> str | None:
        try:
            self.kinds[claim.name].run(task)
        except Interrupted:
            self._settle(lambda db, at: give_back(db, claim, at=at))
        except Exception as error:  # one job's failure must not stop the others
            if not isinstance(error, Refusal):
                log.exception("the job %s failed", claim.name)
            problem = problem_of(error)
            self._settle(lambda db, at: fail_job(db, claim, problem, at=at))
            return problem
        else:
            self._settle(lambda db, at: self._finish(db, claim, at))
        return None

    def _finish(self, db: Session, claim: Claim, at: datetime) -> None:
        zone = get_station(db, claim.station_id).zone if claim.station_id else UTC
        due = claim.due
        if due <= at:  # else it was done ahead of its time, which is still to come
            due = next_due(self.kinds[claim.name], due, at, zone)
        finish_job(db, claim, due=due, at=at)

    def _settle(self, settle: Callable[[Session, datetime], None]) -> None:
        with self.database.session(writing=True) as db:
            settle(db, clock.now())
            db.commit()
