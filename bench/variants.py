"""The product with one part taken away, to see what that part costs; nothing else uses these."""

from typing import Any

from flask import Flask

from app import create_app
from station.counts import postgres, sqlite
from station.counts.chain import EVENT_FIELDS

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
), quarter AS (
    INSERT INTO quarter_totals (station_id, quarter, division, kind, count)
    SELECT %(station_id)s, %(quarter)s, coalesce(%(division)s, ''), %(kind)s, 1
    FROM event WHERE %(excluded)s IS NULL
    ON CONFLICT (station_id, quarter, division, kind)
    DO UPDATE SET count = quarter_totals.count + 1
)
SELECT number FROM event
"""
"""PostgreSQL's one statement without head, hash and lock."""


class WithNormalSync(sqlite.SqliteWriter):
    """A writer that answers before its commits are on the disk."""

    def _connected(self) -> Any:
        connection = super()._connected()
        connection.execute("PRAGMA synchronous = NORMAL")
        return connection


class WithoutTotals(sqlite.SqliteWriter):
    """A writer that leaves the totals as they are."""

    def _connected(self) -> Any:
        is_new = self.connection is None
        connection = super()._connected()
        if is_new:
            connection.execute("DROP TRIGGER store_arrival")
            connection.execute(
                sqlite.STORE_ARRIVAL.replace(sqlite.ADD_TO_TOTAL, "").replace(
                    sqlite.ADD_TO_QUARTER, ""
                )
            )
        return connection


def with_normal_sync() -> Flask:
    """The product, but losing what it acknowledged where the power fails."""
    app = create_app()
    house = app.extensions["house"]
    house.writer.__class__ = WithNormalSync
    return app


def without_chain() -> Flask:
    """The product on PostgreSQL, but without a chain."""
    postgres.ONE_EVENT = WITHOUT_CHAIN
    return create_app()
