"""Who is signed in, and who has an account."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.errors import NotFound
from station.people.rules import BadName, hash_token, tidy_name
from station.people.tables import Account, SetUpLink, SignIn


def find_account(db: Session, name: str) -> Account | None:
    """The account of that name, or None."""
    try:
        return db.scalar(select(Account).where(Account.name == tidy_name(name)))
    except BadName:
        return None


def find_signed_in(db: Session, token: str, *, at: datetime) -> Account | None:
    """The account signed in with that token now, or None."""
    ask = (
        select(Account)
        .join(SignIn, SignIn.account_id == Account.id)
        .where(
            SignIn.token_hash == hash_token(token),
            SignIn.revoked_at.is_(None),
            SignIn.expires_at > at,
            Account.closed_at.is_(None),
        )
    )
    return db.scalar(ask)


def get_account(db: Session, station_id: UUID, account_id: UUID) -> Account:
    """An account of a station; raises NotFound."""
    found = db.get(Account, account_id)
    if found is None or found.station_id != station_id:
        raise NotFound(what="account")
    return found


def list_accounts(db: Session, station_id: UUID) -> Sequence[Account]:
    """A station's accounts, the open ones first, by name."""
    ask = select(Account).where(Account.station_id == station_id)
    return db.scalars(ask.order_by(Account.closed_at.is_not(None), Account.name)).all()


def has_accounts(db: Session, station_id: UUID) -> bool:
    """Whether anybody can sign in to a station yet."""
    ask = select(Account.id).where(Account.station_id == station_id).limit(1)
    return db.scalar(ask) is not None


def find_set_up_station(db: Session, token: str, *, at: datetime) -> UUID | None:
    """The station without accounts whose unused one-time link this is, or None."""
    found = db.get(SetUpLink, hash_token(token))
    if found is None or found.used_at or found.expires_at <= at:
        return None
    return None if has_accounts(db, found.station_id) else found.station_id
