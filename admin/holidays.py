"""Holidays: the days on which shifts of working days are not worked."""

from __future__ import annotations

from datetime import date

from flask import abort, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.access import Permission
from admin.inputs import both
from admin.refusals import refusals_in
from admin.roster_inputs import HolidayInput, OfficialInput, WorkNameInput
from station.posts import actions
from station.posts.official import official_holidays
from station.posts.queries import get_holiday, list_holidays
from station.quotas.rules import Span, fiscal_year_of, span_of_year
from station.thai import BUDDHIST_ERA, buddhist_year, typed_day
from web.house import db, now
from web.language import in_words, language
from web.language import say as _
from web.numbers import whole

FISCAL, CALENDAR = "fiscal", "calendar"
YEARS_BACK, YEARS_AHEAD = 3, 2
REMOVED = "removed_holiday"
"""Where the browser's session keeps what it removed last, to be added again."""


def show() -> str:
    """The holidays of a fiscal or calendar year."""
    by = _chosen_kind(request.args.get("by", ""))
    present = _present_year(by)
    years = range(present - YEARS_BACK, present + YEARS_AHEAD + 1)
    asked = request.args.get("year", type=whole)
    year = asked if asked is not None and asked in years else present
    days = _span(year, by)
    return render_template(
        "admin/holidays.html",
        holidays=list_holidays(db(), guard.station_id(), days.first, days.last),
        days=days,
        year=year,
        years=years,
        by=by,
        removed=session.pop(REMOVED, None),
        today=_today(),
        may_keep=guard.staff().may(Permission.KEEP_ROSTERS),
    )


def add() -> str | tuple[str, int] | Response:
    """Add a holiday, also one that was just removed."""
    form = HolidayInput()
    if form.validate_on_submit():
        with refusals_in(form):
            name = both(form.name_th.data, form.name_en.data) or {}
            actions.add_holiday(
                db(), guard.station_id(), form.day.day, name, by=guard.staff().actor, at=now()
            )
            db().commit()
            flash(_("%(name)s was added", name=in_words(name)))
            return _back_to(form.day.day)
    example = typed_day(_today(), language())
    page = render_template("admin/holidays_new.html", form=form, example=example)
    return (page, 422) if form.is_submitted() else page


def add_official() -> Response:
    """Add Thailand's official holidays of a year that are not there yet."""
    form = OfficialInput()
    by, year = _chosen_kind(form.by.data or ""), _number(form.year.data)
    present = _present_year(by)
    if not present - YEARS_BACK <= year <= present + YEARS_AHEAD:
        abort(404)
    days = _span(year, by)
    added = actions.add_holidays(
        db(),
        guard.station_id(),
        official_holidays(days.first, days.last),
        by=guard.staff().actor,
        at=now(),
    )
    db().commit()
    flash(_("Holidays added: %(n)s", n=added) if added else _("All of them were there already"))
    return redirect(url_for("admin.holidays", year=year, by=by), 303)


def rename(day: str) -> str | tuple[str, int] | Response:
    """Give a holiday another name."""
    station_id = guard.station_id()
    holiday = get_holiday(db(), station_id, _day(day))
    form = WorkNameInput(name_th=holiday.name.get("th", ""), name_en=holiday.name.get("en", ""))
    if form.validate_on_submit():
        with refusals_in(form):
            name = both(form.name_th.data, form.name_en.data) or {}
            actions.set_holiday(
                db(), station_id, holiday.day, name, by=guard.staff().actor, at=now()
            )
            db().commit()
            flash(_("%(name)s: the change was kept", name=in_words(name)))
            return _back_to(_day(day))
    page = render_template("admin/holidays_name.html", form=form, day=_day(day))
    return (page, 422) if form.is_submitted() else page


def remove(day: str) -> Response:
    """Let a day be a holiday no longer; the list then offers to add it again."""
    holiday = get_holiday(db(), guard.station_id(), _day(day))
    removed = {"day": day, "th": holiday.name.get("th", ""), "en": holiday.name.get("en", "")}
    actions.set_holiday(
        db(), guard.station_id(), holiday.day, None, by=guard.staff().actor, at=now()
    )
    db().commit()
    session[REMOVED] = removed
    return _back_to(_day(day))


def _back_to(day: date) -> Response:
    """The year that holds a day, counted as it was last looked at."""
    by = _chosen_kind(request.args.get("by", ""))
    year = buddhist_year(day) if by == CALENDAR else fiscal_year_of(day)
    return redirect(url_for("admin.holidays", year=year, by=by), 303)


def _chosen_kind(text: str) -> str:
    return CALENDAR if text == CALENDAR else FISCAL


def _present_year(by: str) -> int:
    return buddhist_year(_today()) if by == CALENDAR else fiscal_year_of(_today())


def _span(year: int, by: str) -> Span:
    if by == FISCAL:
        return span_of_year(year)
    return Span(date(year - BUDDHIST_ERA, 1, 1), date(year - BUDDHIST_ERA, 12, 31))


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else 0


def _day(text: str) -> date:
    """The day in an address (`2025-03-03`); 404 where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)


def _today() -> date:
    return now().astimezone(guard.station().zone).date()
