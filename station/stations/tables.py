"""Stations, their divisions, and the needs that lead to a division."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, ForeignKeyConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from station.database import Base, Words


class Station(Base):
    """A police station; `revision` rises with every change that a page could show."""

    __tablename__ = "stations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[Words]
    short_name: Mapped[Words]
    headquarters: Mapped[Words]
    timezone: Mapped[str]
    emergency: Mapped[str]
    is_demo: Mapped[bool] = mapped_column(server_default=false())
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the station's days begin."""
        return ZoneInfo(self.timezone)


class Division(Base):
    """A division (สายงาน) of a station; its code never changes and is never deleted."""

    __tablename__ = "divisions"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[Words]
    hint: Mapped[Words]
    aliases: Mapped[list[str]]
    icon: Mapped[str]


class Need(Base):
    """What a visitor who is not sure came for, and the division that serves it."""

    __tablename__ = "needs"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "division"], ["divisions.station_id", "divisions.code"]
        ),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[Words]
    icon: Mapped[str]
    division: Mapped[str]
