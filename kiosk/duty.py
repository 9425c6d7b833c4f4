"""Who is on duty now, and who takes over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from flask import render_template

from kiosk.place import place, today
from station.officers.queries import list_officers
from station.officers.rules import shown_name
from station.rosters.on_duty import list_on_duty
from station.rosters.queries import has_roster, names_shown
from web.house import db, now

if TYPE_CHECKING:
    from collections.abc import Sequence

    from station.database import Words
    from station.officers.tables import Officer
    from station.rosters.on_duty import OnDuty
    from station.rosters.tables import Duty


@dataclass(frozen=True)
class Shown:
    """A post as visitors see it: names of now and next, until when, from when.

    Where nobody is on duty, `is_worked` says whether somebody should be; a name is None where the
    officer's is not shown.
    """

    name: Words
    division: str | None
    is_worked: bool
    now: tuple[str | None, ...]
    until: datetime | None
    next: tuple[str | None, ...]
    starts: datetime | None
    next_day: date | None


def show() -> str:
    """Every post of the station."""
    return render_template("kiosk/duty.html", posts=list_shown(), is_known=is_known())


def is_known() -> bool:
    """Whether this month has a roster: without one nobody can say who is on duty."""
    return has_roster(db(), place().station.id, today())


def list_shown() -> list[Shown]:
    """Every post with its duties of now and next."""
    station_id = place().station.id
    label = _labels(station_id)
    return [_shown(one, label) for one in list_on_duty(db(), station_id, now())]


def find_strip(division: str | None = None) -> Shown | None:
    """What a strip shows: the post of a division, or the first of the whole station's."""
    if not is_known():
        return None
    return next((one for one in list_shown() if one.division == division), None)


def _labels(station_id: UUID) -> dict[UUID, str | None]:
    how = names_shown(db(), station_id)

    def label(officer: Officer) -> str | None:
        return shown_name(officer.rank, officer.name, how) if officer.is_public else None

    return {officer.id: label(officer) for officer in list_officers(db(), station_id)}


def _shown(one: OnDuty, label: dict[UUID, str | None]) -> Shown:
    zone = place().station.zone
    starts = one.next[0].starts_at if one.next else None
    day = starts.astimezone(zone).date() if starts else None
    is_soon = starts is not None and starts - now() < timedelta(hours=24) and day == today()
    return Shown(
        name=one.post.name,
        division=one.post.division,
        is_worked=one.is_worked,
        now=_names(one.now, label),
        until=one.until,
        next=_names(one.next, label),
        starts=starts,
        next_day=None if is_soon else day,
    )


def _names(duties: Sequence[Duty], label: dict[UUID, str | None]) -> tuple[str | None, ...]:
    return tuple(label.get(duty.officer_id) for duty in duties)
