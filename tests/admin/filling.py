"""Addresses and forms of the staff's door with something good filled in."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from flask import Flask

from station import clock
from station.channels.rules import proof_token
from station.people.actions import Actor, make_set_up_link, open_account
from station.people.rules import Role
from tests.cast import PASSWORD, house_of
from tests.devices import add_unpaired
from tests.instances import SLUG
from tests.kept import link_code

NEW_PASSWORD = "another sample password"
NAMES = {
    "name_th": "สถานีตัวอย่าง",
    "name_en": "Sample Station",
    "short_th": "สภ.ตัวอย่าง",
    "short_en": "Sample",
}

FORMS: dict[str, dict[str, str]] = {
    "/pair": {"code": "00000000"},
    "/s/<slug>/pair": {"code": "00000000"},
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
    "/admin/station": NAMES,
    "/admin/kiosks": {"name": "ตัวอย่าง สาม", "point": "one-stop-service"},
    "/admin/kiosks/<kiosk>/code": {},
    "/admin/kiosks/<kiosk>/revoke": {},
    "/admin/accounts": {"role": "officer", "password": NEW_PASSWORD, "again": NEW_PASSWORD},
    "/admin/accounts/<account>/close": {},
    "/admin/accounts/<account>/password": {"password": NEW_PASSWORD, "again": NEW_PASSWORD},
}
"""A form of each address that takes one; names of accounts are made up anew each time."""
NEEDS_A_NAME = {"/admin/set-up/<token>": "account", "/admin/accounts": "name"}


def form_for(address: str) -> dict[str, str]:
    """A good form for an address (of the table of who may do what), without its token."""
    form = dict(FORMS[address])
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
        if "<account>" in address:
            return address.replace("<account>", str(self.open_account()))
        if address == "/admin/channels/<code>":
            return "/admin/channels/eit-survey"
        if "<path:filename>" in address:
            return f"{self.app.static_url_path}/tokens.css"
        known = {"<division>": "traffic", "<slug>": SLUG, "<token>": self._token(address)}
        if "<code>" in address:
            code = link_code(self.app, "eit-survey", "traffic", station_id=self.station_id)
            known["<code>"] = code
        for part, value in known.items():
            address = address.replace(part, value)
        return address

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
        return proof_token(settings.public_url or "", settings.secret_key)
