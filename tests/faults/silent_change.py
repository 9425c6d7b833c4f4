"""Somebody who owns the machine changes a count: found, up to the last head held elsewhere."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from station.counts.chain import canonical_bytes, next_hash
from station.counts.ledger import Batch, Entry
from station.counts.queries import list_differences
from station.counts.sqlite import SqliteWriter
from station.counts.verify import FIELDS, WHOLE, verdict, verify_file
from station.database import Database
from station.stations.queries import find_only_station
from tests.faults.many_hands import tap_of_monday
from tests.instances import SLUG, copy_sqlite

EVENTS, HELD = 120, 80
"""How many events there are, and the number of the last head that somebody else holds."""

Change = Callable[[sqlite3.Connection, random.Random], bool]
"""Changes a database; whether a head held elsewhere must bring it to light."""


@dataclass
class Run:
    """What was tried, what was found, what was said to be unanchored, and what was missed."""

    tried: int = 0
    found: int = 0
    said_unanchored: int = 0
    missed: list[str] = field(default_factory=list)


def run_changes(template: Path, folder: Path, changes: int, *, seed: int = 1) -> Run:
    """Change a copy of a filled database that often, each time in one way."""
    folder.mkdir(parents=True)
    original = _fill(template, folder)
    heads = _heads(original)
    run, chance = Run(), random.Random(seed)
    for number in range(changes):
        change = CHANGES[number % len(CHANGES)]
        copy = folder / "copy.db"
        shutil.copyfile(original, copy)
        run.tried += 1
        _judge(run, copy, heads, change, chance)
    return run


def _heads(file: Path) -> dict[str, dict[int, str]]:
    """What somebody else holds."""
    connection = sqlite3.connect(file)
    found = connection.execute("SELECT hash FROM events WHERE number = ?", (HELD,)).fetchone()
    connection.close()
    return {SLUG: {HELD: bytes(found[0]).hex()}}


def _judge(
    run: Run,
    copy: Path,
    heads: dict[str, dict[int, str]],
    change: Change,
    chance: random.Random,
) -> None:
    connection = sqlite3.connect(copy)
    must_be_found = change(connection, chance)
    connection.commit()
    connection.close()
    findings = verify_file(str(copy), heads)
    (finding,) = findings
    if verdict(findings, heads) != WHOLE or _totals_differ(copy):
        run.found += 1
    elif must_be_found or finding.anchored != HELD:
        run.missed.append(change.__name__)
    else:
        run.said_unanchored += 1


def _totals_differ(copy: Path) -> bool:
    database = Database(f"sqlite:///{copy}")
    with database.session(writing=False) as db:
        differs = bool(list_differences(db))
    database.close()
    return differs


def _fill(template: Path, folder: Path) -> Path:
    """A filled database, closed, with its triggers taken away as its owner can."""
    database = Database(copy_sqlite(template, folder))
    with database.session(writing=False) as db:
        station = find_only_station(db)
        assert station is not None
    database.close()
    file = folder / "station.db"
    writer, chance = SqliteWriter(str(file)), random.Random(EVENTS)
    for _ in range(EVENTS):
        event = tap_of_monday(station.id, UUID(int=chance.getrandbits(128), version=4))
        writer.record(Batch(station.id, [Entry(event)]))
    writer.close()
    connection = sqlite3.connect(file)
    for name in ("events_no_update", "events_no_delete"):
        connection.execute(f"DROP TRIGGER {name}")
    connection.commit()
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    return file


VALUES: dict[str, object] = {
    "kind": "survey_done", "division": "patrol", "channel": "eit-survey", "channel_version": 7,
    "day": "2025-03-04", "epoch": 3, "excluded": "staff", "flag": "odd_time", "happened_at": 1,
    "id": "0" * 32, "kiosk_id": "0" * 32, "link": "00000000", "point": "one-stop-service",
    "received_at": 1, "sent_at": "x", "seq": 9, "source": "kiosk", "station_id": "0" * 32,
    "voids": 1,
}  # fmt: skip


def change_a_column(database: sqlite3.Connection, chance: random.Random) -> bool:
    """One value of one event."""
    name = chance.choice(sorted(VALUES))
    _set(database, chance.randint(1, EVENTS), **{name: VALUES[name]})
    return True


def change_what_was_hashed(database: sqlite3.Connection, chance: random.Random) -> bool:
    """A column and the bytes beside it, but not the hash."""
    number = chance.randint(1, EVENTS)
    values = _values(database, number) | {"day": "2025-03-04"}
    _set(database, number, day="2025-03-04", canonical=canonical_bytes(values))
    return True


def take_one_away(database: sqlite3.Connection, chance: random.Random) -> bool:
    """One event, anywhere."""
    database.execute("DELETE FROM events WHERE number = ?", (chance.randint(1, EVENTS),))
    return True


def swap_two(database: sqlite3.Connection, chance: random.Random) -> bool:
    """Two events change places."""
    one, other = chance.sample(range(1, EVENTS + 1), 2)
    for old, new in ((one, -1), (other, one), (-1, other)):
        database.execute("UPDATE events SET number = ? WHERE number = ?", (new, old))
    return True


def change_a_total(database: sqlite3.Connection, chance: random.Random) -> bool:
    """The sum that the dashboard shows; a recount finds it."""
    database.execute("UPDATE daily_totals SET count = count + ?", (chance.randint(1, 300),))
    return True


def move_the_head(database: sqlite3.Connection, chance: random.Random) -> bool:
    """The head kept in the database."""
    database.execute("UPDATE chain_heads SET number = number + ?", (chance.randint(1, 9),))
    return True


def forge_from_one_on(database: sqlite3.Connection, chance: random.Random) -> bool:
    """One event, and every hash from there to the end made anew; totals corrected too."""
    first = chance.randint(1, EVENTS)
    last = _hash_before(database, first)
    for number in range(first, EVENTS + 1):
        values = _values(database, number)
        if number == first:
            values |= {"sent_at": "2025-03-03T02:00:01Z"}
        canonical = canonical_bytes(values)
        last = next_hash(last, number, canonical)
        _set(database, number, sent_at=values["sent_at"], canonical=canonical, hash=last)
    database.execute("UPDATE chain_heads SET hash = ?", (last,))
    return first <= HELD


def cut_the_tail(database: sqlite3.Connection, chance: random.Random) -> bool:
    """The last events, with head and total corrected."""
    left = chance.randint(1, EVENTS - 1)
    database.execute("DELETE FROM events WHERE number > ?", (left,))
    database.execute(
        "UPDATE chain_heads SET number = ?, hash = (SELECT hash FROM events WHERE number = ?)",
        (left, left),
    )
    database.execute("UPDATE daily_totals SET count = ?", (left,))
    return left < HELD


CHANGES: list[Change] = [
    change_a_column,
    change_what_was_hashed,
    take_one_away,
    swap_two,
    change_a_total,
    move_the_head,
    forge_from_one_on,
    cut_the_tail,
]


def _set(database: sqlite3.Connection, number: int, **values: object) -> None:
    names = ", ".join(f"{name} = ?" for name in values)
    database.execute(f"UPDATE events SET {names} WHERE number = ?", (*values.values(), number))


def _values(database: sqlite3.Connection, number: int) -> dict[str, str | int | None]:
    ask = f"SELECT {', '.join(FIELDS)} FROM events WHERE number = ?"
    return dict(zip(FIELDS, database.execute(ask, (number,)).fetchone(), strict=True))


def _hash_before(database: sqlite3.Connection, number: int) -> bytes:
    if number == 1:
        return bytes(32)  # any will do: nobody who forges the first can have the right one
    found = database.execute("SELECT hash FROM events WHERE number = ?", (number - 1,)).fetchone()
    return bytes(found[0])
