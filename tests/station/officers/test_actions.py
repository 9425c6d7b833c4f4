"""Officers taken on, changed, on leave, and let in by an account; on both databases."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from station import clock
from station.errors import NotFound, Refusal
from station.officers import actions
from station.officers.queries import (
    find_officer_of,
    get_officer,
    list_leaves_of,
    list_officers,
    services,
)
from station.officers.rules import AccountTaken
from station.people.actions import Actor
from station.people.queries import get_account
from station.people.rules import Role
from station.people.tables import Account
from station.plan.file import PlanFile
from tests.admin.filling import Filler
from tests.cast import add_neighbour, house_of
from tests.duties import take_on
from tests.instances import on_sqlite
from tests.kept import acts, everything

FIRST, LAST = date(2025, 3, 10), date(2025, 3, 12)


def who(station_id: UUID) -> dict[str, Any]:
    return {"by": Actor(station_id, None), "at": clock.now()}


def test_an_officer_serves_from_one_day_to_another(app: Flask, station_id: UUID) -> None:
    with house_of(app).database.session(writing=True) as db:
        officer = actions.add_officer(
            db,
            station_id,
            rank=" ด.ต. ",
            name="ตัวอย่าง   หนึ่ง",
            division="traffic",
            since=FIRST,
            until=LAST,
            **who(station_id),
        )
        service = services(db, station_id)[officer.id]
        db.commit()
    assert (officer.rank, officer.name, officer.is_public) == ("ด.ต.", "ตัวอย่าง หนึ่ง", True)
    around = [date(2025, 3, day) for day in (9, 10, 12, 13)]
    assert [service.is_here(day) for day in around] == [False, True, True, False]


@on_sqlite
@pytest.mark.parametrize(
    "change",
    [
        {"name": " "},
        {"name": "x" * 121},
        {"rank": "x" * 61},
        {"name": "a\u0000b"},
        {"division": "nowhere"},
        {"since": LAST, "until": FIRST},
    ],
)
def test_an_officer_that_cannot_be_is_not_taken_on(
    app: Flask, station_id: UUID, change: dict[str, Any]
) -> None:
    before = everything(app)
    given: dict[str, Any] = {"rank": "ด.ต.", "name": "ตัวอย่าง", **change}
    with house_of(app).database.session(writing=True) as db, pytest.raises(Refusal):
        actions.add_officer(db, station_id, **given, **who(station_id))
    assert everything(app) == before


def test_leave_is_noted_and_taken_back_by_its_own_officer_only(
    app: Flask, station_id: UUID
) -> None:
    one, other = take_on(app, station_id, "ตัวอย่าง หนึ่ง", "ตัวอย่าง สอง")
    with house_of(app).database.session(writing=True) as db:
        officer, stranger = get_officer(db, station_id, one), get_officer(db, station_id, other)
        leave = actions.add_leave(db, officer, first=FIRST, last=LAST, **who(station_id))
        assert services(db, station_id)[one].is_on_leave(LAST)
        assert list_leaves_of(db, stranger) == []
        for whose, which in ((stranger, leave.id), (officer, uuid4())):
            with pytest.raises(NotFound):
                actions.remove_leave(db, whose, which, **who(station_id))
        actions.remove_leave(db, officer, leave.id, **who(station_id))
        assert list_leaves_of(db, officer) == []
        db.commit()
    assert {"leave_added", "leave_removed"} <= set(acts(app))


def test_one_account_lets_one_officer_in(app: Flask, station_id: UUID) -> None:
    one, other = take_on(app, station_id, "ตัวอย่าง หนึ่ง", "ตัวอย่าง สอง")
    account_id = Filler(app, station_id).open_account()
    with house_of(app).database.session(writing=True) as db:
        account = get_account(db, station_id, account_id)
        officer, stranger = get_officer(db, station_id, one), get_officer(db, station_id, other)
        for _ in range(2):
            actions.let_sign_in(db, officer, account, **who(station_id))
        with pytest.raises(AccountTaken):
            actions.let_sign_in(db, stranger, account, **who(station_id))
        actions.let_sign_in(db, officer, None, **who(station_id))
        actions.let_sign_in(db, stranger, account, **who(station_id))
        found = find_officer_of(db, station_id, account_id)
        assert found is stranger


@on_sqlite
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OFFICER])
def test_an_account_that_is_no_officers_lets_no_officer_in(
    app: Flask, station_id: UUID, role: Role
) -> None:
    (one,) = take_on(app, station_id, "ตัวอย่าง หนึ่ง")
    account_id = Filler(app, station_id).open_account(role=role)
    with house_of(app).database.session(writing=True) as db:
        account, officer = db.get_one(Account, account_id), get_officer(db, station_id, one)
        with pytest.raises(NotFound):
            actions.let_sign_in(db, officer, account, **who(station_id))


@on_sqlite
def test_another_stations_account_lets_nobody_in_and_its_officers_are_not_found(
    app: Flask, station_id: UUID, plan: PlanFile
) -> None:
    (one,) = take_on(app, station_id, "ตัวอย่าง หนึ่ง")
    neighbour = add_neighbour(app, plan)
    account_id = Filler(app, neighbour).open_account()
    with house_of(app).database.session(writing=True) as db:
        account, officer = get_account(db, neighbour, account_id), get_officer(db, station_id, one)
        with pytest.raises(NotFound):
            actions.let_sign_in(db, officer, account, **who(station_id))
        with pytest.raises(NotFound):
            get_officer(db, neighbour, one)
        assert list_officers(db, neighbour) == []
