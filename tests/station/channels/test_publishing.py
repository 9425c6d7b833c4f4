"""Drafts, what is in force, taking off, bringing back and order: on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from station import clock
from station.channels import actions, bodies
from station.channels.arranging import order_channels, set_owner
from station.channels.queries import (
    KeptChannel,
    find_link,
    get_channel,
    get_kept,
    list_channels,
    list_publications,
    list_versions,
)
from station.channels.rules import (
    ChangedMeanwhile,
    Kind,
    Meaning,
    NothingToShow,
    NoTitle,
    NoWayToReach,
)
from station.channels.tables import Channel
from station.errors import NotFound
from station.people.actions import Actor
from station.stations.queries import get_station
from tests.cast import add_cast, house_of
from tests.kept import acts, everything, link_code
from tests.kept import versions as kept_versions

TITLE = {"th": "ประกาศตัวอย่าง", "en": "Sample notice"}
TEXT = {"th": "ข้อความ", "en": "Words"}


@pytest.fixture
def writing(app: Flask) -> Iterator[Session]:
    """A session that changes things, and commits at the end of the test."""
    with house_of(app).database.session(writing=True) as db:
        yield db
        db.commit()


@pytest.fixture
def by(station_id: UUID) -> Actor:
    return Actor(station_id, None)


def meaning_of(db: Session, station_id: UUID, code: str) -> Meaning:
    return get_kept(db, station_id, code).last


def shown(db: Session, station_id: UUID, kind: Kind) -> list[str]:
    return [one.code for one in list_channels(db, station_id, kinds=[kind])]


def add_notice(db: Session, station_id: UUID, by: Actor, **more: object) -> Channel:
    meaning = Meaning(**{"title": TITLE, "body": bodies.Notice(text=TEXT), **more})  # type: ignore[arg-type]
    return actions.add_own_channel(
        db,
        station_id,
        kind=Kind.NOTICE,
        division=None,
        side=None,
        meaning=meaning,
        by=by,
        at=clock.now(),
    )


def change(
    db: Session, station_id: UUID, by: Actor, *, seen: int | None = None, **parts: object
) -> KeptChannel:
    kept = get_kept(db, station_id, "eit-survey")
    wanted = replace(kept.last, **parts)  # type: ignore[arg-type]
    actions.change_channel(db, kept.channel, wanted, seen=seen, by=by, at=clock.now())
    return get_kept(db, station_id, "eit-survey")


def draft(db: Session, station_id: UUID, by: Actor, **parts: object) -> KeptChannel:
    kept = get_kept(db, station_id, "eit-survey")
    wanted = replace(kept.last, **parts)  # type: ignore[arg-type]
    actions.save_draft(db, kept.channel, wanted, by=by, at=clock.now())
    return get_kept(db, station_id, "eit-survey")


def test_a_draft_is_seen_by_nobody_until_it_is_published(
    writing: Session, station_id: UUID, by: Actor
) -> None:
    kept = draft(writing, station_id, by, address="https://draft.example/")
    assert (kept.channel.version, kept.channel.draft) == (1, 2)
    assert kept.in_force is not None
    assert kept.in_force.address != "https://draft.example/"
    (survey,) = list_channels(writing, station_id, kinds=[Kind.SURVEY], division="traffic")
    assert (survey.version, survey.address) == (1, kept.in_force.address)
    actions.publish_draft(writing, kept.channel, by=by, at=clock.now())
    (survey,) = list_channels(writing, station_id, kinds=[Kind.SURVEY], division="traffic")
    assert (survey.version, survey.address) == (2, "https://draft.example/")
    assert get_kept(writing, station_id, "eit-survey").draft is None


def test_a_short_code_stays_while_what_it_leads_to_changes_and_goes_and_comes_back(
    app: Flask, writing: Session, station_id: UUID, by: Actor
) -> None:
    code = link_code(app, "eit-survey", "traffic")
    kept = change(writing, station_id, by, address="https://own.example/")
    found = find_link(writing, code)
    assert found is not None
    assert found.address == "https://own.example/"
    actions.take_off(writing, kept.channel, by=by, at=clock.now())
    assert find_link(writing, code) is None
    assert shown(writing, station_id, Kind.SURVEY) == []
    actions.bring_back(writing, kept.channel, version=1, by=by, at=clock.now())
    found = find_link(writing, code)
    assert found is not None
    assert (found.version, found.address) == (1, "https://itap.nacc.go.th/")


def test_the_history_says_what_was_in_force_when(
    writing: Session, station_id: UUID, by: Actor
) -> None:
    kept = change(writing, station_id, by, address="https://own.example/")
    actions.take_off(writing, kept.channel, by=by, at=clock.now())
    actions.bring_back(writing, kept.channel, version=1, by=by, at=clock.now())
    history = list_publications(writing, kept.channel)
    assert [one.version for one in reversed(history)] == [1, 2, None, 1]
    assert [one.version for one in list_versions(writing, kept.channel)] == [2, 1]


def test_an_earlier_version_again_adds_no_version(
    writing: Session, station_id: UUID, by: Actor
) -> None:
    change(writing, station_id, by, address="https://own.example/")
    kept = get_kept(writing, station_id, "eit-survey")
    actions.bring_back(writing, kept.channel, version=1, by=by, at=clock.now())
    again = replace(kept.last, address="https://third.example/")
    actions.change_channel(writing, kept.channel, again, by=by, at=clock.now())
    assert [one.version for one in list_versions(writing, kept.channel)] == [3, 2, 1]


def test_what_never_was_can_not_be_brought_back(
    app: Flask, writing: Session, station_id: UUID, by: Actor
) -> None:
    channel = get_channel(writing, station_id, "eit-survey")
    for version in (0, 2, -1, 10**9):
        with pytest.raises(NotFound):
            actions.bring_back(writing, channel, version=version, by=by, at=clock.now())


def test_whoever_looked_at_an_older_edition_changes_nothing(
    app: Flask, station_id: UUID, by: Actor
) -> None:
    with house_of(app).database.session(writing=True) as db:
        seen = get_kept(db, station_id, "eit-survey").channel.edition
        change(db, station_id, by, seen=seen, address="https://first.example/")
        db.commit()
    before = everything(app)
    with house_of(app).database.session(writing=True) as db:
        with pytest.raises(ChangedMeanwhile):
            change(db, station_id, by, seen=seen, address="https://second.example/")
        db.rollback()
    assert everything(app) == before


def test_every_act_makes_another_edition_and_another_revision(
    writing: Session, station_id: UUID, by: Actor
) -> None:
    channel = get_channel(writing, station_id, "eit-survey")
    station = get_station(writing, station_id)
    seen = {(channel.edition, station.revision)}
    draft(writing, station_id, by, address="https://a.example/")
    seen.add((channel.edition, station.revision))
    for act in (actions.drop_draft, actions.take_off):
        act(writing, channel, by=by, at=clock.now())
        seen.add((channel.edition, station.revision))
    actions.bring_back(writing, channel, version=2, by=by, at=clock.now())
    seen.add((channel.edition, station.revision))
    assert len(seen) == 5
    assert len({edition for edition, _ in seen}) == len({rev for _, rev in seen}) == 5


def test_a_draft_put_aside_stays_in_the_history(
    writing: Session, station_id: UUID, by: Actor
) -> None:
    kept = draft(writing, station_id, by, address="https://draft.example/")
    actions.drop_draft(writing, kept.channel, by=by, at=clock.now())
    again = get_kept(writing, station_id, "eit-survey")
    assert (again.draft, again.channel.version) == (None, 1)
    assert len(list_versions(writing, again.channel)) == 2


def test_a_draft_that_says_what_is_in_force_is_none(
    app: Flask, writing: Session, station_id: UUID, by: Actor
) -> None:
    assert draft(writing, station_id, by).draft is None
    draft(writing, station_id, by, address="https://draft.example/")
    before = meaning_of(writing, station_id, "eit-survey")
    assert draft(writing, station_id, by, address="https://itap.nacc.go.th/").draft is None
    assert before.address == "https://draft.example/"


def test_what_leads_nowhere_or_says_nothing_stays_a_draft(
    writing: Session, station_id: UUID, by: Actor
) -> None:
    channel = add_notice(writing, station_id, by, body=bodies.Notice())
    with pytest.raises(NoWayToReach):
        actions.publish_draft(writing, channel, by=by, at=clock.now())
    service = get_channel(writing, station_id, "service-traffic")
    with pytest.raises(NothingToShow):
        actions.publish_draft(writing, service, by=by, at=clock.now())
    with pytest.raises(NoTitle):
        add_notice(writing, station_id, by, title={"en": "Only English"})
    assert channel.code not in shown(writing, station_id, Kind.NOTICE)


def test_a_new_one_comes_last_of_its_kind_with_a_code_of_its_own(
    writing: Session, station_id: UUID, by: Actor
) -> None:
    first, second = (add_notice(writing, station_id, by) for _ in range(2))
    for channel in (first, second):
        actions.publish_draft(writing, channel, by=by, at=clock.now())
    assert shown(writing, station_id, Kind.NOTICE)[-2:] == [first.code, second.code]
    assert first.code != second.code


def test_an_order_is_kept_and_what_it_does_not_name_comes_last(
    writing: Session, station_id: UUID, by: Actor
) -> None:
    before = shown(writing, station_id, Kind.NOTICE)
    wanted = [before[2], before[0], "no-such-code"]
    order_channels(writing, station_id, Kind.NOTICE, wanted, by=by, at=clock.now())
    after = shown(writing, station_id, Kind.NOTICE)
    assert after == [before[2], before[0], before[1], *before[3:]]
    assert shown(writing, station_id, Kind.COMPLAINT)[0] == "royal-thai-police"


def test_the_same_order_again_is_no_act(
    app: Flask, writing: Session, station_id: UUID, by: Actor
) -> None:
    order_channels(writing, station_id, Kind.NOTICE, [], by=by, at=clock.now())
    writing.commit()
    assert "channels_ordered" not in acts(app)


def test_an_owner_is_somebody_of_the_station_or_nobody(
    app: Flask, station_id: UUID, by: Actor
) -> None:
    add_cast(app, station_id)
    with house_of(app).database.session(writing=True) as db:
        channel = get_channel(db, station_id, "letter")
        set_owner(db, channel, uuid4(), by=by, at=clock.now())
        assert get_kept(db, station_id, "letter").owner is None


def test_bodies_are_kept_as_they_were(writing: Session, station_id: UUID, by: Actor) -> None:
    body = bodies.Notice(
        text=TEXT,
        picture=uuid4(),
        picture_words=TITLE,
        figures=(bodies.Figure(TITLE, 10, 0), bodies.Figure(TEXT, None, 3)),
        as_of=date(2025, 3, 1),
        first=date(2025, 3, 1),
        last=date(2025, 3, 31),
    )
    channel = add_notice(writing, station_id, by, body=body)
    writing.flush()
    writing.expire_all()
    assert meaning_of(writing, station_id, channel.code).body == body


def test_two_who_write_at_once_make_two_versions(app: Flask, station_id: UUID, by: Actor) -> None:
    for address in ("https://a.example/", "https://b.example/"):
        with house_of(app).database.session(writing=True) as db:
            change(db, station_id, by, address=address)
            db.commit()
    assert [one.version for one in kept_versions(app, "eit-survey")] == [1, 2, 3]
