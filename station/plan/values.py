"""What a single value in a plan file must be; each raises a PydanticCustomError with a code."""

import re
from datetime import time
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from zipfile import ZipFile
from zoneinfo import available_timezones

from pydantic_core import PydanticCustomError

from station.channels.rules import TELEPHONE, address_problem
from station.thai import is_readable

CODE = re.compile(r"[a-z0-9-]{1,40}")
CLOCK = re.compile(r"([01][0-9]|2[0-3])[:.]([0-5][0-9])")
MEASURE_NUMBER = re.compile(r"[1-9][0-9]?\.[1-9][0-9]?[a-z]?")
TEXT_LENGTH = 1_000
FIRST_YEAR, LAST_YEAR = 2500, 2700
BUDDHIST_OFFSET = 543


def code(value: str) -> str:
    """A name for use in addresses and tables, such as `traffic`."""
    return _matched(CODE, value, "bad_code")


@cache
def _drawings() -> frozenset[str]:
    with files("lucide").joinpath("lucide.zip").open("rb") as package:
        return frozenset(PurePath(name).name for name in ZipFile(package).namelist())


def icon(value: str) -> str:
    """The name of a lucide icon, such as `car`."""
    if f"{value}.svg" not in _drawings():
        raise _mistake("unknown_icon", value)
    return value


def telephone(value: str) -> str:
    """A telephone number, digits in groups."""
    return _matched(TELEPHONE, value, "bad_telephone")


def measure_number(value: str) -> str:
    """A measure's number, such as 1.2 or 7.3a."""
    return _matched(MEASURE_NUMBER, value, "bad_measure_number")


def text(value: str) -> str:
    """One line of words that can be read."""
    if not is_readable(value):
        raise _mistake("control_character", value)
    if not any(c.isprintable() and not c.isspace() for c in value):
        raise _mistake("empty_words", value)
    if len(value) > TEXT_LENGTH:
        raise _mistake("too_long", value, most=str(TEXT_LENGTH))
    return value


def address(value: str) -> str:
    """An http or https address with a host."""
    problem = address_problem(value)
    if problem:
        raise _mistake(f"address_{problem}", value)
    return value


def timezone(value: str) -> str:
    """The name of a time zone, such as Asia/Bangkok."""
    if value not in _zones():
        raise _mistake("unknown_timezone", value)
    return value


@cache
def _zones() -> set[str]:
    """Every zone but `localtime`, which is another one on every machine."""
    return available_timezones() - {"localtime", "Factory"}


def year(value: int) -> int:
    """A fiscal year by its Buddhist number."""
    if FIRST_YEAR <= value <= LAST_YEAR:
        return value
    buddhist = value + BUDDHIST_OFFSET
    if FIRST_YEAR <= buddhist <= LAST_YEAR:
        raise _mistake("year_not_buddhist", str(value), nearest=str(buddhist))
    raise _mistake("year_out_of_range", figure(value))


def clock_time(value: object) -> time:
    """A time of day, from "08:30", "08.30" or TOML's own 08:30:00."""
    if isinstance(value, time) and not (value.second or value.microsecond):
        return value
    if isinstance(value, str) and (found := CLOCK.fullmatch(value)):
        return time(int(found[1]), int(found[2]))
    raise _mistake("bad_time", value if isinstance(value, str) else type(value).__name__)


def closing_time(value: object) -> time:
    """A time of day, where "24:00" is the midnight that ends the day."""
    return time(0) if value in ("24:00", "24.00") else clock_time(value)


def _matched(pattern: re.Pattern[str], value: str, problem: str) -> str:
    if not pattern.fullmatch(value):
        raise _mistake(problem, value)
    return value


def figure(value: int) -> str:
    """The number in digits, unless it is absurd."""
    # Python refuses to write out a number of thousands of digits.
    return str(value) if abs(value) < 10**20 else "a number of more than 20 digits"


def _mistake(problem: str, value: str, **more: str) -> PydanticCustomError:
    return PydanticCustomError(problem, "{value}", {"value": value, **more})
