"""Channels, the versions of what they lead to, and their short links."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from station.database import Base, Words


class Channel(Base):
    """Something the kiosk leads to or shows; its code never changes and is never deleted.

    `version` is in force while `is_shown`; `draft` waits to be; `edition` rises with each change.
    """

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
    is_shown: Mapped[bool] = mapped_column(server_default=true())
    draft: Mapped[int | None]
    edition: Mapped[int] = mapped_column(server_default=text("1"))


class ChannelVersion(Base):
    """What a channel is to lead to or show, as written at `created_at`; rows are only added."""

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
    body: Mapped[dict[str, Any]] = mapped_column(JSON, server_default=text("'{}'"))
    by: Mapped[UUID | None]
    created_at: Mapped[datetime]


class ChannelPublication(Base):
    """From `at` on a version was in force, or (None) the channel off the kiosk; rows only added."""

    __tablename__ = "channel_publications"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "channel", "version"],
            [
                "channel_versions.station_id",
                "channel_versions.channel",
                "channel_versions.version",
            ],
        ),
        ForeignKeyConstraint(["station_id", "channel"], ["channels.station_id", "channels.code"]),
        ForeignKeyConstraint(["station_id", "by"], ["accounts.station_id", "accounts.id"]),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int | None]
    by: Mapped[UUID | None]
    at: Mapped[datetime]


class ChannelOwner(Base):
    """Who keeps a channel fresh."""

    __tablename__ = "channel_owners"
    __table_args__ = (
        ForeignKeyConstraint(["station_id", "channel"], ["channels.station_id", "channels.code"]),
        ForeignKeyConstraint(["station_id", "account_id"], ["accounts.station_id", "accounts.id"]),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID]


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
