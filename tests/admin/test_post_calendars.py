"""A post's private calendar address: given out, shown once, and ended, on the post's page."""

from uuid import UUID

import pytest
from flask import Flask

from tests.admin.boards import text_of
from tests.cast import Person, read
from tests.duties import DESK, INQUIRY, give, place, publish, take_on
from tests.instances import PUBLIC_URL, on_sqlite
from tests.kept import acts, audit, everything
from tests.kiosk.feeds import events, is_nowhere

PAGE = f"/admin/posts/{DESK}"


def give_on_page(person: Person) -> str:
    """The token of a new address, as the page shows it."""
    answer = person.sends(f"{PAGE}/calendar", form_at=PAGE)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    page = read(answer)
    assert page.select(".proof-code svg")
    address = text_of(page.select_one("textarea#address"))
    assert address.endswith(".ics")
    return address.rpartition("/")[2].removesuffix(".ics")


def test_an_address_leads_to_the_posts_duties_and_a_new_one_ends_it(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    (officer,) = take_on(app, station_id, "ตัวอย่าง หนึ่ง")
    duties = [(place(4), officer), (place(5, "office-hours", INQUIRY), officer)]
    publish(app, station_id, duties, why="-")
    first = give_on_page(praew)
    (event,) = events(malee, first)
    assert "ด.ต. ตัวอย่าง หนึ่ง" in event.summary.value
    assert first not in str(read(praew.opens(PAGE))) + str(everything(app))
    second = give_on_page(praew)
    assert is_nowhere(malee, first)
    assert len(events(malee, second)) == 1
    assert (acts(app).count("calendar_given"), acts(app).count("calendars_ended")) == (2, 1)
    assert second not in str([entry.detail for entry in audit(app)])


def test_ending_it_leads_nowhere_and_leaves_other_addresses(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    (officer,) = take_on(app, station_id, "ตัวอย่าง หนึ่ง")
    others = give(app, station_id, officer=officer), give(app, station_id, post=INQUIRY)
    ours = give_on_page(praew)
    answer = praew.sends(f"{PAGE}/calendar/end", form_at=PAGE)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    assert is_nowhere(malee, ours)
    assert not any(is_nowhere(malee, other) for other in others)
    assert not read(praew.opens(PAGE)).select("form[action$='/calendar/end']")


@on_sqlite
@pytest.mark.parametrize("path", ["calendar", "calendar/end"])
def test_another_stations_post_and_one_that_is_none_are_not_found(
    app: Flask, praew: Person, krit: Person, station_id: UUID, path: str
) -> None:
    ours = give(app, station_id, post=DESK)
    before = everything(app)
    krit.sends(f"{PAGE}/{path}", form_at="/admin/posts/new")  # of his own station's post
    assert praew.sends(f"/admin/posts/nowhere/{path}", form_at=PAGE).status_code == 404
    assert praew.opens(f"{PAGE}/{path}").status_code == 405
    assert len(everything(app)["calendars"]) - len(before["calendars"]) == (path == "calendar")
    assert not is_nowhere(praew, ours)


@on_sqlite
@pytest.mark.parametrize("public_url", [PUBLIC_URL], indirect=True)
def test_with_a_public_address_the_calendar_stands_there(praew: Person) -> None:
    page = read(praew.sends(f"{PAGE}/calendar", form_at=PAGE))
    assert text_of(page.select_one("textarea#address")).startswith(f"{PUBLIC_URL}/calendar/")
