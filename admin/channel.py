"""One channel: what it leads to or shows, written as a draft or for visitors."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.channel_changes import OtherChange, follow_newest_files, list_other_changes
from admin.channel_inputs import INPUTS, ChannelInput
from admin.channel_values import values_of
from admin.inputs import choice
from admin.refusals import refusals_in
from admin.uploads import take_uploads, upload_address, upload_name
from station.channels import actions
from station.channels.arranging import set_owner
from station.channels.bodies import BODIES, Commitment
from station.channels.links import make_missing_links
from station.channels.queries import KeptChannel, get_kept
from station.channels.rules import Kind, Meaning
from station.opinions.queries import promise_kept
from station.opinions.suppression import LEAST
from station.people.queries import list_accounts
from station.stations.queries import list_divisions
from station.thai import typed_day
from web.house import db, now
from web.language import in_words, language
from web.language import say as _
from web.preview import sign_preview

if TYPE_CHECKING:
    from station.channels.tables import Channel
    from station.opinions.rules import Kept

NOBODY, EVERY_DIVISION = "", ""
SIDES = ("outside", "inside")
PAGES = {
    Kind.SURVEY: "survey",
    Kind.COMPLAINT: "complaints",
    Kind.MANUAL: "manual",
    Kind.ESERVICE: "eservice",
    Kind.NOTICE: "notice",
    Kind.NEWS: "news_item",
    Kind.SERVICE: "service",
    Kind.FACILITY: "facilities",
}
"""Where a visitor finds a channel of each kind."""
OF_DIVISION = frozenset({Kind.SURVEY, Kind.COMPLAINT, Kind.MANUAL, Kind.ESERVICE, Kind.SERVICE})
NAMED = frozenset({Kind.MANUAL, Kind.NOTICE, Kind.NEWS, Kind.SERVICE})
"""Kinds of which each channel has a page of its own."""


def change(code: str) -> str | tuple[str, int] | Response:
    """Write what a channel leads to or shows; keep it as a draft or show it to visitors."""
    kept = get_kept(db(), guard.station_id(), code)
    form = _form(Kind(kept.channel.kind), kept.last, kept.owner)
    if _is_complete(form):
        with refusals_in(form):
            return _keep(get_kept(db(), guard.station_id(), code), form)
    page = _page(form, get_kept(db(), guard.station_id(), code))
    return (page, 422) if form.is_submitted() else page


def _is_complete(form: ChannelInput) -> bool:
    """Whether everything typed and sent along can be kept; what is wrong is said at its field."""
    is_valid = form.validate_on_submit()
    return take_uploads(form) and is_valid if form.is_submitted() else False


def _keep(kept: KeptChannel, form: ChannelInput) -> Response:
    act = actions.save_draft if form.draft.data else actions.change_channel
    act(
        db(),
        kept.channel,
        form.meaning(kept.last),
        seen=_seen(form),
        by=guard.staff().actor,
        at=now(),
    )
    if "owner" in request.form:
        owner = UUID(form.owner.data) if form.owner.data else None
        set_owner(db(), kept.channel, owner, by=guard.staff().actor, at=now())
    db().commit()
    title = in_words(kept.last.title)
    if form.draft.data:
        flash(_("%(channel)s: the draft was kept; visitors see nothing of it yet", channel=title))
    else:
        flash(_("%(channel)s was changed", channel=title))
    return redirect(url_for("admin.channels", _anchor=f"channel-{kept.channel.code}"), 303)


def _seen(form: ChannelInput) -> int | None:
    """The edition that whoever writes has looked at."""
    text = form.seen.data or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _look_again(form: ChannelInput, kept: KeptChannel) -> list[OtherChange] | None:
    """What is different since it was looked at, or None; from now on that is seen."""
    is_newer = form.is_submitted() and _seen(form) not in (None, kept.channel.edition)
    form.seen.data = str(kept.channel.edition)
    if not is_newer:
        return None
    kind = Kind(kept.channel.kind)
    newest = _with_owners(INPUTS[kind](None, **_values(kept.last, kept.owner)))
    changes = list_other_changes(form, newest)
    follow_newest_files(form, newest)
    return changes


def add(kind: str) -> str | tuple[str, int] | Response:
    """Add a channel of the station's own, as a draft or shown at once."""
    if kind not in list(Kind):
        abort(404)
    form = _form(Kind(kind), _blank(Kind(kind)), None)
    division = request.form.get("division") or None
    side = request.form.get("side", SIDES[0])
    if _is_complete(form):
        with refusals_in(form):
            return _added(form, Kind(kind), division, side)
    page = _page(form, None, kind=Kind(kind), division=division, side=side)
    return (page, 422) if form.is_submitted() else page


def _added(form: ChannelInput, kind: Kind, division: str | None, side: str) -> Response:
    known = {one.code for one in list_divisions(db(), guard.station_id())}
    actor = guard.staff().actor
    channel = actions.add_own_channel(
        db(),
        guard.station_id(),
        kind=kind,
        division=division if kind in OF_DIVISION and division in known else None,
        side=(side if side in SIDES else SIDES[0]) if kind is Kind.COMPLAINT else None,
        meaning=form.meaning(_blank(kind)),
        by=actor,
        at=now(),
    )
    make_missing_links(db(), channel.station_id, at=now())
    if not form.draft.data:
        actions.publish_draft(db(), channel, by=actor, at=now())
    if form.owner.data:
        set_owner(db(), channel, UUID(form.owner.data), by=actor, at=now())
    db().commit()
    flash(_("%(channel)s was added", channel=form.title_th.data))
    return redirect(url_for("admin.channels", _anchor=f"channel-{channel.code}"), 303)


def _blank(kind: Kind) -> Meaning:
    return Meaning({}, body=BODIES[kind]())


def _form(kind: Kind, meaning: Meaning, owner: UUID | None) -> ChannelInput:
    return _with_owners(INPUTS[kind](**_values(meaning, owner)))


def _values(meaning: Meaning, owner: UUID | None) -> dict[str, Any]:
    return {**values_of(meaning), "owner": str(owner or NOBODY)}


def _with_owners(form: ChannelInput) -> ChannelInput:
    accounts = [one for one in list_accounts(db(), guard.station_id()) if one.closed_at is None]
    nobody = choice(NOBODY, _("Nobody in particular"))
    form.owner.choices = [nobody, *(choice(str(one.id), one.name) for one in accounts)]
    if form.owner.data not in [NOBODY, *(str(one.id) for one in accounts)]:
        form.owner.data = NOBODY  # who kept it has left
    return form


def _page(
    form: ChannelInput,
    kept: KeptChannel | None,
    *,
    kind: Kind | None = None,
    division: str | None = None,
    side: str | None = None,
) -> str:
    channel = kept.channel if kept else None
    today = now().astimezone(guard.station().zone).date()
    divisions = list_divisions(db(), guard.station_id())
    return render_template(
        "admin/channel.html",
        form=form,
        share=_promise_kept(kept, today) if kept else None,
        least=LEAST,
        file_name=upload_name,
        file_address=upload_address,
        kept=kept,
        kind=Kind(channel.kind) if channel else kind,
        theirs=_look_again(form, kept) if kept else None,
        example_day=typed_day(today, language()),
        divisions=divisions,
        names={one.code: in_words(one.name) for one in divisions},
        division=channel.division if channel else division,
        side=channel.side if channel else side,
        of_division=OF_DIVISION,
        previews=list_previews(channel, channel.draft or channel.version) if channel else [],
        people={one.id: one.name for one in list_accounts(db(), guard.station_id())},
    )


def _promise_kept(kept: KeptChannel, today: date) -> Kept | None:
    """How many say that the promise written last is kept, where it is one of time."""
    body = kept.last.body
    if not isinstance(body, Commitment) or body.minutes is None:
        return None
    return promise_kept(db(), guard.station_id(), kept.channel.code, body.minutes, today)


def list_previews(channel: Channel, version: int) -> list[tuple[str, str]]:
    """Where to look at a version as a visitor sees it, by language."""
    kind = Kind(channel.kind)
    first = list_divisions(db(), channel.station_id)[0].code
    at: dict[str, Any] = {"slug": guard.station().slug}
    if kind in NAMED:
        at["code"] = channel.code
    if kind in OF_DIVISION:
        at["division"] = channel.division or first
    word = sign_preview(channel.station_id, channel.code, version)
    page = f"kiosk_of_station.{PAGES[kind]}"
    return [(code, url_for(page, lang=code, preview=word, **at)) for code in ("th", "en")]
