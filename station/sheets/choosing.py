"""Which sheets of a file are read: the asked month's, parts of one table put together (pure)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from station.sheets.catalogue import Catalogue
from station.sheets.columns import Column, Mapping
from station.sheets.guessing import guess
from station.sheets.month import Month
from station.sheets.posts import find_post
from station.sheets.sheet import Sheet, Source
from station.sheets.shifts import find_shift
from station.sheets.titles import names_other_month
from station.sheets.turning import turned
from station.sheets.understanding import understand

MOST_LOOKED_AT = 40
"""Sheets of a file that are tried; more than a post or a month each, no station keeps in one."""

Places = frozenset[tuple[date, str, str]]


@dataclass(frozen=True)
class _Look:
    """What a sheet says by itself; `places` are the shifts of days that somebody has in it."""

    sheet: Sheet
    mapping: Mapping
    places: Places
    is_other_month: bool

    @property
    def likelihood(self) -> tuple[object, ...]:
        return not self.is_other_month, len(self.places), self.sheet.content


def choose(sheet: Sheet, catalogue: Catalogue, month: Month) -> Sheet:
    """The sheet to read, with those of the file that go on where it ends; the rest stay unread.

    They go on where they have its columns, and no shift of a day that another has already.
    """
    pages = sorted((sheet, *sheet.others), key=lambda page: sheet.sheets.index(page.name))
    looks = [_look(page, catalogue, month) for page in pages[:MOST_LOOKED_AT]]
    best = max(looks, key=lambda one: one.likelihood)
    parts = _parts(best, looks)
    read = {part.sheet.name for part in parts}
    others = tuple(replace(page, others=()) for page in pages if page.name not in read)
    chosen = _joined(parts, catalogue) if len(parts) > 1 else best.sheet
    return replace(chosen, others=others)


def alone(sheet: Sheet, name: str, catalogue: Catalogue, month: Month) -> Sheet | None:
    """The unread sheet of that name in place of what was read; None where there is none such."""
    found = next((one for one in sheet.others if one.name == name), None)
    if found is None:
        return None
    rest = [one for one in sheet.others if one is not found]
    return replace(_look(found, catalogue, month).sheet, others=(replace(sheet, others=()), *rest))


def _look(sheet: Sheet, catalogue: Catalogue, month: Month) -> _Look:
    """A sheet as it is, or turned, where that is how it says something."""
    found = _read(replace(sheet, others=()), catalogue, month)
    other = None if found.places else turned(found.sheet, catalogue, month)
    return _read(other, catalogue, month) if other else found


def _read(sheet: Sheet, catalogue: Catalogue, month: Month) -> _Look:
    mapping = guess(sheet, catalogue, month)
    understood = understand(sheet, mapping, catalogue, month)
    places = frozenset((one.day, one.post, one.shift) for one in understood.duties)
    is_other = names_other_month(sheet.name, month) or any(
        problem.code == "other_title" for problem in understood.problems
    )
    return _Look(sheet, mapping, places, is_other)


def _parts(best: _Look, looks: Sequence[_Look]) -> list[_Look]:
    """The sheets that are put together, in the file's order."""
    parts, taken = [best], set(best.places)
    for look in sorted(looks, key=lambda one: one.likelihood, reverse=True):
        if look is best or look.is_other_month or not look.places or taken & look.places:
            continue
        if _table(look.mapping) == _table(best.mapping):
            parts.append(look)
            taken |= look.places
    return [look for look in looks if look in parts]


def _table(mapping: Mapping) -> tuple[object, ...]:
    """What two sheets of one table have in common."""
    columns = list(mapping.columns)
    while columns and columns[-1] == Column("ignore"):
        columns.pop()
    defaults = mapping.default_post is None, mapping.default_shift is None
    return mapping.shape, mapping.header_rows, tuple(columns), defaults


def _joined(parts: Sequence[_Look], catalogue: Catalogue) -> Sheet:
    """The first with the rows of the others below; what each sheet's title says, in columns."""
    first = parts[0].sheet
    width = max(part.sheet.width for part in parts)
    rows, sources = [], []
    for part in parts:
        for row, cells in _rows(part, catalogue, width):
            if part is parts[0] or row >= part.mapping.data:
                rows.append(cells)
                sources.append(replace(_source(part.sheet, row), sheet=part.sheet.name))
    name = ", ".join(part.sheet.name for part in parts)
    return replace(first, rows=tuple(rows), name=name, sources=tuple(sources))


def _source(sheet: Sheet, row: int) -> Source:
    return sheet.sources[row] if sheet.sources else Source("", row)


def _rows(part: _Look, catalogue: Catalogue, width: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a sheet, with the post and the shift that its title or name gives."""
    mapping, people = part.mapping, part.mapping.columns_of("officer", "duty")
    said = []
    if mapping.default_post:
        said.append(("จุด", _post(mapping.default_post, catalogue)))
    if mapping.default_shift:
        said.append(("ผลัด", _shift(mapping.default_shift, catalogue)))
    for row, cells in enumerate(part.sheet.rows):
        more = [""] * len(said)
        if mapping.header <= row < mapping.data:
            more = [heading for heading, _ in said]
        elif row >= mapping.data and any(cells[place] for place in people):
            more = [text for _, text in said]
        yield row, (*cells, *("",) * (width - len(cells)), *more)


def _post(code: str, catalogue: Catalogue) -> str:
    """The first name by which a post is found again."""
    known = catalogue.post(code)
    names = known.names if known else ()
    return next((one for one in names if find_post(one, catalogue).code == code), code)


def _shift(code: str, catalogue: Catalogue) -> str:
    names = [name for one in catalogue.shifts if one.code == code for name in one.names]
    return next((one for one in names if find_shift(one, catalogue, None).code == code), code)
