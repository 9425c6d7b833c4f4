"""In which quarter of an hour an event counts (pure).

Quarters are whole ones since 1970 in UTC. Every zone of today lies whole quarters from UTC, so
the hours and shifts of any station are sums of quarters.
"""

from datetime import datetime

from station.clock import from_microseconds, to_microseconds
from station.counts.chain import Event
from station.counts.rules import ODD_TIME

QUARTER_US = 900_000_000


def quarter_of(event: Event) -> int:
    """An event's quarter, by the time that also chose its day."""
    at = event.received_at if event.flag == ODD_TIME else event.happened_at
    return at // QUARTER_US


def quarter_at(at: datetime) -> int:
    """The quarter in which a moment lies."""
    return to_microseconds(at) // QUARTER_US


def start_of(quarter: int) -> datetime:
    """When a quarter begins, in UTC."""
    return from_microseconds(quarter * QUARTER_US)
