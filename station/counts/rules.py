"""What a tap or scan must be, which day it belongs to, and what stands outside totals (pure)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import isfinite
from typing import NoReturn
from uuid import UUID
from zoneinfo import ZoneInfo

from station.clock import day_in_zone, read_time
from station.errors import Refusal

MOST_TAPS = 500
MOST_BYTES = 256 * 1024
DEEPEST_ID = 20
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


class BadReport(Refusal):
    """A body that is not a report of taps; `code` says what is wrong with it."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__()


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
    """A report out of a request's body.

    Raises BadReport: bad_json, not_an_object, bad_sent_at, bad_taps, too_many_taps, bad_tap.
    """
    data = _parsed(body)
    if not isinstance(data, dict):
        raise BadReport("not_an_object")
    sent_at = read_time(data.get("sent_at"))
    if sent_at is None:
        raise BadReport("bad_sent_at")
    items = data.get("taps")
    if not isinstance(items, list):
        raise BadReport("bad_taps")
    if len(items) > MOST_TAPS:
        raise BadReport("too_many_taps")
    if not all(isinstance(item, dict) and not _is_deep(item.get("id")) for item in items):
        raise BadReport("bad_tap")
    is_staff = data.get("mode") == "staff"
    taps = tuple(_sent_tap(item, is_staff=is_staff) for item in items)
    return Report(sent_at, taps, _whole(data.get("waiting")) or 0)


def _parsed(body: bytes) -> object:
    try:
        return json.loads(
            body.decode("utf-8"), parse_constant=_refuse_constant, parse_float=_finite
        )
    except (ValueError, RecursionError):  # UnicodeDecodeError and JSONDecodeError are ValueErrors
        raise BadReport("bad_json") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are not JSON


def _finite(text: str) -> float:
    """A number that can be answered with: 1e999 would come back as Infinity."""
    value = float(text)
    return value if isfinite(value) else _refuse_constant(text)


def _is_deep(value: object) -> bool:
    """Whether lists and objects stand in one another deeper than an answer could repeat."""
    level = [value]
    for _ in range(DEEPEST_ID):
        level = [part for one in level for part in _parts(one)]
        if not level:
            return False
    return True


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _sent_tap(item: dict[str, object], *, is_staff: bool) -> SentTap:
    return SentTap(
        id=item.get("id"),
        kind=item.get("kind"),
        division=item.get("division"),
        channel=item.get("channel"),
        at=item.get("at"),
        is_staff=is_staff or item.get("mode") == "staff",
        seq=_whole(item.get("seq")),
    )


def _whole(value: object) -> int | None:
    """A number that a column can hold, or None for whatever else was sent."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53:
        return value
    return None


def read_id(value: object) -> UUID | None:
    """A UUID from its usual 36 characters, or None."""
    if not isinstance(value, str) or len(value) != 36 or not value.isascii():
        return None
    try:
        found = UUID(value)
    except ValueError:
        return None
    return found if str(found) == value.lower() else None


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
