"""The short way in for taps, answers and scans, past what only pages need.

A form token, a session and a language cost more than storing an event for good does. Whatever
isn't stored here (another method, a code that leads nowhere) goes on to the pages, and what
fails here is raised there.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from flask import Flask, abort, request

from kiosk import answers, short_link, taps
from web.language import known_to

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kiosk.reports import Answer
    from web.house import House

Environ = dict[str, Any]
JSON = [("Content-Type", "application/json")]
FAILURE = "kiosk.intake.failure"


class Reports(Protocol):
    """Where one kind of report comes in."""

    def take(self, environ: Environ, slug: str | None) -> Answer:
        """Store a report, and say what became of it."""


class Intakes:
    """Stands in front of an app's pages."""

    def __init__(self, app: Flask, house: House) -> None:
        self.pages = app.wsgi_app
        self.house = house
        self.reports: dict[str, Reports] = {
            "/taps": taps.open_intake(house),
            "/answers": answers.open_intake(house),
        }
        self.places = short_link.Places(house.database, known_to(app))
        app.before_request(_raise_failure)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a report or a scan; leave anything else to the pages."""
        answer = None
        try:
            answer = self._answer(environ)
        except Exception as failure:  # noqa: BLE001 (raised again among the pages)
            environ[FAILURE] = failure
        return (answer or self.pages)(environ, start_response)

    def _answer(self, environ: Environ) -> Callable[..., Iterable[bytes]] | None:
        slug, path = _place_of(environ["PATH_INFO"])
        method = environ["REQUEST_METHOD"]
        if path in self.reports and method == "POST":
            status, said = self.reports[path].take(environ, slug)
            return _Answer(status, JSON, json.dumps(said, separators=(",", ":")).encode())
        if path.startswith("/go/") and method == "GET":
            code = path.removeprefix("/go/")
            headers = short_link.follow(environ, self.house, self.places, slug, code)
            return None if headers is None else _Answer(HTTPStatus.FOUND, headers, b"")
        return None


def _place_of(path: str) -> tuple[str | None, str]:
    """The slug an address starts with, if any, and what follows."""
    if not path.startswith("/s/"):
        return None, path
    slug, slash, rest = path.removeprefix("/s/").partition("/")
    return slug, slash + rest


def stand_in(**_: str) -> NoReturn:
    """What Flask's table of addresses holds for reports: Intakes answers before it is asked."""
    abort(HTTPStatus.NOT_FOUND)


def _raise_failure() -> None:
    failure = request.environ.get(FAILURE)
    if failure:
        raise failure


class _Answer:
    """Status, headers and body, as they go out."""

    def __init__(self, status: HTTPStatus, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status = f"{status} {status.phrase}"
        self.headers = [*headers, ("Content-Length", str(len(body)))]
        self.body = body

    def __call__(self, _environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response(self.status, self.headers)
        return [self.body]
