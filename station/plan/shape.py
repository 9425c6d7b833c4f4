"""From TOML's tables to a plan's typed parts, with a mistake for every value that is wrong."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from station.plan.mistakes import LINES, Mistake, place_of
from station.plan.model import PlanFile
from station.plan.values import figure

Table = dict[str, Any]
Location = tuple[str | int, ...]

NAMED_BY: dict[str, tuple[str, ...]] = {
    "divisions": ("code",),
    "needs": ("code",),
    "points": ("code",),
    "phases": ("code",),
    "collectors": ("code",),
    "shifts": ("code",),
    "posts": ("code",),
    "channels": ("code",),
    "commitments": ("code", "division"),
    "measure_groups": ("number",),
    "measures": ("number",),
    "oit_items": ("number",),
    "questionnaires": ("code",),
}
"""The lists of the file, and the key that tells their rows apart (the first of them it has)."""

CODES = {
    "extra_forbidden": "unknown_key",
    "missing": "missing_key",
    "literal_error": "unknown_value",
    "greater_than": "too_small",
    "greater_than_equal": "too_small",
    "less_than_equal": "too_large",
}
"""What pydantic calls a mistake, and what we do."""

EXPECTED = {
    "string_type": 'text in quotes, such as "words"',
    "int_type": "a whole number",
    "bool_type": "true or false",
    "date_type": "a day such as 2025-01-31, without quotes",
    "model_type": "a table",
    "mapping_type": "a table",
    "dict_type": "a table",
    "tuple_type": "a list in [ ]",
}
FOUND = (
    (bool, "true or false"),
    (int, "a whole number"),
    (float, "a number with a point"),
    (str, "text in quotes"),
    (datetime, "a day with a time"),
    (date, "a day"),
    (time, "a time of day"),
    (list | tuple, "a list"),
    (dict, "a table"),
)


def read_shape(table: Table) -> tuple[PlanFile | None, list[Mistake]]:
    """The plan if each of its values is right by itself, and else the mistakes.

    Each wrong value in `table` is replaced by None.
    """
    try:
        return PlanFile.model_validate(_with_tuples(table)), []
    except ValidationError as refused:
        errors = refused.errors(include_url=False)
    mistakes = [_mistake(table, error) for error in errors]
    for error in errors:
        if error["type"] != "missing":
            _blank(table, error["loc"])
    return None, mistakes


def nearest(word: str, words: Iterable[str]) -> dict[str, str]:
    """The likeliest of the words as a mistake's value, if one is close."""
    # difflib is slow on long words, and no long one is a slip of the keyboard.
    close = get_close_matches(word, list(words), n=1) if len(word) <= 80 else []
    return {"nearest": close[0]} if close else {}


def row_name(section: str, row: Any) -> dict[str, str]:
    """The code or number of a row as a mistake's value, if it can be told."""
    name = row.get(name_key(section, row)) if isinstance(row, dict) else None
    return {"row": str(name)} if isinstance(name, str) or type(name) is int else {}


def name_key(section: str, row: Table) -> str:
    """The key by which a row is told from the others of its list."""
    keys = NAMED_BY.get(section, ("",))
    return next((key for key in keys if row.get(key) is not None), keys[-1])


def _with_tuples(value: Any) -> Any:
    """The value with tuples for lists, as the frozen parts hold them."""
    if isinstance(value, dict):
        return {key: _with_tuples(item) for key, item in value.items()}
    return tuple(map(_with_tuples, value)) if isinstance(value, list) else value


def _blank(table: Table, location: Location) -> None:
    holder: Any = table
    for step in location[:-1]:
        holder = holder[step]
    holder[location[-1]] = None


def _mistake(table: Table, error: ErrorDetails) -> Mistake:
    location, kind = error["loc"], error["type"]
    code = "wrong_type" if kind in EXPECTED else CODES.get(kind, kind)
    details = _details(error) | _row_values(table, location)
    if code not in LINES:  # something pydantic finds that we did not think of
        code, details = "wrong_value", details | {"says": error["msg"]}
    return Mistake(place_of(*location), code, details)


def _details(error: ErrorDetails) -> dict[str, str]:
    kind, found, context = error["type"], error["input"], error.get("ctx", {})
    key = str(error["loc"][-1])
    if kind in EXPECTED:
        return {"expected": EXPECTED[kind], "found": _found(found)}
    if kind == "missing":
        return {"key": key}
    if kind == "extra_forbidden":
        return {"key": key, **nearest(key, _keys_at(error["loc"]))}
    if kind == "literal_error":
        allowed = re.findall(r"'([^']*)'", context["expected"])
        value = found if isinstance(found, str) else _found(found)
        return {"value": value, "allowed": ", ".join(allowed), **nearest(value, allowed)}
    if kind in CODES:
        return _limits(found, context)
    return {name: str(value) for name, value in context.items()}


def _limits(found: int, context: dict[str, int]) -> dict[str, str]:
    limits = {"least": context.get("ge", context.get("gt", 0) + 1), "most": context.get("le", 0)}
    return {name: str(limit) for name, limit in limits.items()} | {"value": figure(found)}


def _found(value: object) -> str:
    return next((name for kind, name in FOUND if isinstance(value, kind)), "something else")


def _keys_at(location: Location) -> list[str]:
    """The keys that the table at this place of the file may hold."""
    model = PlanFile
    for step in location[:-1]:
        # Positions and the keys of a mapping name no field: the part stays the same.
        field = model.model_fields.get(str(step))
        model = next(_models(field and field.annotation), model)
    return list(model.model_fields)


def _models(annotation: Any) -> Iterator[Any]:
    """The parts that an annotation names, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)


def _row_values(table: Table, location: Location) -> dict[str, str]:
    if len(location) < 2 or not isinstance(location[1], int):
        return {}
    section = str(location[0])
    return row_name(section, table[section][location[1]])
