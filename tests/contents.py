"""What the kiosk leads to and shows, made for tests."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from flask import Flask

from station import clock
from station.channels import actions, bodies
from station.channels.links import make_missing_links
from station.channels.queries import KeptChannel, get_kept
from station.channels.rules import Kind, Meaning
from station.people.actions import Actor
from tests.cast import house_of

TITLE = {"th": "เรื่องตัวอย่าง", "en": "A sample"}
TEXT = {"th": "ข้อความตัวอย่าง", "en": "Sample words"}
PROMISE = bodies.Commitment(
    steps=({"th": "รับบัตรคิว", "en": "Take a number"}, {"th": "ยื่นเอกสาร", "en": "Hand in papers"}),
    minutes=30,
    fee=0,
    papers=({"th": "บัตรประจำตัวประชาชน", "en": "Identity card"},),
)


def add_content(
    app: Flask,
    station_id: UUID,
    kind: Kind,
    body: bodies.Body = bodies.PLAIN,
    *,
    title: dict[str, str] = TITLE,
    division: str | None = None,
    is_shown: bool = True,
    **more: Any,
) -> str:
    """Add a channel of the station's own; its code."""
    by, at = Actor(station_id, None), clock.now()
    with house_of(app).database.session(writing=True) as db:
        channel = actions.add_own_channel(
            db,
            station_id,
            kind=kind,
            division=division,
            side="outside" if kind is Kind.COMPLAINT else None,
            meaning=Meaning(title, body=body, **more),
            by=by,
            at=at,
        )
        make_missing_links(db, station_id, at=at)
        if is_shown:
            actions.publish_draft(db, channel, by=by, at=at)
        db.commit()
        return channel.code


def kept_channel(app: Flask, station_id: UUID, code: str) -> KeptChannel:
    """A channel as the staff see it."""
    with house_of(app).database.session(writing=False) as db:
        return get_kept(db, station_id, code)


def change_content(app: Flask, station_id: UUID, code: str, **parts: Any) -> None:
    """Let a channel say something else from now on."""
    with house_of(app).database.session(writing=True) as db:
        kept = get_kept(db, station_id, code)
        meaning = replace(kept.last, **parts)
        actions.change_channel(
            db, kept.channel, meaning, by=Actor(station_id, None), at=clock.now()
        )
        db.commit()


def code_for(app: Flask, station_id: UUID, address: str) -> str:
    """The code of a channel that has a page at an address of the visitor's door."""
    if "/manuals/" in address:
        return "law"
    if "/services/" in address:
        change_content(app, station_id, "service-traffic", body=PROMISE)
        return "service-traffic"
    if "/notices/" in address:
        return "no-gift-policy"
    return add_content(app, station_id, Kind.NEWS, bodies.News(date(2025, 3, 1), text=TEXT))
