"""The rule of attribution once more, slow and obvious: one visit after the other."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from station.coverage.rules import Standing, Turn

QUARTER = timedelta(minutes=15)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BANGKOK = ZoneInfo("Asia/Bangkok")


@dataclass(frozen=True)
class Visit:
    """One opening of a division's page."""

    at: datetime
    division: str

    @property
    def quarter(self) -> datetime:
        """When the quarter of an hour began in which it happened."""
        return self.at - (self.at - EPOCH) % QUARTER


def on_duty(turns: Iterable[Turn], at: datetime) -> list[Turn]:
    """The shifts in whose time a moment lies."""
    return [turn for turn in turns if turn.starts <= at < turn.ends]


def turn_of(turns: Iterable[Turn], at: datetime) -> Turn | None:
    """The shift that has a quarter's visits: the last to begin, then the first to end."""
    there = on_duty(turns, at)
    if not there:
        return None
    last = max(turn.starts for turn in there)
    there = [turn for turn in there if turn.starts == last]
    soonest = min(turn.ends for turn in there)
    return min((turn for turn in there if turn.ends == soonest), key=lambda turn: turn.place)


def standing_at(turns: Iterable[Turn], at: datetime) -> Standing:
    """How the post stands."""
    there = on_duty(turns, at)
    if not there:
        return Standing.OUTSIDE
    if any(turn.on_duty for turn in there):
        return Standing.STAFFED
    return Standing.UNKNOWN if any(t.on_duty is None for t in there) else Standing.EMPTY


def is_for(visit: Visit, division: str | None) -> bool:
    """Whether a post of a division (None: of the whole station) counts a visit."""
    return division in (None, visit.division)


Share = tuple[date, Turn | None, Standing]


def shares(turns: Sequence[Turn], visits: Iterable[Visit], division: str | None) -> Counter[Share]:
    """How many visits each shift has on each day, and how the post stood then."""
    return Counter(
        (
            visit.at.astimezone(BANGKOK).date(),
            turn_of(turns, visit.quarter),
            standing_at(turns, visit.quarter),
        )
        for visit in visits
        if is_for(visit, division)
    )


def at_empty(posts: Sequence[tuple[str | None, Sequence[Turn]]], visits: Iterable[Visit]) -> int:
    """How many came while one of the posts that were there for them stood empty."""
    return sum(
        any(
            is_for(visit, division) and standing_at(turns, visit.quarter) is Standing.EMPTY
            for division, turns in posts
        )
        for visit in visits
    )
