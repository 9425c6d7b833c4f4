"""Channels, the versions of what they lead to, and their short links."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from station.database import Base, Words


class Channel(Base):
    """Something the kiosk leads to; its code never changes and is never deleted."""

    __tablename__ = "channels"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "division"], ["divisions.station_id", "divisions.code"]
        ),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    division: Mapped[str | None]
    side: Mapped[str | None]
    position: Mapped[int]
    version: Mapped[int]


class ChannelVersion(Base):
    """What a channel led to from `created_at` on; rows are only ever added."""

    __tablename__ = "channel_versions"
    __table_args__ = (
        ForeignKeyConstraint(["station_id", "channel"], ["channels.station_id", "channels.code"]),
        ForeignKeyConstraint(["station_id", "by"], ["accounts.station_id", "accounts.id"]),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[Words]
    hint: Mapped[Words | None]
    telephone: Mapped[str | None]
    address: Mapped[str | None]
    is_general: Mapped[bool]
    otherwise: Mapped[Words | None]
    by: Mapped[UUID | None]
    created_at: Mapped[datetime]


class Link(Base):
    """A short link: a channel, for one division, at one place."""

    __tablename__ = "links"
    __table_args__ = (
        ForeignKeyConstraint(["station_id", "channel"], ["channels.station_id", "channels.code"]),
        ForeignKeyConstraint(
            ["station_id", "division"], ["divisions.station_id", "divisions.code"]
        ),
        ForeignKeyConstraint(["station_id", "kiosk_id"], ["kiosks.station_id", "kiosks.id"]),
        ForeignKeyConstraint(
            ["station_id", "point"], ["service_points.station_id", "service_points.code"]
        ),
        UniqueConstraint("code"),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str]
    division: Mapped[str | None]
    source: Mapped[str]
    kiosk_id: Mapped[UUID | None]
    point: Mapped[str | None]
    created_at: Mapped[datetime]


class AddressProof(Base):
    """That a phone outside reached this server under a public address."""

    __tablename__ = "address_proofs"

    public_url: Mapped[str] = mapped_column(primary_key=True)
    proved_at: Mapped[datetime]


class MeasuringChange(Base):
    """From when on this server measured scans, or no longer did (with or without PUBLIC_URL)."""

    __tablename__ = "measuring_changes"

    at: Mapped[datetime] = mapped_column(primary_key=True)
    is_on: Mapped[bool]
