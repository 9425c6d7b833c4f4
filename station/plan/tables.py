"""Measures, and open-data items."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from station.database import Base, Words


class MeasureGroup(Base):
    """An indicator, over the measures whose numbers start with its own."""

    __tablename__ = "measure_groups"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "year"], ["fiscal_years.station_id", "fiscal_years.year"]
        ),
    )

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[Words]


class Measure(Base):
    """A measure to be carried out within a fiscal year; K ones are served by the kiosk too."""

    __tablename__ = "measures"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "year", "group"],
            ["measure_groups.station_id", "measure_groups.year", "measure_groups.number"],
        ),
    )

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(primary_key=True)
    group: Mapped[int]
    position: Mapped[int]
    activity: Mapped[Words]
    output: Mapped[Words]
    made_known: Mapped[Words]
    due: Mapped[date | None]
    due_words: Mapped[Words | None]
    reachable_by: Mapped[date | None]
    owner: Mapped[Words]
    follow_up: Mapped[str]
    follow_up_by: Mapped[date | None]
    is_on_kiosk: Mapped[bool]
    is_provisional: Mapped[bool]


class OitItem(Base):
    """An item of the open-data list; its title is the station's to fill in."""

    __tablename__ = "oit_items"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "year"], ["fiscal_years.station_id", "fiscal_years.year"]
        ),
    )

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[Words | None]
