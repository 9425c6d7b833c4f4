"""What a channel may lead to, and what an address must be (pure)."""

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from ipaddress import IPv6Address
from typing import Any, Protocol, Self
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from station.channels.bodies import (
    PLAIN,
    Body,
    Commitment,
    Facility,
    Manual,
    News,
    Notice,
    read_body,
)
from station.channels.kinds import LINKED, NEEDS_ADDRESS, Kind
from station.database import Words
from station.errors import Refusal
from station.thai import arabic_digits

__all__ = ["LINKED", "NEEDS_ADDRESS", "Kind"]

ADDRESS_LENGTH = 2_000
SCHEMES = ("http", "https")
# Invisible characters (Cf) can make an address read as another one.
HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
LITERAL_HOST = re.compile(r"\[([^\[\]]*)\](?::[^:]*)?")
HOST_LABEL = re.compile(r"[^\W_]([\w-]*[^\W_])?")
TELEPHONE = re.compile(
    r"(?P<dialled>\+?[0-9*#()](?:[ -]?[0-9*#()]){1,18})(?: ?(?:ต่อ|ext\.?) ?[0-9]{1,6})?"
)
# A Thai name may end in a vowel or tone mark, which \w does not know.
MARKS = ("Mn", "Mc")


def address_problem(text: str) -> str | None:
    """The code of what keeps `text` from being an address to lead a visitor to, or None.

    Codes: empty, too_long, control_character, whitespace, backslash, scheme, userinfo, host,
    port.
    """
    return _text_problem(text) or _parts_problem(text)


def _text_problem(text: str) -> str | None:
    if not text:
        return "empty"
    if len(text) > ADDRESS_LENGTH:
        return "too_long"
    if any(unicodedata.category(character) in HIDDEN for character in text):
        return "control_character"
    if any(character.isspace() for character in text):
        return "whitespace"
    # Browsers read a backslash as a slash, Python does not: they would see different hosts.
    return "backslash" if "\\" in text else None


def _parts_problem(text: str) -> str | None:
    try:
        parts = urlsplit(text)
    except ValueError:
        return "host"
    if parts.scheme not in SCHEMES:
        return "scheme"
    if "@" in parts.netloc:
        return "userinfo"
    return _host_problem(parts)


def _host_problem(parts: SplitResult) -> str | None:
    literal = LITERAL_HOST.fullmatch(parts.netloc)
    if not (_is_ipv6(literal[1]) if literal else _is_host_name(parts.hostname or "")):
        return "host"
    try:
        port = parts.port
    except ValueError:
        return "port"
    return "port" if port == 0 or parts.netloc.endswith(":") else None


def _is_ipv6(text: str) -> bool:
    try:
        return bool(IPv6Address(text))
    except ValueError:
        return False


def _is_host_name(host: str) -> bool:
    letters = "".join(c for c in host if unicodedata.category(c) not in MARKS)
    labels = letters.removesuffix(".").split(".")
    return all(HOST_LABEL.fullmatch(label) and len(label) <= 63 for label in labels)


CODE_LENGTH = 8
CODE_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's letters, small: nobody mistakes l for 1 or o for 0 when typing them."""


class BadAddress(Refusal):
    """An address that a phone could not or must not open; `problem` says why."""

    code = "bad_address"


class BadTelephone(Refusal):
    """A telephone number that nobody could dial."""

    code = "bad_telephone"


class NoWayToReach(Refusal):
    """A channel with no address, no telephone, and no words on how to reach it otherwise."""

    code = "no_way_to_reach"


class NothingToShow(Refusal):
    """Something that is read on the screen, with nothing on it yet; `kind` says what it is."""

    code = "nothing_to_show"


class NoTitle(Refusal):
    """A channel without a title in Thai."""

    code = "no_title"


class ChangedMeanwhile(Refusal):
    """Somebody else changed it after it was looked at."""

    code = "changed_meanwhile"


class _Described(Protocol):
    title: Words
    hint: Words | None
    telephone: str | None
    address: str | None
    is_general: bool
    otherwise: Words | None
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a channel leads to or shows; `is_general` marks an address not the station's own."""

    title: Words
    hint: Words | None = None
    telephone: str | None = None
    address: str | None = None
    is_general: bool = False
    otherwise: Words | None = None
    body: Body = PLAIN

    @classmethod
    def of(cls, kept: _Described, kind: str) -> Self:
        """The meaning that a kept version of a channel of some kind holds."""
        return cls(
            title=kept.title,
            hint=kept.hint,
            telephone=kept.telephone,
            address=kept.address,
            is_general=kept.is_general,
            otherwise=kept.otherwise,
            body=read_body(kind, kept.body),
        )


def tidy_meaning(meaning: Meaning) -> Meaning:
    """A meaning as it is kept, finished or not; raises BadAddress, BadTelephone."""
    address = (meaning.address or "").strip() or None
    problem = address_problem(address) if address else None
    if problem:
        raise BadAddress(problem=problem)
    telephone = arabic_digits((meaning.telephone or "").strip()) or None
    if telephone and not TELEPHONE.fullmatch(telephone):
        raise BadTelephone()
    return replace(meaning, address=address, telephone=telephone)


def check_finished(kind: Kind, meaning: Meaning) -> None:
    """Refuse to show visitors what would lead nowhere or say nothing.

    Raises NoTitle, NoWayToReach, NothingToShow.
    """
    if not meaning.title.get("th"):
        raise NoTitle()
    if kind in LINKED and not _is_reachable(meaning):
        raise NoWayToReach()
    if kind not in LINKED and not _says_something(meaning.body):
        raise NothingToShow(kind=kind.value)


def leads_out(meaning: Meaning) -> bool:
    """Whether it leads somewhere by itself: an address, a telephone, or a file."""
    has_file = isinstance(meaning.body, Manual) and bool(meaning.body.files)
    return bool(meaning.address or meaning.telephone or has_file)


def _is_reachable(meaning: Meaning) -> bool:
    if meaning.address or meaning.telephone or meaning.otherwise:
        return True
    return _says_something(meaning.body)


def _says_something(body: Body) -> bool:
    match body:
        case Manual():
            return bool(body.files)
        case Notice():
            return bool(body.text or body.picture or body.figures)
        case News():
            return bool(body.text or body.picture)
        case Commitment():
            return body != Commitment()
        case _:
            return isinstance(body, Facility)


def dialled(telephone: str) -> str:
    """What a telephone is given of a number: without spaces, and without an extension."""
    found = TELEPHONE.fullmatch(telephone)
    return re.sub("[ ()-]", "", found["dialled"] if found else telephone)


def tidy_link_code(text: str) -> str:
    """A typed short code as Crockford reads it: small letters, o as 0, i and l as 1."""
    return text.lower().translate(str.maketrans("oil", "011"))


def phone_address(public_url: str | None, link: str | None, address: str | None) -> str | None:
    """The address to put before a phone: the short link where phones reach this server.

    Else the channel's own address; None where the channel has none.
    """
    if address and public_url and link:
        return f"{public_url}/go/{link}"
    return address


def proof_token(public_url: str, secret: str) -> str:
    """The secret of the page that proves a public address: always the same for one address."""
    return hmac.new(secret.encode(), public_url.encode(), hashlib.sha256).hexdigest()[:24]


@dataclass(frozen=True)
class Measuring:
    """When scans were measured: changes by time, the oldest first, and whether they are now."""

    changes: tuple[tuple[datetime, bool], ...]
    is_on: bool

    def between(self, first: date, last: date, zone: ZoneInfo) -> bool:
        """Whether they were at any moment of these days; before the first change, as after it."""
        begin = datetime.combine(first, time(), zone)
        end = datetime.combine(last + timedelta(days=1), time(), zone)
        before = [is_on for at, is_on in self.changes if at <= begin]
        within = [is_on for at, is_on in self.changes if begin < at < end]
        first_known = self.changes[0][1] if self.changes else self.is_on
        return any([before[-1] if before else first_known, *within])
