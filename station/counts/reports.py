"""Reading what browsers report as JSON, before any of it is judged (pure).

Taps and answers come in the same form: when it was sent by the sender's clock, and a list of
objects, each with an id.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import NoReturn
from uuid import UUID

from station.clock import read_time
from station.errors import Refusal

MOST_BYTES = 256 * 1024
DEEPEST_ID = 20


class BadReport(Refusal):
    """A body that is not a report; `code` says what is wrong with it."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__()


@dataclass(frozen=True, slots=True)
class Sent:
    """A report as it was sent: its time, its items, and all else it says."""

    sent_at: datetime
    items: list[dict[str, object]]
    said: dict[str, object]


def read_sent(body: bytes, *, name: str, most: int) -> Sent:
    """What a request's body reports under `name`, such as `taps`.

    Raises BadReport: bad_json, not_an_object, bad_sent_at, bad_taps, too_many_taps, bad_tap.
    """
    said = _parsed(body)
    if not isinstance(said, dict):
        raise BadReport("not_an_object")
    sent_at = read_time(said.get("sent_at"))
    if sent_at is None:
        raise BadReport("bad_sent_at")
    items = said.get(name)
    if not isinstance(items, list):
        raise BadReport(f"bad_{name}")
    if len(items) > most:
        raise BadReport(f"too_many_{name}")
    if not all(isinstance(item, dict) and not _is_deep(item.get("id")) for item in items):
        raise BadReport(f"bad_{name.removesuffix('s')}")
    return Sent(sent_at, items, said)


def _parsed(body: bytes) -> object:
    try:
        return json.loads(
            body.decode("utf-8"), parse_constant=_refuse_constant, parse_float=_finite
        )
    except (ValueError, RecursionError):  # UnicodeDecodeError and JSONDecodeError are ValueErrors
        raise BadReport("bad_json") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are not JSON


def _finite(text: str) -> float:
    """A number that can be answered with: 1e999 would come back as Infinity."""
    value = float(text)
    return value if isfinite(value) else _refuse_constant(text)


def _is_deep(value: object) -> bool:
    """Whether lists and objects stand in one another deeper than an answer could repeat."""
    level = [value]
    for _ in range(DEEPEST_ID):
        level = [part for one in level for part in _parts(one)]
        if not level:
            return False
    return True


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def whole(value: object) -> int | None:
    """A number that a column can hold, or None for whatever else was sent."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53:
        return value
    return None


def read_id(value: object) -> UUID | None:
    """A UUID from its usual 36 characters, or None."""
    if not isinstance(value, str) or len(value) != 36 or not value.isascii():
        return None
    try:
        found = UUID(value)
    except ValueError:
        return None
    return found if str(found) == value.lower() else None
