"""A made-up year at a made-up station: how many came, and what they did (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

# How many come on a working day, and how readily they answer, by division.
VISITS_A_DAY = {"inquiry": 9, "traffic": 11, "patrol": 12, "investigation": 4, "administration": 5}
SHOWN, SCANNED, DONE = 0.45, 0.5, 0.8
ANSWERED = {
    "inquiry": 0.4,
    "traffic": 0.15,
    "patrol": 0.28,
    "investigation": 0.2,
    "administration": 0.35,
}
"""Who of those that scanned answers on the assessors' site in the end."""
SIDE_TRIPS = {"complaints_shown": 0.06, "manual_shown": 0.15, "eservice_shown": 0.1}
OPINION = 0.25
FROM_PHONE = 0.15
FIRST_HOUR, LAST_HOUR = 8.5, 16.5


@dataclass(frozen=True)
class SampleTap:
    """One tap of a sample visitor; `on_phone` is a browser that is no kiosk."""

    id: UUID
    kind: str
    division: str
    at: datetime
    on_phone: bool


@dataclass(frozen=True)
class SampleDay:
    """A sample day: its taps in order, its scans, and how many answers ITAP took in.

    `opinions` are where and when somebody gave a short opinion at the kiosk.
    """

    day: date
    taps: list[SampleTap]
    scans: list[tuple[str, datetime]]
    answers: dict[str, int]
    opinions: list[tuple[str, datetime]]


def sample_days(
    first: date, last: date, phase: tuple[date, date], zone: ZoneInfo, random: Random
) -> Iterator[SampleDay]:
    """Every day with visitors from `first` to `last`; few come at weekends."""
    day = first
    while day <= last:
        yield _sample_day(day, phase[0] <= day <= phase[1], zone, random)
        day += timedelta(days=1)


def _sample_day(day: date, counts_for_eit: bool, zone: ZoneInfo, random: Random) -> SampleDay:
    found = SampleDay(day, [], [], {}, [])
    busy = 0.12 if day.weekday() >= 5 else random.uniform(0.6, 1.3)
    for division, visits in VISITS_A_DAY.items():
        for _ in range(round(random.gauss(visits * busy, visits**0.5 / 2))):
            _visit(found, division, _moment(day, zone, random), counts_for_eit, random)
    found.taps.sort(key=lambda tap: tap.at)
    return found


def _visit(
    day: SampleDay, division: str, at: datetime, counts_for_eit: bool, random: Random
) -> None:
    on_phone = random.random() < FROM_PHONE

    def tap(kind: str, seconds: float) -> None:
        when = at + timedelta(seconds=seconds)
        tap_id = UUID(int=random.getrandbits(128), version=4)
        day.taps.append(SampleTap(tap_id, kind, division, when, on_phone))

    tap("division_opened", 0)
    for kind in [kind for kind, share in SIDE_TRIPS.items() if random.random() < share]:
        tap(kind, random.uniform(5, 40))
    if not on_phone and random.random() < OPINION:
        tap("opinion_given", 60)
        day.opinions.append((division, at + timedelta(seconds=60)))
    if random.random() > SHOWN:
        return
    tap("survey_shown", random.uniform(4, 12))
    if random.random() > SCANNED:
        return
    day.scans.append((division, at + timedelta(seconds=random.uniform(15, 40))))
    if random.random() < DONE:
        tap("survey_done", random.uniform(120, 400))
    if counts_for_eit and random.random() < ANSWERED[division]:
        day.answers[division] = day.answers.get(division, 0) + 1


def _moment(day: date, zone: ZoneInfo, random: Random) -> datetime:
    """A time of the day; most come in the morning and after lunch."""
    hour = random.choice((random.gauss(10, 1), random.gauss(13.7, 1.2)))
    hour = min(max(hour, FIRST_HOUR), LAST_HOUR)
    midnight = datetime.combine(day, time(0), tzinfo=zone)
    return midnight + timedelta(seconds=round(hour * 3600, 3))
