"""What the last look at each channel's address found."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from station.database import Base


class LinkCheck(Base):
    """The newest look at the address of a channel; without a verdict it was only asked for.

    It speaks of `address` alone: once the channel leads elsewhere, it says nothing any more.
    """

    __tablename__ = "link_checks"
    __table_args__ = (
        ForeignKeyConstraint(["station_id", "channel"], ["channels.station_id", "channels.code"]),
    )

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str]
    wanted_at: Mapped[datetime | None]
    verdict: Mapped[str | None]
    since: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    looked_at: Mapped[datetime | None]
    found: Mapped[str | None]
    status: Mapped[int | None]
    moved_to: Mapped[str | None]
