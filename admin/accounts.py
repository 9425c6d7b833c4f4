"""Accounts: opening, closing, giving a new password."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.inputs import AccountInput, NewPasswordInput
from admin.refusals import explain, refusals_in
from station.errors import Refusal
from station.people import actions
from station.people.queries import get_account, list_accounts
from station.people.rules import Role
from web.house import db, now
from web.language import say as _


def show() -> str | tuple[str, int] | Response:
    """Every account of the station, and a form for one more."""
    station_id = guard.station_id()
    form = AccountInput()
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
    page = render_template("admin/accounts.html", form=form, accounts=accounts)
    return (page, 422) if form.is_submitted() else page


def close(account_id: UUID) -> str | Response:
    """Ask first, then close an account and end its sign-ins."""
    account = get_account(db(), guard.station_id(), account_id)
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
    account = get_account(db(), guard.station_id(), account_id)
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
