"""How browsers report what happened: one way in for taps and for answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_cookie
from werkzeug.wsgi import get_host, get_input_stream

from kiosk.place import COOKIE
from station.counts.reports import MOST_BYTES, BadReport
from station.counts.rules import Device
from station.points.queries import look_up_paired
from station.stations.queries import find_only_station, find_station

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from sqlalchemy.orm import Session

    from station.points.queries import Paired
    from web.house import House

Environ = dict[str, Any]
Answer = tuple[HTTPStatus, dict[str, object]]
"""A status, and what is said as JSON."""
KEPT_SECONDS = 2.0
"""How long a catalogue is used without a look; a name it does not know is looked up at once."""


class OfStation(Protocol):
    """What of a station a report may name."""

    @property
    def station_id(self) -> UUID:
        """Whose it is."""


Report = TypeVar("Report")
Catalogue = TypeVar("Catalogue", bound=OfStation)


@dataclass
class Intake(Generic[Report, Catalogue]):
    """One address to which browsers report; what reports may name is kept for a moment.

    `read` raises BadReport; `is_known` says whether a catalogue has all that a report names;
    `record` stores a report and says what became of each of its items.
    """

    house: House
    read: Callable[[bytes], Report]
    look_up: Callable[[Session, UUID], Catalogue]
    is_known: Callable[[Report, Catalogue], bool]
    record: Callable[[House, Catalogue, Report, Device | None], dict[str, object]]
    kept: dict[tuple[str | None, UUID | None], tuple[float, Catalogue]] = field(
        default_factory=dict
    )

    def take(self, environ: Environ, slug: str | None) -> Answer:
        """Store a report; each id sent comes back in exactly one list."""
        if is_foreign(environ, self.house):
            return HTTPStatus.FORBIDDEN, {"error": "foreign_origin"}
        try:
            report = self.read(_body(environ))
        except RequestEntityTooLarge:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"error": "too_large"}
        except BadReport as bad:
            return HTTPStatus.BAD_REQUEST, {"error": bad.code}
        kiosk = _find_kiosk(environ, self.house)
        catalogue = self._find_catalogue(report, slug, kiosk)
        if catalogue is None:
            return HTTPStatus.NOT_FOUND, {"error": "unknown_station"}
        device = _device(kiosk, catalogue.station_id)
        return HTTPStatus.OK, self.record(self.house, catalogue, report, device)

    def _find_catalogue(
        self, report: Report, slug: str | None, kiosk: Paired | None
    ) -> Catalogue | None:
        """What a report may name, or None where there is no such station."""
        key = (slug, kiosk.station_id if kiosk else None)
        kept = self.kept.get(key)
        if kept and monotonic() - kept[0] < KEPT_SECONDS and self.is_known(report, kept[1]):
            return kept[1]
        with self.house.database.session(writing=False) as db:
            station_id = _station_id(db, slug, kiosk)
            if station_id is None:
                return None
            catalogue = self.look_up(db, station_id)
        self.kept[key] = monotonic(), catalogue
        return catalogue


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


def _device(kiosk: Paired | None, station_id: UUID) -> Device | None:
    """The kiosk as the sender, unless it reports to another station than its own."""
    if kiosk is None or kiosk.station_id != station_id:
        return None
    return Device(kiosk.id, kiosk.station_id, kiosk.epoch, kiosk.last_contact_at)


def _station_id(db: Session, slug: str | None, kiosk: Paired | None) -> UUID | None:
    if slug is None and kiosk is not None:
        return kiosk.station_id
    station = find_station(db, slug) if slug is not None else find_only_station(db)
    return station.id if station else None
