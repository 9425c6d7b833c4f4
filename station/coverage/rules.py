"""In which shift a visit counts, and whether anybody was at the post then (pure).

The rule of attribution. A visit belongs to the shift in whose time, from its start up to but not
including its end, the quarter of an hour began in which the visit happened. Who arrives early for
the handover is not yet the one on duty. Where two shifts of a post overlap, it belongs to the one
that began last; of those that began together, to the one that ends first. A post with a division
has the visits of that division, a post without one those of the whole station. What lies in no
shift of the post stands as "outside every shift". So the shifts of a post and what is outside
them add up to the day's total exactly.

The post was empty when a shift should have been worked and nobody at all was on duty there by the
roster in force. Where no roster was published for the month, nobody knows, and it is said so.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo

from station.counts.quarters import quarter_at, start_of
from station.counts.rules import Scan, Tap
from station.posts.rules import Place

ALMOST_A_QUARTER = timedelta(minutes=15) - timedelta(microseconds=1)
VISIT = Tap.DIVISION_OPENED
KINDS = (VISIT, Tap.SURVEY_SHOWN, Scan.SURVEY)
"""Visits, survey pages seen, and survey codes scanned."""

ByQuarter = Mapping[tuple[str, str], Mapping[int, int]]
"""How many by quarter of an hour, for each division (or empty text) and kind."""


class Standing(StrEnum):
    """How a post stood at a moment."""

    STAFFED = "staffed"
    EMPTY = "empty"
    UNKNOWN = "unknown"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Turn:
    """A shift at a post on a day: one that should be worked, or that somebody had.

    It has the quarters that begin in its time: from `first` up to `end`. `on_duty` is how many
    were on the roster; None where none was published for its month.
    """

    place: Place
    starts: datetime
    ends: datetime
    on_duty: int | None
    first: int = field(init=False)
    end: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "first", next_quarter(self.starts))
        object.__setattr__(self, "end", next_quarter(self.ends))

    @property
    def standing(self) -> Standing:
        """How the post stands by this turn alone."""
        if self.on_duty is None:
            return Standing.UNKNOWN
        return Standing.STAFFED if self.on_duty else Standing.EMPTY


def next_quarter(at: datetime) -> int:
    """The first quarter that begins at a moment or after it."""
    return quarter_at(at + ALMOST_A_QUARTER)


@dataclass(frozen=True, slots=True)
class Piece:
    """Quarters from `first` up to `end`, all of one turn or of none, with the post as it stood."""

    first: int
    end: int
    turn: Turn | None
    standing: Standing


def pieces_of(
    turns: Iterable[Turn], first: int, end: int, cuts: Iterable[int] = ()
) -> Iterator[Piece]:
    """A post's time from one quarter up to another, in pieces that none of the cuts divides."""
    waiting = _in_order(turns, first, end)
    open_turns: list[Turn] = []
    for begin, after in pairwise(_edges(waiting, first, end, cuts)):
        open_turns = [turn for turn in open_turns if turn.end > begin]
        while waiting and waiting[-1].first <= begin:
            open_turns.append(waiting.pop())
        turn = open_turns[-1] if open_turns else None
        yield Piece(begin, after, turn, standing_of(open_turns))


def _in_order(turns: Iterable[Turn], first: int, end: int) -> list[Turn]:
    """Those that touch the time, the one to be passed first last.

    Of those that are open the last to begin has the visits, so it is passed after the others.
    """
    found = [turn for turn in turns if max(first, turn.first) < min(end, turn.end)]
    found.sort(key=lambda turn: turn.place, reverse=True)
    found.sort(key=lambda turn: turn.ends, reverse=True)
    found.sort(key=lambda turn: turn.starts)
    return found[::-1]


def _edges(turns: Iterable[Turn], first: int, end: int, cuts: Iterable[int]) -> list[int]:
    """Where something may change between two quarters, both of which are edges too."""
    inside = {edge for turn in turns for edge in (turn.first, turn.end)} | set(cuts)
    return sorted({first, end} | {edge for edge in inside if first < edge < end})


def standing_of(turns: Sequence[Turn]) -> Standing:
    """How a post stands while some turns last: one that is staffed is enough."""
    found = {turn.standing for turn in turns}
    for standing in (Standing.STAFFED, Standing.UNKNOWN, Standing.EMPTY):
        if standing in found:
            return standing
    return Standing.OUTSIDE


class Counts:
    """What was counted from one quarter up to another, to be summed over any part of it."""

    def __init__(self, first: int, end: int, found: ByQuarter) -> None:
        self.first, self.end = first, end
        self._sums: dict[tuple[str | None, str], list[int]] = {
            key: self._summed(counts) for key, counts in found.items()
        }
        for kind in {kind for _, kind in found}:
            of_all = [sums for (_, own), sums in self._sums.items() if own == kind]
            self._sums[None, kind] = list(map(sum, zip(*of_all, strict=True)))

    def _summed(self, counts: Mapping[int, int]) -> list[int]:
        """How many there were before each quarter, and before the end."""
        added = [0] * (self.end - self.first + 1)
        for quarter, count in counts.items():
            added[quarter - self.first + 1] = count
        return list(accumulate(added))

    def between(self, division: str | None, kind: str, first: int, end: int) -> int:
        """How many of a kind a division (None: the station) had from a quarter up to another."""
        sums = self._sums.get((division, kind))
        return sums[end - self.first] - sums[first - self.first] if sums else 0

    def divisions(self, kind: str) -> list[str]:
        """The divisions that had any of a kind."""
        return sorted(d for d, own in self._sums if own == kind and d is not None)


def count_at_empty(
    counts: Counts, kind: str, pieces: Mapping[str | None, Sequence[Sequence[Piece]]]
) -> int:
    """How many came while a post that was there for them stood empty; each once.

    `pieces` are those of every post by its division (None: of the whole station).
    """
    total = 0
    for division in counts.divisions(kind):
        posts = [*pieces.get(division, ()), *pieces.get(None, ())]
        for first, end in _merged(p for own in posts for p in own if p.standing is Standing.EMPTY):
            total += counts.between(division, kind, first, end)
    return total


def _merged(pieces: Iterable[Piece]) -> Iterator[tuple[int, int]]:
    """The time that any of the pieces covers, as ranges that do not meet."""
    reached: int | None = None
    for piece in sorted(pieces, key=lambda one: one.first):
        first = piece.first if reached is None else max(piece.first, reached)
        if first < piece.end:
            yield first, piece.end
            reached = piece.end


@dataclass(frozen=True, slots=True)
class Figures:
    """What was counted in some time of a post; `at_empty` are the visits while it was empty."""

    visits: int = 0
    at_empty: int = 0
    seen: int = 0
    scanned: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.visits + other.visits,
            self.at_empty + other.at_empty,
            self.seen + other.seen,
            self.scanned + other.scanned,
        )


def figures_of(piece: Piece, counts: Counts, division: str | None) -> Figures:
    """What was counted in a piece of a post's time."""
    visits, seen, scanned = (
        counts.between(division, kind, piece.first, piece.end) for kind in KINDS
    )
    is_empty = piece.standing is Standing.EMPTY
    return Figures(visits, visits if is_empty else 0, seen, scanned)


@dataclass(slots=True)
class Hour:
    """An hour of a weekday: its visits, and for how many quarters the post stood how."""

    visits: int = 0
    at_empty: int = 0
    staffed: int = 0
    empty: int = 0
    unknown: int = 0

    @property
    def duty(self) -> int:
        """How many quarters lay in a shift of which it is known who had it."""
        return self.staffed + self.empty


def hours_of(
    pieces: Iterable[Piece], counts: Counts, division: str | None, zone: ZoneInfo
) -> dict[tuple[int, int], Hour]:
    """Every weekday (0: Monday) and hour of the day in a zone, added up over a post's time."""
    found = {(weekday, hour): Hour() for weekday in range(7) for hour in range(24)}
    for piece in pieces:
        for quarter in range(piece.first, piece.end):
            at = start_of(quarter).astimezone(zone)
            visits = counts.between(division, VISIT, quarter, quarter + 1)
            _add_quarter(found[at.weekday(), at.hour], piece.standing, visits)
    return found


def _add_quarter(hour: Hour, standing: Standing, visits: int) -> None:
    hour.visits += visits
    if standing is Standing.STAFFED:
        hour.staffed += 1
    elif standing is Standing.UNKNOWN:
        hour.unknown += 1
    elif standing is Standing.EMPTY:
        hour.empty += 1
        hour.at_empty += visits
