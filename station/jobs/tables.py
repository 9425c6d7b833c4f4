"""Jobs: when each is due, who runs it at present, and what came of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from station.database import Base

OF_SERVER = text("station_id IS NULL")


class Job(Base):
    """Something a server does again and again, for one station or (None) for all of them at once.

    `due` is the time that is to be done next and moves only when it was done; `runs_at` is when
    to begin with it: then, sooner where somebody asked for it, later after a failure.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        UniqueConstraint("name", "station_id"),
        # What is null differs from everything, so that the other lets any number of these in.
        Index(
            "uq_jobs_name_of_server",
            "name",
            unique=True,
            sqlite_where=OF_SERVER,
            postgresql_where=OF_SERVER,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    station_id: Mapped[UUID | None] = mapped_column(ForeignKey("stations.id"))
    due: Mapped[datetime]
    runs_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    holder: Mapped[UUID | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    problem: Mapped[str | None]
    failures: Mapped[int] = mapped_column(default=0)
    runs: Mapped[int] = mapped_column(default=0)
