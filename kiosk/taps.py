"""Taps come in here, from paired kiosks and any other browser."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

from flask import Response, current_app, g, jsonify, request
from werkzeug.exceptions import RequestEntityTooLarge

from kiosk.place import find_kiosk
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
from station.stations.queries import find_only_station, find_station
from web.house import db, house, now

if TYPE_CHECKING:
    from station.points.tables import Kiosk

Kept = dict[tuple[str | None, UUID | None], tuple[float, Catalogue]]
"""A catalogue and when it was looked up, by the address's slug and the kiosk's station."""
KEPT_SECONDS = 2.0
"""How long a catalogue is used without a look; a name it does not know is looked up at once."""


def take(**_: str) -> tuple[Response, int]:
    """Store a report of taps; each id sent comes back in exactly one list."""
    if is_foreign():
        return jsonify(error="foreign_origin"), 403
    try:
        report = read_report(_body())
    except RequestEntityTooLarge:
        return jsonify(error="too_large"), 413
    except BadReport as bad:
        return jsonify(error=bad.code), 400
    kiosk = find_kiosk()
    catalogue = _catalogue_for(kiosk, report)
    if catalogue is None:
        return jsonify(error="unknown_station"), 404
    device = _device(kiosk, catalogue)
    answer = record_taps(house().writer, catalogue, report, by=device, at=now())
    return jsonify(counted=answer.counted, known=answer.known, refused=answer.refused), 200


def _body() -> bytes:
    """The request's body; raises RequestEntityTooLarge.

    A body in chunks has no length, and is cut where the limit stands: one byte more tells.
    """
    request.max_content_length = MOST_BYTES + 1
    body = request.get_data(cache=False)
    if len(body) > MOST_BYTES:
        raise RequestEntityTooLarge()
    return body


def is_foreign() -> bool:
    """Whether a page of another site sent this; a missing Origin is our own older browsers'."""
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    try:
        sent_by = urlsplit(origin).netloc
        ours = urlsplit(house().settings.public_url or "").netloc
    except ValueError:
        return True
    return sent_by not in {request.host, ours} - {""}


def _catalogue_for(kiosk: Kiosk | None, report: Report) -> Catalogue | None:
    catalogues: Kept = current_app.extensions.setdefault("catalogues", {})
    key = (g.slug, kiosk.station_id if kiosk else None)
    kept = catalogues.get(key)
    if kept and monotonic() - kept[0] < KEPT_SECONDS:
        catalogue = kept[1]
        if not any(misnamed(tap, catalogue) for tap in report.taps):
            return catalogue
    station_id = _station_id(kiosk)
    if station_id is None:
        return None
    catalogue = get_catalogue(db(), station_id)
    catalogues[key] = monotonic(), catalogue
    return catalogue


def _station_id(kiosk: Kiosk | None) -> UUID | None:
    if g.slug is None and kiosk is not None:
        return kiosk.station_id
    station = find_station(db(), g.slug) if g.slug is not None else find_only_station(db())
    return station.id if station else None


def _device(kiosk: Kiosk | None, catalogue: Catalogue) -> Device | None:
    """The kiosk as the sender, unless it reports to another station than its own."""
    if kiosk is None or kiosk.station_id != catalogue.station_id:
        return None
    assert kiosk.last_contact_at is not None  # set by pairing, without which it has no token
    return Device(kiosk.id, kiosk.station_id, kiosk.epoch, kiosk.last_contact_at)
