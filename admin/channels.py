"""The channels the kiosk leads to, and where each leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.inputs import ChannelInput, both
from admin.refusals import refusals_in
from station.channels.actions import change_channel
from station.channels.queries import get_channel, get_present_version, list_channels
from station.channels.rules import Meaning
from station.stations.queries import list_divisions
from web.house import db, now
from web.language import in_words
from web.language import say as _

if TYPE_CHECKING:
    from station.channels.tables import ChannelVersion


def show() -> str:
    """Every channel with what is still to fill in."""
    station = guard.station()
    return render_template(
        "admin/channels.html",
        channels=list_channels(db(), station.id),
        names={d.code: in_words(d.name) for d in list_divisions(db(), station.id)},
    )


def change(code: str) -> str | tuple[str, int] | Response:
    """Let a channel lead elsewhere from now on."""
    channel = get_channel(db(), guard.station_id(), code)
    present = get_present_version(db(), channel)
    form = ChannelInput(
        address=present.address,
        telephone=present.telephone,
        otherwise_th=(present.otherwise or {}).get("th"),
        otherwise_en=(present.otherwise or {}).get("en"),
    )
    if form.validate_on_submit():
        with refusals_in(form):
            meaning = _meaning(form, present)
            change_channel(db(), channel, meaning, by=guard.staff().actor, at=now())
            db().commit()
            flash(_("%(channel)s was changed", channel=in_words(present.title)))
            return redirect(url_for("admin.channels"), 303)
    page = render_template("admin/channel.html", form=form, present=present)
    return (page, 422) if form.is_submitted() else page


def _meaning(form: ChannelInput, present: ChannelVersion) -> Meaning:
    """What was typed; an address that was changed is the station's own from then on."""
    address = (form.address.data or "").strip() or None
    return Meaning(
        title=present.title,
        hint=present.hint,
        telephone=(form.telephone.data or "").strip() or None,
        address=address,
        is_general=present.is_general and address == present.address,
        otherwise=both(form.otherwise_th.data, form.otherwise_en.data),
    )
