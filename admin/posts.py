"""Duty posts: their order, their division, and the shifts worked there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.access import Permission
from admin.calendars import has_address
from admin.inputs import both, choice, choices_of
from admin.refusals import explain, refusals_in
from admin.roster_inputs import PostInput
from station.errors import Refusal
from station.posts import actions
from station.posts.queries import (
    get_post,
    list_posts,
    list_shifts,
    pattern_of,
    shifts_by_post,
)
from station.stations.queries import list_divisions
from web.house import db, now
from web.language import in_words
from web.language import say as _

if TYPE_CHECKING:
    from station.posts.tables import Post, Shift

WHOLE_STATION = ""
STEPS = {"up": -1, "down": 1}


def show() -> str:
    """Every post with its shifts, and every shift with its hours."""
    station_id = guard.station_id()
    return render_template(
        "admin/posts.html",
        posts=list_posts(db(), station_id),
        shifts=[(shift, pattern_of(shift)) for shift in _by_start(station_id)],
        worked=shifts_by_post(db(), station_id),
        divisions={one.code: in_words(one.name) for one in list_divisions(db(), station_id)},
        may_keep=guard.staff().may(Permission.KEEP_ROSTERS),
    )


def add() -> str | tuple[str, int] | Response:
    """Add a post."""
    form = _form()
    if form.validate_on_submit():
        with refusals_in(form):
            post = actions.add_post(
                db(),
                guard.station_id(),
                name=both(form.name_th.data, form.name_en.data) or {},
                division=form.division.data or None,
                shifts=form.shifts.data or [],
                by=guard.staff().actor,
                at=now(),
            )
            db().commit()
            return _kept(_("%(name)s was added", name=in_words(post.name)))
    page = render_template("admin/post.html", form=form, post=None)
    return (page, 422) if form.is_submitted() else page


def change(code: str) -> str | tuple[str, int] | Response:
    """Change a post's name, division and shifts."""
    post = get_post(db(), guard.station_id(), code)
    form = _form(**_known(post))
    if form.validate_on_submit():
        with refusals_in(form):
            actions.change_post(
                db(),
                post,
                name=both(form.name_th.data, form.name_en.data) or {},
                division=form.division.data or None,
                shifts=form.shifts.data or [],
                by=guard.staff().actor,
                at=now(),
            )
            db().commit()
            return _kept(_("%(name)s: the change was kept", name=in_words(post.name)))
    page = render_template("admin/post.html", form=form, post=post, has_calendar=has_address(post))
    return (page, 422) if form.is_submitted() else page


def move(code: str) -> Response:
    """Move a post one place up or down."""
    post = get_post(db(), guard.station_id(), code)
    places = STEPS.get(request.form.get("to", ""), 0)
    actions.move_post(db(), post, places=places, by=guard.staff().actor, at=now())
    db().commit()
    return redirect(url_for("admin.posts", _anchor=f"post-{code}"), 303)


def remove(code: str) -> str | Response:
    """Ask first, then take a post away that no duty names."""
    post = get_post(db(), guard.station_id(), code)
    if request.method != "POST":
        return render_template("admin/post_remove.html", post=post)
    name = in_words(post.name)
    try:
        actions.remove_post(db(), post, by=guard.staff().actor, at=now())
        db().commit()
        return _kept(_("%(name)s was removed", name=name))
    except Refusal as refusal:
        db().rollback()
        flash(f"{name}: {explain(refusal)}", "problem")
    return redirect(url_for("admin.posts"), 303)


def _by_start(station_id: UUID) -> list[Shift]:
    return sorted(list_shifts(db(), station_id), key=lambda shift: (shift.starts, shift.code))


def _form(**known: object) -> PostInput:
    form = PostInput(**known)
    station_id = guard.station_id()
    none = choice(WHOLE_STATION, _("The whole station"))
    form.division.choices = [none, *choices_of(list_divisions(db(), station_id))]
    form.shifts.choices = [
        choice(shift.code, _with_hours(shift)) for shift in _by_start(station_id)
    ]
    return form


def _with_hours(shift: Shift) -> str:
    ends = "24.00" if pattern_of(shift).ends_at_midnight else f"{shift.ends:%H.%M}"
    return f"{in_words(shift.name)} {shift.starts:%H.%M}–{ends}"


def _known(post: Post) -> dict[str, object]:
    worked = shifts_by_post(db(), post.station_id)[post.code]
    return {
        "name_th": post.name.get("th", ""),
        "name_en": post.name.get("en", ""),
        "division": post.division or WHOLE_STATION,
        "shifts": [shift.code for shift in worked],
    }


def _kept(message: str) -> Response:
    flash(message)
    return redirect(url_for("admin.posts"), 303)
