"""Short links: a phone that scanned a code is counted and sent on."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from station import clock
from station.channels.queries import ScannedLink, find_link, look_up_link
from station.clock import to_microseconds
from station.counts.actions import record_scan
from station.counts.rules import RELOAD, Excluded
from station.stations.queries import get_station, look_up_zone
from web.house import db

if TYPE_CHECKING:
    from datetime import datetime

    from web.house import House

# What fetches a picture of the page for a chat, or a copy: nobody looked at it. The first part
# spares the telephones of a maker called Cubot.
ROBOT = re.compile(
    r"(?<!cu)bot\b|spider|crawl|slurp|scrap|preview|external(hit|agent|fetcher)|whatsapp/|line-poker"
    r"|embedly|iframely|vkshare|pagerenderer|inspectiontool|imgproxy|lighthouse|archive\.org",
    re.IGNORECASE,
)
BROWSER_SIGNS = ("Sec-Fetch-Site", "Upgrade-Insecure-Requests")
PREFETCH = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def follow(request: Request, house: House, code: str) -> Response | None:
    """Count one scan at the code's own place, durably, then send the phone on.

    None where the code leads nowhere.
    """
    link = look_up_link(house.database, code)
    if link is None or link.address is None:
        return None
    at = clock.now()
    scan = Scan(request, link, house.settings.secret_key)
    excluded = scan.excluded(at)
    record_scan(
        *(house.writer, link),
        zone=look_up_zone(house.database, link.station_id),
        excluded=excluded,
        phone=scan.phone(),
        at=at,
    )
    answer = _redirect(link.address)
    if excluded is None:
        scan.remember(answer, at)
    return answer


def show(code: str, **_: str) -> Response | tuple[str, int]:
    """Where a code leads, without counting it, as HEAD asks; or that it leads nowhere."""
    link = find_link(db(), code)
    if link is None or link.address is None:
        slug = get_station(db(), link.station_id).slug if link else None
        return render_template("errors/dead_link.html", slug=slug), 404
    return _redirect(link.address)


def _redirect(address: str) -> Response:
    answer = redirect(address, 302)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@dataclass(frozen=True, slots=True)
class Scan:
    """A request that follows a short link."""

    request: Request
    link: ScannedLink
    secret_key: str

    def excluded(self, at: datetime) -> Excluded | None:
        """Why it stands outside the totals, or None."""
        if ROBOT.search(self.request.user_agent.string or "") or self._is_prefetch():
            return Excluded.ROBOT
        scanned = self.request.cookies.get(self._cookie, "")
        if scanned.isascii() and scanned.isdigit() and len(scanned) < 20:
            age = to_microseconds(at) // 1_000_000 - int(scanned)
            if 0 <= age < RELOAD.total_seconds():
                return Excluded.RELOAD
        return None

    def _is_prefetch(self) -> bool:
        return any("pre" in self.request.headers.get(name, "").casefold() for name in PREFETCH)

    @property
    def _cookie(self) -> str:
        return f"scanned-{self.link.code}"

    def remember(self, answer: Response, at: datetime) -> None:
        """Let the phone itself remember that it scanned: nothing about it is kept here.

        A reload does not make the ten minutes longer.
        """
        answer.set_cookie(
            self._cookie,
            str(to_microseconds(at) // 1_000_000),
            max_age=int(RELOAD.total_seconds()),
            path="/",
            secure=self.request.is_secure,
            httponly=True,
            samesite="Lax",
        )

    def phone(self) -> bytes | None:
        """A keyed hash of what asks, where it can't be expected to keep a cookie; else None.

        Browsers show themselves by what they send with a page they open, and keep cookies, so
        two phones behind one address stay two. What shows no such sign is told apart by its
        address and name.
        """
        headers = self.request.headers
        if any(sign in headers for sign in BROWSER_SIGNS):
            return None
        address = headers.get("X-Forwarded-For", self.request.remote_addr)
        seen = f"{address}\n{self.request.user_agent.string}"
        key = self.secret_key.encode()
        return hmac.new(key, seen.encode("utf-8", "replace"), hashlib.sha256).digest()[:16]
