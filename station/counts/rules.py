"""What a tap or scan must be, which day it belongs to, and what stands outside totals (pure)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from station.clock import day_in_zone, read_time
from station.counts.reports import read_id, read_sent, whole

MOST_TAPS = 500
AHEAD = timedelta(minutes=5)
OLDEST = timedelta(days=90)
REPEAT = timedelta(seconds=3)
RELOAD = timedelta(minutes=10)
ODD_TIME = "odd_time"


class Tap(StrEnum):
    """The kinds of tap that a page reports."""

    DIVISION_OPENED = "division_opened"
    SURVEY_SHOWN = "survey_shown"
    SURVEY_DONE = "survey_done"
    COMPLAINTS_SHOWN = "complaints_shown"
    MANUAL_SHOWN = "manual_shown"
    ESERVICE_SHOWN = "eservice_shown"
    NOTICE_SHOWN = "notice_shown"
    OPINION_GIVEN = "opinion_given"


class Scan(StrEnum):
    """The kinds of scan, one for each kind of channel that a short link can lead to."""

    SURVEY = "scanned_survey"
    COMPLAINT = "scanned_complaint"
    MANUAL = "scanned_manual"
    ESERVICE = "scanned_eservice"
    NOTICE = "scanned_notice"


class Source(StrEnum):
    """Where an event happened: a paired kiosk, any other browser, or a printed poster."""

    KIOSK = "kiosk"
    WEB = "web"
    POSTER = "poster"


class Excluded(StrEnum):
    """Why an event stands outside every total."""

    REPEAT = "repeat"
    RELOAD = "reload"
    ROBOT = "robot"
    STAFF = "staff"


class Why(StrEnum):
    """Why a tap was refused."""

    BAD_ID = "bad_id"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_DIVISION = "unknown_division"
    UNKNOWN_CHANNEL = "unknown_channel"
    BAD_TIME = "bad_time"
    OTHER_CONTENT = "other_content"


@dataclass(frozen=True, slots=True)
class SentTap:
    """One item of a report as it was sent; nothing in it has been judged yet."""

    id: object
    kind: object
    division: object
    channel: object
    at: object
    is_staff: bool
    seq: int | None

    @property
    def content(self) -> tuple[object, object, object, object]:
        """What must be the same when the same id is sent again."""
        return self.kind, self.division, self.channel, self.at


@dataclass(frozen=True, slots=True)
class Report:
    """A whole request: when the sender's clock says it was sent, its taps, and how many wait."""

    sent_at: datetime
    taps: tuple[SentTap, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What of a station a tap may name; `channels` maps each code to its present version."""

    station_id: UUID
    zone: ZoneInfo
    divisions: frozenset[str]
    channels: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Device:
    """The paired kiosk a report came from; before `last_contact` it had nothing unsent."""

    id: UUID
    station_id: UUID
    epoch: int
    last_contact: datetime


@dataclass(frozen=True, slots=True)
class Moment:
    """When an event happened, the day it counts for, a flag, and why it would be refused."""

    happened: datetime
    day: str
    flag: str | None = None
    problem: Why | None = None


def read_report(body: bytes) -> Report:
    """A report of taps out of a request's body; raises BadReport."""
    sent = read_sent(body, name="taps", most=MOST_TAPS)
    is_staff = sent.said.get("mode") == "staff"
    taps = tuple(_sent_tap(item, is_staff=is_staff) for item in sent.items)
    return Report(sent.sent_at, taps, whole(sent.said.get("waiting")) or 0)


def _sent_tap(item: dict[str, object], *, is_staff: bool) -> SentTap:
    return SentTap(
        id=item.get("id"),
        kind=item.get("kind"),
        division=item.get("division"),
        channel=item.get("channel"),
        at=item.get("at"),
        is_staff=is_staff or item.get("mode") == "staff",
        seq=whole(item.get("seq")),
    )


def misnamed(tap: SentTap, catalogue: Catalogue) -> Why | None:
    """Why a tap names something this station does not have, or None."""
    if not isinstance(tap.kind, str) or tap.kind not in Tap.__members__.values():
        return Why.UNKNOWN_KIND
    if tap.division is None:
        if tap.kind != Tap.NOTICE_SHOWN:
            return Why.UNKNOWN_DIVISION
    elif not isinstance(tap.division, str) or tap.division not in catalogue.divisions:
        return Why.UNKNOWN_DIVISION
    if tap.channel is None:
        return None
    if not isinstance(tap.channel, str) or tap.channel not in catalogue.channels:
        return Why.UNKNOWN_CHANNEL
    return None


def moment_of(
    sent: object, *, sent_at: datetime, received: datetime, zone: ZoneInfo, device: Device | None
) -> Moment:
    """When a tap happened by the server's clock, and what follows from it.

    The sender's clock is corrected by its offset (received - sent_at). What an unpaired browser
    claims must lie within the last 90 days and at most 5 minutes ahead; a paired kiosk's odd time
    is kept, but counts for the day on which it was received.
    """
    here = Moment(received, day_in_zone(received, zone).isoformat())
    claimed = read_time(sent)
    if claimed is None:
        return Moment(here.happened, here.day, problem=Why.BAD_TIME)
    try:
        happened = claimed + (received - sent_at)
        day = day_in_zone(happened, zone).isoformat()
    except OverflowError:
        happened, day = received, ""  # a time outside the calendar fits nowhere
    if device is None:
        fits = day and received - OLDEST <= happened <= received + AHEAD
        return Moment(happened, day) if fits else Moment(received, here.day, problem=Why.BAD_TIME)
    fits = day and device.last_contact - AHEAD <= happened <= received + AHEAD
    return Moment(happened, day) if fits else Moment(happened, here.day, flag=ODD_TIME)


@dataclass(frozen=True, slots=True)
class SortedTaps:
    """A report's taps by what is plain before the database is asked.

    `named` have an id, and why they would be refused if it is not known yet; `nameless` have
    none; `differing` repeat an id of this report with other content.
    """

    named: list[tuple[UUID, SentTap, Why | None]]
    nameless: list[SentTap]
    differing: list[tuple[UUID, SentTap]]


def sort_taps(taps: Iterable[SentTap], catalogue: Catalogue) -> SortedTaps:
    """Sort a report's taps; where an id stands twice, the first decides."""
    result = SortedTaps([], [], [])
    first: dict[object, SentTap] = {}
    for tap in taps:
        found = read_id(tap.id)
        earlier = first.setdefault(found or repr(tap.id), tap)
        if found is None:
            if earlier is tap:
                result.nameless.append(tap)
        elif earlier is tap:
            result.named.append((found, tap, misnamed(tap, catalogue)))
        elif earlier.content != tap.content:
            result.differing.append((found, tap))
    return result
