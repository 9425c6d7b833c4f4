"""What a database holds after a fault."""

import sqlite3
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sqlalchemy import Select, select

from station.answers.tables import Answer, AnswerText
from station.counts.queries import list_differences, verify_station
from station.counts.tables import Event
from station.counts.verify import verify_file
from station.database import Database
from station.stations.queries import list_stations


@dataclass(frozen=True)
class Kept:
    """The ids of all events, as they were sent; how many are scans; and what is wrong.

    `answers` are the ids of answers; one in words whose words are missing is none.
    """

    ids: list[str]
    scans: int
    faults: list[str]
    answers: list[str] = field(default_factory=list)

    @property
    def doubled(self) -> int:
        """How many events and answers stand there once too often."""
        both = (self.ids, self.answers)
        return sum(len(ids) - len(set(ids)) for ids in both)

    def lost(self, acknowledged: set[str], answered: AbstractSet[str] = frozenset()) -> int:
        """How many of what was acknowledged are not there."""
        return len(acknowledged - set(self.ids)) + len(answered - set(self.answers))


def look_into(url: str) -> Kept:
    """Look into a database as the product does: events, chains, and totals against a recount."""
    database = Database(url)
    with database.session(writing=False) as db:
        rows = db.execute(select(Event.id, Event.kind)).all()
        faults = [str(difference) for difference in list_differences(db)]
        for station in list_stations(db):
            faults += verify_station(db, station, None).faults
        answers = [str(one) for one in db.scalars(_whole_answers())]
    database.close()
    return _kept([(str(row.id), row.kind) for row in rows], faults, answers)


def _whole_answers() -> Select[UUID]:
    words = select(AnswerText.id).where(AnswerText.station_id == Answer.station_id)
    return select(Answer.id).where((Answer.value != "") | Answer.id.in_(words))


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


def _kept(rows: list[tuple[str, str]], faults: list[str], answers: list[str] | None = None) -> Kept:
    scans = sum(kind.startswith("scanned") for _, kind in rows)
    return Kept([event for event, _ in rows], scans, faults, answers or [])
