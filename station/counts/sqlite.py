"""Writing to SQLite: one connection, and one commit for all that wait."""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import Any

from station.counts.chain import EVENT_FIELDS, canonical_bytes, next_hash, plain_values
from station.counts.ledger import Batch, Entry, Ledger, Row, Storable, Verdict
from station.counts.quarters import QUARTER_US
from station.counts.rules import ODD_TIME
from station.counts.statements import insertion, statements
from station.database import prepare_sqlite, sqlite_driver
from station.errors import NotStored

SQL = statements("?", lock="")
MOST_ROWS = 2_000
"""Rows in one commit at most, so that nobody waits long behind a long queue."""
MOST_ARRIVALS = 16
"""Events that go in by one statement at most."""
CACHE_KIB = 16_000
"""Ids come in any order, so the pages of their index should stay in memory."""

_SAID = {name: f"NEW.canonical ->> '$.{name}'" for name in EVENT_FIELDS}
ARRIVALS = (
    "CREATE TEMP VIEW arrivals AS SELECT 0 AS number, '' AS canonical, x'' AS hash, x'' AS previous"
)
MOVE_HEAD = f"""
    UPDATE chain_heads SET number = NEW.number, hash = NEW.hash
    WHERE station_id = {_SAID["station_id"]}
    AND number = NEW.number - 1 AND hash = NEW.previous;
    SELECT RAISE(ABORT, 'the head is another') WHERE changes() != 1;
"""
KEEP_EVENT = f"""
    INSERT INTO events ({", ".join(_SAID)}, number, canonical, hash)
    VALUES ({", ".join(_SAID.values())}, NEW.number, CAST(NEW.canonical AS BLOB), NEW.hash);
"""
ADD_TO_TOTAL = f"""
    INSERT INTO daily_totals (station_id, day, division, kind, source, count)
    SELECT {_SAID["station_id"]}, {_SAID["day"]}, coalesce({_SAID["division"]}, ''),
           {_SAID["kind"]}, {_SAID["source"]}, 1
    WHERE {_SAID["excluded"]} IS NULL
    ON CONFLICT (station_id, day, division, kind, source)
    DO UPDATE SET count = daily_totals.count + 1;
"""
ADD_TO_QUARTER = f"""
    INSERT INTO quarter_totals (station_id, quarter, division, kind, count)
    SELECT {_SAID["station_id"]},
           CASE WHEN {_SAID["flag"]} IS '{ODD_TIME}' THEN {_SAID["received_at"]}
           ELSE {_SAID["happened_at"]} END / {QUARTER_US},
           coalesce({_SAID["division"]}, ''), {_SAID["kind"]}, 1
    WHERE {_SAID["excluded"]} IS NULL
    ON CONFLICT (station_id, quarter, division, kind)
    DO UPDATE SET count = quarter_totals.count + 1;
"""
STORE_ARRIVAL = (
    "CREATE TEMP TRIGGER store_arrival INSTEAD OF INSERT ON arrivals"
    f" BEGIN {MOVE_HEAD} {KEEP_EVENT} {ADD_TO_TOTAL} {ADD_TO_QUARTER} END"
)
"""The nearest to a stored procedure: head, event and totals in the one statement that commits.

An id that is known, or a head that another process moved, undoes the whole statement.
"""


@lru_cache(maxsize=MOST_ARRIVALS)
def _insert_arrivals(count: int) -> str:
    return f"INSERT INTO arrivals VALUES {', '.join(['(?, ?, ?, ?)'] * count)}"


class _Job:
    """A request's batch; its thread waits until it is called: it is stored, or has the turn."""

    __slots__ = ("batch", "called", "error", "verdicts")

    def __init__(self, batch: Storable) -> None:
        self.batch = batch
        self.called = Lock()
        self.called.acquire()
        self.verdicts: list[Verdict] | None = None
        self.error: Exception | None = None

    @property
    def is_done(self) -> bool:
        return self.verdicts is not None or self.error is not None


class SqliteWriter:
    """The process's one writer of events, and of whatever is stored as they are.

    Whoever has the turn stores what all the others wait for in the same transaction, so one
    flush to the disk serves them all, and then calls the first who came meanwhile. With one
    visitor there is no second thread to wake.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.turn = Lock()
        self.waiting: deque[_Job] = deque()
        self.connection: Any = None
        self.heads: dict[str, tuple[int, bytes]] = {}

    def record(self, batch: Storable) -> list[Verdict]:
        """Store a batch; it is on the disk when this returns.

        Raises NotStored where the database could not keep it.
        """
        job = _Job(batch)
        self.waiting.append(job)
        has_turn = self.turn.acquire(blocking=False)
        if not has_turn:
            job.called.acquire()
            has_turn = not job.is_done
        if has_turn:
            self._take_turn(job)
        if job.verdicts is not None:
            return job.verdicts
        if isinstance(job.error, sqlite_driver().Error):
            raise NotStored(str(job.error)) from job.error
        assert job.error is not None
        raise job.error

    def close(self) -> None:
        """Give the connection back."""
        with self.turn:
            if self.connection is not None:
                self.connection.close()
                self.connection = None

    def _take_turn(self, job: _Job) -> None:
        while not job.is_done:
            group = self._next_group()
            self._store(group)
            for stored in group:
                stored.called.release()
        self._pass_turn_on()

    def _pass_turn_on(self) -> None:
        """Let the first who waits have the turn; nobody may be left waiting without one."""
        while True:
            if self.waiting:
                self.waiting[0].called.release()
                return
            self.turn.release()
            if not self.waiting or not self.turn.acquire(blocking=False):
                return

    def _next_group(self) -> list[_Job]:
        group = [self.waiting.popleft()]
        rows = group[0].batch.size
        while self.waiting and rows + self.waiting[0].batch.size <= MOST_ROWS:
            group.append(self.waiting.popleft())
            rows += group[-1].batch.size
        return group

    def _store(self, group: list[_Job]) -> None:
        """Store a group together; where that fails, each alone, so that none spoils another."""
        try:
            verdicts = self._store_plainly(group) or self._store_with_care(group)
        except Exception as error:  # noqa: BLE001 (handed to the one who waits for it)
            if len(group) > 1:
                for job in group:
                    self._store([job])
            else:
                group[0].error = error
            return
        for job, verdict in zip(group, verdicts, strict=True):
            job.verdicts = verdict

    def _store_plainly(self, group: list[_Job]) -> list[list[Verdict]] | None:
        """Store what is new by one statement a table; None where somebody must look first."""
        heads = dict(self.heads)
        try:
            insertions = _insertions([job.batch for job in group], heads)
            if insertions is None:
                return None
            self._insert(insertions)
        except (KeyError, sqlite_driver().IntegrityError):
            return None
        self.heads = heads
        return [[Verdict.COUNTED] * job.batch.size for job in group]

    def _insert(self, insertions: list[tuple[str, list[object]]]) -> None:
        """Run statements in one transaction; a single one is its own."""
        connection = self._connected()
        if len(insertions) == 1:
            connection.execute(*insertions[0])
            return
        with self._committing() as cursor:
            for statement, values in insertions:
                cursor.execute(statement, values)

    def _store_with_care(self, group: list[_Job]) -> list[list[Verdict]]:
        with self._transaction() as ledger:
            return [job.batch.store(ledger) for job in group]

    @contextmanager
    def _transaction(self) -> Iterator[Ledger]:
        with self._committing() as cursor:
            ledger = Ledger(cursor, SQL)
            yield ledger
            ledger.finish()
        self.heads |= ledger.heads

    @contextmanager
    def _committing(self) -> Iterator[Any]:
        cursor = self._connected().cursor()
        cursor.execute("BEGIN IMMEDIATE")
        try:
            yield cursor
            cursor.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                cursor.execute("ROLLBACK")
            raise

    def _connected(self) -> Any:
        if self.connection is None:
            # The turn lets one thread at a time use it, whichever thread that is.
            connection = sqlite_driver().connect(self.path, check_same_thread=False)
            prepare_sqlite(connection)
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            connection.execute(ARRIVALS)
            connection.execute(STORE_ARRIVAL)
            self.connection = connection
        return self.connection


def _insertions(
    batches: list[Storable], heads: dict[str, tuple[int, bytes]]
) -> list[tuple[str, list[object]]] | None:
    """A statement with its values for each table of some batches; moves the heads.

    None where a batch needs a look, or there is too much of it. Raises KeyError for a head that
    is not known yet.
    """
    entries: list[Entry] = []
    rows: list[Row] = []
    for batch in batches:
        if isinstance(batch, Batch):
            if not batch.is_plain:
                return None
            entries += batch.entries
        elif batch.plain_rows is None:
            return None
        else:
            rows += batch.plain_rows
    if not 0 < len(entries) + len(rows) <= MOST_ARRIVALS:
        return None
    arrivals = [value for entry in entries for value in _arrival(entry, heads)]
    first = [(_insert_arrivals(len(entries)), arrivals)] if entries else []
    return [*first, *_by_table(rows)]


def _by_table(rows: list[Row]) -> Iterator[tuple[str, list[object]]]:
    for table in dict.fromkeys((row.table, row.columns) for row in rows):
        values = [row.values for row in rows if (row.table, row.columns) == table]
        yield insertion(*table, len(values), "?"), [value for row in values for value in row]


def _arrival(entry: Entry, heads: dict[str, tuple[int, bytes]]) -> Sequence[object]:
    """An event as `arrivals` takes it; moves the head. Raises KeyError for one not known yet."""
    station = entry.event.station_id.hex
    number, last = heads[station]
    canonical = canonical_bytes(plain_values(entry.event))
    hashed = next_hash(last, number + 1, canonical)
    heads[station] = number + 1, hashed
    return number + 1, canonical.decode(), hashed, last
