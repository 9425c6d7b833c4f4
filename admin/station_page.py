"""The station's name, and what is still to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.inputs import StationNameInput, both
from admin.missing import list_missing
from station.people.actions import Actor, note_act
from station.stations.actions import rename_station
from web.house import db, now
from web.language import say as _

if TYPE_CHECKING:
    from station.stations.tables import Station


def show() -> str | tuple[str, int] | Response:
    """The names as they are, to change."""
    station = guard.station()
    form = StationNameInput(**names_of(station))
    is_valid = form.validate_on_submit()
    if is_valid:
        rename(station, form, by=guard.staff().actor)
        db().commit()
        flash(_("The station's name was changed"))
        return redirect(url_for("admin.station"), 303)
    missing = list_missing(db(), station, today=now().astimezone(station.zone).date())
    page = render_template("admin/station.html", form=form, missing=missing)
    return (page, 422) if form.is_submitted() else page


def names_of(station: Station) -> dict[str, str | None]:
    """The station's names as the form's fields want them."""
    return {
        "name_th": station.name.get("th"),
        "name_en": station.name.get("en"),
        "short_th": station.short_name.get("th"),
        "short_en": station.short_name.get("en"),
    }


def rename(station: Station, form: StationNameInput, *, by: Actor) -> None:
    """Give the station the names that were typed."""
    name = both(form.name_th.data, form.name_en.data) or {}
    short_name = both(form.short_th.data, form.short_en.data) or {}
    rename_station(db(), station, name=name, short_name=short_name)
    note_act(db(), "station_renamed", by=by, at=now(), name=name, short_name=short_name)
