"""Opening accounts, signing in and out, and noting what was done."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from threading import BoundedSemaphore
from typing import Any
from uuid import UUID, uuid4

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from station.people.queries import has_accounts
from station.people.rules import (
    GUESSES_WITHIN,
    SET_UP_LINK_LASTS,
    SIGN_IN_LASTS,
    DeadLink,
    LastAdmin,
    NameTaken,
    Role,
    RoleNeedsStation,
    TooManyGuesses,
    WrongNameOrPassword,
    check_password,
    hash_token,
    minutes_to_wait,
    tidy_name,
)
from station.people.tables import Account, AuditEntry, Guess, SetUpLink, SignIn

_hasher = PasswordHasher()
# Each takes 64 MiB on purpose: forty strangers at once must not take the machine's memory.
_few_at_once = BoundedSemaphore(2)


@dataclass(frozen=True)
class Actor:
    """Who does something: an account of a station, or (account None) the command line."""

    station_id: UUID | None
    account_id: UUID | None


def note_act(db: Session, act: str, *, by: Actor, at: datetime, **detail: Any) -> None:
    """Add an act to the audit log; `detail` must hold no secret and no visitor's words."""
    db.add(
        AuditEntry(
            id=uuid4(),
            station_id=by.station_id,
            account_id=by.account_id,
            act=act,
            detail=detail,
            at=at,
        )
    )


def open_account(
    db: Session,
    name: str,
    *,
    password: str,
    role: Role,
    station_id: UUID | None,
    needs_second_factor: bool,
    by: Actor,
    at: datetime,
) -> Account:
    """Open an account; raises BadName, NameTaken, BadPassword, BadPin, RoleNeedsStation."""
    name = tidy_name(name)
    check_password(password, role)
    if (role is Role.PROVINCE) is not (station_id is None):
        raise RoleNeedsStation(role=role.value)
    if db.scalar(select(Account.id).where(Account.name == name)):
        raise NameTaken(name=name)
    account = Account(
        id=uuid4(),
        station_id=station_id,
        name=name,
        role=role,
        password_hash=_hasher.hash(password),
        needs_second_factor=needs_second_factor,
        created_at=at,
    )
    db.add(account)
    db.flush()
    note_act(
        db,
        "account_opened",
        by=by,
        at=at,
        account=str(account.id),
        name=name,
        role=role.value,
        second_factor=needs_second_factor,
    )
    return account


def close_account(db: Session, account: Account, *, by: Actor, at: datetime) -> None:
    """Close an account and end its sign-ins; raises LastAdmin for the last one of a station."""
    if account.closed_at is not None:
        return
    others = select(func.count()).where(
        Account.station_id == account.station_id,
        Account.role == Role.ADMIN,
        Account.closed_at.is_(None),
        Account.id != account.id,
    )
    if account.role == Role.ADMIN and not db.scalar(others):
        raise LastAdmin()
    account.closed_at = at
    _end_sign_ins(db, account, at)
    note_act(db, "account_closed", by=by, at=at, account=str(account.id), name=account.name)
    db.flush()


def change_password(
    db: Session, account: Account, password: str, *, by: Actor, at: datetime
) -> None:
    """Give an account a new password and end its sign-ins; raises BadPassword, BadPin."""
    check_password(password, Role(account.role))
    account.password_hash = _hasher.hash(password)
    _end_sign_ins(db, account, at)
    note_act(db, "password_changed", by=by, at=at, account=str(account.id), name=account.name)
    db.flush()


def _end_sign_ins(db: Session, account: Account, at: datetime) -> None:
    open_ones = SignIn.account_id == account.id, SignIn.revoked_at.is_(None)
    db.execute(update(SignIn).where(*open_ones).values(revoked_at=at))


def forget_guesses(db: Session, *, at: datetime) -> None:
    """Forget the tries that no longer hold anybody up."""
    db.execute(delete(Guess).where(Guess.at < at - GUESSES_WITHIN))


def count_guess(db: Session, subject: str, *, at: datetime) -> None:
    """Note one try before it is judged; raises TooManyGuesses instead of noting it."""
    forget_guesses(db, at=at)
    ask = select(Guess.at).where(Guess.subject == subject).order_by(Guess.at)
    minutes = minutes_to_wait(list(db.scalars(ask)), at)
    if minutes:
        raise TooManyGuesses(minutes=minutes)
    db.add(Guess(id=uuid4(), subject=subject, at=at))
    db.flush()


def check_secret(account: Account | None, password: str) -> Account:
    """The account, if the password is its own; raises WrongNameOrPassword.

    Takes as long for a name that does not exist; call it outside any transaction, since it
    takes tens of milliseconds on purpose.
    """
    try:
        with _few_at_once:
            _hasher.verify(account.password_hash if account else _nobodys_hash(), password)
    except (VerificationError, InvalidHashError):
        raise WrongNameOrPassword() from None
    if account is None or account.closed_at is not None:
        raise WrongNameOrPassword()
    return account


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    """Verified when a name is unknown, so that it takes as long as a wrong password."""
    return _hasher.hash(secrets.token_hex(16))


def sign_in(db: Session, account: Account, *, subject: str, at: datetime) -> str:
    """Sign an account in on a browser; the token to keep there.

    Its guesses are forgotten: they were its own.
    """
    token = secrets.token_urlsafe(32)
    db.add(
        SignIn(
            token_hash=hash_token(token),
            account_id=account.id,
            created_at=at,
            expires_at=at + SIGN_IN_LASTS,
        )
    )
    db.execute(delete(Guess).where(Guess.subject == subject))
    db.flush()
    note_act(db, "signed_in", by=Actor(account.station_id, account.id), at=at)
    return token


def sign_out(db: Session, token: str, *, by: Actor, at: datetime) -> None:
    """End the sign-in that a token stands for."""
    found = db.get(SignIn, hash_token(token))
    if found and found.revoked_at is None:
        found.revoked_at = at
        note_act(db, "signed_out", by=by, at=at)
        db.flush()


def make_set_up_link(db: Session, station_id: UUID, *, at: datetime) -> str:
    """The secret of a one-time link behind which a station's first account is made.

    Links made before stop working: only the one printed last does.
    """
    db.execute(delete(SetUpLink).where(SetUpLink.station_id == station_id))
    token = secrets.token_urlsafe(24)
    db.add(
        SetUpLink(
            token_hash=hash_token(token), station_id=station_id, expires_at=at + SET_UP_LINK_LASTS
        )
    )
    note_act(db, "set_up_link_made", by=Actor(station_id, None), at=at)
    db.flush()
    return token


def use_set_up_link(db: Session, token: str, *, at: datetime) -> UUID:
    """The station whose link this is, and use it up; raises DeadLink."""
    found = db.get(SetUpLink, hash_token(token), with_for_update=True)
    if found is None or found.used_at or found.expires_at <= at:
        raise DeadLink()
    if has_accounts(db, found.station_id):
        raise DeadLink()
    found.used_at = at
    db.flush()
    return found.station_id
