"""Visits beside duty: in which shifts they came, and when the post was empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from flask import abort, render_template, request

from admin import guard
from admin.coverage_tables import HeatMap, PostTable, ShiftRow, duty_hours, heat_map_of, tables_of
from station.channels.queries import get_measuring
from station.channels.rules import Measuring
from station.counts.rules import Scan
from station.coverage.queries import Coverage, PostCoverage, get_coverage, list_months
from station.posts.queries import list_shifts
from station.quotas.rules import fiscal_year_of
from station.rosters.queries import months_published
from station.sheets.month import Month
from station.thai import month_words
from web.house import db, house, now
from web.language import language
from web.language import say as _

if TYPE_CHECKING:
    from station.database import Words
    from station.stations.tables import Station

MONDAY = date(2024, 1, 1)
WEEK = tuple(MONDAY + timedelta(days=number) for number in range(7))
"""A week from Monday on, for the names of its days."""


@dataclass(frozen=True)
class Page:
    """All that the page shows of one month."""

    month: Month
    months: Sequence[Month]
    coverage: Coverage
    is_published: bool
    is_running: bool
    is_measured: bool
    tables: Sequence[PostTable]
    heat: HeatMap | None
    shifts: dict[str, Words]

    @property
    def visits(self) -> int:
        """How many came."""
        return self.coverage.visits

    @property
    def at_empty(self) -> int:
        """How many came while a post that was there for them stood empty."""
        return self.coverage.at_empty

    @property
    def turns(self) -> int:
        """How many shifts began of which a roster says who had them."""
        return sum(row.turns for row in self._known())

    @property
    def empty_turns(self) -> int:
        """How many of them nobody had."""
        return sum(row.empty or 0 for row in self._known())

    @property
    def hours(self) -> tuple[float, float]:
        """Duty hours staffed, and duty hours in all."""
        return duty_hours(self.coverage)

    def _known(self) -> list[ShiftRow]:
        return [row for table in self.tables for row in table.rows if row.empty is not None]

    def scanned(self, count: int) -> int | None:
        """A number of scans; None where none were measured."""
        return count if self.is_measured else None


def show() -> str:
    """A month's visits by shift and by hour of the week."""
    station = guard.station()
    page = _page(station, asked_month(station))
    return render_template("admin/coverage.html", page=page, week=WEEK, headline=_headline(page))


def asked_month(station: Station) -> Month:
    """The month in the address, else the present one; 404 for what is no month."""
    text = request.args.get("month")
    try:
        return Month.parse(text) if text else Month.of(now().astimezone(station.zone).date())
    except ValueError:
        abort(404)


def measuring() -> Measuring:
    """When scans were measured here."""
    return get_measuring(db(), is_on=house().settings.public_url is not None)


def _page(station: Station, month: Month) -> Page:
    today = now().astimezone(station.zone).date()
    coverage = get_coverage(db(), station.id, month.first, month.last, until=now())
    shifts = list_shifts(db(), station.id)
    heat = _chosen(coverage.posts)
    return Page(
        month=month,
        months=_months_around(station.id, month, today),
        coverage=coverage,
        is_published=month in months_published(db(), station.id),
        is_running=today in month,
        is_measured=measuring().between(month.first, month.last, station.zone)
        or coverage.counts.between(None, Scan.SURVEY, *coverage.range) > 0,
        tables=tables_of(coverage, [shift.code for shift in shifts]),
        heat=heat_map_of(coverage, heat, station.zone) if heat else None,
        shifts={shift.code: shift.name for shift in shifts},
    )


def _chosen(posts: Sequence[PostCoverage]) -> PostCoverage | None:
    """The post asked for, else the first."""
    asked = request.args.get("post")
    return next((one for one in posts if one.post.code == asked), posts[0] if posts else None)


def _months_around(station_id: UUID, month: Month, today: date) -> list[Month]:
    """The months of the chosen one's fiscal year, and one more on either side."""
    known = list_months(db(), station_id, today)
    year = fiscal_year_of(month.first)
    own = [number for number, m in enumerate(known) if fiscal_year_of(m.first) == year]
    if not own:
        return known[-1:]
    return known[max(0, own[0] - 1) : own[-1] + 2]


def _headline(page: Page) -> str:
    """The finding in one sentence: the page's title."""
    month = month_words(page.month.first, language())
    if not page.coverage.days:
        return _("%(month)s has not begun", month=month)
    if not page.visits:
        return _("No visits were counted in %(month)s", month=month)
    if not page.is_published:
        return _(
            "Visits in %(month)s: %(visits)s, and no roster says who was on duty",
            visits=page.visits,
            month=month,
        )
    if not page.at_empty:
        return _(
            "Visits in %(month)s: %(visits)s, none while the post was empty",
            month=month,
            visits=page.visits,
        )
    return _(
        "%(empty)s of %(visits)s visits came while the post was empty",
        empty=page.at_empty,
        visits=page.visits,
    )
