"""Setting a station up: its name, its first account, and what is still missing."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin.inputs import SetUpInput
from admin.missing import list_missing
from admin.refusals import refusals_in
from admin.station_page import rename
from station.people.actions import Actor, open_account, use_set_up_link
from station.people.queries import find_set_up_station
from station.people.rules import Role
from station.stations.queries import get_station
from web.house import db, now
from web.language import say as _


def show(token: str) -> str | tuple[str, int] | Response:
    """The page behind the one-time link; the link is used up by filling it in."""
    station_id = find_set_up_station(db(), token, at=now())
    if station_id is None:
        return render_template("admin/dead_link.html"), 404
    station = get_station(db(), station_id)
    form = SetUpInput(
        name_th=station.name.get("th"),
        name_en=station.name.get("en"),
        short_th=station.short_name.get("th"),
        short_en=station.short_name.get("en"),
    )
    missing = list_missing(db(), station, today=now().astimezone(station.zone).date())
    if request.method == "POST" and form.validate():
        with refusals_in(form):
            _set_up(token, form)
            db().commit()
            flash(_("The station is set up. Sign in as %(name)s", name=form.account.data))
            return redirect(url_for("admin.sign_in"), 303)
    page = render_template("admin/set_up.html", form=form, missing=missing, of_station=station)
    return (page, 422) if form.is_submitted() else page


def _set_up(token: str, form: SetUpInput) -> None:
    station_id = use_set_up_link(db(), token, at=now())
    rename(get_station(db(), station_id), form, by=Actor(station_id, None))
    open_account(
        db(),
        form.account.data or "",
        password=form.password.data or "",
        role=Role.ADMIN,
        station_id=station_id,
        needs_second_factor=True,
        by=Actor(station_id, None),
        at=now(),
    )
