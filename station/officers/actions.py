"""Taking officers on, changing them, and noting their leave."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.errors import NotFound
from station.officers.queries import find_officer_of
from station.officers.rules import AccountTaken, check_days, tidy_officer
from station.officers.tables import Leave, Officer
from station.people.actions import Actor, note_act
from station.people.rules import Role
from station.stations.actions import touch_station
from station.stations.queries import get_division, get_station

if TYPE_CHECKING:
    from station.people.tables import Account


def add_officer(
    db: Session,
    station_id: UUID,
    *,
    rank: str,
    name: str,
    division: str | None = None,
    is_public: bool = True,
    since: date | None = None,
    until: date | None = None,
    by: Actor,
    at: datetime,
) -> Officer:
    """Take an officer on; raises BadOfficer, BadDays, NotFound. Two may have the same name."""
    check_days(since, until)
    rank, name = tidy_officer(rank, name)
    if division is not None:
        get_division(db, station_id, division)
    officer = Officer(
        station_id=station_id,
        id=uuid4(),
        rank=rank,
        name=name,
        division=division,
        is_public=is_public,
        since=since,
        until=until,
        account_id=None,
        created_at=at,
    )
    db.add(officer)
    db.flush()
    note_act(db, "officer_added", by=by, at=at, officer=str(officer.id), name=name)
    return officer


def change_officer(
    db: Session,
    officer: Officer,
    *,
    rank: str,
    name: str,
    division: str | None,
    is_public: bool,
    since: date | None,
    until: date | None,
    by: Actor,
    at: datetime,
) -> None:
    """Keep other facts of an officer; raises BadOfficer, BadDays, NotFound."""
    check_days(since, until)
    officer.rank, officer.name = tidy_officer(rank, name)
    if division is not None:
        get_division(db, officer.station_id, division)
    officer.division = division
    officer.is_public = is_public
    officer.since, officer.until = since, until
    note_act(db, "officer_changed", by=by, at=at, officer=str(officer.id), name=officer.name)
    touch_station(db, get_station(db, officer.station_id))
    db.flush()


def let_sign_in(
    db: Session, officer: Officer, account: Account | None, *, by: Actor, at: datetime
) -> None:
    """Say by which account an officer looks up their duties; None takes that away.

    Raises AccountTaken where another officer does by it, NotFound where it is no officer's.
    """
    touch_station(db, get_station(db, officer.station_id))  # of two at once, one comes second
    if account is not None:
        _check_account(db, officer, account)
    officer.account_id = account.id if account else None
    note_act(db, "officer_account_set", by=by, at=at, officer=str(officer.id))
    db.flush()


def _check_account(db: Session, officer: Officer, account: Account) -> None:
    if account.station_id != officer.station_id or account.role != Role.OFFICER:
        raise NotFound(what="account")
    whose = find_officer_of(db, officer.station_id, account.id)
    if whose is not None and whose is not officer:
        raise AccountTaken()


def add_leave(
    db: Session, officer: Officer, *, first: date, last: date, by: Actor, at: datetime
) -> Leave:
    """Note days of leave, both ends included; raises BadDays."""
    check_days(first, last)
    leave = Leave(
        station_id=officer.station_id, id=uuid4(), officer_id=officer.id, first=first, last=last
    )
    db.add(leave)
    note_act(
        db,
        "leave_added",
        by=by,
        at=at,
        officer=str(officer.id),
        first=first.isoformat(),
        last=last.isoformat(),
    )
    db.flush()
    return leave


def remove_leave(db: Session, officer: Officer, leave_id: UUID, *, by: Actor, at: datetime) -> None:
    """Take noted leave back; raises NotFound."""
    ask = select(Leave).where(
        Leave.station_id == officer.station_id,
        Leave.id == leave_id,
        Leave.officer_id == officer.id,
    )
    leave = db.scalar(ask)
    if leave is None:
        raise NotFound(what="leave")
    db.delete(leave)
    note_act(db, "leave_removed", by=by, at=at, officer=str(officer.id))
    db.flush()
