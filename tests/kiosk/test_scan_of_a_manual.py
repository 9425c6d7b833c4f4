"""GET /go/<code> of a manual that is a file: the phone's language chooses which."""

from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from station import clock
from station.channels.bodies import Manual
from station.database import Database
from station.files.actions import keep_file
from station.files.preparing import prepare_pdf
from station.people.actions import Actor
from tests.cast import Person, house_of
from tests.contents import change_content
from tests.instances import on_sqlite
from tests.kept import events, link_code
from tests.station.files.pdfs import document
from tests.station.files.pdfs import manual as manual_of

Files = dict[str, UUID]
A_BROWSER = {"Sec-Fetch-Site": "none"}
"""What keeps two phones behind one address two phones."""


def keep(app: Flask, station_id: UUID, content: bytes) -> UUID:
    """A file of the station."""
    prepared = prepare_pdf(house_of(app).store, BytesIO(content), "law.pdf")
    with house_of(app).database.session(writing=True) as db:
        file = keep_file(db, station_id, prepared, by=Actor(station_id, None), at=clock.now())
        db.commit()
        return file.id


@pytest.fixture
def files(app: Flask, station_id: UUID) -> Files:
    """The two files of a manual."""
    found = {"th": keep(app, station_id, document()), "en": keep(app, station_id, manual_of(2))}
    change_content(app, station_id, "law", address=None, body=Manual(files=found))
    return found


@pytest.fixture
def code(app: Flask) -> str:
    return link_code(app, "law", "traffic")


WISHES = [("th", "th"), ("en", "en"), (None, "th"), ("de", "th"), ("en-US,en;q=0.9", "en")]


def test_the_phones_language_chooses_the_file_and_the_event_is_the_same(
    app: Flask, files: Files, code: str
) -> None:
    for wished, sent in WISHES:
        headers = {**A_BROWSER, **({"Accept-Language": wished} if wished else {})}
        for ask in (app.test_client().get, app.test_client().head):
            location = ask(f"/go/{code}", headers=headers).headers["Location"]
            assert location == f"/files/{files[sent]}/law.pdf", wished
    found = {(e.kind, e.division, e.channel, e.channel_version, e.excluded) for e in events(app)}
    assert found == {("scanned_manual", "traffic", "law", 2, None)}
    assert len(events(app)) == len(WISHES)


@on_sqlite
def test_a_language_that_was_chosen_before_goes_first(
    app: Flask, malee: Person, files: Files, code: str
) -> None:
    malee.opens("/?lang=en")
    answer = malee.opens(f"/go/{code}", headers={"Accept-Language": "th"})
    assert answer.headers["Location"] == f"/files/{files['en']}/law.pdf"


@on_sqlite
def test_where_there_is_one_file_every_phone_gets_it(
    app: Flask, malee: Person, station_id: UUID, files: Files, code: str
) -> None:
    change_content(app, station_id, "law", body=Manual(files={"th": files["th"]}))
    answer = malee.opens(f"/go/{code}", headers={"Accept-Language": "en"})
    assert answer.headers["Location"] == f"/files/{files['th']}/law.pdf"


@on_sqlite
def test_choosing_by_language_asks_the_database_nothing_more(
    app: Flask, files: Files, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []
    look = Database.fetch_one

    def fetch_one(database: Database, sql: str, values: Any) -> Any:
        looks.append(sql)
        return look(database, sql, values)

    def asked(code: str) -> int:
        looks.clear()
        assert app.test_client().get(f"/go/{code}").status_code == 302
        return len(looks)

    survey = link_code(app, "eit-survey", "traffic")
    asked(survey)  # the station's place is kept from now on
    monkeypatch.setattr(Database, "fetch_one", fetch_one)
    monkeypatch.setattr(Database, "session", None)
    assert asked(code) == asked(survey) == 1
