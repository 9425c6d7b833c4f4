"""What a database holds after a fault."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from station.counts.queries import list_differences, verify_station
from station.counts.tables import Event
from station.counts.verify import verify_file
from station.database import Database
from station.stations.queries import list_stations


@dataclass(frozen=True)
class Kept:
    """The ids of all events, as they were sent; how many are scans; and what is wrong."""

    ids: list[str]
    scans: int
    faults: list[str]

    @property
    def doubled(self) -> int:
        """How many events stand there once too often."""
        return len(self.ids) - len(set(self.ids))

    def lost(self, acknowledged: set[str]) -> int:
        """How many of what was acknowledged are not there."""
        return len(acknowledged - set(self.ids))


def look_into(url: str) -> Kept:
    """Look into a database as the product does: events, chains, and totals against a recount."""
    database = Database(url)
    with database.session(writing=False) as db:
        rows = db.execute(select(Event.id, Event.kind)).all()
        faults = [str(difference) for difference in list_differences(db)]
        for station in list_stations(db):
            faults += verify_station(db, station, None).faults
    database.close()
    return _kept([(str(row.id), row.kind) for row in rows], faults)


def look_into_file(file: Path) -> Kept:
    """Look into an SQLite file with nothing but SQLite and the verifier."""
    connection = sqlite3.connect(file)
    try:
        (integrity,) = connection.execute("PRAGMA integrity_check").fetchone()
        faults = [] if integrity == "ok" else [f"integrity: {integrity}"]
        rows = connection.execute("SELECT id, kind FROM events").fetchall()
    except sqlite3.DatabaseError as error:
        return Kept([], 0, [str(error)])
    finally:
        connection.close()
    faults += [fault for finding in verify_file(str(file), None) for fault in finding.faults]
    return _kept([(str(UUID(row[0])), row[1]) for row in rows], faults)


def _kept(rows: list[tuple[str, str]], faults: list[str]) -> Kept:
    scans = sum(kind.startswith("scanned") for _, kind in rows)
    return Kept([event for event, _ in rows], scans, faults)
