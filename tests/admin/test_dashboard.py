"""The dashboard: every kind of number beside the minimum, and none that was not measured."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event

from tests.admin.boards import board_of, enter_reading, enter_tally, headline_of, missing_of
from tests.cast import Person, house_of, is_thai, make_report, make_tap, read
from tests.devices import ADDRESS, PairedKiosk, lead_to
from tests.instances import Instance, on_sqlite, reachable
from tests.kept import link_code

CONFIRMED, TALLIED = "Confirmed by ITAP (people)", "Collector’s tally (people)"
SEEN, SCANNED, DONE = (
    "Survey page opened (times)",
    "QR code scanned (times)",
    "Visitor said “done” (times)",
)
MINIMUM, EXPECTED, VISITS = "Minimum", "Expected by today", "Visits (times)"
COMPLAINTS, MANUALS, ESERVICE = (
    "Complaint channels (times)",
    "Manuals (times)",
    "E-service (times)",
)
MINIMUMS = {"inquiry": 50, "traffic": 60, "patrol": 80, "investigation": 30, "administration": 30}
STATEMENTS = 15


def tap(person: Person, *kinds: str, division: str = "traffic", **changes: object) -> None:
    taps = [make_tap(kind=kind, division=division) for kind in kinds]
    assert person.browser.post("/taps", json=make_report(*taps, **changes)).status_code == 200


def expected(minimum: int, today: date) -> int:
    """Day by day: what an even pace from 1 January to 1 July would have brought."""
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(182)]
    assert days[-1] == date(2025, 7, 1)
    return minimum * sum(day <= today for day in days) // len(days)


def test_counts_stand_beside_the_minimums(app: Flask, praew: Person, malee: Person) -> None:
    tap(malee, "division_opened", "division_opened", "survey_shown", "survey_done")
    tap(malee, "complaints_shown", "manual_shown", "manual_shown", "eservice_shown")
    tap(malee, "survey_shown", division="patrol")
    board = board_of(praew)
    traffic = board["traffic"]
    assert [traffic[name] for name in (VISITS, SEEN, DONE)] == ["2", "1", "1"]
    assert [traffic[name] for name in (COMPLAINTS, MANUALS, ESERVICE)] == ["1", "2", "1"]
    assert traffic[MINIMUM] == "60"
    assert board["patrol"][SEEN] == "1"
    assert (board["station"][MINIMUM], board["station"][SEEN]) == ("300", "2")


@on_sqlite
def test_every_division_has_its_line_minimum_and_expectation(app: Flask, praew: Person) -> None:
    board = board_of(praew)
    today = date(2025, 3, 3)
    assert {name: int(row[MINIMUM]) for name, row in board.items()} == {**MINIMUMS, "station": 300}
    assert {name: int(row[EXPECTED]) for name, row in board.items()} == {
        name: expected(minimum, today) for name, minimum in {**MINIMUMS, "station": 300}.items()
    }


@on_sqlite
@pytest.mark.parametrize(
    ("day", "today"),
    [
        ("2024-12-31T16:59:59+00:00", date(2024, 12, 31)),
        ("2024-12-31T17:00:00+00:00", date(2025, 1, 1)),
        ("2025-04-01T00:00:00+00:00", date(2025, 4, 1)),
        ("2025-07-01T16:59:59+00:00", date(2025, 7, 1)),
        ("2025-09-30T16:59:59+00:00", date(2025, 9, 30)),
    ],
)
def test_what_is_expected_follows_the_stations_own_day(
    app: Flask, praew: Person, now: time_machine.Traveller, day: str, today: date
) -> None:
    now.move_to(day)
    person = Person(app.test_client())
    person.signs_in("praew")
    assert int(board_of(person)["station"][EXPECTED]) == expected(300, today)


@on_sqlite
def test_without_a_public_address_scans_are_not_measured_and_never_0(
    app: Flask, praew: Person
) -> None:
    assert {row[SCANNED] for row in board_of(praew).values()} == {"not measured"}


@on_sqlite
@reachable
def test_with_a_public_address_no_scan_yet_is_0(app: Flask, praew: Person, malee: Person) -> None:
    assert {row[SCANNED] for row in board_of(praew).values()} == {"0"}
    malee.opens(f"/go/{link_code(app, 'eit-survey', 'traffic')}")
    board = board_of(praew)
    assert (board["traffic"][SCANNED], board["station"][SCANNED]) == ("1", "1")


@on_sqlite
@reachable
def test_scans_of_other_channels_are_no_scans_of_the_survey(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    lead_to(app, station_id, "law", ADDRESS)
    malee.opens(f"/go/{link_code(app, 'law', 'traffic')}")
    assert board_of(praew)["traffic"][SCANNED] == "0"


def test_what_stands_outside_the_totals_is_not_shown(
    app: Flask, praew: Person, malee: Person, kiosk: PairedKiosk
) -> None:
    tap(malee, "survey_shown", mode="staff")
    tap(Person(kiosk.browser), "survey_shown", "survey_shown")
    assert board_of(praew)["traffic"][SEEN] == "1"


def test_a_division_rests_on_itap_else_on_the_weaker_tally(
    app: Flask, praew: Person, now: time_machine.Traveller
) -> None:
    row = board_of(praew)["traffic"]
    assert (row[CONFIRMED], row[TALLIED], row["state"]) == ("none yet", "none yet", "behind by 20")
    enter_tally(praew, "traffic", 20)
    row = board_of(praew)["traffic"]
    assert (row[CONFIRMED], row[TALLIED], row["state"]) == ("none yet", "20", "on pace")
    enter_reading(praew, 12, division="traffic")
    row = board_of(praew)["traffic"]
    assert (row[CONFIRMED], row[TALLIED], row["state"]) == ("12", "20", "behind by 8")
    now.shift(timedelta(minutes=1))
    enter_reading(praew, 60, division="traffic")
    assert board_of(praew)["traffic"]["state"] == "minimum met"


def test_the_stations_number_is_its_own_and_never_a_sum(
    app: Flask, praew: Person, now: time_machine.Traveller
) -> None:
    for division, number in (("traffic", 60), ("patrol", 80)):
        enter_reading(praew, number, division=division)
        enter_tally(praew, division, number + 5)
    assert board_of(praew)["station"][CONFIRMED] == "none yet"
    enter_reading(praew, 112)
    board = board_of(praew)
    assert board["station"][CONFIRMED] == "112"
    assert board["station"][TALLIED].split()[0] == str(65 + 85)


def test_a_later_entry_takes_an_earlier_ones_place_and_an_older_day_does_not(
    app: Flask, praew: Person, now: time_machine.Traveller
) -> None:
    enter_reading(praew, 120)
    now.shift(timedelta(minutes=1))
    enter_reading(praew, 112)
    now.shift(timedelta(minutes=1))
    enter_reading(praew, 90, day="2025-02-20")
    assert board_of(praew)["station"][CONFIRMED] == "112"


@on_sqlite
def test_the_title_is_the_finding_in_words(
    app: Flask, praew: Person, now: time_machine.Traveller
) -> None:
    assert headline_of(praew) == "No answers confirmed yet, of 300; every division behind"
    for division in ("inquiry", "patrol", "administration"):
        enter_reading(praew, MINIMUMS[division], division=division)
    enter_reading(praew, 112)
    assert headline_of(praew) == "112 of 300 confirmed; behind: Traffic, Investigation"
    for division in ("traffic", "investigation"):
        enter_tally(praew, division, MINIMUMS[division])
    assert headline_of(praew) == "112 of 300 confirmed"
    assert is_thai(headline_of(praew, language="th"))


@on_sqlite
@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2024-12-01T02:00:00+00:00", "begins in 31 days"),
        ("2025-03-03T02:00:00+00:00", "121 days left, today included"),
        ("2025-07-01T02:00:00+00:00", "1 day left, today included"),
        ("2025-07-02T02:00:00+00:00", "collection is over"),
    ],
)
def test_the_page_says_where_the_phase_stands(
    app: Flask, praew: Person, now: time_machine.Traveller, day: str, says: str
) -> None:
    now.move_to(day)
    person = Person(app.test_client())
    person.signs_in("praew")
    page = read(person.opens("/admin/?lang=en"))
    assert says in " ".join(page.select_one(".sub-parts").get_text(" ").split())  # type: ignore[union-attr]


@on_sqlite
def test_what_is_missing_is_listed_with_where_to_do_it(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    page = read(praew.opens("/admin/?lang=en"))
    assert len(missing_of(page)) == 5
    links = [str(link["href"]) for link in page.select(".missing a")]
    assert links == [*["/admin/channels"] * 3, "/admin/kiosks", "/admin/links"]
    lead_to(app, station_id, "eit-survey", ADDRESS)
    assert len(missing_of(read(praew.opens("/admin/?lang=en")))) == 4


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """What the database is asked meanwhile."""
    asked: list[str] = []
    engine = house_of(app).database.engine

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement != "BEGIN":  # SQLite's, said aloud by us
            asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_the_number_of_statements_does_not_grow_with_what_there_is(
    app: Flask, praew: Person, malee: Person, now: time_machine.Traveller
) -> None:
    with statements(app) as empty:
        praew.opens("/admin/")
    for day in range(5):
        now.shift(timedelta(hours=1))
        for division in MINIMUMS:
            tap(malee, "survey_shown", "survey_done", "manual_shown", division=division)
            enter_tally(praew, division, day)
            enter_reading(praew, day, division=division)
    praew.opens("/admin/")
    with statements(app) as full:
        praew.opens("/admin/")
    assert len(empty) == len(full) == STATEMENTS


def test_all_is_still_there_after_a_restart(
    instance: Instance, app: Flask, praew: Person, malee: Person
) -> None:
    tap(malee, "survey_shown", "survey_done")
    enter_reading(praew, 112)
    before = board_of(praew)
    with instance.app() as again:
        person = Person(again.test_client())
        person.signs_in("praew")
        assert board_of(person) == before


@on_sqlite
def test_an_officer_sees_no_counts_and_the_commander_all(
    app: Flask, signed_in: Callable[[str], Person]
) -> None:
    assert not read(signed_in("anan").opens("/admin/")).select("table")
    assert board_of(signed_in("somsak"))["station"][MINIMUM] == "300"
    assert not read(signed_in("somsak").opens("/admin/")).select("a[href*='answers/reading']")
