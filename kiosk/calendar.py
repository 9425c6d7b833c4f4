"""A private calendar: an officer's duties, or a post's, for a phone that subscribes to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import Response, abort

from station.officers.queries import get_officer, list_officers
from station.officers.rules import NameShown, shown_name
from station.posts.queries import get_post, list_posts, list_shifts
from station.rosters.calendars import Entry, write_calendar
from station.rosters.queries import find_calendar, list_duties_between, names_shown
from station.stations.queries import get_station
from station.thai import clock_time, short_date
from web.house import db, now
from web.language import in_words, language
from web.language import say as _

if TYPE_CHECKING:
    from uuid import UUID

    from station.rosters.tables import Calendar, Duty

BACK = timedelta(days=31)
"""How long a duty stays in the calendar after it was done."""
ALL_AHEAD = datetime(9000, 1, 1, tzinfo=UTC)

Summary = Callable[["Duty"], str]


def show(token: str) -> Response:
    """The calendar behind a private address; 404 where it is unknown or was ended."""
    kept = find_calendar(db(), token)
    if kept is None:
        abort(404)
    station = get_station(db(), kept.station_id)
    place = in_words(station.short_name)
    content = write_calendar(
        _entries(_duties(kept), _summary_for(kept), station.zone),
        name=f"{place} · {_whose(kept)}",
        location=in_words(station.name),
        zone=station.zone,
        at=now(),
    )
    answer = Response(content, content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _duties(kept: Calendar) -> list[Duty]:
    """The duties in force, from a month ago to the last one published."""
    first = now() - BACK
    found = list_duties_between(
        db(), kept.station_id, first, ALL_AHEAD, officer=kept.officer_id, post=kept.post
    )
    return list(found)


def _entries(duties: Iterable[Duty], summary: Summary, zone: ZoneInfo) -> list[Entry]:
    return [Entry(duty, summary(duty), _arrive_by(duty, zone)) for duty in duties]


def _arrive_by(duty: Duty, zone: ZoneInfo) -> str:
    arrives = duty.arrives_at.astimezone(zone)
    time = clock_time(arrives, language())
    if arrives.date() == duty.starts_at.astimezone(zone).date():
        return _("Arrive by %(time)s", time=time)
    day = short_date(arrives.date(), language())
    return _("Arrive by %(time)s on %(day)s, the day before", time=time, day=day)


def _summary_for(kept: Calendar) -> Summary:
    """What each duty is called: the post and the shift; in a post's calendar who has it, too."""
    posts = {post.code: in_words(post.name) for post in list_posts(db(), kept.station_id)}
    shifts = {one.code: in_words(one.name) for one in list_shifts(db(), kept.station_id)}
    names = {} if kept.officer_id else _shown_names(kept.station_id)

    def summary(duty: Duty) -> str:
        place = posts.get(duty.post, duty.post), shifts.get(duty.shift, duty.shift)
        return " · ".join(part for part in (*place, names.get(duty.officer_id)) if part)

    return summary


def _shown_names(station_id: UUID) -> dict[UUID, str]:
    """The officers as the station shows them to visitors: whoever has the address sees them."""
    how = names_shown(db(), station_id)
    public = (one for one in list_officers(db(), station_id) if one.is_public)
    return {one.id: shown_name(one.rank, one.name, how) for one in public}


def _whose(kept: Calendar) -> str:
    if kept.officer_id:
        officer = get_officer(db(), kept.station_id, kept.officer_id)
        return shown_name(officer.rank, officer.name, NameShown.FULL)
    return in_words(get_post(db(), kept.station_id, kept.post or "").name)
