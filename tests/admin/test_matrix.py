"""Every address x method x asker, against the table of who may do what."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from admin import access
from station.people.rules import Role
from tests.admin.filling import Filler, form_for
from tests.admin.who_may import WHO, Line, is_report, lines
from tests.answering import make_answer, make_answers
from tests.cast import Person, csrf_token, make_report, make_tap
from tests.devices import PairedKiosk
from tests.instances import SLUG, on_sqlite, reachable

pytestmark = [on_sqlite, reachable]
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
NAMES = {
    "officer": "anan",
    "commander": "somsak",
    "system": "sao",
    "admin": "praew",
    "province": "prae-province",
    "at": "prae-province",
    "krit": "krit",
}
OPEN = ("/admin/sign-in", "/admin/set-up/<token>")
Asker = Callable[[str], Person]


@pytest.fixture
def asker(app: Flask, signed_in: Callable[[str], Person], kiosk: PairedKiosk) -> Asker:
    """Whoever asks, by the table's column."""

    def find(who: str) -> Person:
        if who == "kiosk":
            return Person(kiosk.browser)
        return signed_in(NAMES[who]) if who in NAMES else Person(app.test_client())

    return find


def ask(person: Person, who: str, method: str, address: str, path: str) -> TestResponse:
    """Ask as a browser would: with the form's token, and the station that was chosen."""
    if address == "/admin/counts.json":
        path += "?from=2025-03-01&to=2025-03-31"
    if who == "at" and path.startswith("/admin/"):
        path += ("&" if "?" in path else "?") + f"station={SLUG}"
    if method != "POST":
        return person.browser.open(path, method=method)
    if is_report(address):
        report = make_report(make_tap(), **make_answers(make_answer()))
        return person.browser.post(path, json=report)
    token = csrf_token(person.opens("/admin/sign-in"))
    return person.browser.post(path, data={"csrf_token": token, **form_for(address)})


def status_of_options(who: str, line: Line) -> int:
    """What OPTIONS is answered: what the line says to who is turned away, else 200."""
    wanted, address = line.status[who], line.address
    if address.startswith("/static/"):
        return 405
    if address in OPEN:
        return 200
    if address.startswith("/admin/"):
        is_turned_away = wanted == 403 or who in ("nobody", "kiosk")
        return wanted if is_turned_away else 200
    return 404 if wanted == 404 and not is_report(address) else 200


def answers(person: Person, who: str, line: Line, filler: Filler) -> list[str]:
    """What is answered otherwise than a line says."""
    asked = {"OPTIONS": status_of_options(who, line)}
    asked |= {"HEAD": line.status[who]} if line.method == "GET" else {}
    asked[line.method] = line.status[who]
    found = []
    for method, status in asked.items():
        with ask(person, who, method, line.address, filler.fill(line.address)) as answer:
            if answer.status_code != status:
                found.append(f"{method} {line.address}: {answer.status_code}, not {status}")
    return found


@pytest.mark.parametrize("who", WHO)
def test_everyone_may_do_exactly_what_the_table_says(
    app: Flask, asker: Asker, station_id: UUID, who: str
) -> None:
    person, filler = asker(who), Filler(app, station_id)
    wrong = []
    for line in lines():
        wrong += answers(person, who, line, filler)
        if line.address == "/admin/sign-out" and who in NAMES:
            person = asker(who)
    assert wrong == []


def routed(app: Flask) -> set[tuple[str, str]]:
    """Every (method, address) that the app takes, as the table writes them."""
    found = set()
    for rule in app.url_map.iter_rules():
        address = str(rule).replace(str(app.static_url_path), "/static")
        address = address.replace("<uuid:kiosk_id>", "<kiosk>")
        address = address.replace("<uuid:account_id>", "<account>")
        address = address.replace("<uuid:file_id>", "<file>").replace("<month:month>", "<month>")
        address = address.replace("<uuid:officer_id>", "<officer>")
        address = address.replace("<int:number>", "<number>")
        address = address.replace("<uuid:leave_id>", "<leave>")
        address = address.replace("<int:number>", "<number>")
        address = address.replace("<uuid:answer_id>", "<answer>")
        found |= {(method, address) for method in rule.methods or ()}
    return {(method, address) for method, address in found if method not in ("HEAD", "OPTIONS")}


def test_every_address_and_method_has_its_line(app: Flask) -> None:
    written = [(line.method, line.address) for line in lines()]
    assert len(written) == len(set(written))
    assert set(written) == routed(app)


def test_every_page_of_the_staff_names_its_permission_and_none_is_left_over(app: Flask) -> None:
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint[:6] == "admin."}
    assert pages == set(access.PAGES) | access.WITHOUT_SIGN_IN


def test_a_new_address_without_a_line_is_found(app: Flask) -> None:
    app.add_url_rule("/admin/new", "admin.new", dict, methods=["GET", "DELETE"])
    missing = routed(app) - {(line.method, line.address) for line in lines()}
    assert missing == {("GET", "/admin/new"), ("DELETE", "/admin/new")}


@pytest.mark.parametrize("who", ["nobody", "admin"])
def test_every_other_method_is_refused_to_all(
    app: Flask, asker: Asker, station_id: UUID, who: str
) -> None:
    person, filler = asker(who), Filler(app, station_id)
    taken = routed(app)
    for address in sorted({line.address for line in lines()} - {"/static/<path:filename>"}):
        for method in set(METHODS) - {"OPTIONS", "HEAD"}:
            if (method, address) not in taken:
                answer = person.browser.open(filler.fill(address), method=method)
                assert answer.status_code == 405, f"{method} {address}"


def test_a_page_that_names_no_permission_is_refused_to_all(
    app: Flask, praew: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(access.PAGES, "admin.accounts")
    assert praew.opens("/admin/accounts").status_code == 403


@pytest.mark.parametrize("role", [Role.OFFICER, Role.COMMANDER])
def test_a_permission_given_by_mistake_turns_the_table_red(
    app: Flask, asker: Asker, station_id: UUID, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    line = next(line for line in lines() if (line.method, line.address) == ("GET", "/admin/kiosks"))
    person, filler = asker(role.value), Filler(app, station_id)
    assert answers(person, role.value, line, filler) == []
    more = access.ALLOWED[role] | {access.Permission.KEEP_KIOSKS}
    monkeypatch.setitem(access.ALLOWED, role, more)
    assert answers(person, role.value, line, filler) != []


def test_a_guard_that_was_dropped_turns_the_table_red(
    app: Flask, asker: Asker, station_id: UUID
) -> None:
    person, filler = asker("nobody"), Filler(app, station_id)
    app.before_request_funcs["admin"].clear()
    wrong = [one for line in lines() for one in answers(person, "nobody", line, filler)]
    assert wrong
