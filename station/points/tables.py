"""Service points and kiosks."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from station.database import Base, Words


class ServicePoint(Base):
    """A place in the station where visitors are served."""

    __tablename__ = "service_points"

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    name: Mapped[Words]


class Kiosk(Base):
    """A tablet; unpaired while it has no token, and for good once it is revoked.

    `epoch` rises with every pairing; `last_contact_at` is when it last sent all it had.
    """

    __tablename__ = "kiosks"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "point"], ["service_points.station_id", "service_points.code"]
        ),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    point: Mapped[str]
    pairing_hash: Mapped[str | None] = mapped_column(unique=True)
    pairing_expires_at: Mapped[datetime | None]
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    epoch: Mapped[int] = mapped_column(default=0)
    paired_at: Mapped[datetime | None]
    last_contact_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
