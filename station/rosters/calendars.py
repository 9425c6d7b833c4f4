"""Duties as a calendar file (ICS) that phones subscribe to; the words come from outside."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, vDuration

from station.rosters.tables import Duty
from station.thai import is_readable

ALARM_BEFORE = timedelta(minutes=60)
"""How long before the time to arrive by a phone rings."""
REFRESH = timedelta(hours=1)
"""How often whoever subscribed should look again."""
MAKER = "-//Station kiosk//Duty roster//TH"


@dataclass(frozen=True)
class Entry:
    """A duty in its reader's words; `description` says by when to arrive, and rings too."""

    duty: Duty
    summary: str
    description: str


def write_calendar(
    entries: Iterable[Entry], *, name: str, location: str, zone: ZoneInfo, at: datetime
) -> bytes:
    """A calendar of that name, with an event and an alarm a duty, in the zone's local time."""
    entries = list(entries)
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for field in ("name", "x-wr-calname"):
        calendar.add(field, _one_line(name))
    calendar.add("x-wr-timezone", zone.key)
    for field in ("refresh-interval", "x-published-ttl"):
        # A duration says so where it might be something else; of the older field none does.
        parameters = {"value": "DURATION"} if field == "refresh-interval" else {}
        calendar.add(field, vDuration(REFRESH), parameters)
    calendar.add_component(_zone(zone, entries, at))
    for entry in entries:
        calendar.add_component(_event(entry, _one_line(location), zone, at))
    return bytes(calendar.to_ical())


def uid_of(duty: Duty) -> UUID:
    """The same for a duty in every version, for whoever reads it."""
    return uuid5(
        duty.station_id, f"{duty.day.isoformat()}/{duty.post}/{duty.shift}/{duty.officer_id}"
    )


def _event(entry: Entry, location: str, zone: ZoneInfo, at: datetime) -> Event:
    duty = entry.duty
    event = Event()
    event.add("uid", str(uid_of(duty)))
    event.add("dtstamp", at)
    event.add("sequence", duty.version)
    event.add("dtstart", duty.starts_at.astimezone(zone))
    event.add("dtend", duty.ends_at.astimezone(zone))
    event.add("summary", _one_line(entry.summary))
    event.add("description", _one_line(entry.description))
    event.add("location", location)
    event.add_component(_alarm(entry))
    return event


def _alarm(entry: Entry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _one_line(entry.description))
    alarm.add("trigger", entry.duty.arrives_at - ALARM_BEFORE - entry.duty.starts_at)
    return alarm


def _zone(zone: ZoneInfo, entries: Iterable[Entry], at: datetime) -> Timezone:
    """The zone's rules around the duties, for readers that do not know its name."""
    days = [at.date(), *(entry.duty.day for entry in entries)]
    around = timedelta(days=366)
    return Timezone.from_tzinfo(
        zone, zone.key, first_date=min(days) - around, last_date=max(days) + around
    )


def _one_line(text: str) -> str:
    """A text without what some reader takes for the end of a line."""
    return " ".join("".join(sign if is_readable(sign) else " " for sign in text).split())
