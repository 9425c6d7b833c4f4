"""The product with a fault planted into it; each must turn the run that looks for it red."""

import re
import sqlite3
from dataclasses import replace
from pathlib import Path

from flask import Flask

from app import create_app
from station.counts import sqlite
from station.counts.statements import Statements


def drop_the_unique_key(file: Path) -> None:
    """Make the table of events anew, without the key that keeps an id from standing twice."""
    _make_anew(file, "events", r"CONSTRAINT uq_events_station_id_id UNIQUE \(station_id, id\),?")


def drop_the_answers_key(file: Path) -> None:
    """Make the table of answers anew, as one with row numbers and without its key."""
    _make_anew(file, "answers", r"CONSTRAINT pk_answers PRIMARY KEY \(.*?\),?|WITHOUT ROWID")
    # Words could not stand on a table without a key.
    _make_anew(
        file, "answer_texts", r"CONSTRAINT fk_answer_texts_station_id_id .*?\) REFERENCES .*?\),?"
    )


def _make_anew(file: Path, table: str, key: str) -> None:
    with sqlite3.connect(file) as database:
        ask = "SELECT sql FROM sqlite_master WHERE name = ?"
        made = database.execute(ask, (table,)).fetchone()[0]
        loose = re.sub(key, "", made)
        if loose == made:
            raise RuntimeError(f"{table} has no such key")
        database.execute(f"DROP TABLE {table}")
        database.execute(re.sub(r",\s*\)\s*$", ")", loose))
    database.close()


def insert_without_key() -> Statements:
    """The ledger's SQL, not asking for the key."""
    insert = sqlite.SQL.insert.replace(" ON CONFLICT (station_id, id) DO NOTHING", "")
    return replace(sqlite.SQL, insert=insert)


def without_key() -> Flask:
    """The product on a table without the key, and not asking for it."""
    sqlite.SQL = insert_without_key()
    return create_app()
