"""Storing events in one transaction, in the SQL that both databases understand.

An id is stored once; a number follows the last without a gap; the totals of its day and of its
quarter of an hour rise in the same transaction. Each database's writer decides what a transaction
is and commits it; what is no event may be stored in the same one (`Storable`).
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID, uuid5

from station.clock import from_microseconds
from station.counts.chain import Event, canonical_bytes, next_hash, plain_values
from station.counts.quarters import quarter_of
from station.counts.rules import Excluded
from station.counts.statements import RELOAD_US, REPEAT_US, Statements, insertion, marked

CONTENT = ("kind", "division", "channel", "at")


class Verdict(StrEnum):
    """What became of one entry."""

    COUNTED = "counted"
    KNOWN = "known"
    REFUSED = "refused"
    OTHER_CONTENT = "other_content"


@dataclass(frozen=True, slots=True)
class Row:
    """A row to add to a table; one with its key must not be there yet."""

    table: str
    columns: tuple[str, ...]
    values: tuple[object, ...]


class Storable(Protocol):
    """What one request stores, all of it or nothing; it knows how."""

    @property
    def size(self) -> int:
        """How many rows it may add."""

    @property
    def plain_rows(self) -> Sequence[Row] | None:
        """All of it, where it is nothing but rows that need no look; else None."""

    def store(self, ledger: "Ledger") -> list[Verdict]:
        """Store it in the ledger's transaction; a verdict for each of its items."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An event to store once, and what only the database can decide about it.

    `refuse_new` refuses it unless it is known already; `may_repeat` looks for the same tap from
    the same kiosk just before or after; `phone` is the keyed hash of a phone that keeps no
    cookie, by which a reload is told from a scan.
    """

    event: Event
    refuse_new: bool = False
    may_repeat: bool = False
    phone: bytes | None = None

    @property
    def needs_a_look(self) -> bool:
        """Whether the database must be asked before the event can be stored."""
        return self.refuse_new or self.may_repeat or self.phone is not None


@dataclass(frozen=True, slots=True)
class Batch:
    """The events that one request stores, all of them or none.

    `contact` is the kiosk that sent it and until when it has now sent everything; `differing`
    are taps that repeat an id of the same request with other content.
    """

    station_id: UUID
    entries: Sequence[Entry]
    contact: tuple[UUID, datetime] | None = None
    differing: Sequence[Event] = ()

    @property
    def size(self) -> int:
        """How many rows it may add."""
        return len(self.entries) + len(self.differing)

    @property
    def plain_rows(self) -> None:
        """An event is never only a row: it has a number, a hash, and its part in the totals."""

    def store(self, ledger: "Ledger") -> list[Verdict]:
        """Store the entries in their order; a verdict for each."""
        return ledger.store(self)

    @property
    def is_plain(self) -> bool:
        """Whether it is nothing but events that can be stored without a look."""
        if self.contact or self.differing:
            return False
        return not any(entry.needs_a_look for entry in self.entries)

    @property
    def is_worth_it(self) -> bool:
        """Whether there is anything to store."""
        return self.size > 0 or self.contact is not None


class Ledger:
    """One transaction's storing; `finish` must be the last call before the commit."""

    def __init__(self, cursor: Any, sql: Statements) -> None:
        self.cursor = cursor
        self.sql = sql
        self.heads: dict[str, tuple[int, bytes]] = {}
        self.totals: Counter[tuple[str, str, str, str, str]] = Counter()
        self.quarters: Counter[tuple[str, int, str, str]] = Counter()

    def store(self, batch: Batch) -> list[Verdict]:
        """Store a request's entries in their order; a verdict for each."""
        self._open(batch.station_id.hex)
        verdicts = [self._store_entry(entry) for entry in batch.entries]
        for event in batch.differing:
            self._flag(event)
        if batch.contact:
            kiosk, until = batch.contact
            self._run(self.sql.contact, _stored_time(until), batch.station_id.hex, kiosk.hex)
        return verdicts

    def finish(self) -> None:
        """Write what the transaction's events add up to: the totals and the heads."""
        for key, count in self.totals.items():
            self._run(self.sql.total, *key, count)
        for quarter, count in self.quarters.items():
            self._run(self.sql.quarter, *quarter, count)
        for station, (number, last) in self.heads.items():
            self._run(self.sql.move, number, last, station)

    def add(self, row: Row) -> bool:
        """Add a row of another table than the events'; False where one with its key is there."""
        insert = insertion(row.table, row.columns, 1, self.sql.mark)
        self.cursor.execute(f"{insert} ON CONFLICT DO NOTHING", row.values)
        return bool(self.cursor.rowcount == 1)

    def find(self, sql: str, *values: object) -> Any:
        """The first row that a question in this transaction finds, or None."""
        return self._run(marked(sql, self.sql.mark), *values).fetchone()

    def _run(self, sql: str, *values: object) -> Any:
        return self.cursor.execute(sql, values)

    def _open(self, station: str) -> None:
        if station in self.heads:
            return
        number, last = self._run(self.sql.head, station).fetchone()
        self.heads[station] = number, bytes(last)

    def _store_entry(self, entry: Entry) -> Verdict:
        event = entry.event
        if entry.needs_a_look:
            known = self._known(event)
            if known:
                return known
            if entry.refuse_new:
                return Verdict.REFUSED
            event = self._judged(entry)
        if self._insert(event):
            return Verdict.COUNTED
        return self._known(event) or Verdict.OTHER_CONTENT

    def _insert(self, event: Event) -> bool:
        values = plain_values(event)
        station = event.station_id.hex
        number, last = self.heads[station]
        canonical = canonical_bytes(values)
        hashed = next_hash(last, number + 1, canonical)
        self._run(self.sql.insert, *values.values(), number + 1, canonical, hashed)
        if self.cursor.rowcount != 1:
            return False
        self.heads[station] = number + 1, hashed
        if event.excluded is None:
            key = (station, event.day, event.division or "", event.kind, event.source)
            self.totals[key] += 1
            self.quarters[station, quarter_of(event), event.division or "", event.kind] += 1
        return True

    def _known(self, event: Event) -> Verdict | None:
        """Whether an id is stored already, with this content or (which is flagged) another."""
        row = self._run(self.sql.known, event.station_id.hex, event.id.hex).fetchone()
        if row is None:
            return None
        if tuple(row) == _content(event):
            return Verdict.KNOWN
        self._flag(event)
        return Verdict.OTHER_CONTENT

    def _judged(self, entry: Entry) -> Event:
        """The event, excluded where it repeats an earlier one."""
        event = entry.event
        if entry.may_repeat and self._is_repeat(event):
            return replace(event, excluded=Excluded.REPEAT)
        if entry.phone and self._is_reload(event, entry.phone):
            return replace(event, excluded=Excluded.RELOAD)
        return event

    def _is_repeat(self, event: Event) -> bool:
        at = event.happened_at
        found = self._run(
            self.sql.repeat,
            event.station_id.hex,
            event.kiosk_id.hex if event.kiosk_id else None,
            at - REPEAT_US,
            at + REPEAT_US,
            event.kind,
            event.division,
            event.channel,
        )
        return found.fetchone() is not None

    def _is_reload(self, event: Event, phone: bytes) -> bool:
        self._run(self.sql.forget, event.received_at - RELOAD_US)
        self._run(self.sql.phone, event.link, phone, event.received_at)
        return bool(self.cursor.rowcount == 0)

    def _flag(self, event: Event) -> None:
        """Note that an id came again with other content; the same difference is noted once."""
        content = zip(CONTENT, _content(event), strict=True)
        detail = json.dumps({name: str(part)[:60] for name, part in content})
        self._run(
            self.sql.flag,
            event.station_id.hex,
            uuid5(event.id, detail).hex,
            "other_content",
            event.day,
            event.id.hex,
            detail,
            _stored_time(from_microseconds(event.received_at)),
        )


def _content(event: Event) -> tuple[object, ...]:
    """What must be the same when an id comes again."""
    return event.kind, event.division, event.channel, event.sent_at


def _stored_time(at: datetime) -> str:
    """A time as both databases take it into a column of instants (SQLite's own text form)."""
    return at.strftime("%Y-%m-%d %H:%M:%S.%f")
