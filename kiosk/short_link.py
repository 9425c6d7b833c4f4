"""Short links: a phone that scanned a code is counted and sent on."""

import hashlib
import hmac

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from station.channels.queries import ScannedLink, find_link
from station.clock import to_microseconds
from station.counts.actions import record_scan
from station.counts.rules import RELOAD, Excluded
from station.stations.queries import get_station
from web.house import db, house, now

# What these fetch is a picture of the page for a chat, or a copy; nobody looked at it.
PREVIEW_ROBOTS = (
    "facebookexternalhit",
    "facebot",
    "line-poker",
    "linespider",
    "twitterbot",
    "whatsapp",
    "telegrambot",
    "slackbot",
    "slack-imgproxy",
    "discordbot",
    "skypeuripreview",
    "linkedinbot",
    "pinterestbot",
    "redditbot",
    "snap url preview",
    "googlebot",
    "google-pagerenderer",
    "bingbot",
    "bingpreview",
    "applebot",
    "yandexbot",
    "duckduckbot",
    "baiduspider",
    "petalbot",
    "embedly",
    "iframely",
    "vkshare",
    "mattermost",
    "chrome-lighthouse",
)
PREFETCH = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def follow(code: str, **_: str) -> Response | tuple[str, int]:
    """Count one scan at the code's own place, durably, then send the phone on."""
    link = find_link(db(), code)
    if link is None or link.address is None:
        slug = get_station(db(), link.station_id).slug if link else None
        return render_template("errors/dead_link.html", slug=slug), 404
    answer = redirect(link.address, 302)
    answer.headers["Cache-Control"] = "no-store"
    if request.method == "GET":
        excluded = _excluded(link)
        zone = get_station(db(), link.station_id).zone
        record_scan(house().writer, link, zone=zone, excluded=excluded, phone=_phone(), at=now())
        if excluded is None:
            _remember(answer, link)
    return answer


def _cookie(link: ScannedLink) -> str:
    return f"scanned-{link.code}"


def _excluded(link: ScannedLink) -> Excluded | None:
    agent = (request.user_agent.string or "").casefold()
    if any(robot in agent for robot in PREVIEW_ROBOTS) or _is_prefetch():
        return Excluded.ROBOT
    scanned = request.cookies.get(_cookie(link), "")
    if scanned.isascii() and scanned.isdigit() and len(scanned) < 20:
        age = to_microseconds(now()) // 1_000_000 - int(scanned)
        if 0 <= age < RELOAD.total_seconds():
            return Excluded.RELOAD
    return None


def _is_prefetch() -> bool:
    return any("pre" in request.headers.get(name, "").casefold() for name in PREFETCH)


def _remember(answer: Response, link: ScannedLink) -> None:
    """Let the phone itself remember that it scanned: nothing about it is kept here.

    A reload does not make the ten minutes longer.
    """
    answer.set_cookie(
        _cookie(link),
        str(to_microseconds(now()) // 1_000_000),
        max_age=int(RELOAD.total_seconds()),
        path=request.path,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )


def _phone() -> bytes | None:
    """A keyed hash of what asks, where it can't be expected to keep a cookie; else None.

    Browsers of today say where a request comes from (Sec-Fetch-Site) and keep cookies, so two
    phones behind one address stay two. What says nothing is told apart by its address and name.
    """
    if "Sec-Fetch-Site" in request.headers:
        return None
    seen = f"{request.remote_addr}\n{request.user_agent.string}"
    key = house().settings.secret_key.encode()
    return hmac.new(key, seen.encode("utf-8", "replace"), hashlib.sha256).digest()[:16]
