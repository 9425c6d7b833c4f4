"""How commands reach the database, and how their failures read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from station.errors import Refusal
from station.stations.queries import find_only_station, find_station, list_stations
from web.house import house

if TYPE_CHECKING:
    from station.stations.tables import Station


@contextmanager
def open_session(*, writing: bool) -> Iterator[Session]:
    """A session that commits at the end; what goes wrong becomes one clear line."""
    with in_one_line(), house().database.session(writing=writing) as db:
        yield db
        db.commit()


@contextmanager
def in_one_line() -> Iterator[None]:
    """Turn what goes wrong into one clear line."""
    try:
        yield
    except Refusal as refusal:
        raise click.ClickException(_sentence(refusal)) from None
    except UnicodeEncodeError:
        raise click.ClickException("an argument is not UTF-8 text") from None
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        is_old = "no such table" in reason or "does not exist" in reason
        hint = "; bring its schema here first: flask db upgrade" if is_old else ""
        raise click.ClickException(f"the database refused: {reason}{hint}") from None


def choose_station(db: Session, slug: str | None) -> Station:
    """The station named, or the only one; a clear line where neither is there."""
    station = find_station(db, slug) if slug else find_only_station(db)
    if station is None:
        known = ", ".join(s.slug for s in list_stations(db)) or "none: run flask plan load first"
        raise click.ClickException(f"name a station with --station; there are: {known}")
    return station


def _sentence(refusal: Refusal) -> str:
    values = ", ".join(f"{name} {value}" for name, value in refusal.values.items())
    words = refusal.code.replace("_", " ")
    return f"{words} ({values})" if values else words
