"""When a shift is worked, and which shifts a day needs (pure)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Hours:
    """When a duty begins and ends (aware), and by when its officer arrives to take over."""

    arrives: datetime
    starts: datetime
    ends: datetime

    def days(self, zone: ZoneInfo) -> Iterator[date]:
        """The days it touches in a zone; ending at midnight, it does not touch the next."""
        day = self.starts.astimezone(zone).date()
        last = (self.ends - timedelta(microseconds=1)).astimezone(zone).date()
        while day <= last:
            yield day
            day += timedelta(days=1)

    def meets(self, other: "Hours") -> bool:
        """Whether some moment lies in both."""
        return self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True, slots=True)
class Pattern:
    """A shift in local time; ending at or before its start, it crosses midnight."""

    code: str
    starts: time
    ends: time
    arrive_before: timedelta
    only_working_days: bool

    def on(self, day: date, zone: ZoneInfo) -> Hours:
        """The hours of this shift on the day on which it begins."""
        last = day + timedelta(days=1) if self.ends <= self.starts else day
        starts = datetime.combine(day, self.starts, zone)
        return Hours(starts - self.arrive_before, starts, datetime.combine(last, self.ends, zone))


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A shift at a post on a day: what somebody should be on duty for."""

    day: date
    post: str
    shift: str


def places_needed(
    days: Iterable[date],
    posts: Mapping[str, Sequence[Pattern]],
    holidays: Collection[date],
) -> Iterator[Place]:
    """Every shift that should be worked at every post; of working days, only on such."""
    for day in days:
        is_working_day = day.weekday() < 5 and day not in holidays
        for post, patterns in posts.items():
            for pattern in patterns:
                if is_working_day or not pattern.only_working_days:
                    yield Place(day, post, pattern.code)
