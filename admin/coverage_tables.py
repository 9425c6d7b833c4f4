"""Visits beside duty as the page's tables: by shift, by day, and by hour of the week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from station.coverage.queries import Coverage, PostCoverage
from station.coverage.rules import Figures, Hour, Standing, Turn, figures_of, hours_of

if TYPE_CHECKING:
    from station.posts.tables import Post

NOTHING = Figures()
QUARTERS_AN_HOUR = 4
LEVELS = 5


@dataclass(frozen=True)
class ShiftRow:
    """A shift of a post over all the days; without a shift, what lies outside every one.

    `turns` is how often it began on these days, `empty` how often nobody had it; None where no
    roster says so.
    """

    shift: str | None
    turns: int
    empty: int | None
    figures: Figures

    @property
    def staffed(self) -> int | None:
        """How often somebody had it."""
        return None if self.empty is None else self.turns - self.empty


@dataclass(frozen=True)
class DayRow:
    """A day of a post: what came in each shift (by code, or None outside them), and in all."""

    day: date
    shifts: dict[str | None, Figures]

    @property
    def total(self) -> Figures:
        """All of the day."""
        return sum(self.shifts.values(), NOTHING)


@dataclass(frozen=True)
class PostTable:
    """A post's shifts over all the days, and day by day."""

    post: Post
    rows: list[ShiftRow]
    days: list[DayRow]

    @property
    def total(self) -> Figures:
        """All that the post counts."""
        return sum((row.figures for row in self.rows), NOTHING)


def tables_of(coverage: Coverage, shifts: Iterable[str]) -> list[PostTable]:
    """Every post's table; its shifts in the station's order."""
    order = list(shifts)
    return [_table(coverage, one, order) for one in coverage.posts]


def _table(coverage: Coverage, one: PostCoverage, order: list[str]) -> PostTable:
    turns = {piece.turn for piece in one.pieces if piece.turn}
    codes = sorted({turn.place.shift for turn in turns}, key=order.index)
    begun = [turn for turn in turns if turn.place.day in coverage.days]
    days = _days(coverage, one)
    return PostTable(one.post, [_row(code, begun, days) for code in [*codes, None]], days)


def _row(shift: str | None, turns: Iterable[Turn], days: Iterable[DayRow]) -> ShiftRow:
    own = [turn for turn in turns if turn.place.shift == shift]
    known = [turn for turn in own if turn.standing is not Standing.UNKNOWN]
    empty = sum(turn.standing is Standing.EMPTY for turn in own)
    figures = sum((day.shifts.get(shift, NOTHING) for day in days), NOTHING)
    return ShiftRow(shift, len(own), empty if len(known) == len(own) else None, figures)


def _days(coverage: Coverage, one: PostCoverage) -> list[DayRow]:
    found: dict[int, dict[str | None, Figures]] = defaultdict(dict)
    day = 0
    last = len(coverage.midnights) - 1
    for piece in one.pieces:
        while day < last and piece.first >= coverage.midnights[day + 1]:
            day += 1
        shift = piece.turn.place.shift if piece.turn else None
        figures = figures_of(piece, coverage.counts, one.post.division)
        found[day][shift] = found[day].get(shift, NOTHING) + figures
    return [DayRow(day, found[number]) for number, day in enumerate(coverage.days)]


@dataclass(frozen=True)
class Cell:
    """An hour of a weekday on the heat map, with its depth of colour from 0 to 5."""

    visits: int
    at_empty: int
    visits_level: int
    duty: float
    staffed: float
    staffed_level: int
    is_unknown: bool


@dataclass(frozen=True)
class HeatMap:
    """A post's week by the hour: the hours in which anything was, from the first to the last."""

    post: Post
    rows: list[tuple[int, list[Cell]]]

    @property
    def framed(self) -> int:
        """In how many hours of the week visits came while nobody was on duty."""
        return sum(bool(cell.at_empty) for _, cells in self.rows for cell in cells)


def heat_map_of(coverage: Coverage, one: PostCoverage, zone: ZoneInfo) -> HeatMap:
    """The heat map of a post."""
    hours = hours_of(one.pieces, coverage.counts, one.post.division, zone)
    most = max(hour.visits for hour in hours.values())
    used = {number for (_, number), hour in hours.items() if hour.visits or hour.duty}
    shown = range(min(used), max(used) + 1) if used else range(0)
    rows = [
        (number, [_cell(hours[weekday, number], most) for weekday in range(7)]) for number in shown
    ]
    return HeatMap(one.post, rows)


def _cell(hour: Hour, most: int) -> Cell:
    return Cell(
        visits=hour.visits,
        at_empty=hour.at_empty,
        visits_level=_level(hour.visits, most),
        duty=hour.duty / QUARTERS_AN_HOUR,
        staffed=hour.staffed / QUARTERS_AN_HOUR,
        staffed_level=_level(hour.staffed, hour.duty),
        is_unknown=bool(hour.unknown),
    )


def _level(part: int, whole: int) -> int:
    """How deep a colour is: 0 for nothing, 5 for the whole."""
    return 1 + (LEVELS - 1) * part // whole if part else 0


def duty_hours(coverage: Coverage) -> tuple[float, float]:
    """How many duty hours were staffed at all posts together, and how many there were."""
    quarters: dict[Standing, int] = defaultdict(int)
    for one in coverage.posts:
        for piece in one.pieces:
            quarters[piece.standing] += piece.end - piece.first
    staffed, empty = quarters[Standing.STAFFED], quarters[Standing.EMPTY]
    return staffed / QUARTERS_AN_HOUR, (staffed + empty) / QUARTERS_AN_HOUR
