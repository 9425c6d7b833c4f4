"""My duties: who is on now, my next duty, and a calendar for the phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.calendars import show_once
from admin.officers import full_name
from station.errors import NotFound
from station.officers.queries import find_officer_of, list_officers
from station.posts.queries import list_posts, list_shifts
from station.rosters.actions import end_calendars, give_calendar
from station.rosters.on_duty import list_on_duty
from station.rosters.queries import (
    has_roster,
    list_calendars,
    list_duties_between,
    version_in_force,
)
from station.sheets.month import Month
from web.house import db, now
from web.language import in_words
from web.language import say as _

if TYPE_CHECKING:
    from station.officers.tables import Officer
    from station.rosters.tables import Duty

LOOKS_AHEAD = timedelta(days=100)
"""How far the next duty may lie ahead and still be found."""


@dataclass(frozen=True)
class MonthOfDuties:
    """My duties of a month; without any roster published, nobody knows them yet."""

    month: Month
    is_published: bool
    done: list[Duty]
    coming: list[Duty]


@dataclass(frozen=True)
class Mine:
    """What an officer wants to know: the duty of now, the next one, this month and the next."""

    officer: Officer
    now: Duty | None
    next: Duty | None
    months: list[MonthOfDuties]
    has_calendar: bool


def show() -> str:
    """Who is on now and next; with an officer's account, that officer's own duties."""
    station_id = guard.station_id()
    return render_template(
        "admin/my_duties.html",
        mine=_mine(),
        on_duty=list_on_duty(db(), station_id, now()),
        is_known=has_roster(db(), station_id, _today()),
        posts={one.code: in_words(one.name) for one in list_posts(db(), station_id)},
        shifts={one.code: in_words(one.name) for one in list_shifts(db(), station_id)},
        names={one.id: full_name(one) for one in list_officers(db(), station_id)},
        now=now(),
        today=_today(),
        tomorrow=_today() + timedelta(days=1),
    )


def give() -> str:
    """A new private address of my duties, shown this once; earlier ones end."""
    token = give_calendar(
        db(), guard.station_id(), officer_id=_me().id, by=guard.staff().actor, at=now()
    )
    db().commit()
    return show_once(token)


def end() -> Response:
    """Let the private address of my duties lead nowhere."""
    end_calendars(db(), guard.station_id(), officer_id=_me().id, by=guard.staff().actor, at=now())
    db().commit()
    flash(_("The calendar address was ended"))
    return redirect(url_for("admin.my_duties"), 303)


def _mine() -> Mine | None:
    station = guard.station()
    officer = find_officer_of(db(), station.id, guard.staff().account.id)
    if officer is None:
        return None
    this = Month.of(_today())
    following = Month.of(this.last + timedelta(days=1))
    duties = list_duties_between(
        db(), station.id, _midnight(this.first), now() + LOOKS_AHEAD, officer=officer.id
    )
    calendars = list_calendars(db(), station.id)
    return Mine(
        officer=officer,
        now=next((duty for duty in duties if duty.starts_at <= now() < duty.ends_at), None),
        next=next((duty for duty in duties if duty.starts_at > now()), None),
        months=[_month(month, list(duties)) for month in (this, following)],
        has_calendar=any(calendar.officer_id == officer.id for calendar in calendars),
    )


def _month(month: Month, duties: list[Duty]) -> MonthOfDuties:
    ours = [duty for duty in duties if duty.day in month]
    return MonthOfDuties(
        month,
        is_published=version_in_force(db(), guard.station_id(), month) > 0,
        done=[duty for duty in ours if duty.ends_at <= now()],
        coming=[duty for duty in ours if duty.ends_at > now()],
    )


def _me() -> Officer:
    """The officer who signed in; raises NotFound for an account of no officer."""
    me = find_officer_of(db(), guard.station_id(), guard.staff().account.id)
    if me is None:
        raise NotFound(what="officer")
    return me


def _today() -> date:
    return now().astimezone(guard.station().zone).date()


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), guard.station().zone)
