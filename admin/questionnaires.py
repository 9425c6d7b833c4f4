"""Questionnaires: which there are, where each is asked, and what was in force when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.composer_differences import differences
from admin.inputs import choices_of
from admin.opinion_inputs import AskingInput
from admin.refusals import explain, refusals_in
from station.errors import Refusal
from station.people.queries import list_accounts
from station.questionnaires import actions
from station.questionnaires.queries import (
    get_content,
    get_questionnaire,
    list_divisions_asked,
    list_publications,
    list_questionnaires,
    list_versions,
    title_of,
)
from station.questionnaires.rules import Content, is_within
from station.stations.queries import list_divisions
from station.thai import typed_day
from web.house import db, now
from web.language import in_words, language
from web.language import say as _
from web.numbers import whole

if TYPE_CHECKING:
    from station.database import Words
    from station.questionnaires.tables import Questionnaire

STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True)
class Row:
    """A questionnaire in the list; `shown_at` names the divisions whose visitors see it today."""

    kept: Questionnaire
    title: Words
    divisions: list[str]
    shown_at: list[str]
    since: datetime | None


def show() -> str:
    """Every questionnaire in its order: of those for one division the first is asked."""
    station_id = guard.station_id()
    return render_template(
        "admin/questionnaires.html",
        rows=_rows(),
        count_of_divisions=len(list_divisions(db(), station_id)),
        may_keep=guard.staff().may("keep_questionnaires"),
    )


def _rows() -> list[Row]:
    station_id = guard.station_id()
    today = now().astimezone(guard.station().zone).date()
    asked = list_divisions_asked(db(), station_id)
    names = {one.code: in_words(one.name) for one in list_divisions(db(), station_id)}
    left = list(names)
    rows = []
    for kept in list_questionnaires(db(), station_id):
        is_asked = kept.version is not None and is_within(today, kept.starts, kept.ends)
        shown_at = [code for code in left if is_asked and code in asked.get(kept.code, left)]
        left = [code for code in left if code not in shown_at]
        history = list_publications(db(), kept)
        rows.append(
            Row(
                kept=kept,
                title=title_of(db(), kept),
                divisions=[names[code] for code in asked.get(kept.code, [])],
                shown_at=[names[code] for code in shown_at],
                since=history[0].at if history and kept.version else None,
            )
        )
    return rows


def move(code: str) -> Response:
    """Move a questionnaire one place up or down."""
    kept = get_questionnaire(db(), guard.station_id(), code)
    places = STEPS.get(request.form.get("to", ""), 0)
    actions.move_questionnaire(db(), kept, places=places, by=guard.staff().actor, at=now())
    db().commit()
    return redirect(url_for("admin.questionnaires", _anchor=f"questionnaire-{code}"), 303)


def asking(code: str) -> str | tuple[str, int] | Response:
    """Where and when a questionnaire is asked."""
    kept = get_questionnaire(db(), guard.station_id(), code)
    form = _asking_form(kept)
    if form.validate_on_submit():
        with refusals_in(form):
            actions.set_asking(
                db(),
                kept,
                divisions=form.divisions.data or [],
                starts=form.starts.day_or_none,
                ends=form.ends.day_or_none,
                revision=_revision(),
                by=guard.staff().actor,
                at=now(),
            )
            db().commit()
            flash(_("%(name)s: the change was kept", name=in_words(title_of(db(), kept))))
            return redirect(url_for("admin.questionnaires"), 303)
    is_later = form.is_submitted() and _revision() != kept.revision
    form.revision.data = str(kept.revision)  # sent again, it is what somebody decided knowing all
    page = render_template(
        "admin/questionnaire_asking.html",
        form=form,
        kept=kept,
        name=in_words(title_of(db(), kept)),
        theirs=_asked_now(kept) if is_later else None,
    )
    return (page, 422) if form.is_submitted() else page


def _revision() -> int:
    return request.form.get("revision", 0, type=whole)


def _asked_now(kept: Questionnaire) -> list[str]:
    """The names of the divisions at which it is asked now, as somebody else decided."""
    codes = list_divisions_asked(db(), kept.station_id).get(kept.code, [])
    divisions = list_divisions(db(), kept.station_id)
    return [in_words(one.name) for one in divisions if one.code in codes]


def _asking_form(kept: Questionnaire) -> AskingInput:
    form = AskingInput(
        divisions=list_divisions_asked(db(), kept.station_id).get(kept.code, []),
        starts=_typed(kept.starts),
        ends=_typed(kept.ends),
        revision=str(kept.revision),
    )
    form.divisions.choices = choices_of(list_divisions(db(), kept.station_id))
    return form


def _typed(day: date | None) -> str:
    return typed_day(day, language()) if day else ""


def history(code: str) -> str:
    """Every version, when it was in force, and who published it."""
    kept = get_questionnaire(db(), guard.station_id(), code)
    return render_template(
        "admin/questionnaire_history.html",
        kept=kept,
        name=in_words(title_of(db(), kept)),
        publications=list_publications(db(), kept),
        versions=list_versions(db(), kept),
        people={one.id: one.name for one in list_accounts(db(), guard.station_id())},
        may_keep=guard.staff().may("keep_questionnaires"),
    )


def force(code: str) -> Response:
    """Put an earlier version in force again."""
    version = request.form.get("version", 0, type=whole)

    def change(kept: Questionnaire, revision: int) -> str:
        actions.put_in_force(
            db(), kept, version, revision=revision, by=guard.staff().actor, at=now()
        )
        return _("Visitors see version %(n)s from now on", n=version)

    return _changed(code, "admin.questionnaire_history", change)


def copy(code: str) -> str | Response:
    """Begin a draft with what a version says; where a draft waits, ask first."""
    if request.method != "POST":
        return _confirm_copy(code)
    version = request.form.get("version", 0, type=whole)

    def change(kept: Questionnaire, revision: int) -> str:
        actions.copy_to_draft(
            db(), kept, version, revision=revision, by=guard.staff().actor, at=now()
        )
        return _("This draft began with version %(n)s", n=version)

    return _changed(code, "admin.questionnaire", change)


def _confirm_copy(code: str) -> str:
    """What would be lost of the draft that waits."""
    kept = get_questionnaire(db(), guard.station_id(), code)
    version = request.args.get("version", kept.version or 0, type=whole)
    content = get_content(db(), kept, version)
    lost = differences(Content.read(kept.draft), content) if kept.draft else []
    people = {one.id: one.name for one in list_accounts(db(), guard.station_id())}
    return render_template(
        "admin/questionnaire_copy.html",
        kept=kept,
        name=in_words(title_of(db(), kept)),
        version=version,
        lost=lost,
        by=people.get(kept.changed_by) if kept.changed_by else None,
    )


def take_off(code: str) -> str | Response:
    """Ask first, then ask it no more."""
    if request.method != "POST":
        return _confirm(code, "admin/questionnaire_off.html")

    def change(kept: Questionnaire, revision: int) -> str:
        actions.take_off(db(), kept, revision=revision, by=guard.staff().actor, at=now())
        return _("%(name)s is asked no more; its answers stay", name=in_words(title_of(db(), kept)))

    return _changed(code, "admin.questionnaires", change)


def drop(code: str) -> str | Response:
    """Ask first, then forget a draft."""
    if request.method != "POST":
        return _confirm(code, "admin/questionnaire_drop.html")

    def change(kept: Questionnaire, revision: int) -> str:
        actions.drop_draft(db(), kept, revision=revision, by=guard.staff().actor, at=now())
        return _("The draft was dropped")

    return _changed(code, "admin.questionnaire", change)


def _confirm(code: str, template: str) -> str:
    kept = get_questionnaire(db(), guard.station_id(), code)
    return render_template(template, kept=kept, name=in_words(title_of(db(), kept)))


def _changed(code: str, then: str, change: Callable[[Questionnaire, int], str]) -> Response:
    """Make a change to a questionnaire that was looked at, and say what became of it."""
    kept = get_questionnaire(db(), guard.station_id(), code)
    try:
        said = change(kept, _revision())
        db().commit()
        flash(said)
    except Refusal as refusal:
        db().rollback()
        flash(explain(refusal), "problem")
    is_list = then == "admin.questionnaires"
    return redirect(url_for(then) if is_list else url_for(then, code=code), 303)
