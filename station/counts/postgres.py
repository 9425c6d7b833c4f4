"""Writing to PostgreSQL: a lone event in one statement, several under the head's lock."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from sqlalchemy import URL, create_engine
from sqlalchemy.exc import SQLAlchemyError

from station.counts.chain import EVENT_FIELDS, canonical_bytes, plain_values
from station.counts.ledger import Batch, Entry, Ledger, Row, Storable, Verdict
from station.counts.quarters import quarter_of
from station.counts.statements import insertion, statements
from station.errors import NotStored

SQL = statements("%s", lock="FOR UPDATE")

_FIELDS = ", ".join(EVENT_FIELDS)
_VALUES = ", ".join(f"%({name})s" for name in EVENT_FIELDS)
ONE_EVENT = f"""
WITH head AS MATERIALIZED (
    SELECT number + 1 AS number, hash FROM chain_heads
    WHERE station_id = %(station_id)s FOR UPDATE
), event AS (
    INSERT INTO events ({_FIELDS}, number, canonical, hash)
    SELECT {_VALUES}, head.number, %(canonical)s,
           sha256(head.hash || int8send(head.number) || %(canonical)s)
    FROM head
    ON CONFLICT (station_id, id) DO NOTHING
    RETURNING number, hash
), total AS (
    INSERT INTO daily_totals (station_id, day, division, kind, source, count)
    SELECT %(station_id)s, %(day)s, coalesce(%(division)s, ''), %(kind)s, %(source)s, 1
    FROM event WHERE %(excluded)s IS NULL
    ON CONFLICT (station_id, day, division, kind, source)
    DO UPDATE SET count = daily_totals.count + 1
), quarter AS (
    INSERT INTO quarter_totals (station_id, quarter, division, kind, count)
    SELECT %(station_id)s, %(quarter)s, coalesce(%(division)s, ''), %(kind)s, 1
    FROM event WHERE %(excluded)s IS NULL
    ON CONFLICT (station_id, quarter, division, kind)
    DO UPDATE SET count = quarter_totals.count + 1
), moved AS (
    UPDATE chain_heads SET number = event.number, hash = event.hash
    FROM event WHERE chain_heads.station_id = %(station_id)s
)
SELECT number FROM event
"""
"""One event with its number, hash, totals and the new head.

The head's lock makes the stations' events follow one another; an id that another transaction
stored while this one waited meets the unique key, and then nothing at all is changed.
"""


class PostgresWriter:
    """Writes over a few connections of its own, each statement its own transaction."""

    def __init__(self, url: URL) -> None:
        options = "-c timezone=UTC -c synchronous_commit=on -c lock_timeout=15s"
        self.engine = create_engine(
            url,
            pool_size=8,
            max_overflow=8,
            isolation_level="AUTOCOMMIT",
            connect_args={"options": options},
        )

    def record(self, batch: Storable) -> list[Verdict]:
        """Store a batch; it is on the disk when this returns. Raises NotStored.

        A connection that died is replaced once: the ids make sending again safe.
        """
        try:
            return self._record_again(batch)
        except (psycopg.Error, SQLAlchemyError) as error:
            raise NotStored(str(error)) from error

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()

    def _record_again(self, batch: Storable) -> list[Verdict]:
        try:
            return self._record(batch)
        except psycopg.OperationalError:
            self.engine.dispose()
            return self._record(batch)

    def _record(self, batch: Storable) -> list[Verdict]:
        with self._connection() as connection:
            if _store_plainly(connection, batch):
                return [Verdict.COUNTED] * batch.size
            with connection.transaction(), connection.cursor() as cursor:
                ledger = Ledger(cursor, SQL)
                verdicts = batch.store(ledger)
                ledger.finish()
            return verdicts

    @contextmanager
    def _connection(self) -> Iterator[Any]:
        pooled = self.engine.raw_connection()
        try:
            yield pooled.driver_connection
        except psycopg.OperationalError:
            pooled.invalidate()
            raise
        finally:
            pooled.close()


def _store_plainly(connection: psycopg.Connection[Any], batch: Storable) -> bool:
    """Store in one statement what is new and needs no look; False where that cannot be."""
    if isinstance(batch, Batch):
        is_lone = len(batch.entries) == 1 and batch.is_plain
        return is_lone and _store_one(connection, batch.entries[0])
    rows = batch.plain_rows
    if rows is None or len({(row.table, row.columns) for row in rows}) != 1:
        return False
    return _add_rows(connection, rows)


def _add_rows(connection: psycopg.Connection[Any], rows: Sequence[Row]) -> bool:
    """Add rows to their table; False, having added none, where one of them is there already."""
    statement = insertion(rows[0].table, rows[0].columns, len(rows), "%s")
    try:
        connection.execute(statement, [value for row in rows for value in row.values])
    except psycopg.errors.UniqueViolation:
        return False
    return True


def _store_one(connection: psycopg.Connection[Any], entry: Entry) -> bool:
    """Store one event in one statement; False where its id is known already."""
    values = plain_values(entry.event)
    derived = {"canonical": canonical_bytes(values), "quarter": quarter_of(entry.event)}
    return connection.execute(ONE_EVENT, {**values, **derived}).fetchone() is not None
