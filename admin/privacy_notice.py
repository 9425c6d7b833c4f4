"""What whoever writes on the kiosk is told, and for how long their words are kept."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.inputs import both
from admin.opinion_inputs import PrivacyInput
from admin.refusals import refusals_in
from station.answers.actions import tell_privacy
from station.answers.queries import find_privacy_notice
from web.house import db, now
from web.language import say as _

PARTS = ("purpose", "kept", "readers", "contact")


def show() -> str | tuple[str, int] | Response:
    """Read and change it."""
    form = _form()
    if form.validate_on_submit():
        with refusals_in(form):
            told = {part: both(form[f"{part}_th"].data, form[f"{part}_en"].data) for part in PARTS}
            tell_privacy(
                db(),
                guard.station_id(),
                **told,
                years=form.years.count,
                by=guard.staff().actor,
                at=now(),
            )
            db().commit()
            flash(_("Visitors read this from now on"))
            return redirect(url_for("admin.privacy_notice"), 303)
    page = render_template("admin/privacy_notice.html", form=form, parts=PARTS)
    return (page, 422) if form.is_submitted() else page


def _form() -> PrivacyInput:
    told = find_privacy_notice(db(), guard.station_id())
    known = {
        f"{part}_{language}": (getattr(told, part) or {}).get(language, "")
        for part in PARTS
        for language in ("th", "en")
    }
    return PrivacyInput(**known, years=str(told.years))
