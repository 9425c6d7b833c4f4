"""Files on their way out: a manual to download, its pages and pictures to look at.

No sign-in and no place is asked for: what is here is public, and only who was led here knows an id.
"""

from __future__ import annotations

import logging
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from flask import Response, abort, g, send_file

from station.files.queries import find_page, find_shown
from station.files.rules import Kind
from station.stations.queries import find_station
from web.house import db, house

if TYPE_CHECKING:
    from uuid import UUID

    from station.files.tables import FilePage, StoredFile

CONTENT_SECURITY_POLICY = "default-src 'none'; sandbox"
"""Whatever a browser makes of a file: it loads nothing, runs nothing and is nobody."""
A_YEAR = 365 * 24 * 3600

log = logging.getLogger(__name__)


def pdf(file_id: UUID, name: str) -> Response:
    """A PDF, to be downloaded under its own name, whatever the address calls it."""
    file = _found(file_id, Kind.PDF)
    return _sent(file, "attachment", file.name)


def picture(file_id: UUID) -> Response:
    """A picture, to be looked at."""
    file = _found(file_id, Kind.PICTURE)
    return _sent(file, name=file.name)


def page(file_id: UUID, number: int) -> Response:
    """The picture of a PDF's page, counted from 1, to be looked at."""
    file = _found(file_id, Kind.PDF)
    one = find_page(db(), file.station_id, file.id, number) if number <= file.pages else None
    if one is None:
        abort(404)
    return _sent(one)


def _found(file_id: UUID, kind: Kind) -> StoredFile:
    """A file that the address's station shows; the address without a station leads to any."""
    file = find_shown(db(), file_id, kind)
    if file is None or not _is_of(g.slug, file.station_id):
        abort(404)
    return file


def _is_of(slug: str | None, station_id: UUID) -> bool:
    station = find_station(db(), slug) if slug is not None else None
    return slug is None or (station is not None and station.id == station_id)


def _sent(kept: StoredFile | FilePage, disposition: str = "inline", name: str = "") -> Response:
    """The bytes, which never change under their address."""
    try:
        answer = send_file(
            house().store.path(kept.digest),
            mimetype=kept.media_type,
            etag=kept.digest,
            max_age=A_YEAR,
        )
    except FileNotFoundError:
        log.error("a file that is named is not on the disk: %s", kept.digest)
        abort(404)
    answer.cache_control.immutable = True
    for added in ("Expires", "Last-Modified"):  # the age and the hash say it better
        answer.headers.pop(added, None)
    answer.headers.set("Content-Disposition", disposition, **_names(name))
    answer.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    return answer


def _names(name: str) -> dict[str, str]:
    """A name for browsers of today, beside a plain one for those that know ASCII only."""
    if not name or name.isascii():
        return {"filename": name} if name else {}
    plain = "file" + PurePath(name).suffix
    return {"filename": plain, "filename*": f"UTF-8''{quote(name, safe='')}"}
