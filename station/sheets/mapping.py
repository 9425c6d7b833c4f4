"""Which column of a sheet holds what: guessed, corrected, remembered (pure)."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from station.sheets.columns import NO_HEADER, ROLES, SHAPES, Column, Mapping, headings_at
from station.sheets.guessing import HEADER_WITHIN, by_content, guess
from station.sheets.month import Month
from station.sheets.sheet import Sheet

__all__ = [
    "NO_HEADER", "ROLES", "SHAPES", "Column", "Mapping", "Month", "Sheet",
    "apply", "by_content", "corrected", "guess", "signature",
]  # fmt: skip


def corrected(mapping: Mapping, sheet: Sheet, **changes: Any) -> Mapping:
    """A mapping with changes, made to be found again by the header that it now has."""
    changed = replace(mapping, **changes)
    return replace(changed, headings=headings_at(sheet, changed.header, changed.header_rows))


def signature(sheet: Sheet, mapping: Mapping) -> str:
    """The same for every sheet with the same headings, wherever its header row is."""
    headings = headings_at(sheet, mapping.header, mapping.header_rows)
    return sha256("\n".join(headings).encode()).hexdigest()[:32]


def apply(mapping: Mapping, sheet: Sheet) -> Mapping | None:
    """A remembered mapping for a sheet that has its headings in some row, or None."""
    if not mapping.headings:
        return None
    for header in range(min(HEADER_WITHIN, len(sheet.rows))):
        if headings_at(sheet, header, mapping.header_rows) == mapping.headings:
            return replace(mapping, header=header, columns=_fitted(mapping.columns, sheet.width))
    return None


def _fitted(columns: Sequence[Column], width: int) -> tuple[Column, ...]:
    missing = width - len(columns)
    return (*columns[:width], *(Column("ignore") for _ in range(missing)))
