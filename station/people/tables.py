"""Accounts, sign-ins, guesses at passwords, one-time links, and the audit log."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from station.database import Base


class Account(Base):
    """Someone of the staff; only the province's accounts belong to no station."""

    __tablename__ = "accounts"
    __table_args__ = (UniqueConstraint("station_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    station_id: Mapped[UUID | None] = mapped_column(ForeignKey("stations.id"))
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    password_hash: Mapped[str]
    needs_second_factor: Mapped[bool]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class SignIn(Base):
    """One browser in which an account is signed in; only the token's hash is kept."""

    __tablename__ = "sign_ins"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Guess(Base):
    """One try at a secret; `subject` says whose and from which known browser."""

    __tablename__ = "guesses"
    __table_args__ = (Index(None, "subject", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    subject: Mapped[str]
    at: Mapped[datetime]


class SetUpLink(Base):
    """A one-time link behind which a station's first account is made."""

    __tablename__ = "set_up_links"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("stations.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AuditEntry(Base):
    """One act of the staff or the command line; rows are only ever added."""

    __tablename__ = "audit_log"
    __table_args__ = (Index(None, "station_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    station_id: Mapped[UUID | None] = mapped_column(ForeignKey("stations.id"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    act: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]
