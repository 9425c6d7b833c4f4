"""Kiosks that are paired, and channels that lead somewhere, made through the same actions."""

from dataclasses import dataclass
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from kiosk.place import COOKIE
from station import clock
from station.channels.actions import change_channel
from station.channels.links import make_missing_links
from station.channels.queries import get_channel, get_meaning
from station.channels.rules import Meaning
from station.people.actions import Actor
from station.points.actions import add_kiosk, make_pairing_code, pair_kiosk, revoke_kiosk
from station.points.queries import get_kiosk
from tests.cast import house_of

POINT = "one-stop-service"
ADDRESS = "https://example.go.th/survey?station=9"


@dataclass(frozen=True)
class PairedKiosk:
    """A tablet at the One Stop Service room, and its browser."""

    id: UUID
    station_id: UUID
    browser: FlaskClient


def add_unpaired(app: Flask, station_id: UUID, name: str = "ตัวอย่าง หนึ่ง") -> tuple[UUID, str]:
    """A kiosk and its one-time code."""
    by = Actor(station_id, None)
    with house_of(app).database.session(writing=True) as db:
        made = add_kiosk(db, station_id, name=name, point=POINT, by=by, at=clock.now())
        code = make_pairing_code(db, made, by=by, at=clock.now())
        db.commit()
        return made.id, code


def pair(app: Flask, station_id: UUID, name: str = "ตัวอย่าง หนึ่ง") -> PairedKiosk:
    """A kiosk, paired in a browser of its own."""
    kiosk_id, code = add_unpaired(app, station_id, name)
    return _use(app, PairedKiosk(kiosk_id, station_id, app.test_client()), code)


def pair_again(app: Flask, kiosk: PairedKiosk) -> PairedKiosk:
    """The same kiosk paired anew, in another browser."""
    with house_of(app).database.session(writing=True) as db:
        row = get_kiosk(db, kiosk.station_id, kiosk.id)
        code = make_pairing_code(db, row, by=Actor(kiosk.station_id, None), at=clock.now())
        db.commit()
    return _use(app, PairedKiosk(kiosk.id, kiosk.station_id, app.test_client()), code)


def _use(app: Flask, kiosk: PairedKiosk, code: str) -> PairedKiosk:
    with house_of(app).database.session(writing=True) as db:
        _, token = pair_kiosk(db, code, at=clock.now())
        make_missing_links(db, kiosk.station_id, at=clock.now())
        db.commit()
    kiosk.browser.set_cookie(COOKIE, token)
    return kiosk


def revoke(app: Flask, kiosk: PairedKiosk) -> None:
    """End a kiosk's pairing."""
    with house_of(app).database.session(writing=True) as db:
        row = get_kiosk(db, kiosk.station_id, kiosk.id)
        revoke_kiosk(db, row, by=Actor(kiosk.station_id, None), at=clock.now())
        db.commit()


def lead_to(app: Flask, station_id: UUID, channel: str, address: str | None) -> None:
    """Let a channel lead to an address, or to none."""
    with house_of(app).database.session(writing=True) as db:
        row = get_channel(db, station_id, channel)
        kept = get_meaning(db, row, row.version)
        words = {"th": "ถามเจ้าหน้าที่", "en": "Ask the officer"}
        meaning = Meaning(kept.title, kept.hint, kept.telephone, address, otherwise=words)
        change_channel(db, row, meaning, by=Actor(station_id, None), at=clock.now())
        db.commit()
