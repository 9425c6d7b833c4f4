"""Accounts: opening, closing, giving a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.access import may_look_after
from admin.inputs import AccountInput, NewPasswordInput, choice
from admin.refusals import explain, refusals_in
from station.errors import Refusal
from station.people import actions
from station.people.queries import get_account, list_accounts
from station.people.rules import Role
from web.house import db, now
from web.language import say as _

if TYPE_CHECKING:
    from station.people.tables import Account


def show() -> str | tuple[str, int] | Response:
    """Every account of the station, and a form for one more."""
    station_id = guard.station_id()
    form = AccountInput()
    roles = [role for role in Role if role != Role.PROVINCE and _may_look_after(role)]
    form.role.choices = [choice(role) for role in roles]
    if form.validate_on_submit():
        with refusals_in(form):
            opened = actions.open_account(
                db(),
                form.name.data or "",
                password=form.password.data or "",
                role=Role(form.role.data),
                station_id=station_id,
                needs_second_factor=True,
                by=guard.staff().actor,
                at=now(),
            )
            db().commit()
            flash(_("The account %(name)s was opened", name=opened.name))
            return redirect(url_for("admin.accounts"), 303)
    accounts = list_accounts(db(), station_id)
    page = render_template(
        "admin/accounts.html", form=form, accounts=accounts, may_look_after=_may_look_after
    )
    return (page, 422) if form.is_submitted() else page


def _may_look_after(role: str) -> bool:
    return may_look_after(guard.staff().role, Role(role))


def _account(account_id: UUID) -> Account:
    """An account that whoever is signed in may look after; else refused."""
    account = get_account(db(), guard.station_id(), account_id)
    if not _may_look_after(account.role):
        abort(403)
    return account


def close(account_id: UUID) -> str | Response:
    """Ask first, then close an account and end its sign-ins."""
    account = _account(account_id)
    if request.method != "POST":
        return render_template("admin/account_close.html", account=account)
    try:
        actions.close_account(db(), account, by=guard.staff().actor, at=now())
        db().commit()
        flash(_("The account %(name)s was closed", name=account.name))
    except Refusal as refusal:
        db().rollback()
        flash(explain(refusal), "problem")
    return redirect(url_for("admin.accounts"), 303)


def new_password(account_id: UUID) -> str | tuple[str, int] | Response:
    """Give an account a new password, for someone who forgot theirs."""
    account = _account(account_id)
    form = NewPasswordInput()
    if form.validate_on_submit():
        with refusals_in(form):
            actions.change_password(
                db(), account, form.password.data or "", by=guard.staff().actor, at=now()
            )
            db().commit()
            flash(_("%(name)s has a new password", name=account.name))
            return redirect(url_for("admin.accounts"), 303)
    page = render_template("admin/account_password.html", form=form, account=account)
    return (page, 422) if form.is_submitted() else page
