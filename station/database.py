"""The database: engine, sessions, and the column types that every table shares."""

import importlib
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import ModuleType
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    Select,
    Uuid,
    create_engine,
    event,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

Words = dict[str, str]
"""The same words in several languages, keyed by language code: {"th": "...", "en": "..."}."""

Values = Sequence[object] | Mapping[str, object]
"""A statement's parameters, in their order or by name, as the driver takes them."""

BUSY_TIMEOUT_MS = 15_000


class Instant(TypeDecorator[datetime]):
    """An aware time, stored in UTC; SQLite, which has no zones, stores it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a time without a zone: nobody could say when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back UTC whatever the database kept."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The tables of all subjects."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        UUID: Uuid(),
        datetime: Instant(),
        Words: JSON(),
        list[str]: JSON(),
        list[Words]: JSON(),
    }


def sqlite_driver() -> ModuleType:
    """The newest SQLite at hand: Debian's 3.40.1 has the WAL-reset bug, the wheel's has not."""
    try:
        return importlib.import_module("pysqlite3")
    except ImportError:
        return sqlite3


class Database:
    """One engine and what opens sessions on it."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _sqlite_engine(url) if self.is_sqlite else _postgres_engine(url)
        self._free: list[Any] = []

    def session(self, *, writing: bool) -> Session:
        """A session; one that writes takes SQLite's write lock from its first statement on."""
        return Session(self.engine.execution_options(immediate=writing), expire_on_commit=False)

    def fetch_one(self, sql: str, values: Values) -> Any:
        """A row straight from the driver, or None; fails as a session would."""
        driver = self.engine.dialect.loaded_dbapi
        try:
            return self._fetch_one_or_again(sql, values)
        except driver.Error as error:
            raise DBAPIError.instance(sql, None, error, driver.Error) from error

    def _fetch_one_or_again(self, sql: str, values: Values) -> Any:
        """Replace a connection that died once."""
        try:
            return self._fetch_one(sql, values)
        except self.engine.dialect.loaded_dbapi.OperationalError:
            self.engine.dispose()
            return self._fetch_one(sql, values)

    def _fetch_one(self, sql: str, values: Values) -> Any:
        return self._look_in_file(sql, values) if self.is_sqlite else self._look(sql, values)

    def _look(self, sql: str, values: Values) -> Any:
        pooled = self.engine.raw_connection()
        try:
            connection: Any = pooled.driver_connection
            connection.autocommit = True  # else a look would take three journeys to the server
            try:
                return connection.execute(sql, values).fetchone()
            finally:
                connection.autocommit = False
        except self.engine.dialect.loaded_dbapi.OperationalError:
            pooled.invalidate()
            raise
        finally:
            pooled.close()

    def _look_in_file(self, sql: str, values: Values) -> Any:
        """The engine's pool would take longer than the look; here a free connection is at hand."""
        try:
            connection = self._free.pop()
        except IndexError:
            connection = sqlite_driver().connect(self.url.database, check_same_thread=False)
            prepare_sqlite(connection)
        try:
            row = connection.execute(sql, values).fetchone()
        except BaseException:
            connection.close()
            raise
        self._free.append(connection)
        return row

    def close(self) -> None:
        """Give every connection back."""
        while self._free:
            self._free.pop().close()
        self.engine.dispose()


class Look:
    """A question asked with every tap or scan: compiled once, and put to the driver directly.

    It sees what is committed. A session would cost ten times what the answer does.
    """

    def __init__(self, ask: Select[*tuple[Any, ...]]) -> None:
        self.ask = ask
        self._prepared: dict[str, tuple[str, Sequence[str] | None, list[Any]]] = {}

    def find(self, database: Database, **values: object) -> tuple[Any, ...] | None:
        """The only row that answers, or None."""
        sql, order, readers = self._prepare(database.engine.dialect)
        row = database.fetch_one(sql, values if order is None else [values[n] for n in order])
        if row is None:
            return None
        return tuple(
            read(value) if read else value for read, value in zip(readers, row, strict=True)
        )

    def _prepare(self, dialect: Dialect) -> tuple[str, Sequence[str] | None, list[Any]]:
        if dialect.name not in self._prepared:
            compiled = self.ask.compile(dialect=dialect)
            types = [column.type.dialect_impl(dialect) for column in self.ask.selected_columns]
            readers = [kind.result_processor(dialect, None) for kind in types]
            self._prepared[dialect.name] = str(compiled), compiled.positiontup, readers
        return self._prepared[dialect.name]


def _postgres_engine(url: str) -> Engine:
    # The client's zone and encoding must not depend on the machine the server runs on.
    options = "-c timezone=UTC -c synchronous_commit=on -c lock_timeout=15s"
    return create_engine(url, pool_size=10, max_overflow=20, connect_args={"options": options})


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(
        url, module=sqlite_driver(), pool_size=10, max_overflow=60, pool_timeout=15
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: Any, _record: Any) -> None:
    prepare_sqlite(connection)


def prepare_sqlite(connection: Any) -> None:
    """Set a driver connection up: durable commits, foreign keys, and transactions begun by us.

    Raises RuntimeError where the database would not keep what it acknowledges.
    """
    connection.isolation_level = None  # else the driver commits DDL behind our back
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    assert_durable(connection)


def assert_durable(connection: Any) -> None:
    """Refuse to work with a connection that could lose an acknowledged commit."""
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    for name, value in wanted.items():
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != value:
            raise RuntimeError(f"SQLite's {name} is {found!r}, not {value!r}: it would lose data")


def _on_begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
