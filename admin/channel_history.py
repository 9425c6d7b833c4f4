"""A channel's history, and what is done to it at once: shown, put aside, taken off, undone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from admin import guard
from admin.channel import list_previews
from admin.refusals import explain
from station.channels import actions
from station.channels.queries import (
    get_channel,
    get_kept,
    list_publications,
    list_versions,
)
from station.channels.rules import ChangedMeanwhile, Meaning
from station.errors import Refusal
from station.people.queries import list_accounts
from web.house import db, now
from web.language import in_words
from web.language import say as _
from web.numbers import whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask_babel import LazyString


def show(code: str) -> str:
    """Everything that was written for a channel, and when each was shown."""
    channel = get_channel(db(), guard.station_id(), code)
    versions = list_versions(db(), channel)
    return render_template(
        "admin/channel_history.html",
        channel=channel,
        versions=[(one, Meaning.of(one, channel.kind)) for one in versions],
        publications=list_publications(db(), channel),
        previews={one.version: list_previews(channel, one.version) for one in versions},
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
    version = request.form.get("version", 0, type=whole)
    act = partial(actions.bring_back, version=version)
    return _act(code, act, _l("%(channel)s is shown as it was"))


def _act(code: str, act: Callable[..., None], says: LazyString) -> Response:
    """Do what was asked of a channel as it was looked at, and say what became of it."""
    channel = get_channel(db(), guard.station_id(), code)
    title = in_words(get_kept(db(), channel.station_id, code).last.title)
    seen = request.form.get("seen", 0, type=whole)  # a form without it looked at nothing
    try:
        act(db(), channel, seen=seen, by=guard.staff().actor, at=now())
        db().commit()
        flash(str(says) % {"channel": title})
    except Refusal as refusal:
        db().rollback()
        flash(_refused(title, refusal), "problem")
    return redirect(url_for("admin.channels", _anchor=f"channel-{code}"), 303)


def _refused(title: str, refusal: Refusal) -> str:
    if isinstance(refusal, ChangedMeanwhile):
        return _(
            "%(channel)s was changed after you had opened that page, so nothing was done."
            " Look at it as it is now, then choose again",
            channel=title,
        )
    return f"{title}: {explain(refusal)}"
