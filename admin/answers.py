"""The numbers reported: what ITAP shows, and what the collectors report."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.inputs import ReadingInput, TallyInput, choice, choices_of, one_of
from admin.refusals import refusals_in
from station.people.queries import list_accounts
from station.quotas import actions
from station.quotas.queries import (
    list_collectors,
    list_readings,
    list_tallies,
    newest_confirmed,
    newest_tallied,
)
from station.quotas.rules import fiscal_year_of, span_of_year
from station.stations.queries import list_divisions
from station.thai import short_date, typed_day
from web.house import db, now
from web.language import in_words, language
from web.language import say as _

WHOLE_STATION = ""


def show() -> str:
    """Every reading and tally of the fiscal year, the newest first."""
    station = guard.station()
    days = span_of_year(fiscal_year_of(now().astimezone(station.zone).date()))
    readings = list_readings(db(), station.id, days.first, days.last)
    tallies = list_tallies(db(), station.id, days.first, days.last)
    in_force = {reading.id for reading in newest_confirmed(readings).values()}
    in_force |= {tally.id for tally in newest_tallied(tallies).values()}
    return render_template(
        "admin/answers.html",
        readings=list(reversed(readings)),
        tallies=list(reversed(tallies)),
        in_force=in_force,
        names={d.code: in_words(d.name) for d in list_divisions(db(), station.id)},
        people={account.id: account.name for account in list_accounts(db(), station.id)},
    )


def reading() -> str | tuple[str, int] | Response:
    """Enter what ITAP shows for the whole station, or for a division where it shows them."""
    station = guard.station()
    today = now().astimezone(station.zone).date()
    example = typed_day(today, language())
    form = ReadingInput(day=example)
    whole = choice(WHOLE_STATION, _("The whole station"))
    form.division.choices = [whole, *choices_of(list_divisions(db(), station.id))]
    if form.validate_on_submit():
        with refusals_in(form):
            actions.enter_reading(
                db(),
                station.id,
                day=form.day.day,
                division=form.division.data or None,
                confirmed=form.confirmed.count,
                note=form.note.data or "",
                today=today,
                by=guard.staff().actor,
                at=now(),
            )
            db().commit()
            return _kept(
                _(
                    "%(n)s answers on %(day)s were kept",
                    n=form.confirmed.count,
                    day=short_date(form.day.day, language()),
                )
            )
    page = render_template("admin/reading.html", form=form, example=example)
    return (page, 422) if form.is_submitted() else page


def tally() -> str | tuple[str, int] | Response:
    """Enter what a division's collector reports."""
    station = guard.station()
    today = now().astimezone(station.zone).date()
    example = typed_day(today, language())
    form = TallyInput(day=example)
    form.division.choices = one_of(list_divisions(db(), station.id))
    collectors = list_collectors(db(), station.id)
    if form.validate_on_submit():
        with refusals_in(form):
            actions.enter_tally(
                db(),
                station.id,
                day=form.day.day,
                division=form.division.data,
                total=form.total.count,
                collector=form.collector.data or "",
                note=form.note.data or "",
                today=today,
                by=guard.staff().actor,
                at=now(),
            )
            db().commit()
            return _kept(
                _(
                    "%(n)s people up to %(day)s were kept",
                    n=form.total.count,
                    day=short_date(form.day.day, language()),
                )
            )
    page = render_template("admin/tally.html", form=form, collectors=collectors, example=example)
    return (page, 422) if form.is_submitted() else page


def _kept(message: str) -> Response:
    flash(message)
    return redirect(url_for("admin.answers"), 303)
