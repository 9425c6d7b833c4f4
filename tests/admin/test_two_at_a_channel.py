"""Two of the staff at one channel: neither undoes, unread, what the other did."""

from io import BytesIO
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from station.channels import actions
from station.channels.bodies import Manual, Notice
from station.people.tables import Account
from tests.admin.boards import text_of
from tests.admin.pressing import form_as_opened, form_leading_to, press
from tests.cast import Person, is_thai, read
from tests.contents import kept_channel
from tests.instances import on_sqlite
from tests.kept import everything, rows
from tests.station.files.hostile_pictures import saved
from tests.station.files.pdfs import document
from tests.station.files.pdfs import manual as manual_of

LIST = "/admin/channels"
NOTICE = "/admin/channels/no-gift-policy"
BUDGET = "/admin/channels/budget"
LAW = "/admin/channels/law"
FIRST, SECOND, THIRD = document(), manual_of(2), manual_of(3)


def test_of_two_who_write_at_once_the_later_is_shown_the_earlier_and_loses_nothing(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    first, second = (form_as_opened(read(praew.opens(NOTICE))) for _ in range(2))
    praew.browser.post(NOTICE, data={**first, "hint_en": "By the first"})
    answer = praew.browser.post(NOTICE, data={**second, "hint_en": "By the second"})
    assert answer.status_code == 422
    page = read(answer)
    assert page.select_one("#hint_en")["value"] == "By the second"  # type: ignore[index]
    (difference,) = page.select(".differences div")
    assert "By the first" in text_of(difference)
    assert "By the second" in text_of(difference)
    in_force = kept_channel(app, station_id, "no-gift-policy").in_force
    assert in_force is not None
    assert (in_force.hint or {}).get("en") == "By the first"
    again = praew.browser.post(NOTICE, data=form_as_opened(page))
    assert again.status_code == 303
    in_force = kept_channel(app, station_id, "no-gift-policy").in_force
    assert in_force is not None
    assert (in_force.hint or {}).get("en") == "By the second"


@on_sqlite
def test_without_a_look_at_the_edition_the_earlier_change_would_be_lost(
    app: Flask, praew: Person, station_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "_check_seen", lambda _db, channel, _seen: channel)
    first, second = (form_as_opened(read(praew.opens(NOTICE))) for _ in range(2))
    praew.browser.post(NOTICE, data={**first, "hint_en": "By the first"})
    answer = praew.browser.post(NOTICE, data={**second, "hint_en": "By the second"})
    assert answer.status_code == 303


Form = dict[str, str]


def opened(person: Person, path: str) -> Form:
    """A form as it stands when it is opened, in English."""
    return form_as_opened(read(person.opens(f"{path}?lang=en")))


def send(person: Person, path: str, form: Form, **files: tuple[bytes, str]) -> TestResponse:
    uploads = {name: (BytesIO(content), called) for name, (content, called) in files.items()}
    return person.browser.post(path, data={**form, **uploads})


def differences(answer: TestResponse) -> dict[str, list[str]]:
    """What is said to be different now, by the label of its field."""
    assert answer.status_code == 422
    found = read(answer).select(".differences > div")
    return {text_of(one.dt): [text_of(said) for said in one.select("dd")] for one in found}


def manual(app: Flask, station_id: UUID) -> Manual:
    body = kept_channel(app, station_id, "law").last.body
    assert isinstance(body, Manual)
    return body


@pytest.fixture
def stale(app: Flask, praew: Person) -> Form:
    """The form of a manual, opened before somebody else replaced its file."""
    send(praew, LAW, opened(praew, LAW), file_th=(FIRST, "first.pdf"))
    form = opened(praew, LAW)
    send(praew, LAW, opened(praew, LAW), file_th=(SECOND, "second.pdf"))
    return form


def test_who_wrote_about_something_else_keeps_the_file_that_came_meanwhile(
    app: Flask, praew: Person, station_id: UUID, stale: Form
) -> None:
    newest = manual(app, station_id).files
    answer = send(praew, LAW, {**stale, "title_en": "The law"})
    assert differences(answer) == {
        "Title in English": [f"now: {stale['title_en']}", "you wrote: The law"],
        "PDF in Thai": ["now: second.pdf", "you did not touch it: it stays as it is now"],
    }
    page = read(answer)
    assert text_of(page.select_one(".upload-kept")) == "second.pdf"
    assert send(praew, LAW, form_as_opened(page)).status_code == 303
    assert manual(app, station_id).files == newest
    assert kept_channel(app, station_id, "law").last.title["en"] == "The law"


@on_sqlite
def test_a_form_opened_before_there_was_a_file_takes_none_away(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    form = opened(praew, LAW)
    assert form["file_th_kept"] == ""
    send(praew, LAW, opened(praew, LAW), file_th=(FIRST, "first.pdf"))
    page = read(send(praew, LAW, {**form, "title_en": "The law"}))
    assert send(praew, LAW, form_as_opened(page)).status_code == 303
    assert list(manual(app, station_id).files) == ["th"]


@on_sqlite
def test_in_thai_the_box_has_no_word_of_english(app: Flask, praew: Person, stale: Form) -> None:
    praew.opens("/admin/?lang=th")
    answer = send(praew, LAW, {**stale, "works_offline": "y"})
    assert all(is_thai(label) for label in differences(answer))
    (said,) = [said for label, said in differences(answer).items() if "PDF" in label]
    assert "second.pdf" in said[0]


@on_sqlite
def test_who_sends_a_file_too_decides_between_the_two(
    app: Flask, praew: Person, station_id: UUID, stale: Form
) -> None:
    answer = send(praew, LAW, stale, file_th=(THIRD, "third.pdf"))
    assert differences(answer) == {"PDF in Thai": ["now: second.pdf", "you wrote: third.pdf"]}
    page = read(answer)
    assert text_of(page.select_one(".upload-kept")) == "third.pdf"
    before = manual(app, station_id).files["th"]
    assert send(praew, LAW, form_as_opened(page)).status_code == 303
    assert manual(app, station_id).files["th"] != before


@on_sqlite
def test_who_takes_the_file_away_is_shown_the_newest_first(
    app: Flask, praew: Person, station_id: UUID, stale: Form
) -> None:
    answer = send(praew, LAW, {**stale, "file_th_gone": "y"})
    assert differences(answer) == {"PDF in Thai": ["now: second.pdf", "you wrote: –"]}
    page = read(answer)
    assert text_of(page.select_one(".upload-kept")) == "second.pdf"
    form = form_as_opened(page)
    assert form["file_th_gone"] == "y"
    assert send(praew, LAW, form).status_code == 303
    assert manual(app, station_id).files == {}


@on_sqlite
def test_a_picture_that_came_meanwhile_stays_too(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    form = opened(praew, NOTICE)
    send(praew, NOTICE, opened(praew, NOTICE), picture=(saved("PNG"), "sign.png"))
    answer = send(praew, NOTICE, {**form, "hint_en": "By the second"})
    assert differences(answer)["Picture"][0] == "now: sign.webp"
    send(praew, NOTICE, form_as_opened(read(answer)))
    body = kept_channel(app, station_id, "no-gift-policy").last.body
    assert isinstance(body, Notice)
    assert body.picture is not None


LINE = {
    "figures-0-name_th": "ค่าน้ำมัน",
    "figures-0-name_en": "Fuel",
    "figures-0-received": "1,000",
    "figures-0-spent": "๔๐๐",
}


def test_every_kind_of_field_is_compared_in_words(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    send(praew, BUDGET, {**opened(praew, BUDGET), "text_th": "งบประมาณ", **LINE})
    form = opened(praew, BUDGET)
    theirs = {"figures-0-spent": "900", "first": "1/3/2568", "figures-1-name_th": "ค่าไฟ"}
    assert send(praew, BUDGET, {**form, **theirs}).status_code == 303
    answer = send(praew, BUDGET, {**form, "figures-0-spent": "500"})
    fuel = "ค่าน้ำมัน / Fuel · Received (baht): 1,000 · Spent (baht):"
    assert differences(answer) == {
        "Shown from": ["now: 1/3/2025", "you wrote: –"],
        "Figures of a budget (received and spent)": [
            f"now: {fuel} 900 ค่าไฟ",
            f"you wrote: {fuel} 500",
        ],
    }


@on_sqlite
def test_ticks_signs_and_who_keeps_it_are_compared_too(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    (own,) = [one.id for one in rows(app, Account) if one.name == "praew"]
    law, seats = opened(praew, LAW), opened(praew, "/admin/channels/seats")
    address = {"address": "https://example.go.th/law"}
    send(praew, LAW, {**law, **address, "works_offline": "y", "owner": str(own)})
    assert differences(send(praew, LAW, {**law, **address})) == {
        "Keep it on the tablets, for when the network is down": ["now: Yes", "you wrote: No"],
        "Who keeps it fresh": ["now: praew", "you wrote: Nobody in particular"],
    }
    send(praew, "/admin/channels/seats", {**seats, "icon": "fan"})
    said = differences(send(praew, "/admin/channels/seats", {**seats, "icon": "wifi"}))
    assert said == {"Sign": ["now: fan", "you wrote: wifi"]}


@on_sqlite
def test_the_same_said_otherwise_is_no_difference(app: Flask, praew: Person) -> None:
    form = opened(praew, "/admin/channels/service-traffic")
    lines = {"steps_th": "หนึ่ง\nสอง", "minutes": "20"}
    send(praew, "/admin/channels/service-traffic", {**form, **lines})
    same = {"steps_th": "หนึ่ง\r\nสอง\r\n", "minutes": "๒๐"}
    answer = send(praew, "/admin/channels/service-traffic", {**form, **same})
    assert differences(answer) == {}
    assert "What you wrote is what is kept now" in text_of(read(answer).select_one(".theirs"))


ACTS = ("publish", "drop", "take-off")


def stale_acts(page: BeautifulSoup) -> dict[str, Form]:
    return {f"{NOTICE}/{act}": form_leading_to(page, f"{NOTICE}/{act}") for act in ACTS}


def test_what_is_done_at_once_is_done_only_to_what_was_looked_at(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    send(praew, NOTICE, {**opened(praew, NOTICE), "title_en": "Looked at", "draft": "1"})
    forms = stale_acts(read(praew.opens(LIST)))
    history = form_leading_to(read(praew.opens(f"{NOTICE}/history")), f"{NOTICE}/bring-back")
    forms[f"{NOTICE}/bring-back"] = {**history, "version": "2"}
    send(praew, NOTICE, {**opened(praew, NOTICE), "title_en": "A newer draft", "draft": "1"})
    before = everything(app)
    for path, form in forms.items():
        answer = praew.browser.post(path, data=form)
        assert answer.status_code == 303, path
        flashed = read(praew.opens(f"{answer.location}"))
        assert "was changed after you had opened that page" in text_of(flashed.main), path
        assert everything(app) == before, path
    press(praew, f"{NOTICE}/publish", at=LIST)
    in_force = kept_channel(app, station_id, "no-gift-policy").in_force
    assert in_force is not None
    assert in_force.title["en"] == "A newer draft"


@on_sqlite
def test_a_form_that_looked_at_nothing_does_nothing(app: Flask, praew: Person) -> None:
    send(praew, NOTICE, {**opened(praew, NOTICE), "title_en": "A draft", "draft": "1"})
    before = everything(app)
    for act in (*ACTS, "bring-back"):
        for seen in ({}, {"seen": "x"}, {"seen": "-1"}, {"seen": "9" * 5000}):
            praew.sends(f"{NOTICE}/{act}", form_at=LIST, version="2", **seen)
    assert everything(app) == before


@on_sqlite
def test_without_a_look_at_the_edition_a_draft_would_be_shown_unread(
    app: Flask, praew: Person, station_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "_check_seen", lambda _db, channel, _seen: channel)
    send(praew, NOTICE, {**opened(praew, NOTICE), "title_en": "Looked at", "draft": "1"})
    stale = form_leading_to(read(praew.opens(LIST)), f"{NOTICE}/publish")
    send(praew, NOTICE, {**opened(praew, NOTICE), "title_en": "Unread", "draft": "1"})
    praew.browser.post(f"{NOTICE}/publish", data=stale)
    in_force = kept_channel(app, station_id, "no-gift-policy").in_force
    assert in_force is not None
    assert in_force.title["en"] == "Unread"


def test_ones_own_act_can_be_undone_right_after_it(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    def undo(act: str, **fields: str) -> bool:
        press(praew, f"{NOTICE}/{act}", at=LIST, **fields)
        return kept_channel(app, station_id, "no-gift-policy").channel.is_shown

    assert [undo(act) for act in ("take-off", "bring-back", "take-off")] == [False, True, False]


@on_sqlite
def test_taking_off_twice_is_taking_off_once(app: Flask, praew: Person) -> None:
    form = form_leading_to(read(praew.opens(LIST)), f"{NOTICE}/take-off")
    praew.browser.post(f"{NOTICE}/take-off", data=form)
    before = everything(app)
    answer = praew.browser.post(f"{NOTICE}/take-off", data=form)
    assert "after you had opened" not in text_of(read(praew.opens(str(answer.location))).main)
    assert everything(app) == before
