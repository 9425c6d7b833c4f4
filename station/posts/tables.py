"""Duty posts, shifts and holidays."""

from datetime import date, time
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from station.database import Base, Words


class Post(Base):
    """A duty post; a division's own where `division` says so."""

    __tablename__ = "posts"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "division"], ["divisions.station_id", "divisions.code"]
        ),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[Words]
    division: Mapped[str | None]


class Shift(Base):
    """A shift in the station's local time; ending at or before its start, it crosses midnight.

    The new shift arrives `arrive_before_minutes` early to take over.
    """

    __tablename__ = "shifts"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[Words]
    starts: Mapped[time]
    ends: Mapped[time]
    arrive_before_minutes: Mapped[int]
    only_working_days: Mapped[bool]


class PostShift(Base):
    """That a shift is worked at a post."""

    __tablename__ = "post_shifts"
    __table_args__ = (
        ForeignKeyConstraint(["station_id", "post"], ["posts.station_id", "posts.code"]),
        ForeignKeyConstraint(["station_id", "shift"], ["shifts.station_id", "shifts.code"]),
    )

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    post: Mapped[str] = mapped_column(primary_key=True)
    shift: Mapped[str] = mapped_column(primary_key=True)


class Holiday(Base):
    """A day on which shifts of working days are not worked."""

    __tablename__ = "holidays"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[Words]
