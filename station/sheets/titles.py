"""What the lines above a header, and a sheet's name, say of the month (pure)."""

import re

from station.sheets.columns import Mapping
from station.sheets.findings import RowProblem
from station.sheets.month import Month
from station.sheets.plain import written
from station.sheets.sheet import NAME_CELL, Sheet
from station.thai import gregorian_year, months_named, read_month_name

YEARS = re.compile(r"(?<!\d)2[0-6]\d\d(?!\d)")
# A word and the year after it; days, as in `มี.ค. 1-15`, are no year.
NAMED = re.compile(r"([^\d\s()/_–-]+)\s*[/-]?\s*(\d{4}(?!\d)|\d\d(?!\d|\s*[/–-]))?")


def month_in_titles(sheet: Sheet, mapping: Mapping, month: Month) -> RowProblem | None:
    """The problem that the titles name other months and never the asked one, or None.

    It matters where the rows give day numbers alone. Where no title names any, the sheet's name
    may.
    """
    others: list[RowProblem] = []
    for row, cells in enumerate(sheet.rows[: max(mapping.header, 0)]):
        for column, text in enumerate(cells):
            named = _months(text, month)
            if month in named:
                return None
            if named:
                others.append(_problem((row, column), text, month))
    if not others and names_other_month(sheet.name, month):
        return _problem(NAME_CELL, sheet.name, month)
    return others[0] if others else None


def _problem(cell: tuple[int, int], text: str, month: Month) -> RowProblem:
    return RowProblem(*cell, "other_title", text, (str(month),))


def names_other_month(name: str, month: Month) -> bool:
    """Whether a sheet's name names months and never the asked one."""
    named = months_of_name(name, month)
    return bool(named) and month not in named


def months_of_name(name: str, month: Month) -> set[Month]:
    """The months that a sheet's name (`มี.ค.68`, `Mar 25`) names; of the asked year without one."""
    found = set()
    for word, year in NAMED.findall(written(name)):
        number = read_month_name(word)
        if number:
            found |= {Month(one, number) for one in _years(year, month)}
    return found or _months(name, month)


def _years(text: str, month: Month) -> set[int]:
    """The years that digits after a month may mean: with two, of either era."""
    if not text:
        return {month.year}
    number = int(text)
    return {gregorian_year(number), 2000 + number} if number < 100 else {gregorian_year(number)}


def _months(text: str, month: Month) -> set[Month]:
    """The months that a title names; of the asked year, where it names none."""
    plain = written(text)
    years = {gregorian_year(int(year)) for year in YEARS.findall(plain)}
    return {Month(year, number) for number in months_named(plain) for year in years or {month.year}}
