"""Fiscal years, phases, minimums, ITAP readings and collectors' tallies."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from station.database import Base, Words


class FiscalYear(Base):
    """A fiscal year, by its Buddhist number, with the station's own minimums.

    `iit_scope` is "station" or "division": of what the IIT percentage is taken; `iit_require`
    is "both" or "either": whether the number of officers and the percentage must both be met.
    """

    __tablename__ = "fiscal_years"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    minimum: Mapped[int]
    iit_officers: Mapped[int]
    iit_percent: Mapped[int]
    iit_scope: Mapped[str]
    iit_require: Mapped[str]


class Phase(Base):
    """A stage of the assessment's calendar, both days included."""

    __tablename__ = "phases"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "year"], ["fiscal_years.station_id", "fiscal_years.year"]
        ),
    )

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    group: Mapped[str]
    starts: Mapped[date]
    ends: Mapped[date]
    title: Mapped[Words]
    by: Mapped[Words]
    is_provisional: Mapped[bool]


class Quota(Base):
    """The minimum of EIT answers of one division in one fiscal year."""

    __tablename__ = "quotas"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "year"], ["fiscal_years.station_id", "fiscal_years.year"]
        ),
        ForeignKeyConstraint(
            ["station_id", "division"], ["divisions.station_id", "divisions.code"]
        ),
    )

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str] = mapped_column(primary_key=True)
    minimum: Mapped[int]
    brought_by: Mapped[Words | None]


class Reading(Base):
    """The running number that ITAP showed on a day; no division is the whole station."""

    __tablename__ = "itap_readings"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "division"], ["divisions.station_id", "divisions.code"]
        ),
        ForeignKeyConstraint(["station_id", "by"], ["accounts.station_id", "accounts.id"]),
        Index(None, "station_id", "day"),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date]
    division: Mapped[str | None]
    confirmed: Mapped[int]
    note: Mapped[str]
    by: Mapped[UUID | None]
    at: Mapped[datetime]


class Tally(Base):
    """The running number that a division's collector reported on a day."""

    __tablename__ = "tallies"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "division"], ["divisions.station_id", "divisions.code"]
        ),
        ForeignKeyConstraint(["station_id", "by"], ["accounts.station_id", "accounts.id"]),
        Index(None, "station_id", "day"),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date]
    division: Mapped[str]
    total: Mapped[int]
    collector: Mapped[str]
    note: Mapped[str]
    by: Mapped[UUID | None]
    at: Mapped[datetime]


class Collector(Base):
    """A role that gathers the figures of one or more divisions."""

    __tablename__ = "collectors"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    title: Mapped[Words]
    divisions: Mapped[list[str]]
