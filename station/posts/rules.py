"""When a shift is worked, which shifts a day needs, and what a post's entry must be (pure)."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from station.database import Words
from station.errors import Refusal
from station.thai import arabic_digits, is_readable

LONGEST_NAME = 200
LONGEST_EARLY = 240
"""Minutes before its start by which a shift may be asked to arrive."""
LONGEST_CODE = 36
WHOLE_DAY = timedelta(days=1)
CLOCK = re.compile(r"([01]?[0-9]|2[0-4])[.:]([0-5][0-9])")


class BadWorkName(Refusal):
    """A post, shift or holiday without a name, or with one nobody could read."""

    code = "bad_work_name"


class BadArrival(Refusal):
    """A shift whose officers should arrive too long before it, or after its start."""

    code = "bad_arrival"


class StillNamed(Refusal):
    """A post or shift that duties name: it stays on record."""

    code = "still_named"


class AlreadyHoliday(Refusal):
    """A day that is a holiday already."""

    code = "already_holiday"


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

    @property
    def crosses_midnight(self) -> bool:
        """Whether it ends on the day after the one on which it begins (at 00:00 too)."""
        return self.ends <= self.starts

    @property
    def ends_at_midnight(self) -> bool:
        """Whether it ends with the day on which it begins, at 24.00."""
        return self.ends == time(0) != self.starts

    @property
    def lasts(self) -> timedelta:
        """How long it is, by the clock; ending when it starts, a whole day."""
        minutes = 60 * (self.ends.hour - self.starts.hour) + self.ends.minute - self.starts.minute
        return (timedelta(minutes=minutes) % WHOLE_DAY) or WHOLE_DAY

    @property
    def arrives(self) -> time:
        """The time by which its officers arrive; maybe on the day before."""
        starts = timedelta(hours=self.starts.hour, minutes=self.starts.minute)
        minutes = (starts - self.arrive_before) % WHOLE_DAY // timedelta(minutes=1)
        return time(*divmod(minutes, 60))

    def on(self, day: date, zone: ZoneInfo) -> Hours:
        """The hours of this shift on the day on which it begins."""
        last = day + WHOLE_DAY if self.crosses_midnight else day
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


@dataclass(frozen=True, slots=True)
class ShiftFacts:
    """What a person decides of a shift."""

    name: Words
    starts: time
    ends: time
    arrive_before_minutes: int = 15
    only_working_days: bool = False

    @property
    def pattern(self) -> Pattern:
        """Its hours as rules know them."""
        early = timedelta(minutes=self.arrive_before_minutes)
        return Pattern("", self.starts, self.ends, early, self.only_working_days)


def read_time(text: str, *, ends_day: bool = False) -> time | None:
    """A time of day from `08.30`, `8:30`, `๐๘.๓๐`, with or without `น.`, or None.

    24.00 is the midnight that ends a day, for what may end there.
    """
    found = CLOCK.fullmatch(arabic_digits(text).strip().removesuffix("น.").strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    if hour < 24:
        return time(hour, minute)
    return time(0) if ends_day and not minute else None


def tidy_name(name: Words) -> Words:
    """A name in both languages as it is kept; raises BadWorkName."""
    tidy = {language: " ".join(text.split()) for language, text in name.items()}
    kept = {language: text for language, text in tidy.items() if text}
    if "th" not in kept or any(len(text) > LONGEST_NAME for text in kept.values()):
        raise BadWorkName(longest=LONGEST_NAME)
    if not all(is_readable(text) for text in kept.values()):
        raise BadWorkName(longest=LONGEST_NAME)
    return kept


def tidy_facts(facts: ShiftFacts) -> ShiftFacts:
    """What was decided of a shift as it is kept; raises BadWorkName, BadArrival."""
    if not 0 <= facts.arrive_before_minutes <= LONGEST_EARLY:
        raise BadArrival(most=LONGEST_EARLY)
    return replace(facts, name=tidy_name(facts.name))


def code_for(name: Words, taken: Collection[str], otherwise: str) -> str:
    """A code nobody has yet, made of the English name; numbered where that says nothing."""
    words = re.findall("[a-z0-9]+", name.get("en", "").casefold())
    plain = "-".join(words)[:LONGEST_CODE].strip("-") or otherwise
    codes = (plain if n == 1 else f"{plain}-{n}" for n in count(1))
    return next(code for code in codes if code not in taken)
