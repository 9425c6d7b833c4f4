"""One channel: what it leads to or shows, as a draft or before visitors, and its history."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from admin import guard
from admin.channel_inputs import (
    INPUTS,
    ChannelInput,
    OtherChange,
    list_other_changes,
    values_of,
)
from admin.inputs import choice
from admin.refusals import explain, refusals_in
from admin.uploads import take_uploads, upload_address, upload_name
from station.channels import actions
from station.channels.arranging import set_owner
from station.channels.bodies import BODIES, Commitment
from station.channels.links import make_missing_links
from station.channels.queries import (
    KeptChannel,
    get_channel,
    get_kept,
    list_publications,
    list_versions,
)
from station.channels.rules import Kind, Meaning
from station.errors import Refusal
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
    from collections.abc import Callable

    from flask_babel import LazyString

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


def _look_again(form: ChannelInput, kept: KeptChannel) -> list[OtherChange]:
    """What somebody else changed since it was looked at; from now on that is seen."""
    is_newer = form.is_submitted() and _seen(form) not in (None, kept.channel.edition)
    form.seen.data = str(kept.channel.edition)
    return list_other_changes(form, values_of(kept.last)) if is_newer else []


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
    form = INPUTS[kind](**values_of(meaning), owner=str(owner or NOBODY))
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
    return render_template(
        "admin/channel.html",
        form=form,
        share=_promise_kept(kept, today) if kept else None,
        least=LEAST,
        file_name=upload_name,
        file_address=upload_address,
        kept=kept,
        kind=Kind(channel.kind) if channel else kind,
        theirs=_look_again(form, kept) if kept else [],
        example_day=typed_day(today, language()),
        divisions=list_divisions(db(), guard.station_id()),
        division=channel.division if channel else division,
        side=channel.side if channel else side,
        of_division=OF_DIVISION,
        previews=_previews(channel, channel.draft or channel.version) if channel else [],
        people={one.id: one.name for one in list_accounts(db(), guard.station_id())},
    )


def _promise_kept(kept: KeptChannel, today: date) -> Kept | None:
    """How many say that the promise written last is kept, where it is one of time."""
    body = kept.last.body
    if not isinstance(body, Commitment) or body.minutes is None:
        return None
    return promise_kept(db(), guard.station_id(), kept.channel.code, body.minutes, today)


def _previews(channel: Channel, version: int) -> list[tuple[str, str]]:
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


def history(code: str) -> str:
    """Everything that was written for a channel, and when each was shown."""
    channel = get_channel(db(), guard.station_id(), code)
    versions = list_versions(db(), channel)
    return render_template(
        "admin/channel_history.html",
        channel=channel,
        versions=[(one, Meaning.of(one, channel.kind)) for one in versions],
        publications=list_publications(db(), channel),
        previews={one.version: _previews(channel, one.version) for one in versions},
        people={one.id: one.name for one in list_accounts(db(), channel.station_id)},
    )


def publish(code: str) -> Response:
    """Show visitors the draft."""
    return _act(code, actions.publish_draft, _l("%(channel)s is shown to visitors"))


def drop(code: str) -> Response:
    """Let the draft wait no longer."""
    said = _l("%(channel)s: the draft was put aside; it stays in the history")
    return _act(code, actions.drop_draft, said)


def take_off(code: str) -> Response:
    """Take a channel off the kiosk; the list then offers to show it again."""
    return _act(code, actions.take_off, _l("%(channel)s was taken off the kiosk"))


def bring_back(code: str) -> Response:
    """Put an earlier version in force again."""
    version = request.form.get("version", 0, type=int)
    act = partial(actions.bring_back, version=version)
    return _act(code, act, _l("%(channel)s is shown as it was"))


def _act(code: str, act: Callable[..., None], says: LazyString) -> Response:
    channel = get_channel(db(), guard.station_id(), code)
    title = in_words(get_kept(db(), channel.station_id, code).last.title)
    try:
        act(db(), channel, by=guard.staff().actor, at=now())
        db().commit()
        flash(str(says) % {"channel": title})
    except Refusal as refusal:
        db().rollback()
        flash(f"{title}: {explain(refusal)}", "problem")
    return redirect(url_for("admin.channels", _anchor=f"channel-{code}"), 303)
