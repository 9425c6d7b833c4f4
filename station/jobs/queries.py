"""Which jobs there are, and when the next one runs."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.jobs.tables import Job


def list_jobs(db: Session, names: Collection[str]) -> Sequence[Job]:
    """The jobs of these names, by name (a few for each station)."""
    return db.scalars(select(Job).where(Job.name.in_(names)).order_by(Job.name, Job.id)).all()


def find_job(db: Session, name: str, station_id: UUID | None) -> Job | None:
    """A station's job, or (None) the server's, if it was planned already."""
    return db.scalar(select(Job).where(Job.name == name, Job.station_id == station_id))


def next_run(db: Session, names: Collection[str]) -> datetime | None:
    """When the next of these jobs may begin; what somebody runs counts from his lease's end."""
    return min((_begins_at(job) for job in list_jobs(db, names)), default=None)


def _begins_at(job: Job) -> datetime:
    return max(job.runs_at, job.lease_until or job.runs_at)
