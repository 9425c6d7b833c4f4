"""Short links: a phone that scanned a code is counted and sent on."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING, Any

from flask import g, render_template
from werkzeug import Request
from werkzeug.http import dump_cookie, parse_cookie
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response

from kiosk.reports import KEPT_SECONDS
from station import clock
from station.channels.queries import ScannedLink, find_link, look_up_link
from station.clock import to_microseconds
from station.counts.actions import record_scan
from station.counts.rules import RELOAD, Excluded
from station.stations.queries import get_station, look_up_place
from web.house import db
from web.language import choose_language, language
from web.visitors import address_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID
    from zoneinfo import ZoneInfo

    from station.database import Database
    from web.house import House

# What fetches a picture of the page for a chat, or a copy: nobody looked at it. The first part
# spares the telephones of a maker called Cubot.
ROBOT = re.compile(
    r"(?<!cu)bot\b|spider|crawl|slurp|scrap|preview|external(hit|agent|fetcher)|whatsapp/|line-poker"
    r"|embedly|iframely|vkshare|pagerenderer|inspectiontool|imgproxy|lighthouse|archive\.org|ia_archiver"
    r"|cardyb|googleother|mediapartners|siteaudit",
    re.IGNORECASE,
)
# As WSGI names the headers of a request.
BROWSER_SIGNS = ("HTTP_SEC_FETCH_SITE", "HTTP_UPGRADE_INSECURE_REQUESTS")
PREFETCH = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")

Environ = dict[str, Any]
Headers = list[tuple[str, str]]


def follow(
    environ: Environ, house: House, places: Places, slug: str | None, code: str
) -> Headers | None:
    """Count one scan at the code's own place, durably; the headers that send the phone on.

    None where the code leads nowhere, or belongs to another station than the address names.
    """
    link = look_up_link(house.database, code)
    address = _target(link, lambda: places.language_of(environ))
    if link is None or address is None:
        return None
    own_slug, zone = places.find(link.station_id)
    if slug not in (None, own_slug):
        return None
    at = clock.now()
    scan = Scan(environ, link)
    excluded = scan.excluded(at)
    record_scan(
        *(house.writer, link),
        zone=zone,
        excluded=excluded,
        phone=scan.phone(house.settings.secret_key),
        at=at,
    )
    headers = _leading_to(address)
    return headers if excluded else [*headers, ("Set-Cookie", scan.reminder(at))]


def show(code: str) -> Response | tuple[str, int]:
    """Where a code leads, without counting it, as HEAD asks; or that it leads nowhere."""
    link = find_link(db(), code)
    own_slug = get_station(db(), link.station_id).slug if link else None
    address = _target(link, language)
    if address is None or g.slug not in (None, own_slug):
        return render_template("errors/dead_link.html", slug=own_slug), 404
    return Response(status=302, headers=_leading_to(address))


def _target(link: ScannedLink | None, language_of_phone: Callable[[], str]) -> str | None:
    """Where a code leads: the channel's address, else the file of a manual on this server.

    Only a manual asks for the phone's language: most scans need none.
    """
    if link is None or link.address is not None:
        return link.address if link else None
    file = link.file_for(language_of_phone())
    return f"/files/{file}/{link.channel}.pdf" if file else None


def _leading_to(address: str) -> Headers:
    return [("Location", _in_ascii(address)), ("Cache-Control", "no-store")]


_in_ascii = lru_cache(maxsize=1024)(iri_to_uri)


class Places:
    """Each station's slug and zone, kept for a moment, and the languages that are spoken there."""

    def __init__(self, database: Database, languages: Sequence[str]) -> None:
        self.database = database
        self.languages = languages
        self.kept: dict[UUID, tuple[float, tuple[str, ZoneInfo]]] = {}

    def find(self, station_id: UUID) -> tuple[str, ZoneInfo]:
        """A station's slug, and the zone in which its days begin."""
        kept = self.kept.get(station_id)
        if kept is None or monotonic() - kept[0] >= KEPT_SECONDS:
            found = look_up_place(self.database, station_id)
            kept = self.kept[station_id] = monotonic(), found
        return kept[1]

    def language_of(self, environ: Environ) -> str:
        """The language that a phone asks for."""
        return choose_language(self.languages, Request(environ))


@dataclass(frozen=True, slots=True)
class Scan:
    """A request that follows a short link."""

    environ: Environ
    link: ScannedLink

    def excluded(self, at: datetime) -> Excluded | None:
        """Why it stands outside the totals, or None."""
        if ROBOT.search(self._agent) or self._is_prefetch():
            return Excluded.ROBOT
        scanned = self._cookies().get(self._cookie, "")
        if scanned.isascii() and scanned.isdigit() and len(scanned) < 20:
            age = to_microseconds(at) // 1_000_000 - int(scanned)
            if abs(age) < RELOAD.total_seconds():
                return Excluded.RELOAD
        return None

    def reminder(self, at: datetime) -> str:
        """A cookie that lets the phone itself remember that it scanned: nothing is kept here.

        A reload does not make the ten minutes longer.
        """
        return dump_cookie(
            self._cookie,
            str(to_microseconds(at) // 1_000_000),
            max_age=int(RELOAD.total_seconds()),
            path="/",
            secure=self.environ["wsgi.url_scheme"] == "https",
            httponly=True,
            samesite="Lax",
            sync_expires=False,  # every browser of today goes by the age
        )

    def phone(self, secret_key: str) -> bytes | None:
        """A keyed hash of what asks, where it can't be expected to keep a cookie; else None.

        Browsers show themselves by what they send with a page they open, and keep cookies, so
        two phones behind one address stay two. What shows no such sign is told apart by its
        address and name.
        """
        if any(sign in self.environ for sign in BROWSER_SIGNS):
            return None
        seen = f"{address_of(self.environ)}\n{self._agent}"
        return hmac.new(secret_key.encode(), seen.encode(), hashlib.sha256).digest()[:16]

    @property
    def _agent(self) -> str:
        agent: str = self.environ.get("HTTP_USER_AGENT", "")
        return agent

    @property
    def _cookie(self) -> str:
        return f"scanned-{self.link.code}"

    def _cookies(self) -> Mapping[str, str]:
        return parse_cookie(self.environ) if "HTTP_COOKIE" in self.environ else {}

    def _is_prefetch(self) -> bool:
        return any("pre" in self.environ.get(name, "").casefold() for name in PREFETCH)
