"""Where a visitor stands: which station, and at which kiosk, if at one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from flask import Blueprint, Response, g, render_template, request, url_for
from sqlalchemy.exc import SQLAlchemyError

from station.clock import day_in_zone
from station.database import Words
from station.points.queries import find_paired_kiosk, list_points
from station.stations.queries import (
    find_only_station,
    find_station,
    get_station,
    list_stations,
)
from web.house import db, now
from web.preview import PARAMETER, read_preview

if TYPE_CHECKING:
    from station.points.tables import Kiosk
    from station.stations.tables import Station

COOKIE = "kiosk"
WITHOUT_PLACE = ("_intake", "_files")
"""How the names of our blueprints end that answer wherever somebody stands."""


@dataclass(frozen=True)
class Place:
    """The station a request is about, and the paired kiosk it came from, if any."""

    station: Station
    kiosk: Kiosk | None


def keep_slug(door: Blueprint) -> None:
    """Take the station's slug out of the address, and put it into the addresses made."""

    def take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.slug = (values or {}).pop("slug", None)

    def add(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint.startswith("kiosk_of_station"):
            values.setdefault("slug", g.get("slug"))  # the staff's pages link here too

    door.url_value_preprocessor(take)
    door.url_defaults(add)


def place() -> Place:
    """The place of this request."""
    return cast(Place, g.place)


def find_kiosk() -> Kiosk | None:
    """The paired kiosk that shows its own cookie, if the request has one."""
    token = request.cookies.get(COOKIE)
    return find_paired_kiosk(db(), token) if token else None


def find_place() -> tuple[str, int] | None:
    """Find the place by the address, the kiosk's cookie, or because there is just one station."""
    if not _has_place():
        page = render_template("errors/which_station.html", stations=list_stations(db()))
        return page, 404
    return None


def _has_place() -> bool:
    kiosk = find_kiosk()
    station = _find_station(kiosk)
    if station is not None:
        g.place = Place(station, kiosk if kiosk and kiosk.station_id == station.id else None)
        g.preview = read_preview(request.args.get(PARAMETER), station.id)
    return station is not None


def _find_station(kiosk: Kiosk | None) -> Station | None:
    if g.slug is not None:
        return find_station(db(), g.slug)
    if kiosk is not None:
        return get_station(db(), kiosk.station_id)
    return find_only_station(db())


def what_every_page_shows() -> dict[str, Any]:
    """The station, its home, the kiosk and its point, and today; nothing where no station is."""
    if "place" not in g:
        return {"emergency": _common_emergency(), "preview": None}
    station, kiosk = place().station, place().kiosk
    home = url_for("kiosk.home" if g.slug is None else "kiosk_of_station.home")
    return {
        "station": station,
        "home": home,
        "kiosk": kiosk,
        "point": _point_name(kiosk),
        "today": today(),
        "preview": request.args.get(PARAMETER) if g.get("preview") else None,
    }


def what_stray_pages_show() -> dict[str, Any]:
    """The same on a page of no door, as an unknown address or a dead code is, where it can be."""
    if "place" in g or (request.blueprint and not request.blueprint.endswith(WITHOUT_PLACE)):
        return {}
    try:
        g.slug = g.get("slug")
        _has_place()
        return what_every_page_shows()
    except SQLAlchemyError:
        return {}  # the page is about to say that the database failed


def _common_emergency() -> str | None:
    """The emergency number, where all stations of this server have the same."""
    numbers = {station.emergency for station in list_stations(db())}
    return numbers.pop() if len(numbers) == 1 else None


def _point_name(kiosk: Kiosk | None) -> Words | None:
    if kiosk is None:
        return None
    points = list_points(db(), kiosk.station_id)
    return next((point.name for point in points if point.code == kiosk.point), None)


def today() -> date:
    """The present day in the station's zone."""
    return day_in_zone(now(), place().station.zone)


def keep_fresh(response: Response) -> Response:
    """Let browsers show a page again only after asking whether it changed."""
    response.headers.setdefault("Cache-Control", "private, no-cache")
    response.vary.update(("Cookie", "Accept-Language"))
    return response
