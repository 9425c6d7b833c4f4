"""Error pages: what happened and what to do, in the reader's language; never a stack trace."""

import logging

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from gunicorn.http.errors import ParseException
from sqlalchemy.exc import DataError, DBAPIError
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    InternalServerError,
    NotFound,
    ServiceUnavailable,
)

from station import errors

LAST_RESORT = """<!doctype html>
<html lang="th"><meta charset="utf-8"><title>ขออภัย</title>
<h1>ขออภัย ขณะนี้ระบบขัดข้อง</h1>
<p>โปรดแจ้งเจ้าหน้าที่ที่จุดบริการ หรือลองใหม่อีกครั้งในอีกสักครู่</p>
<p lang="en">Sorry, this is not working at the moment. Tell the officer at the counter,
or try again in a little while.</p>
<p><a href="/">หน้าแรก / Home</a></p></html>
"""

log = logging.getLogger(__name__)
KNOWN = frozenset({400, 403, 404, 405, 413, 429, 500, 503})
JSON_PATHS = ("/taps", ".json")
JSON_NAMES = {500: "server_error", 503: "unavailable"}


def use_error_pages(app: Flask) -> None:
    """Answer every failure with a page (or JSON, where a program asked)."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(errors.NotFound, lambda _: _answer(NotFound(), "not_found"))
    app.register_error_handler(CSRFError, lambda e: _answer(e, "form_expired"))
    app.register_error_handler(DBAPIError, _database_error)
    # What was sent holds something that no column can, such as a NUL on PostgreSQL.
    app.register_error_handler(DataError, lambda _: _answer(BadRequest(), "http"))
    # A body in chunks that are none shows only once it is read.
    app.register_error_handler(ParseException, lambda _: _answer(BadRequest(), "http"))
    app.register_error_handler(errors.NotStored, _database_error)
    app.register_error_handler(Exception, _bug)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400:
        return error.get_response()
    return _answer(error, "http")


def _database_error(error: Exception) -> ResponseReturnValue:
    log.error("the database failed: %s", error)
    return _answer(ServiceUnavailable(), "database")


def _bug(error: Exception) -> ResponseReturnValue:
    log.exception("unforeseen error")
    return _answer(InternalServerError(), "bug")


def _is_asked_by_a_program() -> bool:
    # The staff's answers are a page.
    is_report = request.path.endswith("/answers") and not request.path.startswith("/admin/")
    return is_report or request.path.endswith(JSON_PATHS)


def _answer(error: HTTPException, why: str) -> ResponseReturnValue:
    status = error.code or 500
    headers = [pair for pair in error.get_headers() if pair[0].lower() == "allow"]
    if _is_asked_by_a_program():
        return (
            {"error": JSON_NAMES.get(status, error.name.lower().replace(" ", "_"))},
            status,
            headers,
        )
    shown = status if status in KNOWN else 400 if status < 500 else 500
    try:
        page = render_template("errors/error.html", status=shown, why=why)
    except Exception:  # without a database, say, even the page's header can't be made
        log.exception("the error page failed")
        page = LAST_RESORT
    return page, status, headers
