"""The page of visits beside duty and its files, taken apart as a person reads them."""

import csv
from datetime import datetime
from io import StringIO
from uuid import UUID

from bs4 import BeautifulSoup, Tag
from flask import Flask

from station.sheets.month import Month
from tests.admin.boards import text_of
from tests.cast import Person, read
from tests.rostered import needed, publish
from tests.station.coverage.model import BANGKOK

FEBRUARY = Month(2025, 2)
VISITS, AT_EMPTY = "Visits (times)", "At an empty post (times)"
SEEN, SCANNED, HAD = (
    "Survey page opened (times)",
    "QR code scanned (times)",
    "Shifts somebody had",
)
PUBLIC_RELATIONS, TRAFFIC = "Public-relations point", "One Stop Service: Traffic"
DIVISIONS = ("traffic", "patrol")
OUTSIDE, ALL = "outside every shift", "All that this post counts"
Table = dict[tuple[str, str], dict[str, str]]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of February in Bangkok."""
    return datetime(2025, 2, day, hour, minute, tzinfo=BANGKOK)


def page_of(person: Person, query: str = "month=2568-02", language: str = "en") -> BeautifulSoup:
    answer = person.opens(f"/admin/coverage?{query}&lang={language}")
    assert answer.status_code == 200
    return read(answer)


def table_of(page: BeautifulSoup) -> Table:
    """The cells of every post's shifts, by their headings."""
    found: Table = {}
    for body in page.select("table.coverage tbody"):
        first, *lines = body.select("tr")
        for line in lines:
            cells = {str(c["data-label"]): text_of(c) for c in line.select("td[data-label]")}
            found[text_of(first.th), text_of(line.th)] = cells
    return found


def days_of(page: BeautifulSoup, post: str) -> list[list[str]]:
    """The rows of a post's days, without what only a screen reader says."""
    (one,) = [d for d in page.select(".days-post") if text_of(d.summary).startswith(post)]
    for unseen in one.select("td .unseen"):
        unseen.decompose()
    return [[text_of(c) for c in row.select("th, td")] for row in one.select("tbody tr, tfoot tr")]


def heat_of(page: BeautifulSoup, look: str) -> dict[tuple[str, str], Tag]:
    """The cells of a map, by hour and weekday."""
    (table,) = page.select(f"table.heat.{look}")
    weekdays = [text_of(cell) for cell in table.select("thead th")][1:]
    return {
        (text_of(row.th), weekday): cell
        for row in table.select("tbody tr")
        for weekday, cell in zip(weekdays, row.select("td"), strict=True)
    }


def lines_of(person: Person, table: str, language: str = "en") -> list[dict[str, str]]:
    """The lines of a file, by their headings."""
    answer = person.opens(f"/admin/coverage.csv?month=2568-02&table={table}&lang={language}")
    assert answer.content_type == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(answer.get_data().decode("utf-8-sig"))))


def title_of(page: BeautifulSoup) -> str:
    return text_of(page.select_one("h1"))


def publish_mornings(app: Flask, station_id: UUID) -> None:
    """February's roster: the public-relations point's mornings, and nobody else."""
    mornings = [p for p in needed(app, station_id, FEBRUARY) if p.shift == "morning"]
    publish(app, station_id, FEBRUARY, mornings)
