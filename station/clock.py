"""The one place where the present enters."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def now() -> datetime:
    """The present, aware and in UTC."""
    return datetime.now(UTC)


def to_microseconds(at: datetime) -> int:
    """Whole microseconds from 1970-01-01 UTC to an aware time."""
    return (at - EPOCH) // MICROSECOND


def from_microseconds(microseconds: int) -> datetime:
    """The aware UTC time that many microseconds after 1970-01-01."""
    return EPOCH + timedelta(microseconds=microseconds)


def day_in_zone(at: datetime, zone: ZoneInfo) -> date:
    """The calendar day on which an aware time falls in a station's zone."""
    return at.astimezone(zone).date()


def read_time(text: object) -> datetime | None:
    """An aware UTC time from RFC 3339 text, or None where it is not one.

    A time without a zone is not a time: nobody could say when it was.
    """
    if not isinstance(text, str) or not 16 <= len(text) <= 40:
        return None
    if not (text.isascii() and text.isprintable()):  # Python's reader overlooks a NUL at the end
        return None
    try:
        at = datetime.fromisoformat(text)
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None
