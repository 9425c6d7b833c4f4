"""The dashboard: the counts of a fiscal year beside the minimums."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TYPE_CHECKING

from flask import render_template, request

from admin import guard, my_duties
from admin.access import Permission
from admin.missing import Missing, list_missing
from station.channels.queries import get_measuring
from station.counts.queries import sum_counts
from station.counts.rules import Scan, Tap
from station.quotas import queries as quotas
from station.quotas.rules import (
    RestsOn,
    Span,
    Standing,
    expected_by,
    fiscal_year_of,
    rests_on,
    shortfall,
    span_of_year,
)
from station.stations.queries import list_divisions, list_stations
from web.house import db, house, now
from web.language import in_words
from web.language import say as _
from web.numbers import whole

if TYPE_CHECKING:
    from station.stations.tables import Division, Station


@dataclass(frozen=True)
class Progress:
    """A number beside its minimum: what an even pace would have brought by today, and the gap."""

    reached: int | None
    minimum: int
    expected: int

    @property
    def behind(self) -> int:
        """How many are missing to what is expected by today."""
        return shortfall(self.reached, self.expected)

    @property
    def is_met(self) -> bool:
        """Whether the minimum is reached."""
        return (self.reached or 0) >= self.minimum

    @property
    def remaining(self) -> int:
        """How many are missing to the minimum."""
        return shortfall(self.reached, self.minimum)

    def along(self, number: int | None) -> str:
        """Where a number stands along the bar, which ends at the larger of minimum and reached."""
        end = max(self.minimum, self.reached or 0, 1)
        return f"{100 * (number or 0) / end:.1f}%"


@dataclass(frozen=True)
class DivisionRow:
    """A division's line; `scanned` is None where it is not measured."""

    division: Division
    progress: Progress
    rests_on: RestsOn
    visits: int
    seen: int
    scanned: int | None
    done: int
    tallied: int | None
    confirmed: int | None
    complaints: int
    manuals: int
    eservices: int


@dataclass(frozen=True)
class Dashboard:
    """All that the dashboard shows of one fiscal year."""

    year: int
    years: list[int]
    today: date
    days: Span
    phase: Span | None
    is_provisional: bool
    standing: Standing | None
    days_left: int
    station: Progress
    last_reading: date | None
    rows: list[DivisionRow]
    is_measured: bool
    missing: list[Missing]

    @property
    def behind(self) -> list[DivisionRow]:
        """The divisions below what is expected by today."""
        return [row for row in self.rows if row.progress.behind]

    @property
    def needed_a_day(self) -> float:
        """How many answers a day the rest of the phase must bring, rounded up to a tenth."""
        return ceil(10 * self.station.remaining / max(1, self.days_left)) / 10

    @property
    def days_until(self) -> int:
        """How many days it is until the phase begins."""
        return max(0, (self.phase.first - self.today).days) if self.phase else 0

    @property
    def divisions_minimum(self) -> int:
        """The divisions' minimums, added up."""
        return sum(row.progress.minimum for row in self.rows)

    @property
    def any_division(self) -> int:
        """How many of the station's minimum may come from any division."""
        return max(0, self.station.minimum - self.divisions_minimum)

    @property
    def tallying(self) -> int:
        """How many divisions have a tally."""
        return sum(row.tallied is not None for row in self.rows)

    def total(self, name: str) -> int | None:
        """A column of the divisions, added up; None where no division has a number in it."""
        known = [getattr(row, name) for row in self.rows]
        return sum(n for n in known if n is not None) if any(n is not None for n in known) else None


def show() -> str | tuple[str, int]:
    """The dashboard; without a station chosen, the province's; for an officer, their duties."""
    staff = guard.staff()
    if not staff.may(Permission.SEE_COUNTS):
        return my_duties.show()
    if staff.station is None:
        return render_template("admin/stations.html", stations=list_stations(db()))
    board = _dashboard(staff.station)
    return render_template("admin/dashboard.html", board=board, headline=_headline(board))


def _dashboard(station: Station) -> Dashboard:
    today = now().astimezone(station.zone).date()
    years = list(quotas.list_fiscal_years(db(), station.id))
    year = _chosen_year(years, fiscal_year_of(today))
    days = span_of_year(year)
    found = quotas.find_phase(db(), station.id, year, quotas.EIT)
    phase = quotas.span_of(found) if found else None
    readings = quotas.list_readings(db(), station.id, days.first, days.last)
    confirmed = quotas.newest_confirmed(readings)
    own = quotas.find_fiscal_year(db(), station.id, year)
    is_measured = _is_measured(station, days)
    of_station = confirmed.get(None)
    return Dashboard(
        year=year,
        years=years,
        today=today,
        days=days,
        phase=phase,
        is_provisional=bool(found and found.is_provisional),
        standing=phase.standing(today) if phase else None,
        days_left=phase.days_left(today) if phase else 0,
        station=_progress(
            of_station.confirmed if of_station else None, own.minimum if own else 0, phase, today
        ),
        last_reading=of_station.day if of_station else None,
        rows=_rows(
            station,
            year,
            phase,
            today,
            {k: r.confirmed for k, r in confirmed.items()},
            is_measured=is_measured,
        ),
        is_measured=is_measured,
        missing=list_missing(db(), station, today=today),
    )


def _chosen_year(years: list[int], present: int) -> int:
    asked = request.args.get("year", type=whole)
    if asked in years:
        return asked
    return present if present in years or not years else years[0]


def _progress(reached: int | None, minimum: int, phase: Span | None, today: date) -> Progress:
    return Progress(reached, minimum, expected_by(minimum, phase, today) if phase else 0)


def _is_measured(station: Station, days: Span) -> bool:
    measuring = get_measuring(db(), is_on=house().settings.public_url is not None)
    return measuring.between(days.first, days.last, station.zone)


def _rows(
    station: Station,
    year: int,
    phase: Span | None,
    today: date,
    confirmed: dict[str | None, int],
    *,
    is_measured: bool,
) -> list[DivisionRow]:
    days = span_of_year(year)
    minimums = quotas.list_quotas(db(), station.id, year)
    tallies = quotas.newest_tallied(quotas.list_tallies(db(), station.id, days.first, days.last))
    counts = sum_counts(db(), station.id, days.first, days.last)

    def row(division: Division) -> DivisionRow:
        def count(kind: str) -> int:
            return counts.get((division.code, kind), 0)

        tally = tallies.get(division.code)
        tallied = tally.total if tally else None
        shown = confirmed.get(division.code)
        reached = shown if shown is not None else tallied
        scanned = count(Scan.SURVEY)
        return DivisionRow(
            division=division,
            progress=_progress(reached, minimums.get(division.code, 0), phase, today),
            rests_on=rests_on(shown, tallied),
            visits=count(Tap.DIVISION_OPENED),
            seen=count(Tap.SURVEY_SHOWN),
            scanned=scanned if is_measured or scanned else None,
            done=count(Tap.SURVEY_DONE),
            tallied=tallied,
            confirmed=shown,
            complaints=count(Tap.COMPLAINTS_SHOWN),
            manuals=count(Tap.MANUAL_SHOWN),
            eservices=count(Tap.ESERVICE_SHOWN),
        )

    return [row(division) for division in list_divisions(db(), station.id)]


def _headline(board: Dashboard) -> str:
    """The state in one sentence: the page's title."""
    if board.station.reached is None:
        reached = _("No answers confirmed yet, of %(minimum)s", minimum=board.station.minimum)
    else:
        reached = _(
            "%(confirmed)s of %(minimum)s confirmed",
            confirmed=board.station.reached,
            minimum=board.station.minimum,
        )
    behind = [in_words(row.division.name) for row in board.behind]
    if not behind:
        return reached
    if len(behind) == len(board.rows):
        return _("%(reached)s; every division behind", reached=reached)
    return _("%(reached)s; behind: %(divisions)s", reached=reached, divisions=", ".join(behind))
