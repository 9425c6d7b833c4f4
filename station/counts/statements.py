"""The SQL by which events are stored, as both databases understand it."""

from dataclasses import dataclass
from functools import lru_cache

from station.clock import MICROSECOND
from station.counts.chain import EVENT_FIELDS
from station.counts.rules import RELOAD, REPEAT, Excluded

COLUMNS = (*EVENT_FIELDS, "number", "canonical", "hash")
REPEAT_US = REPEAT // MICROSECOND
RELOAD_US = RELOAD // MICROSECOND


@dataclass(frozen=True, slots=True)
class Statements:
    """The SQL of the ledger, for a driver that writes its parameters as `mark`."""

    mark: str
    head: str
    insert: str
    known: str
    repeat: str
    phone: str
    forget: str
    total: str
    quarter: str
    move: str
    flag: str
    contact: str


def statements(mark: str, *, lock: str) -> Statements:
    """The ledger's SQL; `lock` is what makes a read of the head wait for its turn."""
    marks = ", ".join("?" * len(COLUMNS))
    texts = {
        "head": f"SELECT number, hash FROM chain_heads WHERE station_id = ? {lock}",
        "insert": f"INSERT INTO events ({', '.join(COLUMNS)}) VALUES ({marks})"
        " ON CONFLICT (station_id, id) DO NOTHING",
        "known": "SELECT kind, division, channel, sent_at FROM events"
        " WHERE station_id = ? AND id = ?",
        "repeat": "SELECT 1 FROM events WHERE station_id = ? AND kiosk_id = ?"
        " AND happened_at BETWEEN ? AND ? AND kind = ?"
        " AND division IS NOT DISTINCT FROM ? AND channel IS NOT DISTINCT FROM ?"
        f" AND (excluded IS NULL OR excluded = '{Excluded.REPEAT}') LIMIT 1",
        "phone": "INSERT INTO recent_phones (link, phone, scanned_at) VALUES (?, ?, ?)"
        " ON CONFLICT (link, phone) DO UPDATE SET scanned_at = excluded.scanned_at"
        f" WHERE recent_phones.scanned_at <= excluded.scanned_at - {RELOAD_US}",
        "forget": "DELETE FROM recent_phones WHERE scanned_at <= ?",
        "total": "INSERT INTO daily_totals (station_id, day, division, kind, source, count)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (station_id, day, division, kind, source)"
        " DO UPDATE SET count = daily_totals.count + excluded.count",
        "quarter": "INSERT INTO quarter_totals (station_id, quarter, division, kind, count)"
        " VALUES (?, ?, ?, ?, ?) ON CONFLICT (station_id, quarter, division, kind)"
        " DO UPDATE SET count = quarter_totals.count + excluded.count",
        "move": "UPDATE chain_heads SET number = ?, hash = ? WHERE station_id = ?",
        "flag": "INSERT INTO count_flags (station_id, id, kind, day, event_id, detail, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (station_id, id) DO NOTHING",
        "contact": "UPDATE kiosks SET last_contact_at = ? WHERE station_id = ? AND id = ?",
    }
    return Statements(mark, **{name: text.replace("?", mark) for name, text in texts.items()})


@lru_cache(maxsize=256)
def insertion(table: str, columns: tuple[str, ...], count: int, mark: str) -> str:
    """The statement that adds so many rows to a table."""
    marks = f"({', '.join([mark] * len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([marks] * count)}"


@lru_cache(maxsize=64)
def marked(sql: str, mark: str) -> str:
    """A statement with its parameters as a driver writes them."""
    return sql.replace("?", mark)
