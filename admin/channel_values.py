"""What a channel leads to or shows, as the fields of its form want it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from admin.channel_inputs import FIGURES, LANGUAGES
from station.thai import typed_day
from web.language import language

if TYPE_CHECKING:
    from station.channels.bodies import Figure
    from station.channels.rules import Meaning
    from station.database import Words


def values_of(meaning: Meaning) -> dict[str, Any]:
    """A meaning as the fields of its form want it."""
    known: dict[str, Any] = {"address": meaning.address, "telephone": meaning.telephone}
    for name in ("title", "hint", "otherwise"):
        known |= _in_languages(name, getattr(meaning, name))
    for name in meaning.body.__dataclass_fields__:
        known |= _values(name, getattr(meaning.body, name))
    return known


def _values(name: str, value: Any) -> dict[str, Any]:
    match value:
        case date():
            return {name: typed_day(value, language())}
        case UUID():
            return _file(name, value)
        case tuple() if name == "figures":
            return {name: [*map(_figure_values, value), {}, {}][:FIGURES]}
        case tuple():
            lines = cast("tuple[Words, ...]", value)
            return {f"{name}_{c}": "\n".join(w.get(c, "") for w in lines) for c in LANGUAGES}
        case dict() if name == "files":
            files = [_file(f"file_{code}", file) for code, file in value.items()]
            return {field: text for one in files for field, text in one.items()}
        case dict():
            return _in_languages(name, value)
        case bool():
            return {name: value}
        case int():
            return {name: str(value)}
        case _:
            return {name: value}


def _in_languages(name: str, words: Words | None) -> dict[str, str]:
    return {f"{name}_{code}": (words or {}).get(code, "") for code in LANGUAGES}


def _figure_values(figure: Figure) -> dict[str, str]:
    numbers = {"received": figure.received, "spent": figure.spent}
    known = {name: str(number) for name, number in numbers.items() if number is not None}
    return {**_in_languages("name", figure.name), **known}


def _file(name: str, file: UUID) -> dict[str, str]:
    """The file that is kept, and that it is the one which was looked at."""
    return {f"{name}_kept": str(file), f"{name}_seen": str(file)}
