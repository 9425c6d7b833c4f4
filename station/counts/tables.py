"""Events, the head of each station's chain, daily totals, flags, and phones just seen."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from station.database import Base


class Event(Base):
    """One tap or scan; rows are only ever added.

    `number` runs without a gap within a station; `happened_at` and `received_at` are
    microseconds since 1970 in UTC; `canonical` is what was hashed, `hash` chains it.
    """

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("station_id", "id"),
        ForeignKeyConstraint(
            ["station_id", "division"], ["divisions.station_id", "divisions.code"]
        ),
        ForeignKeyConstraint(["station_id", "channel"], ["channels.station_id", "channels.code"]),
        ForeignKeyConstraint(["station_id", "kiosk_id"], ["kiosks.station_id", "kiosks.id"]),
        Index(
            "ix_events_kiosk",
            "station_id",
            "kiosk_id",
            "happened_at",
            sqlite_where=text("kiosk_id IS NOT NULL"),
            postgresql_where=text("kiosk_id IS NOT NULL"),
        ),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    id: Mapped[UUID]
    kind: Mapped[str]
    division: Mapped[str | None]
    channel: Mapped[str | None]
    channel_version: Mapped[int | None]
    source: Mapped[str]
    link: Mapped[str | None]
    point: Mapped[str | None]
    kiosk_id: Mapped[UUID | None]
    epoch: Mapped[int | None]
    seq: Mapped[int | None] = mapped_column(BigInteger)
    sent_at: Mapped[str | None]
    happened_at: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[int] = mapped_column(BigInteger)
    day: Mapped[str]
    excluded: Mapped[str | None]
    flag: Mapped[str | None]
    voids: Mapped[int | None] = mapped_column(BigInteger)
    canonical: Mapped[bytes]
    hash: Mapped[bytes]


class ChainHead(Base):
    """The last number of a station's chain, and its hash."""

    __tablename__ = "chain_heads"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[bytes]


class DailyTotal(Base):
    """How many events stand inside the totals; no division is the empty text."""

    __tablename__ = "daily_totals"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    day: Mapped[str] = mapped_column(primary_key=True)
    division: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)


class QuarterTotal(Base):
    """The same by quarter of an hour: whole quarters since 1970 in UTC.

    Every zone of today lies whole quarters from UTC, so hours and shifts are sums of these.
    """

    __tablename__ = "quarter_totals"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    quarter: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    division: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)


class CountFlag(Base):
    """Something odd that somebody should look at; rows are only ever added."""

    __tablename__ = "count_flags"
    __table_args__ = (Index(None, "station_id", "day"),)

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    day: Mapped[str]
    event_id: Mapped[UUID | None]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]


class RecentPhone(Base):
    """A phone without a cookie that scanned a link in the last minutes, as a keyed hash.

    Forgotten as soon as a reload could no longer be one.
    """

    __tablename__ = "recent_phones"

    link: Mapped[str] = mapped_column(primary_key=True)
    phone: Mapped[bytes] = mapped_column(primary_key=True)
    scanned_at: Mapped[int] = mapped_column(BigInteger, index=True)
