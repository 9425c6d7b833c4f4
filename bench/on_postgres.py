"""T2's other half: two processes on PostgreSQL, fifty stations, with and without the chain."""

import multiprocessing
import threading
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import Any
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import make_url

from bench.in_process import one_tap
from bench.result import Result, at_least, middle
from station.counts.chain import EVENT_FIELDS, canonical_bytes, genesis, plain_values
from station.counts.ledger import Batch
from station.counts.postgres import ONE_EVENT

ROUNDS = 5
PROCESSES, THREADS, STATIONS = 2, 8, 50
SECONDS = 3.0

_FIELDS = ", ".join(EVENT_FIELDS)
_VALUES = ", ".join(f"%({name})s" for name in EVENT_FIELDS)
WITHOUT_CHAIN = f"""
WITH event AS (
    INSERT INTO events ({_FIELDS}, number, canonical, hash)
    VALUES ({_VALUES}, nextval('bench_number'), %(canonical)s, '')
    ON CONFLICT (station_id, id) DO NOTHING
    RETURNING number
), total AS (
    INSERT INTO daily_totals (station_id, day, division, kind, source, count)
    SELECT %(station_id)s, %(day)s, coalesce(%(division)s, ''), %(kind)s, %(source)s, 1
    FROM event WHERE %(excluded)s IS NULL
    ON CONFLICT (station_id, day, division, kind, source)
    DO UPDATE SET count = daily_totals.count + 1
)
SELECT number FROM event
"""
"""The product's statement without head, hash and lock."""


def measure(url: str) -> dict[str, Result]:
    """The product's one statement against the same without a chain, in turn."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    stations = _add_stations(plain)
    pairs = []
    for _ in range(ROUNDS):
        without = _rate(plain, WITHOUT_CHAIN, stations)
        pairs.append((_rate(plain, ONE_EVENT, stations), without))
    ratio = middle([chained / bare for chained, bare in pairs])
    detail = {"stations": STATIONS, "processes": PROCESSES, "threads_each": THREADS}
    rates = {
        "with_chain_a_second": middle([pair[0] for pair in pairs]),
        "without_a_second": middle([pair[1] for pair in pairs]),
    }
    goal = at_least(ratio, 0.70, "of the same statement without a chain", **detail, **rates)
    return {"T2_postgres": goal}


def _add_stations(url: str) -> list[UUID]:
    """Stations like the planned one, with the division that the taps name."""
    made = [uuid4() for _ in range(STATIONS)]
    with psycopg.connect(url) as database:
        database.execute("CREATE SEQUENCE bench_number START 1000000000")
        for number, station_id in enumerate(made):
            _add_station(database, station_id, number)
    return made


def _add_station(database: psycopg.Connection[Any], station_id: UUID, number: int) -> None:
    columns = "name, short_name, headquarters, timezone, emergency, is_demo, revision, created_at"
    database.execute(
        f"INSERT INTO stations (id, slug, {columns}) SELECT %s, %s, {columns} FROM stations"
        " ORDER BY created_at LIMIT 1",
        (station_id, f"bench-{number}"),
    )
    database.execute(
        "INSERT INTO divisions SELECT %s, code, position, name, hint, aliases, icon"
        " FROM divisions WHERE code = 'traffic' LIMIT 1",
        (station_id,),
    )
    database.execute(
        "INSERT INTO chain_heads VALUES (%s, 0, %s)", (station_id, genesis(station_id))
    )


def _rate(url: str, statement: str, stations: list[UUID]) -> float:
    work = partial(_work, url, statement, stations)
    return _in_processes(work) / SECONDS


def _in_processes(work: Callable[[], int]) -> int:
    context = multiprocessing.get_context("fork")
    with context.Pool(PROCESSES) as pool:
        waiting = [pool.apply_async(work) for _ in range(PROCESSES)]
        return sum(result.get() for result in waiting)


def _work(url: str, statement: str, stations: list[UUID]) -> int:
    """Store taps from several threads until the time is up; how many."""
    done = [0] * THREADS

    def store(mine: int) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            until = perf_counter() + SECONDS
            while perf_counter() < until:
                station = stations[(done[mine] * THREADS + mine) % len(stations)]
                connection.execute(statement, _values(one_tap(station)))
                done[mine] += 1

    threads = [threading.Thread(target=store, args=(mine,)) for mine in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done)


def _values(batch: Batch) -> dict[str, Any]:
    values = plain_values(batch.entries[0].event)
    return {**values, "canonical": canonical_bytes(values)}
