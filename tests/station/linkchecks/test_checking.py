"""The job that looks at a station's links: what it keeps, when, and what it holds back."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from station import clock
from station.database import sqlite_driver
from station.jobs.rules import LEASE, Interrupted
from station.linkchecks import checking, rounds
from station.linkchecks.actions import want_looks
from station.linkchecks.checking import check_links
from station.linkchecks.rules import Found, Look, NoWayOut, Unfinished
from station.linkchecks.tables import LinkCheck
from station.people.actions import Actor
from station.plan.file import PlanFile
from tests.cast import add_neighbour, house_of
from tests.devices import lead_to
from tests.instances import on_sqlite
from tests.kept import everything, rows
from tests.links import GONE, NO_NAME, OPENS, World, check, fill_addresses, links_of, verdicts

SURVEY = "eit-survey"
HOUR = timedelta(hours=1)
SILENT = Look(Found.NAMES_SILENT)


@pytest.fixture(autouse=True)
def _filled(app: Flask, station_id: UUID) -> None:
    fill_addresses(app, station_id)


def want(app: Flask, station_id: UUID, *codes: str) -> None:
    links = links_of(app, station_id)
    with house_of(app).database.session(writing=True) as db:
        by = Actor(station_id, None)
        want_looks(db, station_id, [links[code] for code in codes], by=by, at=clock.now())
        db.commit()


def test_every_address_is_looked_at_and_the_newest_look_is_kept(
    app: Flask, station_id: UUID
) -> None:
    links = links_of(app, station_id)
    world = World()
    check(app, station_id, world)
    assert sorted(world.asked) == sorted({link.address for link in links.values()})
    assert verdicts(app) == dict.fromkeys(links, "good")
    kept = links_of(app, station_id)[SURVEY]
    assert (kept.looked_at, kept.since, kept.status) == (clock.now(), clock.now(), 200)


def test_a_link_is_looked_at_daily_and_not_more_often(
    app: Flask, station_id: UUID, now: time_machine.Traveller
) -> None:
    check(app, station_id, World())
    for hours, asked in ((19, False), (1, True)):
        now.shift(hours * HOUR)
        world = World()
        check(app, station_id, world)
        assert bool(world.asked) is asked


def test_a_failing_link_is_looked_at_again_within_hours_and_is_dead_only_then(
    app: Flask, station_id: UUID, now: time_machine.Traveller
) -> None:
    world = World(answers={"itap": NO_NAME})
    check(app, station_id, world)
    assert verdicts(app)[SURVEY] == "failing"
    now.shift(4 * HOUR)
    check(app, station_id, world)
    assert verdicts(app)[SURVEY] == "dead"
    assert links_of(app, station_id)[SURVEY].failing_since == clock.now() - 4 * HOUR


def test_with_a_single_host_to_look_at_another_that_opened_bears_witness(
    app: Flask, station_id: UUID, now: time_machine.Traveller
) -> None:
    check(app, station_id, World(answers={"itap": NO_NAME}))
    now.shift(4 * HOUR)
    world = World(answers={"itap": NO_NAME})
    check(app, station_id, world)
    assert len(world.asked) == 2
    assert verdicts(app)[SURVEY] == "dead"


def test_where_the_witness_is_silent_too_nothing_is_believed(
    app: Flask, station_id: UUID, now: time_machine.Traveller
) -> None:
    check(app, station_id, World(answers={"itap": NO_NAME}))
    now.shift(4 * HOUR)
    before = everything(app)
    with pytest.raises(NoWayOut):
        check(app, station_id, World(NO_NAME))
    assert everything(app) == before


def test_without_a_way_out_no_link_is_marked(app: Flask, station_id: UUID) -> None:
    before = everything(app)
    with pytest.raises(NoWayOut):
        check(app, station_id, World(SILENT))
    assert everything(app) == before


def test_without_holding_back_a_morning_without_network_would_mark_them_all(
    app: Flask, station_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "is_no_way_out", lambda _: False)
    check(app, station_id, World(SILENT))
    assert set(verdicts(app).values()) == {"failing"}


def test_one_that_answers_proves_the_way_and_the_failures_count(
    app: Flask, station_id: UUID
) -> None:
    check(app, station_id, World(NO_NAME, {"itap": GONE}))
    found = verdicts(app)
    assert found.pop(SURVEY) == "dead"
    assert set(found.values()) == {"failing"}


def test_a_private_address_is_never_asked_and_said_so(app: Flask, station_id: UUID) -> None:
    lead_to(app, station_id, SURVEY, "http://192.168.1.5/")
    check(app, station_id, World(answers={"192.168": Look(Found.PRIVATE)}))
    assert verdicts(app)[SURVEY] == "not_asked"


def test_a_new_address_starts_anew(
    app: Flask, station_id: UUID, now: time_machine.Traveller
) -> None:
    check(app, station_id, World(answers={"itap": GONE}))
    lead_to(app, station_id, SURVEY, "https://example.go.th/new")
    link = links_of(app, station_id)[SURVEY]
    assert (link.verdict, link.looked_at, link.is_due(clock.now())) == (None, None, True)
    now.shift(HOUR)
    world = World()
    check(app, station_id, world)
    assert "https://example.go.th/new" in world.asked
    assert links_of(app, station_id)[SURVEY].since == clock.now()


def test_an_address_changed_while_it_is_looked_at_keeps_nothing_of_the_old_one(
    app: Flask, station_id: UUID
) -> None:
    new = "https://example.go.th/new"

    class Changing(World):
        def look(self, address: str) -> Look:
            if "itap" in address:
                lead_to(app, station_id, SURVEY, new)
                want(app, station_id, SURVEY)
            return super().look(address)

    check(app, station_id, Changing(answers={"itap": GONE}))
    link = links_of(app, station_id)[SURVEY]
    assert (link.address, link.verdict, link.wanted_at) == (new, None, clock.now())


def test_two_channels_of_one_address_are_asked_once_and_both_know(
    app: Flask, station_id: UUID
) -> None:
    for channel in (SURVEY, "messenger"):
        lead_to(app, station_id, channel, "https://example.go.th/both")
    world = World(answers={"both": GONE})
    check(app, station_id, world)
    assert world.asked.count("https://example.go.th/both") == 1
    assert (verdicts(app)[SURVEY], verdicts(app)["messenger"]) == ("dead", "dead")


def test_what_somebody_wants_is_looked_at_before_its_time_and_nothing_else(
    app: Flask, station_id: UUID, now: time_machine.Traveller
) -> None:
    check(app, station_id, World())
    now.shift(HOUR)
    want(app, station_id, SURVEY)
    world = World(answers={"itap": GONE})
    check(app, station_id, world)
    assert [address for address in world.asked if "itap" in address]
    assert len(world.asked) == 2, "the other bears witness"
    assert links_of(app, station_id)[SURVEY].wanted_at is None


def test_a_stations_links_are_its_own(app: Flask, station_id: UUID, plan: PlanFile) -> None:
    neighbour = add_neighbour(app, plan)
    check(app, station_id, World(answers={"itap": GONE}))
    assert {kept.station_id for kept in rows(app, LinkCheck)} == {station_id}
    assert links_of(app, neighbour)[SURVEY].verdict is None


def test_told_to_stop_it_keeps_what_it_knows_and_goes_on_later(
    app: Flask, station_id: UUID
) -> None:
    world, links = World(), links_of(app, station_id)

    def is_stopping() -> bool:
        return bool(verdicts(app))

    database = house_of(app).database
    with pytest.raises(Interrupted):
        check_links(database, station_id, world.look, is_stopping=is_stopping)
    assert 0 < len(verdicts(app)) < len(links)
    check(app, station_id, World())
    assert verdicts(app) == dict.fromkeys(links, "good")


def test_what_a_round_has_no_time_for_is_left_for_the_next(
    app: Flask, station_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "look_round", lambda found, *_, **__: iter([(found[0], OPENS)]))
    with pytest.raises(Unfinished):
        check(app, station_id, World())
    assert len(verdicts(app)) == 1
    assert LEASE.total_seconds() > rounds.SECONDS


@on_sqlite
def test_nobody_waits_for_a_slow_website(app: Flask, station_id: UUID) -> None:
    """Each look is kept in a transaction of its own, and none is open while the next is taken."""
    file = str(house_of(app).database.url.database)

    class Writing(World):
        def look(self, address: str) -> Look:
            beside = sqlite_driver().connect(file, timeout=15)
            beside.execute("BEGIN IMMEDIATE")
            beside.execute("ROLLBACK")
            beside.close()
            return super().look(address)

    check(app, station_id, Writing())
    assert set(verdicts(app).values()) == {"good"}
