"""What a database holds after a fault, asked with nothing but SQLite."""

import sqlite3
from pathlib import Path
from uuid import UUID


def kept_ids(file: Path) -> list[str]:
    """The id of every event, as it was sent; an id that stands twice is there twice."""
    with sqlite3.connect(file) as database:
        return [str(UUID(row[0])) for row in database.execute("SELECT id FROM events")]


def count_scans(file: Path) -> int:
    """How many scans were kept, the excluded ones among them."""
    with sqlite3.connect(file) as database:
        ask = "SELECT count(*) FROM events WHERE kind LIKE 'scanned%'"
        return int(database.execute(ask).fetchone()[0])


def doubles(ids: list[str]) -> int:
    """How many events stand there once too often."""
    return len(ids) - len(set(ids))
