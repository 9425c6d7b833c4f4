"""Every unsafe request needs its form's token; without one it is refused and changes nothing."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask

from tests.admin.filling import Filler, form_for
from tests.admin.who_may import is_report, lines
from tests.answering import make_answer, send_answers
from tests.cast import PASSWORD, Person, csrf_token, make_report, make_tap, read
from tests.instances import on_sqlite, reachable
from tests.kept import everything

pytestmark = [on_sqlite, reachable]
UNSAFE = [line.address for line in lines() if line.method != "GET"]
FORMS = [address for address in UNSAFE if not is_report(address)]


@pytest.mark.parametrize("address", FORMS)
def test_a_form_without_its_token_is_refused_and_changes_nothing(
    app: Flask, praew: Person, station_id: UUID, address: str
) -> None:
    path, form = Filler(app, station_id).fill(address), form_for(address)
    before = everything(app)
    answer = praew.browser.post(path, data=form)
    assert answer.status_code == 400
    heading = read(answer).select_one("main h1")
    assert heading is not None
    assert everything(app) == before
    assert praew.opens("/admin/").status_code == 200, "still signed in"


@pytest.mark.parametrize("address", ["/admin/station", "/admin/accounts/<account>/close"])
def test_a_made_up_token_or_anothers_is_no_token(
    app: Flask, praew: Person, malee: Person, station_id: UUID, address: str
) -> None:
    path, form = Filler(app, station_id).fill(address), form_for(address)
    before = everything(app)
    for token in ("made up", "", csrf_token(malee.opens("/admin/sign-in"))):
        answer = praew.browser.post(path, data={**form, "csrf_token": token})
        assert answer.status_code == 400
    assert everything(app) == before


def test_a_token_of_before_signing_in_is_worth_nothing_after(
    app: Flask, signed_in: Callable[[str], Person]
) -> None:
    signed_in("praew")
    person = Person(app.test_client())
    before = csrf_token(person.opens("/admin/sign-in"))
    person.signs_in("praew")
    answer = person.browser.post("/admin/sign-out", data={"csrf_token": before})
    assert answer.status_code == 400


def test_taps_and_answers_need_no_token(app: Flask, malee: Person) -> None:
    for prefix in ("", "/s/don-ya-nang"):
        answer = malee.browser.post(f"{prefix}/taps", json=make_report(make_tap()))
        assert answer.status_code == 200
        assert send_answers(malee, make_answer(), path=f"{prefix}/answers").status_code == 200


@pytest.mark.parametrize("referrer", [None, "https://localhost/admin/sign-in"])
def test_with_https_a_browser_that_hides_where_it_comes_from_may_sign_in(
    app: Flask, praew: Person, referrer: str | None
) -> None:
    person, base = Person(app.test_client()), "https://localhost"
    token = csrf_token(person.opens("/admin/sign-in", base_url=base))
    answer = person.browser.post(
        "/admin/sign-in",
        data={"csrf_token": token, "name": "praew", "password": PASSWORD},
        base_url=base,
        headers={"Referer": referrer} if referrer else {},
    )
    assert answer.status_code == 303


def test_with_the_check_switched_off_this_file_goes_red(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    app.config["WTF_CSRF_ENABLED"] = app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    before = everything(app)
    answer = praew.browser.post("/admin/station", data=form_for("/admin/station"))
    assert answer.status_code != 400
    assert everything(app) != before
