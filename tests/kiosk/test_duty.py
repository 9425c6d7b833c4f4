"""/duty and the strips: who is on duty now and who takes over, as the station shows names."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from station import clock
from station.officers.rules import NameShown
from station.people.actions import Actor
from station.rosters.actions import show_names
from station.thai import thai_digits
from tests.cast import Person, house_of, read
from tests.instances import on_sqlite
from tests.kept import run_sql
from tests.rosters import ONE, THREE, TWO, publish

POINT = "จุดประชาสัมพันธ์"


def post_words(person: Person, name: str) -> str:
    """What the page says about a post."""
    for post in read(person.opens("/duty")).select(".duty-post"):
        heading = post.select_one("h2")
        if heading and heading.get_text(strip=True) == name:
            return " ".join(post.get_text(" ", strip=True).split())
    raise AssertionError(name)


def strip(person: Person, path: str = "/") -> str | None:
    found = read(person.opens(path)).select_one(".on-duty")
    return " ".join(found.get_text(" ", strip=True).split()) if found else None


def test_who_is_on_and_who_takes_over(app: Flask, malee: Person, station_id: UUID) -> None:
    publish(app, station_id)  # it is Monday 3 March, 09.00
    words = post_words(malee, POINT)
    assert ONE in words
    assert TWO in words
    assert f"{thai_digits('16.00')} น." in words
    assert THREE not in words
    assert ONE in (strip(malee) or "")


@pytest.mark.parametrize(
    ("minutes", "who"), [(-61, THREE), (-60, ONE), (419, ONE), (420, TWO), (900 - 1, TWO)]
)
@on_sqlite
def test_duties_change_hands_on_the_minute(
    app: Flask,
    malee: Person,
    station_id: UUID,
    now: time_machine.Traveller,
    minutes: int,
    who: str,
) -> None:
    publish(app, station_id)
    now.shift(timedelta(minutes=minutes))
    assert f"ผู้เข้าเวร: {who}" in post_words(malee, POINT)


@on_sqlite
def test_nobody_on_duty_is_said_plainly(
    app: Flask, malee: Person, station_id: UUID, now: time_machine.Traveller
) -> None:
    publish(app, station_id)
    now.shift(timedelta(hours=16))  # 01.00 on the 4th: a shift nobody was put down for
    assert "ไม่มีผู้เข้าเวร" in post_words(malee, POINT)
    assert "ไม่มีผู้เข้าเวร" in (strip(malee) or "")


@on_sqlite
def test_a_post_outside_its_hours_is_closed_not_empty(
    app: Flask, malee: Person, station_id: UUID, now: time_machine.Traveller
) -> None:
    publish(app, station_id)
    traffic = "One Stop Service งานจราจร"
    assert "ไม่มีผู้เข้าเวร" in post_words(malee, traffic)
    now.shift(timedelta(hours=9))
    words = post_words(malee, traffic)
    assert "ไม่มีผู้เข้าเวร" not in words
    assert "นอกเวลาให้บริการ" in words


@on_sqlite
def test_without_a_roster_nothing_is_claimed(app: Flask, malee: Person) -> None:
    page = read(malee.opens("/duty"))
    assert not page.select(".duty-post")
    assert "ยังไม่ประกาศใช้ตารางเวร" in page.get_text()
    assert strip(malee) is None
    assert strip(malee, "/d/traffic") is None


@on_sqlite
@pytest.mark.parametrize(
    ("how", "shown", "hidden"),
    [
        (NameShown.FULL, "ด.ต. ตัวอย่าง หนึ่ง", "-"),
        (NameShown.FIRST, "ด.ต. ตัวอย่าง", "หนึ่ง"),
        (NameShown.RANK, "ด.ต.", "ตัวอย่าง"),
    ],
)
def test_names_are_shown_as_the_station_chose(
    app: Flask, malee: Person, station_id: UUID, how: NameShown, shown: str, hidden: str
) -> None:
    publish(app, station_id)
    with house_of(app).database.session(writing=True) as db:
        show_names(db, station_id, how, by=Actor(station_id, None), at=clock.now())
        db.commit()
    for words in (post_words(malee, POINT), strip(malee) or ""):
        assert shown in words
        assert hidden not in words


@on_sqlite
def test_an_officer_whose_name_is_not_shown_is_an_officer(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    publish(app, station_id)
    run_sql(app, "UPDATE officers SET is_public = 0 WHERE name = 'ตัวอย่าง หนึ่ง'")
    words = post_words(malee, POINT)
    assert "ตัวอย่าง" not in words
    assert "ผู้เข้าเวร: เจ้าหน้าที่" in words


@on_sqlite
def test_a_division_shows_its_own_post(app: Flask, malee: Person, station_id: UUID) -> None:
    publish(app, station_id, [f"3/3/2568,One Stop Service งานจราจร,08.30-16.30,{TWO}"])
    assert TWO in (strip(malee, "/d/traffic") or "")
    assert TWO not in (strip(malee, "/d/patrol") or "")
