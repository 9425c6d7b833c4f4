"""One's own password."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.inputs import OwnPasswordInput
from admin.refusals import refusals_in
from station.people import actions
from web.house import db, now
from web.language import say as _


def show() -> str | tuple[str, int] | Response:
    """Change it; every browser signs in again with the new one."""
    account = guard.staff().account
    form = OwnPasswordInput()
    if form.validate_on_submit():
        with refusals_in(form):
            actions.count_guess(db(), f"own-password:{account.id}", at=now())
            db().commit()
            actions.check_secret(account, form.present.data or "")
            actions.change_password(
                db(), account, form.password.data or "", by=guard.staff().actor, at=now()
            )
            db().commit()
            flash(_("Your password was changed; sign in with it"))
            return redirect(url_for("admin.sign_in"), 303)
    page = render_template("admin/own_password.html", form=form)
    return (page, 422) if form.is_submitted() else page
