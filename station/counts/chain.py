"""The chain: what is hashed, and how one event follows another (pure).

hash(n) = SHA-256(hash(n-1) || n as a big-endian int64 || canonical bytes of event n), and the
hash before the first is SHA-256(version as int64 || the station's 16 UUID bytes).
"""

import hashlib
import json
from dataclasses import dataclass, fields
from uuid import UUID

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One tap or scan before it has a number; times are microseconds since 1970 in UTC."""

    station_id: UUID
    id: UUID
    kind: str
    division: str | None
    channel: str | None
    source: str
    happened_at: int
    received_at: int
    day: str
    channel_version: int | None = None
    link: str | None = None
    point: str | None = None
    kiosk_id: UUID | None = None
    epoch: int | None = None
    seq: int | None = None
    sent_at: str | None = None
    excluded: str | None = None
    flag: str | None = None
    voids: int | None = None


EVENT_FIELDS = tuple(sorted(field.name for field in fields(Event)))
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def genesis(station_id: UUID) -> bytes:
    """The hash that stands before a station's first event (32 bytes)."""
    return hashlib.sha256(VERSION.to_bytes(8, "big") + station_id.bytes).digest()


def next_hash(previous: bytes, number: int, canonical: bytes) -> bytes:
    """The hash of event `number`, given the one before it (32 bytes each)."""
    return hashlib.sha256(previous + number.to_bytes(8, "big") + canonical).digest()


def plain_values(event: Event) -> dict[str, str | int | None]:
    """An event's fields as text and numbers, UUIDs as 32 hexadecimal digits."""
    return {
        name: value.hex if isinstance(value := getattr(event, name), UUID) else value
        for name in EVENT_FIELDS
    }


def canonical_bytes(values: dict[str, str | int | None]) -> bytes:
    """What is hashed: the plain values and the version as JSON, keys sorted, no spaces, UTF-8."""
    return _ENCODER.encode({**values, "version": VERSION}).encode()
