"""Officers: who serves here, since and until when, their leave, and how they sign in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.access import Permission
from admin.inputs import choice, choices_of
from admin.refusals import refusals_in
from admin.roster_inputs import LeaveInput, OfficerInput
from station.officers import actions
from station.officers.queries import get_officer, list_leaves_of, list_officers, services
from station.people.queries import list_accounts
from station.stations.queries import list_divisions
from station.thai import typed_day
from web.house import db, now
from web.language import in_words, language
from web.language import say as _

if TYPE_CHECKING:
    from station.officers.rules import Service
    from station.officers.tables import Officer

HERE, GONE, ALL = "here", "gone", "all"
NO_DIVISION = ""


@dataclass(frozen=True)
class Row:
    """An officer's line in the list."""

    officer: Officer
    service: Service
    today: date

    @property
    def full_name(self) -> str:
        """Rank and name."""
        return full_name(self.officer)

    @property
    def is_here(self) -> bool:
        """Whether the officer serves here today, or will."""
        return self.officer.until is None or self.today <= self.officer.until

    @property
    def is_on_leave(self) -> bool:
        """Whether today is a day of leave."""
        return self.service.is_on_leave(self.today)


def full_name(officer: Officer) -> str:
    """Rank and name."""
    return f"{officer.rank} {officer.name}".strip()


def show() -> str:
    """The officers, found by name, division and whether they still serve here."""
    station_id = guard.station_id()
    divisions = list_divisions(db(), station_id)
    asked, division = request.args.get("q", "")[:120], request.args.get("division", "")
    serving = request.args.get("serving", HERE)
    everyone = _rows(station_id)
    return render_template(
        "admin/officers.html",
        rows=[row for row in everyone if _is_wanted(row, asked, division, serving)],
        count=len(everyone),
        asked=asked,
        division=division,
        serving=serving if serving in (GONE, ALL) else HERE,
        divisions={one.code: in_words(one.name) for one in divisions},
        accounts={one.id: one.name for one in list_accounts(db(), station_id)},
        may_keep=guard.staff().may(Permission.KEEP_ROSTERS),
    )


def _rows(station_id: UUID) -> list[Row]:
    known = services(db(), station_id)
    return [Row(one, known[one.id], _today()) for one in list_officers(db(), station_id)]


def _is_wanted(row: Row, asked: str, division: str, serving: str) -> bool:
    name = row.full_name.casefold()
    return (
        all(word in name for word in asked.casefold().split())
        and division in ("", row.officer.division)
        and (serving == ALL or row.is_here is (serving != GONE))
    )


def add() -> str | tuple[str, int] | Response:
    """Take an officer on."""
    form = _form(is_public=True)
    if form.validate_on_submit():
        with refusals_in(form):
            officer = actions.add_officer(
                db(),
                guard.station_id(),
                rank=form.rank.data or "",
                name=form.name.data or "",
                division=form.division.data or None,
                is_public=form.is_public.data,
                since=form.since.day_or_none,
                until=form.until.day_or_none,
                by=guard.staff().actor,
                at=now(),
            )
            db().commit()
            flash(_("%(name)s was added", name=full_name(officer)))
            return redirect(url_for("admin.officers"), 303)
    page = render_template("admin/officer_new.html", form=form, example=_typed(_today()))
    return (page, 422) if form.is_submitted() else page


def change(officer_id: UUID) -> str | tuple[str, int] | Response:
    """What is known of an officer, and a form to change it."""
    officer = get_officer(db(), guard.station_id(), officer_id)
    form = _form(**_known(officer))
    if form.validate_on_submit():
        with refusals_in(form):
            actions.change_officer(
                db(),
                officer,
                rank=form.rank.data or "",
                name=form.name.data or "",
                division=form.division.data or None,
                is_public=form.is_public.data,
                since=form.since.day_or_none,
                until=form.until.day_or_none,
                by=guard.staff().actor,
                at=now(),
            )
            db().commit()
            flash(_("%(name)s: the change was kept", name=full_name(officer)))
            return redirect(url_for("admin.officers"), 303)
    page = _page(officer_id, form, LeaveInput(formdata=None))
    return (page, 422) if form.is_submitted() else page


def add_leave(officer_id: UUID) -> tuple[str, int] | Response:
    """Note days of leave."""
    officer = get_officer(db(), guard.station_id(), officer_id)
    form = LeaveInput()
    if form.validate_on_submit():
        with refusals_in(form):
            actions.add_leave(
                db(),
                officer,
                first=form.first.day,
                last=form.last.day,
                by=guard.staff().actor,
                at=now(),
            )
            db().commit()
            flash(_("The leave was noted"))
            return redirect(url_for("admin.officer", officer_id=officer_id), 303)
    known = _form(formdata=None, **_known(officer))
    return _page(officer_id, known, form), 422


def remove_leave(officer_id: UUID, leave_id: UUID) -> Response:
    """Take noted leave back."""
    officer = get_officer(db(), guard.station_id(), officer_id)
    actions.remove_leave(db(), officer, leave_id, by=guard.staff().actor, at=now())
    db().commit()
    flash(_("The leave was taken back"))
    return redirect(url_for("admin.officer", officer_id=officer_id), 303)


def _page(officer_id: UUID, form: OfficerInput, leave_form: LeaveInput) -> str:
    station_id = guard.station_id()
    officer = get_officer(db(), station_id, officer_id)
    names = {one.id: one.name for one in list_accounts(db(), station_id)}
    return render_template(
        "admin/officer.html",
        officer=officer,
        full_name=full_name(officer),
        form=form,
        leave_form=leave_form,
        is_other_wrong=bool(leave_form.errors),
        leaves=list_leaves_of(db(), officer),
        account=names.get(officer.account_id) if officer.account_id else None,
        today=_today(),
        example=_typed(_today()),
    )


def _form(**known: object) -> OfficerInput:
    form = OfficerInput(**known)
    none = choice(NO_DIVISION, _("No division of its own"))
    form.division.choices = [none, *choices_of(list_divisions(db(), guard.station_id()))]
    return form


def _known(officer: Officer) -> dict[str, object]:
    return {
        "rank": officer.rank,
        "name": officer.name,
        "division": officer.division or NO_DIVISION,
        "is_public": officer.is_public,
        "since": _typed(officer.since),
        "until": _typed(officer.until),
    }


def _today() -> date:
    return now().astimezone(guard.station().zone).date()


def _typed(day: date | None) -> str:
    return typed_day(day, language()) if day else ""
