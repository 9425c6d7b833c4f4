"""My duties: what an officer finds after signing in, and the calendar for the phone."""

from collections.abc import Callable
from datetime import date, timedelta
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask import Flask

from station import clock
from station.officers.actions import let_sign_in
from station.officers.queries import get_officer
from station.people.actions import Actor
from station.people.queries import find_account
from station.posts.rules import Place
from station.rosters.queries import find_calendar
from station.rosters.tables import Calendar
from station.sheets.month import Month
from tests.admin.boards import text_of
from tests.cast import Person, house_of, is_thai, read
from tests.duties import give, place, publish, take_on
from tests.instances import PUBLIC_URL, on_sqlite
from tests.kept import acts, audit, everything, rows

PAGE = "/admin/my-duties"
APRIL = Month(2025, 4)
SignedIn = Callable[[str], Person]


def link(app: Flask, station_id: UUID, officer_id: UUID, name: str = "anan") -> None:
    """Let an officer sign in by an account of the cast."""
    with house_of(app).database.session(writing=True) as db:
        account, by = find_account(db, name), Actor(station_id, None)
        officer = get_officer(db, station_id, officer_id)
        let_sign_in(db, officer, account, by=by, at=clock.now())
        db.commit()


@pytest.fixture
def ids(app: Flask, station_id: UUID) -> list[UUID]:
    """Anan's officer, and another."""
    return take_on(app, station_id, "ตัวอย่าง หนึ่ง", "ตัวอย่าง สอง")


@pytest.fixture
def anan(app: Flask, station_id: UUID, signed_in: SignedIn, ids: list[UUID]) -> Person:
    """The duty officer, signed in by the account of the first of the two."""
    person = signed_in("anan")
    link(app, station_id, ids[0])
    return person


def shown(person: Person, path: str = PAGE) -> BeautifulSoup:
    return read(person.opens(f"{path}?lang=en"))


def next_duty(person: Person, path: str = PAGE) -> str:
    return text_of(shown(person, path).select("section.duty")[-1])


def test_the_next_duty_stands_on_the_first_page_after_signing_in(
    app: Flask, station_id: UUID, anan: Person, ids: list[UUID]
) -> None:
    publish(app, station_id, [(place(4), ids[0]), (place(3, "afternoon"), ids[1])], why="-")
    told = "Your next duty Tomorrow, Tuesday 4 March 2025 08:00 – 16:00 arrive by 07:45"
    for path in ("/admin/", PAGE):
        assert next_duty(anan, path).startswith(told)
    told_in_thai = text_of(read(anan.opens("/admin/?lang=th")).select("section.duty")[-1])
    assert "07.45 น." in told_in_thai
    assert is_thai(told_in_thai)


@pytest.mark.parametrize(
    ("shift", "told"),
    [
        ("afternoon", "Today, Monday 3 March 2025 16:00 – 24:00 arrive by 15:45"),
        ("night", "Tuesday 4 March 2025 00:00 – 08:00 arrive by 23:45 on Monday 3 March 2025"),
    ],
)
@on_sqlite
def test_around_midnight_the_day_to_arrive_is_told(
    app: Flask, station_id: UUID, anan: Person, ids: list[UUID], shift: str, told: str
) -> None:
    day = 3 if shift == "afternoon" else 4
    publish(app, station_id, [(place(day, shift), ids[0])], why="-")
    assert told in next_duty(anan)


@on_sqlite
def test_who_is_on_duty_reads_until_when_and_what_comes_next(
    app: Flask,
    station_id: UUID,
    anan: Person,
    ids: list[UUID],
    now: time_machine.Traveller,
) -> None:
    publish(app, station_id, [(place(3), ids[0]), (place(6), ids[0])], why="-")
    on_now, following = shown(anan).select("section.duty")
    assert "until 16:00" in text_of(on_now)
    assert "Thursday 6 March 2025" in text_of(following)
    now.shift(timedelta(hours=7))
    assert len(shown(anan).select("section.duty")) == 1, "at 16.00 the duty is over"


@on_sqlite
def test_an_account_of_no_officer_is_told_whom_to_ask(signed_in: SignedIn) -> None:
    page = shown(signed_in("anan"))
    assert "Ask the admin inspector" in text_of(page.select_one(".notice"))
    assert not page.select("section.duty")
    assert not page.select("form[action$='/calendar']")
    assert not shown(signed_in("somsak")).select(".notice")


def months(person: Person) -> list[str]:
    return [text_of(one) for one in shown(person).select("section[aria-labelledby^=month-]")]


@on_sqlite
def test_this_month_and_the_next_are_listed_and_nobody_elses_duties(
    app: Flask, station_id: UUID, anan: Person, ids: list[UUID]
) -> None:
    before = [(place(1), ids[0]), (place(31, "afternoon"), ids[0]), (place(9), ids[1])]
    publish(app, station_id, before, why="-")
    march, april = months(anan)
    assert "1 duty done Saturday 1 March 2025" in march
    assert "Monday 31 March 2025" in march
    assert "9 March" not in march
    assert "No roster is published for this month yet" in april
    publish(app, station_id, [(place(1, month=APRIL), ids[1])], APRIL, why="-")
    assert "You have no duty in this month" in months(anan)[1]
    publish(app, station_id, [(place(30, month=APRIL), ids[0])], APRIL, why="-")
    assert "Wednesday 30 April 2025" in months(anan)[1]


@on_sqlite
def test_a_duty_of_a_version_no_more_in_force_is_gone(
    app: Flask, station_id: UUID, anan: Person, ids: list[UUID]
) -> None:
    publish(app, station_id, [(place(4), ids[0])], why="-")
    publish(app, station_id, [(place(4), ids[1])], why="-")
    assert "None is published for you" in next_duty(anan)


@on_sqlite
def test_a_duty_of_last_month_that_ran_into_this_one_stays_there(
    app: Flask, station_id: UUID, anan: Person, ids: list[UUID]
) -> None:
    february = Month(2025, 2)
    late = Place(date(2025, 2, 28), "public-relations", "afternoon")
    publish(app, station_id, [(late, ids[0])], february, why="-")
    assert "28 February" not in " ".join(months(anan))


def give_on_page(person: Person) -> str:
    answer = person.sends(f"{PAGE}/calendar", form_at=PAGE)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    page = read(answer)
    assert page.select(".proof-code svg")
    field = page.select_one("textarea#address")
    assert field is not None
    return text_of(field)


def token_of(address: str) -> str:
    folder, _, file = urlsplit(address).path.rpartition("/")
    assert (folder, file[-4:]) == ("/calendar", ".ics")
    return file[:-4]


def officer_of(app: Flask, token: str) -> UUID | None:
    with house_of(app).database.session(writing=False) as db:
        found = find_calendar(db, token)
        return found.officer_id if found else None


def test_a_calendars_address_is_shown_once_and_a_new_one_ends_it(
    app: Flask, anan: Person, ids: list[UUID]
) -> None:
    first = give_on_page(anan)
    assert first.startswith("http://localhost/calendar/")
    assert officer_of(app, token_of(first)) == ids[0]
    assert token_of(first) not in str(shown(anan)) + str(everything(app))
    second = give_on_page(anan)
    assert officer_of(app, token_of(first)) is None
    assert officer_of(app, token_of(second)) == ids[0]
    assert (acts(app).count("calendar_given"), acts(app).count("calendars_ended")) == (2, 1)
    assert token_of(second) not in str([entry.detail for entry in audit(app)])


def test_ending_it_leads_nowhere_and_leaves_other_calendars(
    app: Flask, station_id: UUID, anan: Person, ids: list[UUID]
) -> None:
    mine = token_of(give_on_page(anan))
    others = [
        give(app, station_id, officer=ids[1]),
        give(app, station_id, post="public-relations"),
    ]
    answer = anan.sends(f"{PAGE}/calendar/end", form_at=PAGE)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert officer_of(app, mine) is None
    assert [calendar.revoked_at is None for calendar in rows(app, Calendar)].count(True) == 2
    assert officer_of(app, others[0]) == ids[1]
    assert not shown(anan).select("form[action$='/calendar/end']")


@on_sqlite
@pytest.mark.parametrize("public_url", [PUBLIC_URL], indirect=True)
def test_with_a_public_address_the_calendar_stands_there(anan: Person) -> None:
    assert give_on_page(anan).startswith(f"{PUBLIC_URL}/calendar/")


@on_sqlite
@pytest.mark.parametrize("name", ["anan", "praew", "somsak"])
def test_who_is_no_officer_gets_no_calendar(app: Flask, signed_in: SignedIn, name: str) -> None:
    person = signed_in(name)
    before = everything(app)
    for path in (f"{PAGE}/calendar", f"{PAGE}/calendar/end"):
        assert person.sends(path, form_at="/admin/password").status_code == 404
    assert everything(app) == before


@on_sqlite
def test_names_are_text_on_the_page(app: Flask, station_id: UUID, signed_in: SignedIn) -> None:
    (officer,) = take_on(app, station_id, "<b>หนึ่ง</b>")
    publish(app, station_id, [(place(3), officer)], why="-")
    page = shown(signed_in("praew"))
    assert not page.select("main b")
    assert "<b>หนึ่ง</b>" in text_of(page.select_one("main"))


@on_sqlite
def test_an_officers_way_around_has_no_overview_of_counts(anan: Person) -> None:
    links = [str(one["href"]) for one in shown(anan, "/admin/").select("nav .places a")]
    assert "/admin/" not in links
    assert PAGE in links
    (here,) = shown(anan, "/admin/").select("nav .places a[aria-current]")
    assert here["href"] == PAGE
