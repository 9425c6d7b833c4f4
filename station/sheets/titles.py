"""What the lines above a header say of the month (pure)."""

import re

from station.sheets.columns import Mapping
from station.sheets.findings import RowProblem
from station.sheets.month import Month
from station.sheets.plain import written
from station.sheets.sheet import Sheet
from station.thai import gregorian_year, months_named


def month_in_titles(sheet: Sheet, mapping: Mapping, month: Month) -> RowProblem | None:
    """The problem that the titles name other months and never the asked one, or None.

    It matters where the rows give day numbers alone.
    """
    others: list[RowProblem] = []
    for row, cells in enumerate(sheet.rows[: mapping.header]):
        for column, text in enumerate(cells):
            named = _months(text, month)
            if month in named:
                return None
            if named:
                choices = tuple(str(one) for one in sorted(named))
                others.append(RowProblem(row, column, "other_month", text, choices))
    return others[0] if others else None


def _months(text: str, month: Month) -> set[Month]:
    """The months that a title names; of the asked year, where it names none."""
    plain = written(text)
    years = {gregorian_year(int(year)) for year in re.findall(r"(?<!\d)2[0-6]\d\d(?!\d)", plain)}
    return {Month(year, number) for number in months_named(plain) for year in years or {month.year}}
