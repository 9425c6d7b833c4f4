"""Rosters of a few days, written as a station would, and published."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from flask import Flask

from station import clock
from station.people.actions import Actor
from station.rosters.files import likeliest_mapping, publish_duties
from station.rosters.queries import get_roster_catalogue
from station.sheets.month import Month
from station.sheets.reading import read_sheet
from station.sheets.understanding import understand
from station.stations.queries import find_station
from tests.cast import house_of
from tests.instances import SLUG

ONE, TWO, THREE = "ด.ต. ตัวอย่าง หนึ่ง", "ส.ต.อ. สมมติ สองดี", "ร.ต.ท. ทดลอง สามัคคี"
HEADER = "วันที่,จุด,ผลัด,ผู้ปฏิบัติ"
MARCH = "2568-03"
GOOD = (
    f"3/3/2568,จุดประชาสัมพันธ์,00.00-08.00,{THREE}",
    f"3/3/2568,จุดประชาสัมพันธ์,08.00-16.00,{ONE}",
    f"3/3/2568,จุดประชาสัมพันธ์,16.00-24.00,{TWO}",
    f"4/3/2568,จุดประชาสัมพันธ์,08.00-16.00,{ONE}",
)


def written(*lines: str) -> bytes:
    """A file with these lines below the usual header."""
    return "\n".join((HEADER, *lines)).encode()


def publish(
    app: Flask, station_id: UUID, lines: Iterable[str] = GOOD, month: str = MARCH
) -> int | None:
    """Publish a roster, everybody in it taken on who is not known; its version."""
    sheet, of = read_sheet(written(*lines)), Month.parse(month)
    with house_of(app).database.session(writing=True) as db:
        mapping = likeliest_mapping(db, station_id, of, sheet)
        catalogue = get_roster_catalogue(db, station_id)
        understood = understand(sheet, mapping, catalogue, of, allow_new=True)
        assert not understood.problems
        version = publish_duties(
            db,
            station_id,
            of,
            understood,
            base=None,
            source="sample.csv",
            why="ตัวอย่าง",
            by=Actor(station_id, None),
            at=clock.now(),
        )
        db.commit()
        return version.number if version else None


def whole_month(month: Month) -> list[str]:
    """A month in which the public-relations point is never empty, and traffic's in the day."""
    lines = []
    for day in month.days:
        typed = f"{day.day}/{day.month}/{day.year}"
        for shift, who in (("00.00-08.00", ONE), ("08.00-16.00", TWO), ("16.00-24.00", THREE)):
            lines.append(f"{typed},จุดประชาสัมพันธ์,{shift},{who}")
        lines.append(f"{typed},One Stop Service งานจราจร,08.30-16.30,{ONE}")
    return lines


def load_months(app: Flask, today: date) -> None:
    """Publish this month's and the next one's roster."""
    with house_of(app).database.session(writing=False) as db:
        station = find_station(db, SLUG)
    assert station is not None
    this = Month.of(today)
    for month in (this, Month.of(this.last + timedelta(days=1))):
        publish(app, station.id, whole_month(month), str(month))
