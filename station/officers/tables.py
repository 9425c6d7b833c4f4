"""Officers and their leave."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from station.database import Base


class Officer(Base):
    """Someone who does duty here, from `since` to `until` (None: for now without an end).

    `account_id` is the account by which they look up their own duties, if they have one.
    """

    __tablename__ = "officers"
    __table_args__ = (
        ForeignKeyConstraint(
            ["station_id", "division"], ["divisions.station_id", "divisions.code"]
        ),
        ForeignKeyConstraint(["station_id", "account_id"], ["accounts.station_id", "accounts.id"]),
        UniqueConstraint("station_id", "account_id"),
    )

    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    rank: Mapped[str]
    name: Mapped[str]
    division: Mapped[str | None]
    is_public: Mapped[bool]
    since: Mapped[date | None]
    until: Mapped[date | None]
    account_id: Mapped[UUID | None]
    created_at: Mapped[datetime]


class Leave(Base):
    """Days on which an officer does no duty, both ends included; why is nobody's business here."""

    __tablename__ = "leaves"
    __table_args__ = (
        ForeignKeyConstraint(["station_id", "officer_id"], ["officers.station_id", "officers.id"]),
    )

    station_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    officer_id: Mapped[UUID]
    first: Mapped[date]
    last: Mapped[date]
