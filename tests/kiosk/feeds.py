"""Private calendars as another library than ours reads them."""

from datetime import datetime
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

from tests.cast import Person, read

vobject: Any = import_module("vobject")  # it carries no types of its own

BANGKOK = ZoneInfo("Asia/Bangkok")


def at(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    """A moment on the station's clock."""
    return datetime(2025, month, day, hour, minute, tzinfo=BANGKOK)


def events(person: Person, token: str, lang: str = "en") -> list[Any]:
    """The events of a calendar as another library than ours reads them."""
    answer = person.opens(f"/calendar/{token}.ics?lang={lang}")
    assert answer.status_code == 200
    read = vobject.readOne(answer.get_data(as_text=True))
    return list(read.contents.get("vevent", []))


def is_nowhere(person: Person, token: str) -> bool:
    """Whether an address is answered with a page that says there is nothing."""
    answer = person.opens(f"/calendar/{token}.ics")
    return answer.status_code == 404 and read(answer).select_one("h1") is not None
