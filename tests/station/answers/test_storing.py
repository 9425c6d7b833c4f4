"""Storing answers: once each, in the commits of the taps, in an order that tells nothing."""

import re
import threading
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from station.answers.storing import Answers, Entry
from station.counts import sqlite
from station.counts.ledger import Batch, Row, Verdict
from station.counts.ledger import Entry as EventEntry
from station.counts.sqlite import SqliteWriter
from station.counts.statements import insertion
from station.errors import NotStored
from tests.answering import kept_answers, kept_words
from tests.cast import house_of
from tests.instances import on_sqlite
from tests.kept import counted, is_whole
from tests.station.counts.test_storing import event

ANONYMOUS = ("answers", "answer_texts", "service_answers")


def entry(**changes: Any) -> Entry:
    content = ("satisfaction", 1, "overall", "traffic", "4")
    fields: dict[str, Any] = {"id": uuid4(), "of_service": False, "content": content}
    return Entry(**{**fields, "day": "2025-03-03", "source": "web", **changes})


def store(app: Flask, station_id: UUID, *entries: Entry) -> list[Verdict]:
    return house_of(app).writer.record(Answers(station_id, entries))


def sqlite_writer(app: Flask) -> SqliteWriter:
    writer = house_of(app).writer
    assert isinstance(writer, SqliteWriter)
    return writer


@pytest.mark.parametrize("count", [1, 3, 40])
def test_an_answer_is_counted_first_and_known_after(
    app: Flask, station_id: UUID, count: int
) -> None:
    made = [entry() for _ in range(count)]
    assert store(app, station_id, *made) == [Verdict.COUNTED] * count
    assert store(app, station_id, *made) == [Verdict.KNOWN] * count
    assert store(app, station_id, *made, entry()) == [Verdict.KNOWN] * count + [Verdict.COUNTED]
    assert len(kept_answers(app)) == count + 1


def test_one_that_cannot_be_stored_stores_nothing_of_its_request(
    app: Flask, station_id: UUID
) -> None:
    wrong = entry(content=("satisfaction", 1, "overall", "canteen", "4"))
    for made in ([entry(), wrong], [entry(text="words"), wrong]):
        with pytest.raises(NotStored):
            store(app, station_id, *made)
    assert not kept_answers(app)
    assert not kept_words(app)
    assert store(app, station_id, entry()) == [Verdict.COUNTED]


def jobs(station_id: UUID) -> list[sqlite._Job]:
    taps = [Batch(station_id, [EventEntry(event(station_id))]) for _ in range(2)]
    answers = [Answers(station_id, [entry(), entry()]) for _ in range(2)]
    return [sqlite._Job(batch) for batch in (taps[0], answers[0], taps[1], answers[1])]


@on_sqlite
def test_taps_and_answers_that_wait_together_go_in_by_one_commit(
    app: Flask, station_id: UUID
) -> None:
    writer = sqlite_writer(app)
    house_of(app).writer.record(Batch(station_id, [EventEntry(event(station_id))]))
    said: list[str] = []
    writer.connection.set_trace_callback(said.append)
    waiting = jobs(station_id)
    writer._store(waiting)
    assert [len(job.verdicts or ()) for job in waiting] == [1, 2, 1, 2]
    assert {verdict for job in waiting for verdict in job.verdicts or ()} == {Verdict.COUNTED}
    assert [line for line in said if line in ("BEGIN IMMEDIATE", "COMMIT")] == [
        "BEGIN IMMEDIATE",
        "COMMIT",
    ]
    assert len(kept_answers(app)) == 4
    assert counted(app) == {"survey_shown": 3}
    assert is_whole(app)


@on_sqlite
def test_an_answer_in_words_does_not_keep_taps_out(app: Flask, station_id: UUID) -> None:
    waiting = [*jobs(station_id), sqlite._Job(Answers(station_id, [entry(text="words")]))]
    sqlite_writer(app)._store(waiting)
    assert waiting[-1].verdicts == [Verdict.COUNTED]
    assert list(kept_words(app).values()) == ["words"]
    assert (len(kept_answers(app)), counted(app)) == (5, {"survey_shown": 2})
    assert is_whole(app)


@on_sqlite
def test_one_bad_answer_does_not_spoil_those_that_wait_with_it(
    app: Flask, station_id: UUID
) -> None:
    wrong = entry(content=("satisfaction", 1, "overall", "canteen", "4"))
    waiting = [*jobs(station_id), sqlite._Job(Answers(station_id, [wrong]))]
    sqlite_writer(app)._store(waiting)
    assert [job.error is None for job in waiting] == [True] * 4 + [False]
    assert (len(kept_answers(app)), counted(app)) == (4, {"survey_shown": 2})
    assert is_whole(app)


def send_from_all(app: Flask, station_id: UUID, made: list[Entry]) -> list[Verdict]:
    """Let six hands store the same answers, some of them with words."""
    verdicts: list[Verdict] = []

    def send() -> None:
        for one in made:
            verdicts.extend(store(app, station_id, one))

    hands = [threading.Thread(target=send) for _ in range(6)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    return verdicts


def test_the_same_answers_from_many_hands_are_stored_once_each(
    app: Flask, station_id: UUID
) -> None:
    made = [entry(text=f"words {number}" if number % 4 == 0 else None) for number in range(40)]
    verdicts = send_from_all(app, station_id, made)
    assert len(kept_answers(app)) == verdicts.count(Verdict.COUNTED) == 40
    assert (verdicts.count(Verdict.KNOWN), len(kept_words(app))) == (200, 10)


def make_anew(app: Flask, table: str, pattern: str, replacement: str) -> None:
    """Plant a fault: a table as somebody else might have made it."""
    connection = sqlite_writer(app)._connected()
    ask = "SELECT sql FROM sqlite_master WHERE name = ?"
    (made,) = connection.execute(ask, (table,)).fetchone()
    loose = re.sub(pattern, replacement, made)
    assert loose != made
    for statement in ("PRAGMA foreign_keys = OFF", f"DROP TABLE {table}", loose):
        connection.execute(statement)


@on_sqlite
def test_without_the_unique_key_an_answer_would_stand_twice(
    app: Flask, station_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: a table without its key, and nobody asking for it."""
    pattern = r"CONSTRAINT pk_answers PRIMARY KEY \(station_id, id\),?|WITHOUT ROWID"
    make_anew(app, "answers", pattern, "")
    made = entry()
    for _ in range(2):
        store(app, station_id, made)
    assert [kept.id for kept in kept_answers(app)] != [made.id]


def in_stored_order(app: Flask, table: str) -> list[UUID]:
    with house_of(app).database.session(writing=False) as db:
        found = db.execute(text(f"SELECT id FROM {table} NOT INDEXED")).scalars()
        return [UUID(str(one)) for one in found]


@on_sqlite
def test_the_order_in_which_rows_are_stored_tells_nothing(app: Flask, station_id: UUID) -> None:
    made = [entry() for _ in range(50)]
    for one in made:
        store(app, station_id, one)
    ids = [one.id for one in made]
    assert in_stored_order(app, "answers") == sorted(ids, key=lambda one: one.hex) != ids
    with house_of(app).database.session(writing=False) as db:
        for table in ANONYMOUS:
            ask = text("SELECT sql FROM sqlite_master WHERE name = :table")
            assert "WITHOUT ROWID" in db.scalars(ask, {"table": table}).one()


@on_sqlite
def test_with_row_numbers_the_order_would_be_read(app: Flask, station_id: UUID) -> None:
    """The planted fault: an ordinary table, whose rows stand in the order in which they came."""
    make_anew(app, "answers", "WITHOUT ROWID", "")
    made = [entry() for _ in range(50)]
    for one in made:
        store(app, station_id, one)
    assert in_stored_order(app, "answers") == [one.id for one in made]


def test_rows_of_two_tables_are_told_apart() -> None:
    rows = [Row("a", ("x",), (1,)), Row("b", ("y",), (2,)), Row("a", ("x",), (3,))]
    assert list(sqlite._by_table(rows)) == [
        ("INSERT INTO a (x) VALUES (?), (?)", [1, 3]),
        ("INSERT INTO b (y) VALUES (?)", [2]),
    ]
    assert insertion("a", ("x", "y"), 1, "%s") == "INSERT INTO a (x, y) VALUES (%s, %s)"
