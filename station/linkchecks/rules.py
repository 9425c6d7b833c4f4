"""What a look at an address found, and what that says about the link (pure)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from station.errors import Refusal

LOOKED_AT_EVERY = timedelta(hours=20)
"""A little less than a day, so that a job of every hour comes to each link daily."""
LOOK_AGAIN_AFTER = timedelta(hours=4)
"""How far apart two failed looks lie at least before a link is called dead."""


class Found(StrEnum):
    """What one look at an address found."""

    OPENS = "opens"
    MOVED = "moved"
    SIGN_IN = "sign_in"
    TURNED_AWAY = "turned_away"
    PRIVATE = "private"
    GONE = "gone"
    SERVER_ERROR = "server_error"
    NO_NAME = "no_name"
    NAMES_SILENT = "names_silent"
    UNREACHABLE = "unreachable"
    NOBODY_ANSWERS = "nobody_answers"
    TOO_SLOW = "too_slow"
    CUT_OFF = "cut_off"
    NOT_A_PAGE = "not_a_page"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_EARLY = "certificate_early"
    CERTIFICATE_OF_ANOTHER = "certificate_of_another"
    CERTIFICATE_UNTRUSTED = "certificate_untrusted"
    NOT_SECURE = "not_secure"
    CIRCLE = "circle"
    LEADS_ASTRAY = "leads_astray"


class Verdict(StrEnum):
    """What is thought of a link, the worst first."""

    DEAD = "dead"
    FAILING = "failing"
    MOVED = "moved"
    UNCLEAR = "unclear"
    NOT_ASKED = "not_asked"
    GOOD = "good"


AT_ONCE = {
    Found.OPENS: Verdict.GOOD,
    Found.MOVED: Verdict.MOVED,
    Found.SIGN_IN: Verdict.UNCLEAR,
    Found.TURNED_AWAY: Verdict.UNCLEAR,
    Found.CIRCLE: Verdict.UNCLEAR,
    Found.LEADS_ASTRAY: Verdict.UNCLEAR,
    Found.PRIVATE: Verdict.NOT_ASKED,
    Found.GONE: Verdict.DEAD,
}
"""What is believed the first time; anything else may have been one bad moment.

A circle may be one only for who keeps no cookies.
"""
ANSWERED = frozenset(
    {
        *(Found.OPENS, Found.MOVED, Found.SIGN_IN, Found.TURNED_AWAY, Found.GONE),
        *(Found.SERVER_ERROR, Found.CIRCLE, Found.LEADS_ASTRAY),
    }
)
"""Found only where somebody out there answered."""
OUR_OWN = frozenset({Found.NAMES_SILENT, Found.UNREACHABLE, Found.CERTIFICATE_EARLY})
"""More likely the fault of this machine, its network or its clock than of what was asked."""


class NoWayOut(Refusal):
    """Nothing that was asked could be reached: the fault is the server's, not the links'."""

    code = "no_way_out"


class Unfinished(Refusal):
    """There were more links to look at than one round has time for."""

    code = "unfinished"


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found; `moved_to` is where the address leads for good."""

    found: Found
    status: int | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is thought of a link, since when, and since when looks at it fail without a break."""

    verdict: Verdict
    since: datetime
    failing_since: datetime | None = None


def judge(before: Standing | None, found: Found, at: datetime) -> Standing:
    """What to think of a link after one more look at it."""
    failing_since = None if found in AT_ONCE else at
    if failing_since and before and before.failing_since:
        failing_since = before.failing_since
    verdict = AT_ONCE.get(found, Verdict.FAILING)
    if failing_since and (at - failing_since >= LOOK_AGAIN_AFTER or _is_dead(before)):
        verdict = Verdict.DEAD
    is_same = before is not None and before.verdict is verdict
    return Standing(verdict, before.since if before and is_same else at, failing_since)


def _is_dead(before: Standing | None) -> bool:
    return before is not None and before.verdict is Verdict.DEAD


def is_due(verdict: Verdict | None, looked_at: datetime | None, now: datetime) -> bool:
    """Whether a link is to be looked at again."""
    if looked_at is None:
        return True
    pause = LOOK_AGAIN_AFTER if verdict is Verdict.FAILING else LOOKED_AT_EVERY
    return now - looked_at >= pause


def is_no_way_out(looks: Collection[tuple[str, Found]]) -> bool:
    """Whether looks at hosts say that we reach nothing, and so say nothing about the links."""
    asked = [(host, found) for host, found in looks if found is not Found.PRIVATE]
    if not asked or any(found in ANSWERED for _, found in asked):
        return False
    hosts = {host for host, _ in asked}
    return len(hosts) > 1 or all(found in OUR_OWN for _, found in asked)


def host_of(address: str) -> str:
    """The host an address names, as it is compared."""
    return (urlsplit(address).hostname or "").removesuffix(".")


def is_web_address(address: str | None) -> bool:
    """Whether there is something to look at."""
    return bool(address) and str(address).lower().startswith(("http://", "https://"))
