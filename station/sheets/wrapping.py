"""Surnames that stand on a row of their own, below rank and first name (pure)."""

from dataclasses import replace

from station.sheets.columns import Mapping
from station.sheets.people import is_wrapped
from station.sheets.sheet import Sheet

NOBODY = "-"


def unwrapped(sheet: Sheet, mapping: Mapping) -> Sheet:
    """The sheet with each surname in the cell of its rank and first name, a line below them.

    A row is one of surnames where all its people are one word under a rank and one word, and it
    says nothing else that the row above does not say.
    """
    rows = [list(row) for row in sheet.rows]
    people = mapping.columns_of("officer", "duty")
    for row in range(mapping.data + 1, len(rows)):
        if _are_surnames(rows[row - 1], rows[row]):
            for place in people:
                if rows[row][place]:
                    rows[row - 1][place] += "\n" + rows[row][place]
                    rows[row][place] = NOBODY
    return replace(sheet, rows=tuple(map(tuple, rows)))


def _are_surnames(above: list[str], below: list[str]) -> bool:
    filled = [place for place, text in enumerate(below) if text and text != above[place]]
    return bool(filled) and all(is_wrapped(f"{above[place]}\n{below[place]}") for place in filled)
