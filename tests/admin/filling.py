"""Addresses and forms of the staff's door with something good filled in."""

from dataclasses import dataclass
from datetime import date, time
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import select

from station import clock
from station.answers.tables import AnswerText, TextReview
from station.channels.rules import proof_token
from station.files.rules import Kind
from station.officers.actions import add_leave, add_officer
from station.people.actions import Actor, make_set_up_link, open_account
from station.people.rules import Role
from station.posts import actions as posts
from station.posts.rules import ShiftFacts
from station.questionnaires.actions import bring_questionnaire
from station.rosters.files import take_in
from station.sheets.month import Month
from station.sheets.reading import read_sheet
from tests.answering import content, faces, in_words
from tests.cast import PASSWORD, house_of
from tests.contents import code_for
from tests.devices import add_unpaired
from tests.duties import DESK, give, publish_sample
from tests.instances import SLUG
from tests.kept import link_code
from tests.station.opinions.filling import answer_many
from tests.stored import keep_stored

NEW_PASSWORD = "another sample password"
FORM = content(faces("one"), in_words("idea"))
NAMES = {
    "name_th": "สถานีตัวอย่าง",
    "name_en": "Sample Station",
    "short_th": "สภ.ตัวอย่าง",
    "short_en": "Sample",
}

SAMPLE_PIN = "135790"
DAY_OFF = date(2025, 3, 5)
SHIFT = {
    "name_th": "ผลัดตัวอย่าง",
    "starts": "22.00",
    "ends": "06.00",
    "arrive_before": "15",
    "seen": "22:00 06:00 15",
}

OPINION = {
    "id": "5f0c7f0e-6a5e-4b43-9a3f-2d3f4f1f6a11",
    "questionnaire": "satisfaction",
    "version": "1",
    "question": "overall",
    "value": "4",
}

FORMS: dict[str, dict[str, str]] = {
    "/pair": {"code": "00000000"},
    "/s/<slug>/pair": {"code": "00000000"},
    "/d/<division>/opinion": OPINION,
    "/d/<division>/opinion/<number>": OPINION,
    "/s/<slug>/d/<division>/opinion": OPINION,
    "/s/<slug>/d/<division>/opinion/<number>": OPINION,
    "/admin/sign-in": {"name": "praew", "password": "a wrong password"},
    "/admin/set-up/<token>": {**NAMES, "password": NEW_PASSWORD, "again": NEW_PASSWORD},
    "/admin/sign-out": {},
    "/admin/password": {"present": "a wrong password", "password": PASSWORD, "again": PASSWORD},
    "/admin/answers/reading": {"day": "3/3/2568", "division": "", "confirmed": "12", "note": ""},
    "/admin/answers/tally": {
        "day": "2025-03-03",
        "division": "traffic",
        "total": "7",
        "collector": "ตัวอย่าง สอง",
        "note": "",
    },
    "/admin/channels/<code>": {"address": "https://example.go.th/own"},
    "/admin/new-channel/<kind>": {"title_th": "ประกาศตัวอย่าง", "text_th": "ข้อความตัวอย่าง"},
    "/admin/channels-order": {"kind": "notice", "code": "budget"},
    "/admin/channels/<code>/move": {"to": "up"},
    "/admin/channels/<code>/publish": {"seen": "1"},
    "/admin/channels/<code>/drop": {"seen": "1"},
    "/admin/channels/<code>/take-off": {"seen": "1"},
    "/admin/channels/<code>/bring-back": {"version": "1", "seen": "1"},
    "/admin/link-checks": {},
    "/admin/link-checks/<code>": {},
    "/admin/station": NAMES,
    "/admin/kiosks": {"name": "ตัวอย่าง สาม", "point": "one-stop-service"},
    "/admin/kiosks/<kiosk>/code": {},
    "/admin/kiosks/<kiosk>/revoke": {},
    "/admin/accounts": {"role": "officer", "password": NEW_PASSWORD, "again": NEW_PASSWORD},
    "/admin/accounts/<account>/close": {},
    "/admin/accounts/<account>/password": {"password": NEW_PASSWORD, "again": NEW_PASSWORD},
    "/admin/rosters/names": {"names": "first"},
    "/admin/rosters/import": {"month": "2568-03"},
    "/admin/rosters/files/<file>/columns": {},
    "/admin/rosters/files/<file>/sheet": {"sheet": "csv"},
    "/admin/rosters/files/<file>/fixes": {},
    "/admin/rosters/files/<file>/publish": {"why": "ตัวอย่าง"},
    "/admin/rosters/files/<file>/drop": {},
    "/admin/officers/new": {"rank": "ด.ต.", "name": "ตัวอย่าง สี่", "division": "traffic"},
    "/admin/officers/<officer>": {"name": "ตัวอย่าง ห้า", "division": "", "until": "31/3/2568"},
    "/admin/officers/<officer>/leave": {"first": "3/3/2568", "last": "2025-03-05"},
    "/admin/officers/<officer>/leave/<leave>/remove": {},
    "/admin/officers/<officer>/account": {"account": ""},
    "/admin/officers/<officer>/account/new": {"password": SAMPLE_PIN, "again": SAMPLE_PIN},
    "/admin/posts/new": {"name_th": "จุดตัวอย่าง", "division": "", "shifts": "morning"},
    "/admin/posts/<code>": {"name_th": "จุดตัวอย่าง", "division": "traffic", "shifts": "night"},
    "/admin/posts/<code>/move": {"to": "up"},
    "/admin/posts/<code>/remove": {},
    "/admin/posts/<code>/calendar": {},
    "/admin/posts/<code>/calendar/end": {},
    "/admin/shifts/new": SHIFT,
    "/admin/ready-made-shifts": {"pattern": "two"},
    "/admin/shifts/<code>": SHIFT,
    "/admin/shifts/<code>/remove": {},
    "/admin/holidays/new": {"day": "6/3/2568", "name_th": "วันหยุดตัวอย่าง"},
    "/admin/official-holidays": {"year": "2568", "by": "fiscal"},
    "/admin/holidays/<day>": {"name_th": "วันหยุดตัวอย่าง สอง"},
    "/admin/holidays/<day>/remove": {},
    "/admin/opinions/<code>/texts/<answer>": {"what": "flag"},
    "/admin/new-questionnaire": {},
    "/admin/questionnaires/<code>": {"do": "keep", "revision": "1", "title-th": "ตัวอย่าง"},
    "/admin/questionnaires/<code>/move": {"to": "up"},
    "/admin/questionnaires/<code>/asking": {"divisions": "traffic", "revision": "1"},
    "/admin/questionnaires/<code>/force": {"version": "1", "revision": "1"},
    "/admin/questionnaires/<code>/copy": {"version": "1", "revision": "1"},
    "/admin/questionnaires/<code>/off": {"revision": "1"},
    "/admin/questionnaires/<code>/drop": {"revision": "1"},
    "/admin/privacy-notice": {"years": "3", "version": "0"},
    "/admin/my-duties/calendar": {},
    "/admin/my-duties/calendar/end": {},
}
"""A form of each address that takes one; names of accounts are made up anew each time."""
ROSTER = "วันที่,จุด,ผลัด,ผู้ปฏิบัติ\n3/3/2568,จุดประชาสัมพันธ์,08.00-16.00,-\n"
"""A roster that names nobody, so that it can be published without anybody being taken on."""
NEEDS_A_NAME = {
    "/admin/set-up/<token>": "account",
    "/admin/accounts": "name",
    "/admin/officers/<officer>/account/new": "name",
}


def form_for(address: str) -> dict[str, Any]:
    """A good form for an address (of the table of who may do what), without its token."""
    form: dict[str, Any] = dict(FORMS[address])
    if address.partition("/opinion")[1]:
        form["id"] = str(uuid4())
    if address == "/admin/rosters/import":
        form["file"] = (BytesIO(ROSTER.encode()), "march.csv")
    if address in NEEDS_A_NAME:
        form[NEEDS_A_NAME[address]] = f"sample {uuid4().hex[:8]}"
    return form


@dataclass(frozen=True)
class Filler:
    """Fills in addresses with what belongs to one station, made anew each time."""

    app: Flask
    station_id: UUID

    def fill(self, address: str) -> str:
        """An address of the table of who may do what, as it can be asked for."""
        if "<kiosk>" in address:
            return address.replace("<kiosk>", str(add_unpaired(self.app, self.station_id)[0]))
        if "/files/<file>" in address and not address.startswith("/admin/"):
            return self._fill_stored(address)
        if "<file>" in address:
            return address.replace("<file>", str(self.take_in_file()))
        if "<officer>" in address:
            return self._fill_officer(address)
        if address.startswith(("/admin/posts/<code>", "/admin/shifts/<code>")):
            return address.replace("<code>", self.add_work("posts" in address))
        if address.startswith(("/admin/opinions/<code>", "/admin/questionnaires/<code>")):
            return self._fill_opinion(address)
        if "<day>" in address:
            return address.replace("<day>", self.add_holiday())
        if "<account>" in address:
            return address.replace("<account>", str(self.open_account()))
        if address.startswith(("/admin/channels/<code>", "/admin/link-checks/<code>")):
            return address.replace("<code>", "eit-survey")
        if "<code>" in address and "/go/" not in address:
            code = code_for(self.app, self.station_id, address)
            address = address.replace("<code>", code)
        if address.endswith(("<month>.xlsx", "<month>.csv")):
            return address.replace("<month>", publish_sample(self.app, self.station_id))
        if "<path:filename>" in address:
            return f"{self.app.static_url_path}/tokens.css"
        known = {
            "<month>": "2568-03",
            "<kind>": "notice",
            "<division>": "traffic",
            "<number>": "2",
            "<slug>": SLUG,
            "<token>": self._token(address),
        }
        if "<code>" in address:
            code = link_code(self.app, "eit-survey", "traffic", station_id=self.station_id)
            known["<code>"] = code
        for part, value in known.items():
            address = address.replace(part, value)
        return address

    def _fill_opinion(self, address: str) -> str:
        """A questionnaire that no other station has, and the words of an answer to it."""
        code = f"form-{uuid4().hex[:8]}"
        by, at = Actor(self.station_id, None), clock.now()
        with house_of(self.app).database.session(writing=True) as db:
            bring_questionnaire(db, self.station_id, FORM, code=code, divisions=[], by=by, at=at)
            db.commit()
        filled = address.replace("<code>", code).replace("<number>", "1")
        if "<answer>" not in filled:
            return filled
        answer_many(self.app, self.station_id, "idea", "", text="text", code=code)
        return filled.replace("<answer>", self._latest_text())

    def _latest_text(self) -> str:
        """The words of an answer that nobody flagged yet."""
        with house_of(self.app).database.session(writing=False) as db:
            flagged = select(TextReview.answer)
            ask = select(AnswerText.id).where(
                AnswerText.station_id == self.station_id, AnswerText.id.not_in(flagged)
            )
            return str(db.scalars(ask).first())

    def open_account(self, name: str | None = None, role: Role = Role.OFFICER) -> UUID:
        """Somebody new of the station, or of the province."""
        is_province = role is Role.PROVINCE
        with house_of(self.app).database.session(writing=True) as db:
            opened = open_account(
                db,
                name or f"sample {uuid4().hex[:8]}",
                password=PASSWORD,
                role=role,
                station_id=None if is_province else self.station_id,
                needs_second_factor=False,
                by=Actor(self.station_id, None),
                at=clock.now(),
            )
            db.commit()
            return opened.id

    def _fill_stored(self, address: str) -> str:
        """A manual or a picture for visitors."""
        kind = Kind.PICTURE if address.endswith("picture") else Kind.PDF
        file = keep_stored(self.app, self.station_id, kind)
        address = address.replace("<file>", str(file.id)).replace("<slug>", SLUG)
        return address.replace("<name>", file.name).replace("<number>", "1")

    def _fill_officer(self, address: str) -> str:
        by, at = Actor(self.station_id, None), clock.now()
        with house_of(self.app).database.session(writing=True) as db:
            officer = add_officer(db, self.station_id, rank="ด.ต.", name="ตัวอย่าง หนึ่ง", by=by, at=at)
            leave = add_leave(db, officer, first=DAY_OFF, last=DAY_OFF, by=by, at=at)
            db.commit()
            filled = address.replace("<officer>", str(officer.id))
            return filled.replace("<leave>", str(leave.id))

    def add_work(self, is_post: bool) -> str:
        """The code of a new post or shift, one that no other station has."""
        name = {"th": "ตัวอย่าง", "en": f"sample {uuid4().hex[:8]}"}
        by, at = Actor(self.station_id, None), clock.now()
        with house_of(self.app).database.session(writing=True) as db:
            if is_post:
                code = posts.add_post(
                    db, self.station_id, name=name, division=None, shifts=["morning"], by=by, at=at
                ).code
            else:
                facts = ShiftFacts(name, time(9), time(17))
                code = posts.add_shift(db, self.station_id, facts, by=by, at=at).code
            db.commit()
            return code

    def add_holiday(self) -> str:
        """The day of a new holiday, as addresses have it."""
        with house_of(self.app).database.session(writing=True) as db:
            posts.add_holidays(
                db,
                self.station_id,
                [(DAY_OFF, {"th": "วันหยุดตัวอย่าง"})],
                by=Actor(self.station_id, None),
                at=clock.now(),
            )
            db.commit()
            return DAY_OFF.isoformat()

    def take_in_file(self) -> UUID:
        """A roster file of the station on its way."""
        with house_of(self.app).database.session(writing=True) as db:
            file = take_in(
                db,
                self.station_id,
                Month.parse("2568-03"),
                read_sheet(ROSTER.encode()),
                file_name="march.csv",
                by=Actor(self.station_id, None),
                at=clock.now(),
            )
            db.commit()
            return file.id

    def set_up_link(self) -> str:
        """The secret of a new one-time link of the station."""
        with house_of(self.app).database.session(writing=True) as db:
            token = make_set_up_link(db, self.station_id, at=clock.now())
            db.commit()
            return token

    def _token(self, address: str) -> str:
        settings = house_of(self.app).settings
        if "/set-up/" in address:
            return self.set_up_link()
        if address.startswith("/calendar/"):
            return give(self.app, self.station_id, post=DESK)
        return proof_token(settings.public_url or "", settings.secret_key)
