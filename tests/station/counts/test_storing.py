"""Storing: once each, in one chain, with the day's total in the same commit; all or nothing."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from flask import Flask

from station.counts import postgres, sqlite
from station.counts.chain import Event
from station.counts.ledger import Batch, Entry, Verdict
from station.counts.postgres import PostgresWriter
from station.counts.sqlite import SqliteWriter
from station.database import sqlite_driver
from station.errors import NotStored
from tests.cast import Person, house_of, make_report, make_tap
from tests.instances import Instance, on_postgresql, on_sqlite
from tests.kept import counted, events, head, is_whole, run_sql, totals

AT = 1_740_967_200_000_000


def event(station_id: UUID, **changes: Any) -> Event:
    made = Event(
        station_id=station_id,
        id=uuid4(),
        kind="survey_shown",
        division="traffic",
        channel=None,
        source="web",
        happened_at=AT,
        received_at=AT,
        day="2025-03-03",
        sent_at="2025-03-03T02:00:00Z",
    )
    return replace(made, **changes)


def store(app: Flask, station_id: UUID, *stored: Event) -> list[Verdict]:
    batch = Batch(station_id, [Entry(one) for one in stored])
    return house_of(app).writer.record(batch)


def test_numbers_follow_one_another_and_the_head_is_the_last(app: Flask, station_id: UUID) -> None:
    assert head(app, station_id)[0] == 0
    store(app, station_id, event(station_id))
    store(app, station_id, event(station_id), event(station_id))
    assert [kept.number for kept in events(app)] == [1, 2, 3]
    assert head(app, station_id) == (3, events(app)[-1].hash.hex())
    assert is_whole(app)


def test_one_alone_and_several_at_once_give_the_same_chain(
    app: Flask, station_id: UUID, make_instance: Callable[..., Instance]
) -> None:
    made = [event(station_id) for _ in range(3)]
    for one in made:
        store(app, station_id, one)
    kind = "sqlite" if house_of(app).database.is_sqlite else "postgresql"
    with make_instance(kind).app() as other:
        store(other, station_id, *made)
        assert head(other, station_id) == head(app, station_id)


@pytest.mark.parametrize("alone", [True, False])
def test_a_known_id_changes_nothing_at_all(app: Flask, station_id: UUID, alone: bool) -> None:
    first = event(station_id)
    store(app, station_id, first)
    before = head(app, station_id), totals(app)
    again = [first] if alone else [first, first]
    assert set(store(app, station_id, *again)) == {Verdict.KNOWN}
    assert (head(app, station_id), totals(app)) == before


def test_what_is_excluded_stands_in_the_chain_and_outside_the_totals(
    app: Flask, station_id: UUID
) -> None:
    store(app, station_id, event(station_id, excluded="robot"))
    store(app, station_id, event(station_id, excluded="staff"), event(station_id))
    assert [kept.number for kept in events(app)] == [1, 2, 3]
    assert counted(app) == {"survey_shown": 1}
    assert is_whole(app)


@pytest.mark.parametrize(
    "wrong", [{"division": "canteen"}, {"channel": "nowhere"}, {"kiosk_id": uuid4()}]
)
def test_a_request_with_one_that_cannot_be_stored_stores_nothing(
    app: Flask, station_id: UUID, wrong: dict[str, Any]
) -> None:
    before = head(app, station_id)
    with pytest.raises(NotStored):
        store(app, station_id, event(station_id), event(station_id, **wrong))
    assert not events(app)
    assert (head(app, station_id), totals(app)) == (before, {})
    assert store(app, station_id, event(station_id)) == [Verdict.COUNTED]
    assert is_whole(app)


@on_sqlite
def test_one_bad_request_does_not_spoil_those_that_wait_with_it(
    app: Flask, station_id: UUID
) -> None:
    writer = house_of(app).writer
    assert isinstance(writer, SqliteWriter)
    good = [sqlite._Job(Batch(station_id, [Entry(event(station_id))])) for _ in range(2)]
    bad = sqlite._Job(Batch(station_id, [Entry(event(station_id, division="canteen"))]))
    writer._store([good[0], bad, good[1]])
    assert [job.verdicts for job in good] == [[Verdict.COUNTED], [Verdict.COUNTED]]
    assert bad.error is not None
    assert [kept.number for kept in events(app)] == [1, 2]
    assert is_whole(app)


@on_sqlite
def test_those_that_wait_are_stored_in_one_commit_but_not_endlessly_many(
    app: Flask, station_id: UUID
) -> None:
    writer = house_of(app).writer
    assert isinstance(writer, SqliteWriter)
    sizes = [500, 500, 900, 200, 2500]
    for size in sizes:
        entries = [Entry(event(station_id))] * size
        writer.waiting.append(sqlite._Job(Batch(station_id, entries)))
    groups = [[job.batch.size for job in writer._next_group()] for _ in range(3)]
    assert groups == [[500, 500, 900], [200], [2500]]


def test_the_same_ids_from_many_hands_are_stored_once_each(app: Flask, station_id: UUID) -> None:
    made = [event(station_id) for _ in range(40)]
    verdicts: list[Verdict] = []

    def send() -> None:
        for one in made:
            verdicts.extend(store(app, station_id, one))

    hands = [threading.Thread(target=send) for _ in range(6)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert len(events(app)) == verdicts.count(Verdict.COUNTED) == 40
    assert verdicts.count(Verdict.KNOWN) == 200
    assert is_whole(app)


def send_twice(app: Flask, person: Person) -> int:
    """How many events one tap made that was sent twice: the promise is one."""
    tap = make_tap()
    for _ in range(2):
        person.browser.post("/taps", json=make_report(tap))
    return len(events(app))


def test_a_tap_sent_twice_makes_one_event(app: Flask, malee: Person) -> None:
    assert send_twice(app, malee) == 1


@on_sqlite
def test_without_the_unique_key_sqlite_would_count_twice(
    app: Flask, malee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_sql(app, "DROP TRIGGER events_no_update")
    run_sql(app, "DROP TRIGGER events_no_delete")
    run_sql(app, "ALTER TABLE events RENAME TO events_with_key")
    run_sql(app, "CREATE TABLE events AS SELECT * FROM events_with_key")
    planted = sqlite.SQL.insert.replace(" ON CONFLICT (station_id, id) DO NOTHING", "")
    monkeypatch.setattr(sqlite, "SQL", replace(sqlite.SQL, insert=planted))
    assert send_twice(app, malee) == 2


@on_postgresql
def test_without_the_unique_key_postgresql_would_count_twice(
    app: Flask, malee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_sql(app, "ALTER TABLE events DROP CONSTRAINT uq_events_station_id_id")
    planted = postgres.ONE_EVENT.replace("ON CONFLICT (station_id, id) DO NOTHING", "")
    monkeypatch.setattr(postgres, "ONE_EVENT", planted)
    assert send_twice(app, malee) == 2


@on_sqlite
def test_a_disk_that_refuses_is_told_as_not_stored_and_recovers(
    app: Flask, malee: Person, station_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> object:
        raise sqlite_driver().OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(sqlite, "prepare_sqlite", refuse)
        answer = malee.browser.post("/taps", json=make_report(make_tap()))
        assert (answer.status_code, answer.json) == (503, {"error": "unavailable"})
    assert malee.browser.post("/taps", json=make_report(make_tap())).status_code == 200
    assert len(events(app)) == 1


@on_postgresql
def test_a_connection_that_died_is_replaced_once(app: Flask, station_id: UUID) -> None:
    store(app, station_id, event(station_id))
    run_sql(
        app,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    assert store(app, station_id, event(station_id)) == [Verdict.COUNTED]
    assert is_whole(app)


@on_postgresql
def test_a_postgresql_that_is_gone_is_told_as_not_stored(
    app: Flask, malee: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> object:
        raise psycopg.OperationalError("the server is gone")

    monkeypatch.setattr(PostgresWriter, "_record", refuse)
    answer = malee.browser.post("/taps", json=make_report(make_tap()))
    assert (answer.status_code, answer.json) == (503, {"error": "unavailable"})
    assert not events(app)
