"""Who is on duty now, for the staff: an empty post is told from a closed one, as to visitors."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from station import clock
from station.people.actions import Actor
from station.posts.actions import change_post
from station.posts.queries import get_post
from tests.admin.boards import text_of
from tests.cast import Person, house_of, read
from tests.duties import place, publish, take_on
from tests.instances import on_sqlite

PAGE = "/admin/my-duties"
SignedIn = Callable[[str], Person]


@pytest.fixture
def ids(app: Flask, station_id: UUID) -> list[UUID]:
    return take_on(app, station_id, "ตัวอย่าง หนึ่ง", "ตัวอย่าง สอง")


def posts_told(person: Person) -> dict[str, str]:
    page = read(person.opens(f"{PAGE}?lang=en"))
    found = {}
    for line in page.select("section[aria-labelledby=on-duty] li.row"):
        assert line.select_one(".row-name span") is not None
        found[text_of(line.select_one(".row-name span"))] = text_of(line)
    return found


def test_everyone_sees_who_is_on_and_who_comes_next(
    app: Flask, station_id: UUID, signed_in: SignedIn, ids: list[UUID]
) -> None:
    publish(app, station_id, [(place(3), ids[0]), (place(3, "afternoon"), ids[1])], why="-")
    for name in ("anan", "somsak", "sao", "praew"):
        told = posts_told(signed_in(name))
        desk = told["Public-relations point"]
        assert "ด.ต. ตัวอย่าง หนึ่ง until 16:00" in desk
        assert "next: ด.ต. ตัวอย่าง สอง, 16:00" in desk
        assert "nobody on duty" in told["One Stop Service: Inquiry"]


@pytest.mark.parametrize(
    ("minutes", "desk", "traffic"),
    [
        (0, "ตัวอย่าง หนึ่ง", "nobody on duty"),  # it is Monday, nine o'clock
        (449, "nobody on duty", "nobody on duty"),
        (450, "nobody on duty", "closed at present"),  # at 16.30
        (5 * 24 * 60, "nobody on duty", "closed at present"),  # Saturday
    ],
)
def test_a_post_outside_its_hours_is_closed_and_one_inside_them_empty(
    app: Flask,
    station_id: UUID,
    signed_in: SignedIn,
    ids: list[UUID],
    now: time_machine.Traveller,
    minutes: int,
    desk: str,
    traffic: str,
) -> None:
    publish(app, station_id, [(place(3), ids[0])], why="-")
    now.shift(timedelta(minutes=minutes))
    told = posts_told(signed_in("somsak"))
    assert desk in told["Public-relations point"]
    assert traffic in told["One Stop Service: Traffic"]


@on_sqlite
def test_at_every_hour_visitors_are_told_the_same(
    app: Flask,
    station_id: UUID,
    signed_in: SignedIn,
    malee: Person,
    ids: list[UUID],
    now: time_machine.Traveller,
) -> None:
    publish(app, station_id, [(place(day, "afternoon"), ids[0]) for day in range(3, 9)], why="-")
    person, told = signed_in("somsak"), set()
    for _hour in range(0, 7 * 24, 3):
        staff, visitors = states(posts_told(person).values()), states(visitors_told(malee))
        assert staff == visitors
        told |= set(staff)
        now.shift(timedelta(hours=3))
        person = person if person.opens(PAGE).status_code == 200 else signed_in("somsak")
    assert told == {"nobody", "closed", "on duty"}


def visitors_told(malee: Person) -> list[str]:
    return [text_of(post) for post in read(malee.opens("/duty?lang=en")).select(".duty-post")]


def states(told: Iterable[str]) -> list[str]:
    """Which of the three each post is said to be."""
    lower = [text.casefold() for text in told]
    nobody = ("nobody on duty", "nobody is on duty")
    return [
        "nobody"
        if any(words in text for words in nobody)
        else "closed"
        if "closed at present" in text
        else "on duty"
        for text in lower
    ]


@on_sqlite
def test_without_a_roster_nobody_is_said_to_be_missing(signed_in: SignedIn) -> None:
    page = read(signed_in("somsak").opens(f"{PAGE}?lang=en"))
    section = page.select_one("section[aria-labelledby=on-duty]")
    assert "No roster is published for this month yet" in text_of(section)
    assert "nobody" not in text_of(section)


@on_sqlite
def test_a_post_that_is_worked_no_more_is_not_said_to_be_empty(
    app: Flask, station_id: UUID, signed_in: SignedIn, ids: list[UUID]
) -> None:
    publish(app, station_id, [(place(3), ids[0])], why="-")
    person = signed_in("somsak")
    assert "One Stop Service: Traffic" in posts_told(person)
    with house_of(app).database.session(writing=True) as db:
        post = get_post(db, station_id, "one-stop-traffic")
        by = Actor(station_id, None)
        change_post(db, post, name=post.name, division=None, shifts=[], by=by, at=clock.now())
        db.commit()
    assert "One Stop Service: Traffic" not in posts_told(person)
