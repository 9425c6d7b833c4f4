"""What must hold between the parts of a plan file, asked of whatever in it can be read.

A `Table` is the file as TOML gives it, with None in place of each value that is wrong by itself
(TOML has none of its own): one mistake hides no other, and none is told twice.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from station.plan.mistakes import Mistake, place_of
from station.plan.model import PlanFile
from station.plan.questionnaires import mistakes_of
from station.plan.shape import NAMED_BY, Table, name_key, nearest, row_name
from station.plan.values import BUDDHIST_OFFSET, clock_time, closing_time

REFERENCES = (
    ("needs", "division", "divisions", "unknown_division"),
    ("collectors", "divisions", "divisions", "unknown_division"),
    ("posts", "division", "divisions", "unknown_division"),
    ("posts", "shifts", "shifts", "unknown_shift"),
    ("channels", "division", "divisions", "unknown_division"),
    ("commitments", "division", "divisions", "unknown_division"),
    ("questionnaires", "divisions", "divisions", "unknown_division"),
)
DAYS = (
    ("phases", ("starts", "ends")),
    ("measures", ("due", "reachable_by", "follow_up_by")),
)
WAYS = {"address", "telephone", "otherwise", "text"}
OF_KINDS = (
    (("hours", "answered_by", "within_days"), ("complaint",)),
    (("text",), ("notice", "news")),
    (("icon",), ("facility",)),
)
"""Keys of a channel that only channels of these kinds may have."""
FIRST_BUDDHIST_YEAR = 2400
NEEDED_PHASE = "eit"


def mistakes_between(plan: Table) -> list[Mistake]:
    """All mistakes that show only between the parts."""
    checks = (
        _empty_lists,
        _doubles,
        _references,
        _groups,
        _minimums,
        _phases,
        _days,
        _shifts,
        _channels,
        _services,
        _surveys,
        _measures,
        _questionnaires,
    )
    return [mistake for check in checks for mistake in check(plan)]


def fiscal_year_days(year: int) -> tuple[date, date]:
    """The first and the last day of a fiscal year, which is named by its Buddhist number."""
    ends_in = year - BUDDHIST_OFFSET
    return date(ends_in - 1, 10, 1), date(ends_in, 9, 30)


def _rows(plan: Table, section: str) -> Iterator[tuple[str, Table]]:
    for index, row in enumerate(plan.get(section) or ()):
        if row is not None:
            yield f"{section}[{index}]", row


def _mistake(place: str, code: str, row: Table | None = None, /, **values: str) -> Mistake:
    section = place.split("[")[0]
    return Mistake(place, code, {**values, **row_name(section, row)})


def _names(plan: Table, section: str) -> list[str] | None:
    """What the rows of a list are called, or None where that cannot be told."""
    rows = plan.get(section, None if _is_needed(section) else ())
    if rows is None or any(row is None for row in rows):
        return None
    names = [row.get(name_key(section, row)) for row in rows]
    return None if None in names else [str(name) for name in names]


def _is_needed(section: str) -> bool:
    return PlanFile.model_fields[section].is_required()


def _empty_lists(plan: Table) -> Iterator[Mistake]:
    for section in NAMED_BY:
        if _is_needed(section) and plan.get(section) == []:
            yield _mistake(section, "empty_list")


def _doubles(plan: Table) -> Iterator[Mistake]:
    for section in NAMED_BY:
        first: dict[Any, str] = {}
        for place, row in _rows(plan, section):
            key = name_key(section, row)
            name = row.get(key)
            if name is not None and first.setdefault(name, place) != place:
                values = {"value": str(name), "first": first[name]}
                yield _mistake(f"{place}.{key}", "twice", row, **values)


def _references(plan: Table) -> Iterator[Mistake]:
    for section, key, target, problem in REFERENCES:
        known = _names(plan, target)
        for place, row in _rows(plan, section):
            yield from _unknown(f"{place}.{key}", row, row.get(key), known, problem)


def _unknown(
    place: str, row: Table, value: Any, known: list[str] | None, problem: str
) -> Iterator[Mistake]:
    if isinstance(value, list):
        yield from _repeated(place, row, value)
        for index, item in enumerate(value):
            yield from _unknown(f"{place}[{index}]", row, item, known, problem)
    elif value is not None and known is not None and value not in known:
        values = {"value": value, "allowed": ", ".join(known), **nearest(value, known)}
        yield _mistake(place, problem, row, **values)


def _repeated(place: str, row: Table, items: list[Any]) -> Iterator[Mistake]:
    first: dict[Any, int] = {}
    for index, item in enumerate(items):
        if item is not None and first.setdefault(item, index) != index:
            values = {"value": item, "first": f"{place}[{first[item]}]"}
            yield _mistake(f"{place}[{index}]", "twice", row, **values)


def _groups(plan: Table) -> Iterator[Mistake]:
    known = _names(plan, "measure_groups")
    for place, row in _rows(plan, "measures"):
        number = row.get("number")
        if number and known is not None and number.split(".")[0] not in known:
            values = {"value": number, "allowed": ", ".join(known) or "none"}
            yield _mistake(f"{place}.number", "unknown_group", row, **values)


def _minimums(plan: Table) -> Iterator[Mistake]:
    divisions = _names(plan, "divisions")
    quotas = plan.get("quotas")
    if divisions is None or quotas is None:
        return
    for key in ("divisions", "brought_by"):
        for division in quotas.get(key) or ():
            place = place_of("quotas", key, division)
            yield from _unknown(place, {}, division, divisions, "unknown_division")
    minimums = quotas.get("divisions")
    for division in dict.fromkeys(divisions):
        if minimums is not None and division not in minimums:
            place = place_of("quotas", "divisions", division)
            yield _mistake(place, "missing_minimum", value=division)


def _phases(plan: Table) -> Iterator[Mistake]:
    for place, row in _rows(plan, "phases"):
        starts, ends = row.get("starts"), row.get("ends")
        if starts and ends and ends < starts:
            values = {"starts": str(starts), "ends": str(ends)}
            yield _mistake(f"{place}.ends", "ends_before_start", row, **values)
    codes = _names(plan, "phases")
    if codes and NEEDED_PHASE not in codes:
        yield _mistake("phases", "missing_phase", value=NEEDED_PHASE)


def _days(plan: Table) -> Iterator[Mistake]:
    for section, keys in DAYS:
        for place, row in _rows(plan, section):
            for key in keys:
                yield from _day(f"{place}.{key}", row, row.get(key), plan.get("fiscal_year"))


def _day(place: str, row: Table, day: date | None, year: int | None) -> Iterator[Mistake]:
    if day is None:
        return
    if day.year >= FIRST_BUDDHIST_YEAR:
        yield _mistake(place, "buddhist_date", row, value=str(day), **_gregorian(day))
    elif year is not None:
        starts, ends = fiscal_year_days(year)
        if not starts <= day <= ends:
            values = {"value": str(day), "year": str(year), "starts": str(starts)}
            yield _mistake(place, "outside_fiscal_year", row, ends=str(ends), **values)


def _gregorian(day: date) -> dict[str, str]:
    return {"nearest": f"{day.year - BUDDHIST_OFFSET}{day.isoformat()[4:]}"}


def _shifts(plan: Table) -> Iterator[Mistake]:
    for place, row in _rows(plan, "shifts"):
        if row.get("starts") is None or row.get("ends") is None:
            continue
        starts = clock_time(row["starts"])
        # From 00:00 to 24:00 is a whole day; elsewhere equal times are a slip.
        if starts == closing_time(row["ends"]) and not str(row["ends"]).startswith("24"):
            yield _mistake(f"{place}.ends", "no_length", row, value=f"{starts:%H:%M}")


def _channels(plan: Table) -> Iterator[Mistake]:
    for place, row in _rows(plan, "channels"):
        yield from (_mistake(f"{place}.{key}", code, row) for key, code in _channel(row))


def _channel(row: Table) -> Iterator[tuple[str, str]]:
    kind = row.get("kind")
    if kind not in ("news", "facility", None) and not row.keys() & WAYS:
        yield "otherwise", "unreachable"
    if kind == "news" and "text" not in row and not row.get("draft"):
        yield "text", "nothing_to_show"
    for keys, kinds in OF_KINDS:
        if kind not in (*kinds, None):
            yield from ((key, "not_of_kind") for key in keys if key in row)
    if row.get("general") and "address" not in row:
        yield "general", "general_without_address"
    if kind == "complaint" and "side" not in row:
        yield "side", "missing_side"
    if kind not in ("complaint", None) and row.get("side"):
        yield "side", "side_not_complaint"


def _services(plan: Table) -> Iterator[Mistake]:
    """A commitment becomes a channel, and no other may have its code."""
    first = {row.get("code"): place for place, row in _rows(plan, "channels")}
    for place, row in _rows(plan, "commitments"):
        code = row.get("code") or f"service-{row.get('division')}"
        if code in first:
            values = {"value": code, "first": first[code]}
            yield _mistake(f"{place}.{name_key('commitments', row)}", "twice", row, **values)


def _surveys(plan: Table) -> Iterator[Mistake]:
    divisions, channels = _names(plan, "divisions"), plan.get("channels")
    surveys = [row for _, row in _rows(plan, "channels") if row.get("kind") in ("survey", None)]
    readable = all(row.get("kind") and row.get("division", "") is not None for row in surveys)
    if not divisions or not channels or None in channels or not readable:
        return
    served = {row.get("division") for row in surveys}
    for division in dict.fromkeys(divisions):
        if not served & {division, None}:
            yield _mistake("channels", "no_survey", value=division)


def _measures(plan: Table) -> Iterator[Mistake]:
    for place, row in _rows(plan, "measures"):
        yield from (_mistake(f"{place}.{key}", code, row) for key, code in _measure(row))


def _measure(row: Table) -> Iterator[tuple[str, str]]:
    if not row.keys() & {"due", "due_words"}:
        yield "due", "no_due"
    if row.get("follow_up") == "once" and "follow_up_by" not in row:
        yield "follow_up_by", "no_follow_up_day"
    if row.get("follow_up") == "monthly" and "follow_up_by" in row:
        yield "follow_up_by", "follow_up_day_not_once"


def _questionnaires(plan: Table) -> Iterator[Mistake]:
    for place, row in _rows(plan, "questionnaires"):
        yield from (_mistake(f"{place}.{key}", code, row) for key, code in mistakes_of(row))
