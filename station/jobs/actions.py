"""Planning jobs, claiming the one that is due, and noting what came of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, case, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from station.jobs.queries import find_job
from station.jobs.rules import LEASE, rest_after
from station.jobs.tables import Job


@dataclass(frozen=True)
class Claim:
    """A job that is one's own to run until the lease ends."""

    id: UUID
    name: str
    station_id: UUID | None
    due: datetime
    failures: int
    holder: UUID
    lease_until: datetime


def plan_job(db: Session, name: str, station_id: UUID | None, *, due: datetime) -> None:
    """Put a job on the list, unless it is there (another process may just be doing the same)."""
    try:
        with db.begin_nested():
            db.add(Job(id=uuid4(), name=name, station_id=station_id, due=due, runs_at=due))
    except IntegrityError:
        return


def claim_job(db: Session, names: Collection[str], *, at: datetime) -> Claim | None:
    """Take the job of these names that has been due the longest, or None where none is due.

    Of all who ask at once, exactly one gets it.
    """
    holder, lease_until = uuid4(), at + LEASE
    is_ready = _is_ready(names, at)
    first = select(Job.id).where(is_ready).order_by(Job.due).limit(1)
    take = (
        update(Job)
        # PostgreSQL would let two find the same; the second then looks again at what it found.
        .where(Job.id == first.with_for_update(skip_locked=True).scalar_subquery(), is_ready)
        # Asked for once more meanwhile, it runs at another time than this.
        .values(holder=holder, lease_until=lease_until, runs_at=lease_until, started_at=at)
        .returning(Job.id, Job.name, Job.station_id, Job.due, Job.failures)
    )
    row = db.execute(take).one_or_none()
    return Claim(*row, holder=holder, lease_until=lease_until) if row else None


def _is_ready(names: Collection[str], at: datetime) -> ColumnElement[bool]:
    """Whether a job's time has come and nobody has it; one that runs may be asked for again."""
    is_free = Job.lease_until.is_(None) | (Job.lease_until <= at)
    return Job.name.in_(names) & (Job.runs_at <= at) & is_free


def finish_job(db: Session, claim: Claim, *, due: datetime, at: datetime) -> None:
    """Note that a job was done, and when it is due again."""
    _settle(db, claim, due=due, runs_at=due, failures=0, problem=None, finished_at=at)


def fail_job(db: Session, claim: Claim, problem: str, *, at: datetime) -> None:
    """Note why a job failed; it rests, the longer the more often it failed in a row."""
    failures = claim.failures + 1
    _settle(
        db,
        claim,
        runs_at=at + rest_after(failures),
        failures=failures,
        problem=problem,
        finished_at=at,
    )


def give_back(db: Session, claim: Claim, *, at: datetime) -> None:
    """Leave a job for whoever comes next, as one that stops must."""
    _settle(db, claim, runs_at=at, runs=Job.runs)


def _settle(db: Session, claim: Claim, *, runs_at: datetime, **values: object) -> None:
    """End a claim; where the lease ran out and somebody else holds the job, it is left to them."""
    was_asked_again = Job.runs_at != claim.lease_until
    settled = {"runs": Job.runs + 1, "holder": None, "lease_until": None} | values
    db.execute(
        update(Job)
        .where(Job.id == claim.id, Job.holder == claim.holder)
        .values(runs_at=case((was_asked_again, Job.runs_at), else_=runs_at), **settled)
    )


def make_due(db: Session, name: str, station_id: UUID | None, *, at: datetime) -> None:
    """Let a job run at once, also one that rests; one that is running runs once more."""
    job = find_job(db, name, station_id)
    if job is None:
        plan_job(db, name, station_id, due=at)
    else:
        db.execute(update(Job).where(Job.id == job.id).values(runs_at=at))
    db.flush()
