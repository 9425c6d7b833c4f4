"""Shift patterns: the station's own list, each seen in words before it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.inputs import both
from admin.refusals import explain, refusals_in
from admin.roster_inputs import ReadyMadeInput, ShiftInput
from station.errors import Refusal
from station.posts import actions
from station.posts.queries import get_shift, list_posts_of_shift, pattern_of
from station.posts.ready_made import READY_MADE
from station.posts.rules import ShiftFacts, tidy_facts
from web.house import db, now
from web.language import in_words
from web.language import say as _

if TYPE_CHECKING:
    from station.posts.tables import Shift


def add() -> str | tuple[str, int] | Response:
    """Add a shift, once its hours were seen in words."""
    form = ShiftInput(arrive_before="15")
    if form.validate_on_submit():
        with refusals_in(form):
            facts = tidy_facts(_facts(form))
            if not _was_seen(form, facts):
                return _ask(form, facts, None)
            actions.add_shift(db(), guard.station_id(), facts, by=guard.staff().actor, at=now())
            db().commit()
            return _kept(_("%(name)s was added", name=in_words(facts.name)))
    page = render_template("admin/shift.html", form=form, shift=None, seen=None)
    return (page, 422) if form.is_submitted() else page


def change(code: str) -> str | tuple[str, int] | Response:
    """Change a shift; other hours are seen in words first."""
    shift = get_shift(db(), guard.station_id(), code)
    form = ShiftInput(**_known(shift))
    if form.validate_on_submit():
        with refusals_in(form):
            facts = tidy_facts(_facts(form))
            if not _was_seen(form, facts):
                return _ask(form, facts, shift)
            actions.change_shift(db(), shift, facts, by=guard.staff().actor, at=now())
            db().commit()
            return _kept(_("%(name)s: the change was kept", name=in_words(facts.name)))
    page = render_template("admin/shift.html", form=form, shift=shift, seen=None)
    return (page, 422) if form.is_submitted() else page


def add_ready_made() -> Response:
    """Add the shifts of a ready-made pattern that the station has not yet."""
    form = ReadyMadeInput()
    wanted = READY_MADE.get(form.pattern.data or "")
    if wanted is None:
        abort(404)
    added = actions.add_missing_shifts(
        db(), guard.station_id(), wanted, by=guard.staff().actor, at=now()
    )
    db().commit()
    if not added:
        return _kept(_("The station has these shifts already"))
    return _kept(_("Shifts added: %(n)s. Now choose at which posts they are worked", n=added))


def remove(code: str) -> str | Response:
    """Ask first, then take a shift away that no duty names."""
    station_id = guard.station_id()
    shift = get_shift(db(), station_id, code)
    if request.method != "POST":
        posts = [in_words(post.name) for post in list_posts_of_shift(db(), station_id, code)]
        return render_template("admin/shift_remove.html", shift=shift, posts=posts)
    name = in_words(shift.name)
    try:
        actions.remove_shift(db(), shift, by=guard.staff().actor, at=now())
        db().commit()
        return _kept(_("%(name)s was removed", name=name))
    except Refusal as refusal:
        db().rollback()
        flash(f"{name}: {explain(refusal)}", "problem")
    return redirect(url_for("admin.posts"), 303)


def _ask(form: ShiftInput, facts: ShiftFacts, shift: Shift | None) -> str:
    """The same form, with the hours in words above it; sent again unchanged, it is kept."""
    form.seen.data = _hours(facts)
    return render_template("admin/shift.html", form=form, shift=shift, seen=facts.pattern)


def _was_seen(form: ShiftInput, facts: ShiftFacts) -> bool:
    return bool(form.seen.data == _hours(facts))


def _hours(facts: ShiftFacts) -> str:
    return f"{facts.starts:%H:%M} {facts.ends:%H:%M} {facts.arrive_before_minutes}"


def _facts(form: ShiftInput) -> ShiftFacts:
    return ShiftFacts(
        both(form.name_th.data, form.name_en.data) or {},
        form.starts.time_of_day,
        form.ends.time_of_day,
        form.arrive_before.count,
        bool(form.only_working_days.data),
    )


def _known(shift: Shift) -> dict[str, object]:
    pattern = pattern_of(shift)
    ends = "24.00" if pattern.ends_at_midnight else f"{shift.ends:%H.%M}"
    return {
        "name_th": shift.name.get("th", ""),
        "name_en": shift.name.get("en", ""),
        "starts": f"{shift.starts:%H.%M}",
        "ends": ends,
        "arrive_before": str(shift.arrive_before_minutes),
        "only_working_days": shift.only_working_days,
        "seen": f"{shift.starts:%H:%M} {shift.ends:%H:%M} {shift.arrive_before_minutes}",
    }


def _kept(message: str) -> Response:
    flash(message)
    return redirect(url_for("admin.posts"), 303)
