"""What one process has open, and how a request reaches it."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from flask import Flask, current_app, g, request
from sqlalchemy.orm import Session

from station import clock
from station.counts.actions import Writer
from station.database import Database
from station.files.store import FileStore
from station.jobs.ticker import Ticker
from station.settings import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class House:
    """One process's settings, database, writer of events, files, and what runs its jobs."""

    settings: Settings
    database: Database
    writer: Writer
    store: FileStore
    ticker: Ticker


def move_in(app: Flask, house: House) -> None:
    """Let an app's requests use the house, each with a session of its own."""
    app.extensions["house"] = house
    app.teardown_request(_close_session)


def house() -> House:
    """The house of the current app."""
    return cast(House, current_app.extensions["house"])


def db() -> Session:
    """The request's session; with SQLite it may write only if the request may change things."""
    if "db" not in g:
        writing = request.method not in SAFE_METHODS
        g.db = house().database.session(writing=writing)
    return cast(Session, g.db)


def let_go() -> None:
    """End the request's transaction before something long, so that others may write meanwhile.

    Rows that were found can still be read; what was changed and not committed is lost.
    """
    session = g.get("db")
    if session is not None:
        session.close()


def now() -> datetime:
    """The request's present: the same at every look within one request."""
    if "now" not in g:
        g.now = clock.now()
    return cast(datetime, g.now)


def _close_session(_error: BaseException | None) -> None:
    session = g.pop("db", None)
    if session is not None:
        session.close()
