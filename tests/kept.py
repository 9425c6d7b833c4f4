"""What an app's database holds, looked at from beside the app."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask
from sqlalchemy import func, select, text

from station.channels.queries import list_channels
from station.channels.tables import Channel, ChannelVersion, Link
from station.counts.queries import list_differences, verify_station
from station.counts.tables import ChainHead, CountFlag, DailyTotal, Event
from station.database import Base
from station.people.tables import AuditEntry
from station.points.tables import Kiosk
from station.stations.queries import list_stations
from tests.cast import house_of

Row = TypeVar("Row", bound=Base)

PASSING = frozenset({"guesses", "recent_phones", "sign_ins"})
"""Tables that remember for minutes what was tried, and change nothing that a station keeps."""


def rows(app: Flask, table: type[Row], *order: Any) -> Sequence[Row]:
    """Every row of a table."""
    with house_of(app).database.session(writing=False) as db:
        return db.scalars(select(table).order_by(*order)).all()


def events(app: Flask) -> Sequence[Event]:
    """The events in the order of their numbers."""
    return rows(app, Event, Event.station_id, Event.number)


def only_event(app: Flask) -> Event:
    """The one event there is."""
    (event,) = events(app)
    return event


def flags(app: Flask) -> Sequence[CountFlag]:
    """What somebody should look at, in the order in which it was noticed."""
    return rows(app, CountFlag, CountFlag.at, CountFlag.id)


def totals(app: Flask) -> dict[tuple[str, str, str, str], int]:
    """The daily totals: day, division, kind and source."""
    return {(t.day, t.division, t.kind, t.source): t.count for t in rows(app, DailyTotal)}


def counted(app: Flask) -> Counter[str]:
    """How many of each kind stand inside the totals."""
    found: Counter[str] = Counter()
    for (_, _, kind, _), count in totals(app).items():
        found[kind] += count
    return found


def acts(app: Flask) -> list[str]:
    """What the audit log says was done, in order."""
    return [entry.act for entry in audit(app)]


def audit(app: Flask) -> Sequence[AuditEntry]:
    """The audit log, in order, without the plan's loading, of which every instance is a copy."""
    return [entry for entry in rows(app, AuditEntry, AuditEntry.at) if entry.act != "plan_loaded"]


def is_whole(app: Flask) -> bool:
    """Whether every chain is whole and the daily totals equal a recount."""
    with house_of(app).database.session(writing=False) as db:
        chains = [verify_station(db, station, None) for station in list_stations(db)]
        return not any(chain.faults for chain in chains) and not list_differences(db)


def everything(app: Flask) -> dict[str, list[str]]:
    """All that the database keeps, by table: two such must be equal where nothing changed."""
    with house_of(app).database.session(writing=False) as db:
        return {
            table.name: sorted(str(row) for row in db.execute(select(table)))
            for table in Base.metadata.sorted_tables
            if table.name not in PASSING
        }


def link_code(
    app: Flask,
    channel: str,
    division: str | None,
    kiosk: UUID | None = None,
    *,
    station_id: UUID | None = None,
) -> str:
    """The short code of a channel for a division at a kiosk or (None) on the web."""
    ask = select(Link.code).where(
        Link.channel == channel, Link.division == division, Link.kiosk_id == kiosk
    )
    if station_id:
        ask = ask.where(Link.station_id == station_id)
    with house_of(app).database.session(writing=False) as db:
        return db.scalars(ask).one()


def head(app: Flask, station_id: UUID) -> tuple[int, str]:
    """The last number of a station's chain, and its hash in hexadecimal digits."""
    with house_of(app).database.session(writing=False) as db:
        kept = db.get_one(ChainHead, station_id)
        return kept.number, bytes(kept.hash).hex()


def kiosk_row(app: Flask, kiosk_id: UUID) -> Kiosk:
    """A kiosk as it is kept."""
    return next(kiosk for kiosk in rows(app, Kiosk) if kiosk.id == kiosk_id)


def count(app: Flask, table: type[Base]) -> int:
    """How many rows a table has."""
    with house_of(app).database.session(writing=False) as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


def versions(app: Flask, channel: str) -> Sequence[ChannelVersion]:
    """What a channel led to, the oldest first."""
    return [v for v in rows(app, ChannelVersion, ChannelVersion.version) if v.channel == channel]


def channel_codes(app: Flask, station_id: UUID) -> list[str]:
    """The codes of a station's channels in their order."""
    with house_of(app).database.session(writing=False) as db:
        return [channel.code for channel in list_channels(db, station_id)]


def channel(app: Flask, code: str) -> Channel:
    """A channel as it is kept."""
    return next(kept for kept in rows(app, Channel) if kept.code == code)


def run_sql(app: Flask, statement: str, **values: object) -> int:
    """Run a statement as somebody with the database's file would; how many rows it touched."""
    with house_of(app).database.session(writing=True) as db:
        touched = db.execute(text(statement), values)
        db.commit()
        return int(touched.rowcount)  # type: ignore[attr-defined]
