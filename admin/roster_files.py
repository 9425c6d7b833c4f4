"""A month's roster as a file: XLSX for printing and passing on, CSV for other programs."""

from flask import Response, abort, request

from admin import guard
from station.posts.queries import list_posts
from station.rosters.queries import get_roster_catalogue, list_duties, version_in_force
from station.sheets.month import Month
from station.sheets.writing import WrittenDuty, write_csv, write_xlsx
from web.house import db
from web.numbers import whole

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def xlsx(month: Month) -> Response:
    """The roster in force, or the version asked for, as XLSX; 404 where none was published."""
    version = _version(month)
    catalogue = get_roster_catalogue(db(), guard.station_id())
    content = write_xlsx(_duties(month, version), catalogue, month)
    return _file(content, XLSX, f"{month}-v{version}.xlsx")


def csv(month: Month) -> Response:
    """The same as CSV."""
    version = _version(month)
    catalogue = get_roster_catalogue(db(), guard.station_id())
    return _file(write_csv(_duties(month, version), catalogue), CSV, f"{month}-v{version}.csv")


def _version(month: Month) -> int:
    """The version asked for, else the one in force; 404 where there is none such."""
    in_force = version_in_force(db(), guard.station_id(), month)
    version: int = request.args.get("version", in_force, type=whole)
    if not 1 <= version <= in_force:
        abort(404)
    return version


def _duties(month: Month, version: int) -> list[WrittenDuty]:
    """The duties by day, then in the station's order of posts, each post's by time."""
    order = {post.code: place for place, post in enumerate(list_posts(db(), guard.station_id()))}
    kept = list_duties(db(), guard.station_id(), month, version)
    by_place = sorted(kept, key=lambda one: (one.day, order.get(one.post, len(order))))
    return [WrittenDuty(one.day, one.post, one.shift, one.officer_id) for one in by_place]


def _file(content: bytes, content_type: str, name: str) -> Response:
    answer = Response(content, content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{guard.station().slug}-{name}"'
    return answer
