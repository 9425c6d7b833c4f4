"""A year of events put into a database by the million, without the writer that is not measured.

Every quarter of an hour from 07.00 to 17.00 of every day of the fiscal year 2568 has the same few
events of each division and kind, so that more events do not fill more rows of the totals. The
columns of the chain hold one zero byte (whole events would be three times as large, and the plain
count over them slower). The totals are worked out beforehand, so that a recount can prove them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg

from station.counts.quarters import QUARTER_US
from station.counts.rules import Scan, Source, Tap
from station.database import sqlite_driver

FIRST = date(2024, 10, 1)
DAYS, QUARTERS_A_DAY, OPENS_AT = 365, 40, 28
DIVISIONS = ("inquiry", "traffic", "patrol", "investigation", "administration")
KINDS: tuple[Tap | Scan, ...] = (
    Tap.DIVISION_OPENED,
    Tap.SURVEY_SHOWN,
    Scan.SURVEY,
    Tap.SURVEY_DONE,
    Tap.MANUAL_SHOWN,
)
PAIRS = tuple((division, kind.value) for division in DIVISIONS for kind in KINDS)
DAY_NAMES = tuple((FIRST + timedelta(days=number)).isoformat() for number in range(DAYS))
CELLS = DAYS * QUARTERS_A_DAY * len(PAIRS)
Row = tuple[object, ...]
AFTER_ALL_OTHERS = 1_000_000_000
"""The number of the first such event; the writer's own begin with 1."""

COLUMNS = (
    "station_id, number, id, kind, division, source, happened_at, received_at, day, canonical, hash"
)


TABLES = (
    "CREATE TEMPORARY TABLE bench_cells (n integer PRIMARY KEY, division text, kind text)",
    "CREATE TEMPORARY TABLE bench_days (n integer PRIMARY KEY, day text)",
)
# All that gives way to speed here: no other connection has the file yet.
SQLITE_FAST = (
    "journal_mode = OFF",
    "synchronous = OFF",
    "foreign_keys = OFF",
    "cache_size = -65536",
)
POSTGRESQL_FAST = (
    "SET session_replication_role = replica",  # foreign keys are not looked up
    "ALTER TABLE events SET UNLOGGED",
)


@dataclass(frozen=True)
class Dialect:
    """How one database says what the other says otherwise."""

    series: str
    id_of: str
    zero: str


SQLITE = Dialect(
    "(WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {size})"
    " SELECT i FROM n)",
    "printf('%032x', i)",
    "x'00'",
)
POSTGRESQL = Dialect(
    "(SELECT generate_series(0, {size} - 1)::bigint AS i)",
    "lpad(to_hex(i), 32, '0')::uuid",
    "'\\x00'::bytea",
)


@dataclass(frozen=True)
class Filling:
    """How many events to put where."""

    station: str
    first_quarter: int
    per_cell: int

    @property
    def events(self) -> int:
        """How many that makes."""
        return CELLS * self.per_cell

    def events_sql(self, dialect: Dialect) -> str:
        """The statement that makes all events, in the order of their time."""
        slot = self.per_cell * len(PAIRS)
        moment = (
            f"{self.first_quarter * QUARTER_US} + i / {slot * QUARTERS_A_DAY} * {96 * QUARTER_US}"
            f" + (i / {slot} % {QUARTERS_A_DAY} + {OPENS_AT}) * {QUARTER_US}"
            f" + i % {self.per_cell} * 31000000"
        )
        source = f"CASE i % {self.per_cell} WHEN 0 THEN '{Source.WEB}' ELSE '{Source.KIOSK}' END"
        return (
            f"INSERT INTO events ({COLUMNS})"
            f" SELECT '{self.station}', {AFTER_ALL_OTHERS} + i, {dialect.id_of}, kind, division,"
            f" {source}, {moment}, {moment}, day, {dialect.zero}, {dialect.zero}"
            f" FROM {dialect.series.format(size=self.events)} AS numbers"
            f" JOIN bench_cells ON bench_cells.n = i / {self.per_cell} % {len(PAIRS)}"
            f" JOIN bench_days ON bench_days.n = i / {slot * QUARTERS_A_DAY}"
        )

    def quarter_rows(self) -> Iterator[Row]:
        """What the totals by quarter must be."""
        for day in range(DAYS):
            for quarter in range(OPENS_AT, OPENS_AT + QUARTERS_A_DAY):
                at = self.first_quarter + day * 96 + quarter
                yield from ((self.station, at, *pair, self.per_cell) for pair in PAIRS)

    def daily_rows(self) -> Iterator[Row]:
        """What the daily totals must be."""
        shares = ((Source.WEB, 1), (Source.KIOSK, self.per_cell - 1))
        for day in DAY_NAMES:
            for pair in PAIRS:
                for source, share in shares:
                    yield (self.station, day, *pair, source.value, share * QUARTERS_A_DAY)


def fill_sqlite(file: Path, filling: Filling) -> None:
    """Fill a database that nobody has open."""
    connection = sqlite_driver().connect(str(file), isolation_level=None)
    for pragma in SQLITE_FAST:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    for table in TABLES:
        connection.execute(table)
    connection.executemany("INSERT INTO bench_cells VALUES (?, ?, ?)", _cell_rows())
    connection.executemany("INSERT INTO bench_days VALUES (?, ?)", enumerate(DAY_NAMES))
    connection.execute(filling.events_sql(SQLITE))
    connection.executemany(
        "INSERT INTO quarter_totals VALUES (?, ?, ?, ?, ?)", filling.quarter_rows()
    )
    connection.executemany(
        "INSERT INTO daily_totals VALUES (?, ?, ?, ?, ?, ?)", filling.daily_rows()
    )
    connection.execute("COMMIT")
    connection.close()


def fill_postgres(url: str, filling: Filling) -> None:
    """Fill a database, and let it count its rows as it would by itself some time later."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        for statement in (*POSTGRESQL_FAST, *TABLES):
            connection.execute(statement)
        _copy(connection, "bench_cells", _cell_rows())
        _copy(connection, "bench_days", enumerate(DAY_NAMES))
        connection.execute(filling.events_sql(POSTGRESQL))
        _copy(connection, "quarter_totals", filling.quarter_rows())
        _copy(connection, "daily_totals", filling.daily_rows())
        connection.execute("VACUUM ANALYZE")


def _copy(connection: psycopg.Connection[Any], table: str, rows: Iterable[Row]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _cell_rows() -> Iterator[Row]:
    return ((number, *pair) for number, pair in enumerate(PAIRS))
