"""By which account an officer looks up their duties."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.inputs import choice
from admin.officers import full_name
from admin.refusals import refusals_in
from admin.roster_inputs import NewOfficerAccountInput, OfficerAccountInput
from station.officers.actions import let_sign_in
from station.officers.queries import get_officer, list_officers
from station.people.actions import open_account
from station.people.queries import get_account, list_accounts
from station.people.rules import Role
from web.house import db, now
from web.language import say as _

if TYPE_CHECKING:
    from station.officers.tables import Officer
    from station.people.tables import Account

NOBODY = ""


def choose(officer_id: UUID) -> str | tuple[str, int] | Response:
    """Choose one of the officers' accounts that nobody else has, or none."""
    officer = get_officer(db(), guard.station_id(), officer_id)
    form = _choosing(officer)
    if form.validate_on_submit():
        with refusals_in(form):
            let_sign_in(db(), officer, _chosen(form), by=guard.staff().actor, at=now())
            db().commit()
            return _kept(officer)
    page = _page(officer, form, NewOfficerAccountInput(formdata=None))
    return (page, 422) if form.is_submitted() else page


def open_new(officer_id: UUID) -> tuple[str, int] | Response:
    """Open an account for the officer there and then."""
    officer = get_officer(db(), guard.station_id(), officer_id)
    form = NewOfficerAccountInput()
    if form.validate_on_submit():
        with refusals_in(form):
            opened = open_account(
                db(),
                form.name.data or "",
                password=form.password.data or "",
                role=Role.OFFICER,
                station_id=officer.station_id,
                needs_second_factor=True,
                by=guard.staff().actor,
                at=now(),
            )
            let_sign_in(db(), officer, opened, by=guard.staff().actor, at=now())
            db().commit()
            return _kept(officer)
    return _page(officer, _choosing(officer, is_asked=False), form), 422


def _choosing(officer: Officer, *, is_asked: bool = True) -> OfficerAccountInput:
    known = {"account": str(officer.account_id or NOBODY)}
    form = OfficerAccountInput(**known) if is_asked else OfficerAccountInput(formdata=None, **known)
    free = [choice(str(account.id), account.name) for account in _free_accounts(officer)]
    form.account.choices = [choice(NOBODY, _("None: does not sign in")), *free]
    return form


def _free_accounts(officer: Officer) -> list[Account]:
    others = {one.account_id for one in list_officers(db(), officer.station_id)}
    others.discard(officer.account_id)
    return [
        account
        for account in list_accounts(db(), officer.station_id)
        if account.role == Role.OFFICER and not account.closed_at and account.id not in others
    ]


def _chosen(form: OfficerAccountInput) -> Account | None:
    if not form.account.data:
        return None
    return get_account(db(), guard.station_id(), UUID(form.account.data))


def _page(officer: Officer, form: OfficerAccountInput, new_form: NewOfficerAccountInput) -> str:
    return render_template(
        "admin/officer_account.html",
        officer=officer,
        full_name=full_name(officer),
        form=form,
        new_form=new_form,
        is_other_wrong=bool(new_form.errors),
    )


def _kept(officer: Officer) -> Response:
    flash(_("How %(name)s signs in was kept", name=full_name(officer)))
    return redirect(url_for("admin.officer", officer_id=officer.id), 303)
