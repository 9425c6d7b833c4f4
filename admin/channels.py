"""Everything the kiosk leads to and shows, by kind, in the order in which visitors see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import guard
from station.channels.arranging import order_channels
from station.channels.bodies import Manual, Notice
from station.channels.queries import KeptChannel, get_channel, list_kept
from station.channels.rules import NEEDS_ADDRESS, Kind, Meaning, leads_out
from station.people.queries import list_accounts
from station.stations.queries import list_divisions
from web.house import db, now
from web.language import in_words

STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True)
class Row:
    """A channel's line: how it stands, and what is to be done about it, as codes."""

    kept: KeptChannel
    state: str
    to_do: tuple[str, ...]

    @property
    def shown(self) -> Meaning:
        """What visitors see of it, or would."""
        return self.kept.in_force or self.kept.last


def show() -> str:
    """Every channel with how it stands and what is still to fill in."""
    station = guard.station()
    kept = list_kept(db(), station.id)
    return render_template(
        "admin/channels.html",
        kinds=[(kind, [_row(one) for one in kept if one.channel.kind == kind]) for kind in Kind],
        names={d.code: in_words(d.name) for d in list_divisions(db(), station.id)},
        people={one.id: one.name for one in list_accounts(db(), station.id)},
    )


def _row(kept: KeptChannel) -> Row:
    return Row(kept, _state(kept), tuple(_to_do(kept)))


def _state(kept: KeptChannel) -> str:
    if kept.in_force is None:
        return "draft" if kept.draft else "off"
    today = now().astimezone(guard.station().zone).date()
    body = kept.in_force.body
    if isinstance(body, Notice) and not body.is_on(today):
        return "later" if body.first and today < body.first else "over"
    return "changed" if kept.draft else "shown"


def _to_do(kept: KeptChannel) -> list[str]:
    meaning, found = kept.in_force, []
    if meaning is None:
        return []
    today = now().astimezone(guard.station().zone).date()
    if meaning.is_general:
        found.append("general")
    if kept.channel.kind in NEEDS_ADDRESS and not leads_out(meaning):
        found.append("no_address")
    if isinstance(meaning.body, Manual) and meaning.body.is_stale(today):
        found.append("stale")
    if not meaning.title.get("en"):
        found.append("no_english")
    return found


def order() -> Response | tuple[str, int]:
    """Show a kind's channels in another order: all of them as dragged, or one a step on."""
    kind = request.form.get("kind", "")
    if kind not in list(Kind):
        abort(404)
    codes = request.form.getlist("code")[:500]
    order_channels(db(), guard.station_id(), Kind(kind), codes, by=guard.staff().actor, at=now())
    db().commit()
    return redirect(url_for("admin.channels", _anchor=f"kind-{kind}"), 303)


def move(code: str) -> Response:
    """Move a channel one place up or down among its kind."""
    channel = get_channel(db(), guard.station_id(), code)
    kind = Kind(channel.kind)
    codes = [one.channel.code for one in list_kept(db(), channel.station_id, kinds=[kind])]
    moved = _moved(codes, code, STEPS.get(request.form.get("to", ""), 0))
    order_channels(db(), channel.station_id, kind, moved, by=guard.staff().actor, at=now())
    db().commit()
    return redirect(url_for("admin.channels", _anchor=f"channel-{code}"), 303)


def _moved(codes: Sequence[str], code: str, step: int) -> list[str]:
    found = list(codes)
    place = found.index(code)
    other = min(max(place + step, 0), len(found) - 1)
    found[place], found[other] = found[other], found[place]
    return found
