"""Kiosks: adding, pairing by a one-time code, revoking."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.inputs import KioskInput, one_of
from admin.refusals import explain, refusals_in
from station.errors import Refusal
from station.points import actions
from station.points.queries import get_kiosk, list_kiosks, list_points
from station.points.rules import PAIRING_LASTS
from station.stations.queries import find_only_station
from web.house import db, now
from web.language import in_words
from web.language import say as _


def show() -> str | tuple[str, int] | Response:
    """Every kiosk, and a form for one more."""
    station_id = guard.station_id()
    points = list_points(db(), station_id)
    form = KioskInput()
    form.point.choices = one_of(points)
    if form.validate_on_submit():
        with refusals_in(form):
            kiosk = actions.add_kiosk(
                db(),
                station_id,
                name=form.name.data or "",
                point=form.point.data,
                by=guard.staff().actor,
                at=now(),
            )
            code = actions.make_pairing_code(db(), kiosk, by=guard.staff().actor, at=now())
            db().commit()
            return _code_page(kiosk.name, code)
    page = render_template(
        "admin/kiosks.html",
        form=form,
        kiosks=list_kiosks(db(), station_id),
        points={point.code: in_words(point.name) for point in points},
        now=now(),
    )
    return (page, 422) if form.is_submitted() else page


def code(kiosk_id: UUID) -> str | Response:
    """A new one-time code for a kiosk, shown once."""
    kiosk = get_kiosk(db(), guard.station_id(), kiosk_id)
    try:
        made = actions.make_pairing_code(db(), kiosk, by=guard.staff().actor, at=now())
    except Refusal as refusal:
        flash(explain(refusal), "problem")
        return redirect(url_for("admin.kiosks"), 303)
    db().commit()
    return _code_page(kiosk.name, made)


def revoke(kiosk_id: UUID) -> str | Response:
    """Ask first, then end a kiosk's pairing for good."""
    kiosk = get_kiosk(db(), guard.station_id(), kiosk_id)
    if request.method != "POST":
        return render_template("admin/kiosk_revoke.html", kiosk=kiosk)
    actions.revoke_kiosk(db(), kiosk, by=guard.staff().actor, at=now())
    db().commit()
    flash(_("%(name)s was revoked; what it counted stays", name=kiosk.name))
    return redirect(url_for("admin.kiosks"), 303)


def _code_page(name: str, made: str) -> str:
    """The code in two groups of four; this answer is the only place where it stands."""
    return render_template(
        "admin/kiosk_code.html",
        name=name,
        code=f"{made[:4]}-{made[4:]}",
        address=_pairing_address(),
        minutes=int(PAIRING_LASTS.total_seconds() // 60),
    )


def _pairing_address() -> str:
    """Short where it can be: only among several stations must it name this one."""
    if find_only_station(db()):
        return url_for("kiosk.pair", _external=True)
    return url_for("kiosk_of_station.pair", slug=guard.station().slug, _external=True)
