"""Visits beside duty as CSV: by shift and day, or by hour of the week."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from flask import Response, abort, request

from admin import guard
from admin.coverage import WEEK, asked_month, measuring
from admin.coverage_tables import QUARTERS_AN_HOUR
from admin.files import CSV, attachment, csv_of
from station.counts.quarters import start_of
from station.counts.rules import Scan
from station.coverage.queries import Coverage, PostCoverage, get_coverage
from station.coverage.rules import Piece, Standing, figures_of, hours_of
from station.posts.queries import list_shifts
from station.thai import weekday
from web.house import db, now
from web.language import in_words, language
from web.language import say as _

if TYPE_CHECKING:
    from station.stations.tables import Station

DAY = 1
"""Where the day stands in a line of a shift."""
Line = list[str | int | float]


def show() -> Response:
    """The table asked for, as a file that Excel reads; 404 for another."""
    station = guard.station()
    month = asked_month(station)
    make = {"shifts": _shift_lines, "hours": _hour_lines}.get(request.args.get("table", "shifts"))
    if make is None:
        abort(404)
    coverage = get_coverage(db(), station.id, month.first, month.last, until=now())
    name = f"coverage-{month}-{request.args.get('table', 'shifts')}.csv"
    return attachment(csv_of(make(station, coverage)), CSV, name)


def _shift_lines(station: Station, coverage: Coverage) -> Iterator[Line]:
    """A line for each shift at each post, divided by midnight, and for what lies outside."""
    yield [
        _("Post"),
        _("Day"),
        _("Shift"),
        _("Shift began on"),
        _("From"),
        _("To"),
        _("Officers on duty"),
        _("The post"),
        _("Visits (times)"),
        _("At an empty post (times)"),
        _("Survey page opened (times)"),
        _("QR code scanned (times)"),
    ]
    names = {shift.code: in_words(shift.name) for shift in list_shifts(db(), station.id)}
    unmeasured = set(_unmeasured_days(station, coverage))
    for one in coverage.posts:
        for piece in one.pieces:
            line = _shift_line(station, coverage, one, piece, names)
            if line[DAY] in unmeasured:
                line[-1] = _("not measured")
            yield line


def _unmeasured_days(station: Station, coverage: Coverage) -> Iterator[str]:
    """The days without a scan on which none could have been measured either."""
    known = measuring()
    for day, (first, end) in zip(
        coverage.days, pairwise([*coverage.midnights, coverage.range[1]]), strict=True
    ):
        scanned = coverage.counts.between(None, Scan.SURVEY, first, end)
        if not scanned and not known.between(day, day, station.zone):
            yield day.isoformat()


def _shift_line(
    station: Station,
    coverage: Coverage,
    one: PostCoverage,
    piece: Piece,
    names: dict[str, str],
) -> Line:
    begins = start_of(piece.first).astimezone(station.zone)
    turn = piece.turn
    figures = figures_of(piece, coverage.counts, one.post.division)
    return [
        in_words(one.post.name),
        begins.date().isoformat(),
        names[turn.place.shift] if turn else "",
        turn.place.day.isoformat() if turn else "",
        f"{begins:%H:%M}",
        f"{start_of(piece.end).astimezone(station.zone):%H:%M}",
        turn.on_duty if turn and turn.on_duty is not None else "",
        standing_words(piece.standing),
        figures.visits,
        figures.at_empty,
        figures.seen,
        figures.scanned,
    ]


def standing_words(standing: Standing) -> str:
    """How a post stood, in words."""
    return {
        Standing.STAFFED: _("staffed"),
        Standing.EMPTY: _("nobody on duty"),
        Standing.UNKNOWN: _("no roster published"),
        Standing.OUTSIDE: _("outside every shift"),
    }[standing]


def _hour_lines(station: Station, coverage: Coverage) -> Iterator[Line]:
    """A line for each hour of each weekday at each post."""
    yield [
        _("Post"),
        _("Weekday"),
        _("Hour"),
        _("Visits (times)"),
        _("At an empty post (times)"),
        _("Duty hours"),
        _("Staffed hours"),
        _("Hours without a published roster"),
    ]
    for one in coverage.posts:
        hours = hours_of(one.pieces, coverage.counts, one.post.division, station.zone)
        for (day, number), hour in hours.items():
            yield [
                in_words(one.post.name),
                weekday(WEEK[day], language()),
                f"{number:02d}:00",
                hour.visits,
                hour.at_empty,
                hour.duty / QUARTERS_AN_HOUR,
                hour.staffed / QUARTERS_AN_HOUR,
                hour.unknown / QUARTERS_AN_HOUR,
            ]
