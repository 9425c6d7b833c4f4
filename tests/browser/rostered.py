"""A station with two months of rosters, visits, and files in every state, beside a real server."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib import import_module
from typing import Any
from uuid import UUID

from flask import Flask

from station import clock
from station.officers.actions import add_leave, let_sign_in
from station.officers.queries import list_officers
from station.people.actions import Actor, open_account
from station.people.rules import Role
from station.posts.actions import add_holidays
from station.posts.official import official_holidays
from station.rosters.actions import give_calendar
from station.rosters.files import get_file, mend, publish_file, read_file, take_in
from station.sheets.findings import NEW, Fixes
from station.sheets.month import Month
from station.sheets.reading import read_sheet
from station.stations.queries import find_station
from tests.cast import Person, house_of
from tests.instances import SLUG
from tests.rostered import visit
from tests.rosters import HEADER, ONE, THREE, TWO, publish, written
from tests.station.sheets.bad_files import saved

openpyxl: Any = import_module("openpyxl")  # it carries no types of its own
POINT = "จุดประชาสัมพันธ์"
PIN = "829134"
STRANGER = "ส.ต.ต. ตัวอย่าง หนึ่งง"


@dataclass(frozen=True)
class Filled:
    """The months, and the addresses of files by what state they are in."""

    month: Month
    files: dict[str, str]


def fill(app: Flask) -> Filled:
    """Fill an instance whose clock stands at the present."""
    with house_of(app).database.session(writing=False) as db:
        station = find_station(db, SLUG)
    assert station is not None
    today = clock.now().astimezone(station.zone).date()
    month = Month.of(today)
    following = Month.of(month.last + timedelta(days=1))
    lines = list(_lines(month))
    publish(app, station.id, lines, str(month))
    publish(app, station.id, [line for line in lines if TWO not in line], str(month))
    publish(app, station.id, list(_lines(following)), str(following))
    _keep_people(app, station.id, today)
    midnight = datetime.combine(today, time(0), station.zone)
    hours = (midnight - timedelta(hours=number) for number in range(60))
    moments = [(at, division) for at in hours for division in ("traffic", "inquiry")]
    visit(Person(app.test_client()), moments, "division_opened", "survey_shown")
    return Filled(month, _files(app, station.id, month))


def _lines(month: Month) -> Iterator[str]:
    """Everybody in turn; on the third, one is at two posts at once."""
    for day in month.days:
        typed = f"{day.day}/{day.month}/{day.year}"
        for shift, who in (("00.00-08.00", ONE), ("08.00-16.00", TWO), ("16.00-24.00", THREE)):
            yield f"{typed},{POINT},{shift},{who}"
        if day.day == 3 or day.day % 4:
            yield f"{typed},One Stop Service งานจราจร,08.30-16.30,{TWO if day.day == 3 else ONE}"


def _keep_people(app: Flask, station_id: UUID, today: date) -> None:
    """Leave and an account for the first, holidays, and a calendar of a post."""
    by, at = Actor(station_id, None), clock.now()
    with house_of(app).database.session(writing=True) as db:
        one = next(officer for officer in list_officers(db, station_id) if officer.name in ONE)
        add_leave(db, one, first=today, last=today + timedelta(days=2), by=by, at=at)
        account = open_account(
            db,
            "anan",
            password=PIN,
            role=Role.OFFICER,
            station_id=station_id,
            needs_second_factor=False,
            by=by,
            at=at,
        )
        let_sign_in(db, one, account, by=by, at=at)
        days = official_holidays(today - timedelta(days=200), today + timedelta(days=200))
        add_holidays(db, station_id, days, by=by, at=at)
        give_calendar(db, station_id, post="public-relations", by=by, at=at)
        db.commit()


def _files(app: Flask, station_id: UUID, month: Month) -> dict[str, str]:
    """The addresses of files in every state that a file can be in."""
    good = [line.replace(TWO, THREE) for line in _lines(month)]
    bad = [
        f"31/2/2568,{POINT},08.00-16.00,{ONE}",
        f"1/{month.month}/{month.year},ห้องเก็บของ,08.00-16.00,{ONE}",
        f"1/{month.month}/{month.year},{POINT},07.00-15.00,{STRANGER}",
    ]
    contents = {
        "unclear": written(*good, *bad),
        "no header": "\n".join(good).encode(),
        "unknown headings": "\n".join(("วันที่,ซุ้มหนึ่ง,ซุ้มสอง", f"1,{ONE},{TWO}")).encode(),
        "published": written(*good[:9]),
        "overtaken": written(*good[:5]),
        "cannot be worked": written(*good, f"1/{month.month}/{month.year},{POINT},0-8,{THREE}"),
        "days side by side": _side_by_side(),
    }
    files = {state: _keep(app, station_id, month, content) for state, content in contents.items()}
    _publish(app, station_id, files["published"])
    files["the same already"] = _keep(app, station_id, month, contents["published"])
    return {state: f"/admin/rosters/files/{file}" for state, file in files.items()}


def _side_by_side() -> bytes:
    """Letters under the days, somebody new, and a sheet that is not read."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "เวร"
    sheet.append(["ตารางเวรจุดประชาสัมพันธ์"])
    sheet.append(["ยศ ชื่อ สกุล", *range(1, 29)])
    sheet.append([ONE, *(["ด", "", ""] * 10)[:28]])
    sheet.append([STRANGER, *(["", "ช", "?"] * 10)[:28]])
    book.create_sheet("โทรศัพท์").append(HEADER.split(","))
    return saved(book)


def _keep(app: Flask, station_id: UUID, month: Month, content: bytes) -> UUID:
    with house_of(app).database.session(writing=True) as db:
        file = take_in(
            db,
            station_id,
            month,
            read_sheet(content),
            file_name="ตารางเวร ตัวอย่าง.xlsx",
            by=Actor(station_id, None),
            at=clock.now(),
        )
        db.commit()
        return file.id


def _publish(app: Flask, station_id: UUID, file_id: UUID) -> None:
    by = Actor(station_id, None)
    with house_of(app).database.session(writing=True) as db:
        file = get_file(db, station_id, file_id)
        new = {one.key: NEW for one in read_file(db, file).understood.new_officers}
        mend(db, file, Fixes(officers=new))
        publish_file(db, file, why="ตัวอย่าง", by=by, at=clock.now())
        db.commit()
