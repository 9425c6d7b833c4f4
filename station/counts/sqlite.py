"""Writing events to SQLite: one connection, and one commit for all that wait."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from station.counts.ledger import Batch, Ledger, Verdict, statements
from station.database import prepare_sqlite, sqlite_driver

SQL = statements("?", lock="")
MOST_ROWS = 2_000
"""Rows in one commit at most, so that nobody waits long behind a long queue."""


class _Job:
    """A request's batch while it waits for its commit."""

    __slots__ = ("batch", "error", "verdicts")

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.verdicts: list[Verdict] | None = None
        self.error: Exception | None = None

    @property
    def is_done(self) -> bool:
        return self.verdicts is not None or self.error is not None


class SqliteWriter:
    """The process's one writer of events.

    Whoever gets the turn stores what all the others are waiting for in the same transaction,
    so one flush to the disk serves them all and nobody can be overtaken for long. With one
    visitor there is no second thread to wake.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.turn = Lock()
        self.waiting: deque[_Job] = deque()
        self.connection: Any = None

    def record(self, batch: Batch) -> list[Verdict]:
        """Store a batch; it is on the disk when this returns."""
        job = _Job(batch)
        self.waiting.append(job)
        with self.turn:
            while not job.is_done:
                self._store(self._next_group())
        if job.verdicts is None:
            assert job.error is not None
            raise job.error
        return job.verdicts

    def close(self) -> None:
        """Give the connection back."""
        with self.turn:
            if self.connection is not None:
                self.connection.close()
                self.connection = None

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
            with self._transaction() as ledger:
                verdicts = [ledger.store(job.batch) for job in group]
        except Exception as error:  # noqa: BLE001 (handed to the one who waits for it)
            if len(group) > 1:
                for job in group:
                    self._store([job])
            else:
                group[0].error = error
            return
        for job, verdict in zip(group, verdicts, strict=True):
            job.verdicts = verdict

    @contextmanager
    def _transaction(self) -> Iterator[Ledger]:
        if self.connection is None:
            self.connection = self._connect()
        cursor = self.connection.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        try:
            ledger = Ledger(cursor, SQL)
            yield ledger
            ledger.finish()
            cursor.execute("COMMIT")
        except BaseException:
            if self.connection.in_transaction:
                cursor.execute("ROLLBACK")
            raise

    def _connect(self) -> Any:
        # The turn lets one thread at a time use the connection, whichever thread that is.
        connection = sqlite_driver().connect(self.path, check_same_thread=False)
        prepare_sqlite(connection)
        return connection
