"""Reading a plan file, with every mistake in it told at once, and moving it to another year."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic_core import PydanticCustomError

from station.plan import values
from station.plan.checks import mistakes_between
from station.plan.mistakes import Mistake, PlanMistakes, mistake_line
from station.plan.model import PlanFile, PlanMeasure, PlanPhase
from station.plan.shape import Table, read_shape

__all__ = ["Mistake", "PlanFile", "PlanMistakes", "mistake_line", "moved_to", "read_plan"]

MOST_BYTES = 1024 * 1024
LINE_AND_COLUMN = re.compile(r" \(at line (\d+), column (\d+)\)$")
# tomllib takes minutes and gigabytes over a key such as a.a.a.a with 100,000 parts.
ENDLESS_KEY = re.compile(
    r"""(?<![\w-])(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
    r"""(?:[ \t]*+\.[ \t]*+(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')){20}"""
)

Dated = TypeVar("Dated", PlanPhase, PlanMeasure)


def read_plan(source: Path | str | bytes) -> PlanFile:
    """The plan in a file (a Path) or in its text or bytes; raises PlanMistakes with them all."""
    text = _decode(_read_bytes(source))
    try:
        table = _read_toml(text)
        plan, mistakes = read_shape(table)
    except RecursionError as error:
        raise _refusal("file", "too_deep") from error
    mistakes += mistakes_between(table)
    if plan is None or mistakes:
        raise PlanMistakes(sorted(mistakes, key=_order))
    return plan


def moved_to(plan: PlanFile, year: int) -> PlanFile:
    """The plan of another fiscal year; every part whose days were moved is provisional.

    The 29th of February becomes the 28th. Raises PlanMistakes for a year out of range.
    """
    try:
        values.year(year)
    except PydanticCustomError as error:
        raise _refusal("year", error.type, **(error.context or {})) from error
    years = year - plan.fiscal_year
    if not years:
        return plan
    return plan.model_copy(
        update={
            "fiscal_year": year,
            "phases": tuple(_moved(phase, years) for phase in plan.phases),
            "measures": tuple(_moved(measure, years) for measure in plan.measures),
        }
    )


def _moved(part: Dated, years: int) -> Dated:
    days = {name: value for name, value in part if isinstance(value, date)}
    if not days:
        return part
    moved = {name: _years_later(day, years) for name, day in days.items()}
    return part.model_copy(update={**moved, "provisional": True})


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February, in a year without one
        return day.replace(year=day.year + years, day=28)


def _read_bytes(source: Path | str | bytes) -> bytes:
    if isinstance(source, bytes):
        content = source
    elif isinstance(source, str):
        content = source.encode("utf-8", "surrogatepass")
    else:
        content = _read_file(source)
    if len(content) > MOST_BYTES:
        raise _refusal("file", "too_big", most=str(MOST_BYTES))
    return content


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a path that holds NUL
        why = getattr(error, "strerror", None) or str(error)
        raise _refusal("file", "cannot_read", why=why) from error


def _decode(content: bytes) -> str:
    try:
        # Windows editors put a byte order mark in front.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        byte = f"0x{content[error.start]:02x}"
        raise _refusal(f"line {line}, byte {column}", "not_utf8", byte=byte) from error


def _read_toml(text: str) -> Table:
    endless = ENDLESS_KEY.search(text)
    if endless:
        raise _refusal(f"line {text.count(chr(10), 0, endless.start()) + 1}", "too_deep")
    try:
        table = tomllib.loads(text)
    except ValueError as error:
        raise _syntax_mistake(text, str(error)) from error
    if not table:
        raise _refusal("file", "empty_file")
    return table


def _syntax_mistake(text: str, says: str) -> PlanMistakes:
    found = LINE_AND_COLUMN.search(says)
    if found:
        line, column = found.groups()
        says = says[: found.start()]
    else:  # tomllib names no line at the end of the document
        lines = text.split("\n")
        line, column = str(len(lines)), str(len(lines[-1]) + 1)
    place = f"line {line}, column {column}"
    return _refusal(place, "toml_syntax", says=says, line=line, column=column)


def _order(mistake: Mistake) -> tuple[int, int]:
    """Where a mistake's part stands in a plan: the list, then the row."""
    parts = list(PlanFile.model_fields)
    found = re.match(r"([^.\[]+)(?:\[(\d+)\])?", mistake.place)
    part, row = found.groups() if found else ("", None)
    return parts.index(part) if part in parts else len(parts), int(row or -1)


def _refusal(place: str, code: str, /, **details: str) -> PlanMistakes:
    return PlanMistakes([Mistake(place, code, details)])
