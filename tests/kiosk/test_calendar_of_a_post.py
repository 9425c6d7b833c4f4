"""A post's calendar, who may read one, and what a name in it may hold."""

from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from icalendar import Calendar

from station import clock
from station.officers.queries import get_officer
from station.officers.rules import NameShown
from station.people.actions import Actor
from station.rosters import calendars
from station.rosters.actions import end_calendars, show_names
from station.rosters.tables import Calendar as KeptCalendar
from tests.cast import Person, house_of
from tests.duties import DESK, INQUIRY, give, place, publish, take_on
from tests.instances import on_sqlite
from tests.kept import everything, rows
from tests.kiosk.feeds import events, is_nowhere


@pytest.fixture
def officer(app: Flask, station_id: UUID) -> UUID:
    return take_on(app, station_id, "ตัวอย่าง หนึ่ง")[0]


# ---- A post's


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (NameShown.FULL, "ด.ต. ตัวอย่าง หนึ่ง"),
        (NameShown.FIRST, "ด.ต. ตัวอย่าง"),
        (NameShown.RANK, "ด.ต."),
    ],
)
@on_sqlite
def test_a_posts_calendar_names_officers_as_the_station_shows_them(
    app: Flask, malee: Person, station_id: UUID, officer: UUID, names: NameShown, shown: str
) -> None:
    with house_of(app).database.session(writing=True) as db:
        show_names(db, station_id, names, by=Actor(station_id, None), at=clock.now())
        db.commit()
    publish(app, station_id, [(place(4), officer), (place(5, "office-hours", INQUIRY), officer)])
    (event,) = events(malee, give(app, station_id, post=DESK))
    assert event.summary.value == f"Public-relations point · Morning · {shown}"


@on_sqlite
def test_who_is_not_shown_publicly_is_not_named_there(
    app: Flask, malee: Person, station_id: UUID, officer: UUID
) -> None:
    with house_of(app).database.session(writing=True) as db:
        get_officer(db, station_id, officer).is_public = False
        db.commit()
    publish(app, station_id, [(place(4), officer)])
    (event,) = events(malee, give(app, station_id, post=DESK))
    assert event.summary.value == "Public-relations point · Morning"


def test_a_posts_calendar_is_called_by_the_post_and_names_no_officer(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    answer = malee.opens(f"/calendar/{give(app, station_id, post=DESK)}.ics?lang=en")
    found: Any = Calendar.from_ical(answer.data)
    assert found["X-WR-CALNAME"] == "Don Ya Nang Police Station · Public-relations point"


# ---- Who may


def test_an_address_that_was_ended_or_given_anew_leads_nowhere(
    app: Flask, malee: Person, station_id: UUID, officer: UUID
) -> None:
    first = give(app, station_id, officer=officer)
    post = give(app, station_id, post=DESK)
    second = give(app, station_id, officer=officer)
    assert is_nowhere(malee, first)
    assert events(malee, second) == events(malee, post) == []
    with house_of(app).database.session(writing=True) as db:
        by = Actor(station_id, None)
        end_calendars(db, station_id, officer_id=officer, by=by, at=clock.now())
        db.commit()
    assert is_nowhere(malee, second)
    assert events(malee, post) == []


@on_sqlite
@pytest.mark.parametrize("token", ["x", "%00", "%FF", "ก", "%ED%A0%80", "a" * 5_000, "%0d%0aX: y"])
def test_an_unknown_address_leads_nowhere(app: Flask, malee: Person, token: str) -> None:
    before = everything(app)
    assert is_nowhere(malee, token)
    assert everything(app) == before


def test_the_address_itself_is_not_kept(app: Flask, station_id: UUID, officer: UUID) -> None:
    token = give(app, station_id, officer=officer)
    assert not any(token in row for table in everything(app).values() for row in table)
    (kept,) = rows(app, KeptCalendar)
    assert kept.officer_id == officer


@on_sqlite
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_any_other_method_is_refused(
    app: Flask, malee: Person, station_id: UUID, method: str
) -> None:
    token = give(app, station_id, post=DESK)
    assert malee.browser.open(f"/calendar/{token}.ics", method=method).status_code == 405


# ---- What a name may hold

CANARY = "=1+1<script>alert(1)</script>\r\nEND:VEVENT\r\nATTENDEE:mailto:x\n\u2028\x85;,\\n\x0b"


def rename(app: Flask, station_id: UUID, officer: UUID, name: str) -> None:
    """Past the rules, as a database from elsewhere could."""
    with house_of(app).database.session(writing=True) as db:
        get_officer(db, station_id, officer).name = name
        db.commit()


@on_sqlite
def test_whatever_a_name_holds_stays_inside_its_line(
    app: Flask, malee: Person, station_id: UUID, officer: UUID
) -> None:
    rename(app, station_id, officer, CANARY)
    publish(app, station_id, [(place(4), officer)])
    for token in (give(app, station_id, post=DESK), give(app, station_id, officer=officer)):
        text = malee.opens(f"/calendar/{token}.ics").get_data(as_text=True)
        whole = text.replace("\r\n ", "")
        assert [line for line in whole.splitlines() if line.startswith(("ATTENDEE", "=1"))] == []
        assert whole.count("END:VEVENT\r\n") == 1
        assert len(whole.splitlines()) == whole.count("\r\n")
        assert "<script>" in whole
    (event,) = events(malee, give(app, station_id, post=DESK))
    assert "END:VEVENT ATTENDEE:mailto:x ;,\\n" in event.summary.value


@on_sqlite
def test_with_names_as_they_come_some_reader_would_see_another_line(
    app: Flask,
    malee: Person,
    station_id: UUID,
    officer: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calendars, "_one_line", str)
    with pytest.raises(AssertionError):
        test_whatever_a_name_holds_stays_inside_its_line(app, malee, station_id, officer)
