"""The guard: who is asking, for which station, and whether they may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from flask import Response, abort, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from admin.access import PAGES, WITHOUT_SIGN_IN, Permission, may
from station.clock import day_in_zone
from station.people.actions import Actor
from station.people.queries import find_signed_in
from station.people.rules import Role
from station.quotas.rules import fiscal_year_of
from station.stations.queries import find_station, get_station
from web.house import db, now

if TYPE_CHECKING:
    from station.people.tables import Account
    from station.stations.tables import Station

COOKIE = "staff"


@dataclass(frozen=True)
class Staff:
    """Who is signed in, and the station they look at (the province may look at none yet)."""

    account: Account
    station: Station | None

    @property
    def role(self) -> Role:
        """What the account is for."""
        return Role(self.account.role)

    @property
    def actor(self) -> Actor:
        """The one who acts, for the audit log."""
        return Actor(self.account.station_id, self.account.id)

    def may(self, permission: str) -> bool:
        """Whether the role has a permission."""
        return may(self.role, Permission(permission))

    def may_open(self, page: str) -> bool:
        """Whether the role may open a page, by its endpoint."""
        return may(self.role, PAGES[page])


def staff() -> Staff:
    """Who is signed in to this request."""
    return cast(Staff, g.staff)


def station() -> Station:
    """The station this request is about; 404 for a province that has not chosen one."""
    chosen = staff().station
    if chosen is None:
        abort(404)
    return chosen


def station_id() -> UUID:
    """The id that bounds every query of this request."""
    return station().id


def check_who_asks() -> AnyResponse | tuple[dict[str, str], int] | None:
    """Let a request pass only if its page's permission is the account's; default is no."""
    endpoint = request.endpoint or ""
    if endpoint in WITHOUT_SIGN_IN:
        return None
    token = request.cookies.get(COOKIE)
    account = find_signed_in(db(), token, at=now()) if token else None
    if account is None:
        return _ask_to_sign_in()
    g.staff = Staff(account, _station_of(account))
    permission = PAGES.get(endpoint)
    if permission is None or not g.staff.may(permission):
        abort(403)
    return None


def _ask_to_sign_in() -> AnyResponse | tuple[dict[str, str], int]:
    if request.path.endswith(".json"):
        return {"error": "sign_in"}, 401
    after = request.full_path.rstrip("?") if request.method in ("GET", "HEAD") else None
    return redirect(url_for("admin.sign_in", after=after), 303)


def _station_of(account: Account) -> Station | None:
    """The account's own station; the province names one in the address."""
    if account.station_id is not None:
        return get_station(db(), account.station_id)
    slug = request.args.get("station")
    return find_station(db(), slug) if slug else None


def keep_station(endpoint: str, values: dict[str, Any]) -> None:
    """Carry the station a province has chosen along in every address made."""
    chosen = g.get("staff")
    if chosen and chosen.account.station_id is None and chosen.station:
        values.setdefault("station", chosen.station.slug)


def keep_private(response: Response) -> Response:
    """Let no browser or proxy keep a page of the staff."""
    response.headers["Cache-Control"] = "no-store"
    return response


def what_every_page_shows() -> dict[str, Any]:
    """Who is signed in, for which station and year; nothing on the pages before sign-in."""
    known = g.get("staff")
    if known is None or known.station is None:
        return {"staff": known, "station": None, "fiscal_year": None}
    year = fiscal_year_of(day_in_zone(now(), known.station.zone))
    return {"staff": known, "station": known.station, "fiscal_year": year}


def inside_address(text: str | None) -> str:
    """Where to go after signing in: an address of the admin side, never of elsewhere."""
    home = url_for("admin.home")
    if not text or len(text) > 500 or "\\" in text or not text.isprintable():
        return home
    try:
        parts = urlsplit(text)
    except ValueError:
        return home
    is_inside = not parts.scheme and not parts.netloc and parts.path.startswith("/admin/")
    return text if is_inside else home
