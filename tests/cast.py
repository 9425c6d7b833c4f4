"""The people of the tests: Malee visits; Praew, Somsak, Anan and Krit are on the staff."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from station import clock
from station.people.actions import Actor, open_account
from station.people.rules import Role
from station.plan.file import PlanFile
from station.plan.loading import load_plan
from web.house import House

PASSWORD = "a sample password"
NEIGHBOUR = "neighbour"
CAST = {
    "praew": Role.ADMIN,
    "somsak": Role.COMMANDER,
    "sao": Role.SYSTEM,
    "anan": Role.OFFICER,
    "prae-province": Role.PROVINCE,
}


def house_of(app: Flask) -> House:
    """What an app has open."""
    house: House = app.extensions["house"]
    return house


def add_cast(app: Flask, station_id: UUID) -> None:
    """Give every member of the station's cast, and the province's, an account."""
    with house_of(app).database.session(writing=True) as db:
        for name, role in CAST.items():
            open_for(db, name, role, None if role is Role.PROVINCE else station_id)
        db.commit()


def add_neighbour(app: Flask, plan: PlanFile) -> UUID:
    """A second station with the same divisions, and Krit, who is its admin."""
    moved = plan.station.model_copy(update={"slug": NEIGHBOUR})
    with house_of(app).database.session(writing=True) as db:
        loaded = load_plan(db, plan.model_copy(update={"station": moved}), at=clock.now())
        open_for(db, "krit", Role.ADMIN, loaded.station.id)
        db.commit()
        return loaded.station.id


def open_for(db: Session, name: str, role: Role, station_id: UUID | None) -> None:
    """Open an account with the password of all the cast."""
    open_account(
        db,
        name,
        password=PASSWORD,
        role=role,
        station_id=station_id,
        needs_second_factor=False,
        by=Actor(station_id, None),
        at=clock.now(),
    )


@dataclass(frozen=True)
class Person:
    """Somebody with a browser; forms are sent with the token that their page carries."""

    browser: FlaskClient

    def opens(self, path: str, **options: object) -> TestResponse:
        """Load a page."""
        return self.browser.get(path, **options)

    def sends(self, path: str, *, form_at: str | None = None, **fields: object) -> TestResponse:
        """Fill in the form at `form_at` (or at the same address) and send it to `path`."""
        token = csrf_token(self.opens(form_at or path))
        return self.browser.post(path, data={"csrf_token": token, **fields})

    def signs_in(self, name: str, password: str = PASSWORD) -> TestResponse:
        """Sign in by name and password."""
        return self.sends("/admin/sign-in", name=name, password=password)


def csrf_token(answer: TestResponse) -> str:
    """The form token on a page (of which the rest is not looked at)."""
    inputs = SoupStrainer("input", attrs={"name": "csrf_token"})
    page = BeautifulSoup(answer.get_data(as_text=True), "html.parser", parse_only=inputs)
    field = page.select_one("input")
    assert field is not None, f"no form on {answer.request.path} ({answer.status})"
    return str(field["value"])


def read(answer: TestResponse) -> BeautifulSoup:
    """A page, parsed as a browser would."""
    return BeautifulSoup(answer.get_data(as_text=True), "html5lib")


def is_thai(text: str) -> bool:
    """Whether there are Thai letters in a text."""
    return any("ก" <= character <= "ฮ" for character in text)


def make_tap(**changes: object) -> dict[str, object]:
    """A good tap of now, in traffic, with whatever is to be different."""
    at = clock.now().isoformat()
    tap = {"id": str(uuid4()), "kind": "survey_shown", "division": "traffic", "channel": None}
    return {**tap, "at": at, **changes}


def make_report(*taps: dict[str, object], **changes: object) -> dict[str, object]:
    """A report of taps sent now."""
    return {"sent_at": clock.now().isoformat(), "taps": list(taps), **changes}
