"""The rosters of months, their versions and duties; files being imported; calendars."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from station.database import Base


class Roster(Base):
    """A month's roster (`2025-03`); `version` is the one in force."""

    __tablename__ = "rosters"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]


class RosterVersion(Base):
    """A published version: who, when, from which file, and why; rows are only ever added."""

    __tablename__ = "roster_versions"
    __table_args__ = (
        ForeignKeyConstraint(["station_id", "month"], ["rosters.station_id", "rosters.month"]),
    )

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    published_at: Mapped[datetime]
    by: Mapped[UUID | None]
    source: Mapped[str]
    why: Mapped[str]
    added: Mapped[int]
    removed: Mapped[int]


class Duty(Base):
    """An officer's duty in a version; its times are fixed when written, whatever shifts become.

    The officer arrives at `arrives_at` to take over. Rows are only ever added.
    """

    __tablename__ = "duties"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "month", "version"],
            ["roster_versions.station_id", "roster_versions.month", "roster_versions.number"],
        ),
        ForeignKeyConstraint(["station_id", "post"], ["posts.station_id", "posts.code"]),
        ForeignKeyConstraint(["station_id", "shift"], ["shifts.station_id", "shifts.code"]),
        ForeignKeyConstraint(["station_id", "officer_id"], ["officers.station_id", "officers.id"]),
        Index("ix_duties_time", "station_id", "starts_at"),
    )

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    post: Mapped[str] = mapped_column(primary_key=True)
    shift: Mapped[str] = mapped_column(primary_key=True)
    officer_id: Mapped[UUID] = mapped_column(primary_key=True)
    arrives_at: Mapped[datetime]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class RosterFile(Base):
    """A file being imported: what was read of it, and what its importer decided so far.

    `base` is the version in force when it was read (0: none), `published` the version it became.
    """

    __tablename__ = "roster_files"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    month: Mapped[str]
    file_name: Mapped[str]
    sheet: Mapped[dict[str, Any]] = mapped_column(JSON)
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
    fixes: Mapped[dict[str, Any]] = mapped_column(JSON)
    base: Mapped[int]
    published: Mapped[int | None]
    by: Mapped[UUID | None]
    at: Mapped[datetime]


class RememberedMapping(Base):
    """How a person said that a file with these headings is to be read."""

    __tablename__ = "remembered_mappings"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    signature: Mapped[str] = mapped_column(primary_key=True)
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]


class Calendar(Base):
    """A private address from which a phone takes an officer's duties, or a post's.

    Only the token's hash is kept; revoking ends it.
    """

    __tablename__ = "calendars"
    __table_args__ = (
        ForeignKeyConstraint(["station_id", "officer_id"], ["officers.station_id", "officers.id"]),
        ForeignKeyConstraint(["station_id", "post"], ["posts.station_id", "posts.code"]),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    officer_id: Mapped[UUID | None]
    post: Mapped[str | None]
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class DutyDisplay(Base):
    """How much of the names of those on duty a station shows its visitors."""

    __tablename__ = "duty_displays"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    names: Mapped[str]
