"""The audit log: every act of the staff leaves exactly its rows, and none can be changed."""

from collections import Counter
from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.exc import DBAPIError

from station.people.tables import Account, AuditEntry
from tests.admin.filling import NEW_PASSWORD, SAMPLE_PIN, Filler, form_for
from tests.admin.who_may import lines
from tests.cast import PASSWORD, Person
from tests.devices import PairedKiosk
from tests.instances import on_sqlite
from tests.kept import acts, audit, count, rows, run_sql

ACTS = {
    "/admin/sign-out": ["signed_out"],
    "/admin/answers/reading": ["reading_entered"],
    "/admin/answers/tally": ["tally_entered"],
    "/admin/channels/<code>": ["channel_changed"],
    "/admin/new-channel/<kind>": ["channel_added", "channel_published"],
    "/admin/channels-order": ["channels_ordered"],
    "/admin/channels/<code>/take-off": ["channel_taken_off"],
    "/admin/rosters/names": ["duty_display_set"],
    "/admin/rosters/import": ["roster_file_taken_in"],
    "/admin/rosters/files/<file>/publish": ["roster_published"],
    "/admin/rosters/files/<file>/drop": ["roster_file_dropped"],
    "/admin/posts/<code>/calendar": ["calendar_given"],
    "/admin/opinions/<code>/texts/<answer>": ["text_reviewed"],
    "/admin/new-questionnaire": ["questionnaire_added"],
    "/admin/questionnaires/<code>": ["questionnaire_drafted"],
    "/admin/questionnaires/<code>/asking": ["questionnaire_asked"],
    "/admin/questionnaires/<code>/force": ["questionnaire_published"],
    "/admin/questionnaires/<code>/copy": ["questionnaire_drafted"],
    "/admin/questionnaires/<code>/off": ["questionnaire_taken_off"],
    "/admin/privacy-notice": ["privacy_told"],
    "/admin/link-checks": ["link_checks_asked"],
    "/admin/link-checks/<code>": ["link_checks_asked"],
    "/admin/station": ["station_renamed"],
    "/admin/kiosks": ["kiosk_added", "pairing_code_made"],
    "/admin/kiosks/<kiosk>/code": ["pairing_code_made"],
    "/admin/kiosks/<kiosk>/revoke": ["kiosk_revoked"],
    "/admin/accounts": ["account_opened"],
    "/admin/accounts/<account>/close": ["account_closed"],
    "/admin/accounts/<account>/password": ["password_changed"],
    "/admin/officers/new": ["officer_added"],
    "/admin/officers/<officer>": ["officer_changed"],
    "/admin/officers/<officer>/leave": ["leave_added"],
    "/admin/officers/<officer>/leave/<leave>/remove": ["leave_removed"],
    "/admin/officers/<officer>/account": ["officer_account_set"],
    "/admin/officers/<officer>/account/new": ["account_opened", "officer_account_set"],
    "/admin/posts/new": ["post_added"],
    "/admin/posts/<code>": ["post_changed"],
    "/admin/posts/<code>/move": ["post_moved"],
    "/admin/posts/<code>/remove": ["post_removed"],
    "/admin/shifts/new": ["shift_added"],
    "/admin/ready-made-shifts": ["shift_added", "shift_added"],
    "/admin/shifts/<code>": ["shift_changed"],
    "/admin/shifts/<code>/remove": ["shift_removed"],
    "/admin/holidays/new": ["holiday_set"],
    "/admin/official-holidays": ["holidays_added"],
    "/admin/holidays/<day>": ["holiday_set"],
    "/admin/holidays/<day>/remove": ["holiday_set"],
}
"""What each act of a signed-in person leaves; adding a kiosk makes its code as well."""

NONE = {
    "/admin/sign-in": "a sign-in is noted, a wrong password is not",
    "/admin/set-up/<token>": "has tests of its own",
    "/admin/password": "has tests of its own",
    "/admin/channels/<code>/move": "the first of its kind has no place to go up to",
    "/admin/channels/<code>/bring-back": "the version is in force already",
    "/admin/channels/<code>/publish": "there is no draft",
    "/admin/channels/<code>/drop": "there is no draft",
    "/admin/questionnaires/<code>/move": "the first has no place to go up to",
    "/admin/questionnaires/<code>/drop": "there is no draft",
    "/admin/posts/<code>/calendar/end": "no calendar was given",
    "/admin/my-duties/calendar": "Praew has no duties",
    "/admin/my-duties/calendar/end": "Praew has no duties",
    "/admin/rosters/files/<file>/columns": "a step on the way of a file that changes nothing yet",
    "/admin/rosters/files/<file>/sheet": "a step on the way of a file that changes nothing yet",
    "/admin/rosters/files/<file>/fixes": "a step on the way of a file that changes nothing yet",
}
"""What leaves none here, and why; whatever is neither here nor there was forgotten."""

LISTS = ("my-duties", "officers", "posts", "holidays")


def account_id(app: Flask, name: str) -> UUID:
    return next(account.id for account in rows(app, Account) if account.name == name)


@on_sqlite
@pytest.mark.parametrize("address", ACTS)
def test_every_act_leaves_its_rows_with_who_did_it(
    app: Flask, praew: Person, station_id: UUID, address: str
) -> None:
    path = Filler(app, station_id).fill(address)
    before = Counter(acts(app))
    known = {entry.id for entry in audit(app)}
    praew.sends(path, form_at="/admin/password", **form_for(address))
    assert Counter(acts(app)) - before == Counter(ACTS[address])
    for entry in audit(app):
        if entry.id not in known:
            assert (entry.account_id, entry.station_id) == (account_id(app, "praew"), station_id)


def test_no_address_of_the_staff_is_forgotten() -> None:
    takes = {line.address for line in lines() if line.method == "POST"}
    assert {one for one in takes if one.startswith("/admin/")} == {*ACTS, *NONE}
    assert not ACTS.keys() & NONE.keys()


@on_sqlite
@pytest.mark.parametrize("address", ACTS)
def test_an_act_that_was_refused_leaves_none(
    app: Flask, signed_in: Callable[[str], Person], station_id: UUID, address: str
) -> None:
    anan = signed_in("anan")
    path = Filler(app, station_id).fill(address)
    before = acts(app)
    if address != "/admin/sign-out":
        anan.sends(path, form_at="/admin/password", **form_for(address))
        assert acts(app) == before


def test_signing_in_leaves_one_row_and_a_wrong_password_none(
    app: Flask, signed_in: Callable[[str], Person]
) -> None:
    signed_in("praew")
    assert acts(app).count("signed_in") == 1
    Person(app.test_client()).signs_in("praew", "a wrong password")
    assert acts(app).count("signed_in") == 1


def test_ones_own_new_password_leaves_one_row(app: Flask, praew: Person) -> None:
    praew.sends("/admin/password", present=PASSWORD, password=NEW_PASSWORD, again=NEW_PASSWORD)
    assert acts(app).count("password_changed") == 1


@on_sqlite
def test_looking_leaves_none(app: Flask, praew: Person) -> None:
    before = acts(app)
    for page in (
        "",
        "answers",
        "channels",
        "kiosks",
        "accounts",
        "links",
        "station",
        "password",
        *LISTS,
    ):
        assert praew.opens(f"/admin/{page}").status_code == 200
    praew.opens("/admin/counts.json?from=2025-03-01&to=2025-03-31")
    assert acts(app) == before


@on_sqlite
def test_no_secret_is_ever_noted(
    app: Flask, praew: Person, kiosk: PairedKiosk, station_id: UUID
) -> None:
    filler = Filler(app, station_id)
    filler.set_up_link()
    for address in ACTS:
        if address != "/admin/sign-out":
            praew.sends(filler.fill(address), form_at="/admin/password", **form_for(address))
    noted = " ".join(f"{entry.act} {entry.detail}" for entry in audit(app))
    secrets = [PASSWORD, NEW_PASSWORD, SAMPLE_PIN]
    secrets += [account.password_hash for account in rows(app, Account)]
    kept = [praew.browser.get_cookie("staff", path="/admin/"), kiosk.browser.get_cookie("kiosk")]
    secrets += [cookie.value for cookie in kept if cookie]
    assert len(secrets) > 8
    assert [secret for secret in secrets if secret in noted] == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_log SET act = 'nothing'",
        "DELETE FROM audit_log",
        "DELETE FROM audit_log WHERE act = 'signed_in'",
    ],
)
def test_no_row_can_be_changed_or_taken_away(app: Flask, praew: Person, statement: str) -> None:
    before = acts(app)
    with pytest.raises(DBAPIError, match="append-only"):
        run_sql(app, statement)
    assert acts(app) == before
    assert count(app, AuditEntry) == len(before) + 1
