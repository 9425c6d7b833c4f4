"""Short links: one for every channel, division and place, made once and never again."""

from collections import Counter
from uuid import UUID

from flask import Flask

from station import clock
from station.channels.links import make_missing_links
from station.channels.rules import LINKED
from station.channels.tables import Channel, Link
from station.plan.file import PlanFile
from tests.cast import add_neighbour, house_of
from tests.devices import PairedKiosk, add_unpaired, revoke
from tests.kept import everything, rows


def make_links(app: Flask, station_id: UUID) -> None:
    with house_of(app).database.session(writing=True) as db:
        make_missing_links(db, station_id, at=clock.now())
        db.commit()


def test_there_is_one_for_every_channel_division_and_place(
    app: Flask, kiosk: PairedKiosk, plan: PlanFile
) -> None:
    divisions = [division.code for division in plan.divisions]
    wanted: Counter[tuple[str, str | None, UUID | None]] = Counter()
    for channel in plan.channels:
        if channel.kind not in LINKED:
            continue
        everywhere = [None] if channel.kind == "notice" else divisions
        for division in [channel.division] if channel.division else everywhere:
            for place in (None, kiosk.id):
                wanted[channel.code, division, place] += 1
    found = Counter((link.channel, link.division, link.kiosk_id) for link in rows(app, Link))
    assert found == wanted


def test_making_them_again_makes_none(app: Flask, kiosk: PairedKiosk, station_id: UUID) -> None:
    before = everything(app)
    make_links(app, station_id)
    assert everything(app) == before


def test_a_revoked_kiosk_keeps_its_links_and_gets_no_more(
    app: Flask, kiosk: PairedKiosk, station_id: UUID
) -> None:
    before = sum(link.kiosk_id == kiosk.id for link in rows(app, Link))
    revoke(app, kiosk)
    unpaired, _ = add_unpaired(app, station_id, "ตัวอย่าง สอง")
    make_links(app, station_id)
    kept = Counter(link.kiosk_id for link in rows(app, Link))
    assert (kept[kiosk.id], kept[unpaired]) == (before, before)


def test_another_stations_links_are_its_own(app: Flask, station_id: UUID, plan: PlanFile) -> None:
    neighbour = add_neighbour(app, plan)
    codes = Counter(link.station_id for link in rows(app, Link))
    assert codes[station_id] == codes[neighbour] > 50
    assert len({link.code for link in rows(app, Link)}) == sum(codes.values())
    assert len(rows(app, Channel)) == 2 * len([*plan.channels, *plan.commitments])
