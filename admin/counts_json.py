"""counts.json: what was counted and reported, day by day, for other programs."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import request

from admin import guard
from station.channels.queries import get_measuring
from station.channels.rules import Measuring
from station.counts.queries import DayCount, list_daily_counts
from station.counts.rules import Scan, Source, Tap
from station.quotas.queries import list_readings, list_tallies
from station.thai import read_date
from web.house import db, house

TAP_SOURCES = (Source.KIOSK, Source.WEB)
MOST_DAYS = 3_700
Row = dict[str, Any]


def show() -> Row | tuple[Row, int]:
    """The days from `from` to `to`, both included; days without anything are left out."""
    first = read_date(request.args.get("from", ""))
    last = read_date(request.args.get("to", ""))
    if first is None or last is None:
        return {"error": "bad_day", "expected": "from=YYYY-MM-DD&to=YYYY-MM-DD"}, 400
    if last < first or (last - first).days > MOST_DAYS:
        return {"error": "bad_range"}, 400
    station = guard.station()
    readings = list_readings(db(), station.id, first, last)
    measuring = get_measuring(db(), is_on=house().settings.public_url is not None)
    days = _Days(measuring, station.zone)
    days.add_counts(list_daily_counts(db(), station.id, first, last))
    for tally in list_tallies(db(), station.id, first, last):
        days.row(tally.day.isoformat(), tally.division)["tallied"] = tally.total
    for reading in readings:
        days.row(reading.day.isoformat(), reading.division)["confirmed"] = reading.confirmed
    return {
        "station": station.slug,
        "days": days.in_order(),
        "readings": [
            {"day": r.day.isoformat(), "division": r.division, "confirmed": r.confirmed}
            for r in readings
        ],
    }


class _Days:
    """The rows being put together, one a day and division."""

    def __init__(self, measuring: Measuring, zone: ZoneInfo) -> None:
        self.measuring = measuring
        self.zone = zone
        self.rows: dict[tuple[str, str], Row] = {}

    def row(self, day: str, division: str | None) -> Row:
        """The row of a day and division, empty the first time."""
        return self.rows.setdefault(
            (day, division or ""),
            {
                "day": day,
                "division": division or None,
                "seen": _zeros(TAP_SOURCES),
                "done": _zeros(TAP_SOURCES),
                "scanned": _zeros(Source) if self._is_measured(day) else None,
                "other": {},
                "tallied": None,
                "confirmed": None,
            },
        )

    def add_counts(self, counts: Iterable[DayCount]) -> None:
        """Put every count where its kind belongs."""
        for count in counts:
            row = self.row(count.day, count.division)
            self._cell(row, count.kind)[count.source] += count.count

    def _is_measured(self, day: str) -> bool:
        at = date.fromisoformat(day)
        return self.measuring.between(at, at, self.zone)

    def _cell(self, row: Row, kind: str) -> dict[str, int]:
        if kind == Tap.SURVEY_SHOWN:
            return row["seen"]  # type: ignore[no-any-return]
        if kind == Tap.SURVEY_DONE:
            return row["done"]  # type: ignore[no-any-return]
        if kind == Scan.SURVEY:
            row["scanned"] = row["scanned"] or _zeros(Source)
            return row["scanned"]  # type: ignore[no-any-return]
        sources = Source if kind in Scan.__members__.values() else TAP_SOURCES
        return row["other"].setdefault(kind, _zeros(sources))  # type: ignore[no-any-return]

    def in_order(self) -> list[Row]:
        """The rows by day, the whole station before its divisions."""
        return [row for _, row in sorted(self.rows.items())]


def _zeros(sources: Iterable[Source]) -> dict[str, int]:
    return {source.value: 0 for source in sources}
