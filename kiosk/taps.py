"""Taps come in here, from paired kiosks and any other browser."""

from __future__ import annotations

from http import HTTPStatus
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_cookie
from werkzeug.wsgi import get_host, get_input_stream

from kiosk.place import COOKIE
from station import clock
from station.counts.actions import record_taps
from station.counts.queries import get_catalogue
from station.counts.rules import (
    MOST_BYTES,
    BadReport,
    Catalogue,
    Device,
    Report,
    misnamed,
    read_report,
)
from station.points.queries import look_up_paired
from station.stations.queries import find_only_station, find_station

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.orm import Session

    from station.database import Database
    from station.points.queries import Paired
    from web.house import House

Environ = dict[str, Any]
Answer = tuple[HTTPStatus, dict[str, object]]
"""A status, and what is said as JSON."""
KEPT_SECONDS = 2.0
"""How long a catalogue is used without a look; a name it does not know is looked up at once."""


def take(environ: Environ, house: House, catalogues: Catalogues, slug: str | None) -> Answer:
    """Store a report of taps; each id sent comes back in exactly one list."""
    if is_foreign(environ, house):
        return HTTPStatus.FORBIDDEN, {"error": "foreign_origin"}
    try:
        report = read_report(_body(environ))
    except RequestEntityTooLarge:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"error": "too_large"}
    except BadReport as bad:
        return HTTPStatus.BAD_REQUEST, {"error": bad.code}
    kiosk = _find_kiosk(environ, house)
    catalogue = catalogues.find(report, slug, kiosk)
    if catalogue is None:
        return HTTPStatus.NOT_FOUND, {"error": "unknown_station"}
    device = _device(kiosk, catalogue)
    answer = record_taps(house.writer, catalogue, report, by=device, at=clock.now())
    said = {"counted": answer.counted, "known": answer.known, "refused": answer.refused}
    return HTTPStatus.OK, said


def _body(environ: Environ) -> bytes:
    """The request's body; raises RequestEntityTooLarge.

    A body in chunks has no length, and is cut where the limit stands: one byte more tells.
    """
    body = get_input_stream(environ, max_content_length=MOST_BYTES + 1).read()
    if len(body) > MOST_BYTES:
        raise RequestEntityTooLarge()
    return body


def is_foreign(environ: Environ, house: House) -> bool:
    """Whether a page of another site sent this; a missing Origin is our own older browsers'."""
    origin = environ.get("HTTP_ORIGIN")
    if origin is None:
        return False
    # A proxy may speak HTTPS for us: by which of the two it came says nothing about whose it is.
    scheme, _, _ = origin.partition("://")
    if scheme not in ("http", "https"):
        return True
    ours = {_host_and_port(f"{scheme}://{get_host(environ)}")}
    if house.settings.public_url:
        ours.add(_host_and_port(house.settings.public_url))
    sender = _host_and_port(origin)
    return sender is None or sender not in ours


def _host_and_port(address: str) -> tuple[str | None, int] | None:
    """Where an address leads, with the port its scheme implies; None where nowhere."""
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    except (ValueError, KeyError):
        return None
    return (parts.hostname, port) if parts.hostname and not parts.username else None


def _find_kiosk(environ: Environ, house: House) -> Paired | None:
    if "HTTP_COOKIE" not in environ:
        return None
    token = parse_cookie(environ).get(COOKIE)
    return look_up_paired(house.database, token) if token else None


def _device(kiosk: Paired | None, catalogue: Catalogue) -> Device | None:
    """The kiosk as the sender, unless it reports to another station than its own."""
    if kiosk is None or kiosk.station_id != catalogue.station_id:
        return None
    return Device(kiosk.id, kiosk.station_id, kiosk.epoch, kiosk.last_contact_at)


class Catalogues:
    """What taps may name, by the address's slug and the kiosk's station, kept for a moment."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.kept: dict[tuple[str | None, UUID | None], tuple[float, Catalogue]] = {}

    def find(self, report: Report, slug: str | None, kiosk: Paired | None) -> Catalogue | None:
        """The catalogue for a report, or None where there is no such station."""
        key = (slug, kiosk.station_id if kiosk else None)
        kept = self.kept.get(key)
        if kept and monotonic() - kept[0] < KEPT_SECONDS:
            catalogue = kept[1]
            if not any(misnamed(tap, catalogue) for tap in report.taps):
                return catalogue
        with self.database.session(writing=False) as db:
            station_id = _station_id(db, slug, kiosk)
            if station_id is None:
                return None
            catalogue = get_catalogue(db, station_id)
        self.kept[key] = monotonic(), catalogue
        return catalogue


def _station_id(db: Session, slug: str | None, kiosk: Paired | None) -> UUID | None:
    if slug is None and kiosk is not None:
        return kiosk.station_id
    station = find_station(db, slug) if slug is not None else find_only_station(db)
    return station.id if station else None
