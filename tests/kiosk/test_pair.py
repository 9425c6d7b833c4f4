"""/pair: a tablet becomes a kiosk by a code that the admin side shows once."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from kiosk.place import COOKIE
from station.channels.tables import Link
from station.plan.file import PlanFile
from station.points.rules import hash_token
from tests.cast import Person, add_neighbour, csrf_token, make_report, make_tap, read
from tests.devices import PairedKiosk, add_unpaired, pair, pair_again, revoke
from tests.instances import SLUG, on_sqlite
from tests.kept import acts, audit, everything, kiosk_row, only_event, rows

TRIES = 10


@pytest.fixture
def unpaired(app: Flask, station_id: UUID) -> tuple[UUID, str]:
    """A kiosk that waits for its code, and the code."""
    return add_unpaired(app, station_id)


def test_the_right_code_makes_a_kiosk(
    app: Flask, malee: Person, unpaired: tuple[UUID, str]
) -> None:
    kiosk_id, code = unpaired
    answer = malee.sends("/pair", code=code)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    cookie = malee.browser.get_cookie(COOKIE)
    assert cookie is not None
    kept = kiosk_row(app, kiosk_id)
    assert kept.token_hash == hash_token(cookie.value)
    assert (kept.epoch, kept.pairing_hash, kept.pairing_expires_at) == (1, None, None)
    assert kept.paired_at == kept.last_contact_at
    malee.browser.post("/taps", json=make_report(make_tap()))
    assert (only_event(app).source, only_event(app).kiosk_id) == ("kiosk", kiosk_id)


def test_pairing_leaves_one_row_in_the_audit_log(
    app: Flask, malee: Person, unpaired: tuple[UUID, str]
) -> None:
    malee.sends("/pair", code=unpaired[1])
    assert sorted(acts(app)) == ["kiosk_added", "kiosk_paired", "pairing_code_made"]
    (paired,) = [entry for entry in audit(app) if entry.act == "kiosk_paired"]
    assert paired.detail == {"kiosk": str(unpaired[0]), "epoch": 1}


def test_a_new_kiosk_has_its_own_code_for_every_channel_and_division(
    app: Flask, malee: Person, unpaired: tuple[UUID, str]
) -> None:
    assert not [link for link in rows(app, Link) if link.kiosk_id]
    malee.sends("/pair", code=unpaired[1])
    of_kiosk = {(link.channel, link.division) for link in rows(app, Link) if link.kiosk_id}
    of_web = {(link.channel, link.division) for link in rows(app, Link) if not link.kiosk_id}
    assert of_kiosk == of_web


@on_sqlite
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_token_is_kept_for_five_years_and_secure_exactly_with_https(
    app: Flask, malee: Person, unpaired: tuple[UUID, str], scheme: str
) -> None:
    base = f"{scheme}://localhost"
    token = csrf_token(malee.opens("/pair", base_url=base))
    answer = malee.browser.post(
        "/pair",
        data={"csrf_token": token, "code": unpaired[1]},
        base_url=base,
        headers={"Referer": f"{base}/pair"},
    )
    (header,) = [c for c in answer.headers.getlist("Set-Cookie") if c.startswith(f"{COOKIE}=")]
    fixed = {part for part in header.split("; ")[1:] if not part.startswith("Expires=")}
    secure = {"Secure"} if scheme == "https" else set()
    assert fixed == {"HttpOnly", "Max-Age=157680000", "Path=/", "SameSite=Lax"} | secure


@on_sqlite
def test_a_code_works_once(app: Flask, malee: Person, unpaired: tuple[UUID, str]) -> None:
    malee.sends("/pair", code=unpaired[1])
    another = Person(app.test_client())
    assert another.sends("/pair", code=unpaired[1]).status_code == 422
    assert another.browser.get_cookie(COOKIE) is None


@pytest.mark.parametrize(("minutes", "status"), [(14.99, 303), (15, 422)])
def test_a_code_works_for_fifteen_minutes(
    app: Flask,
    malee: Person,
    unpaired: tuple[UUID, str],
    now: time_machine.Traveller,
    minutes: float,
    status: int,
) -> None:
    now.shift(timedelta(minutes=minutes))
    assert malee.sends("/pair", code=unpaired[1]).status_code == status


def spaced(code: str) -> str:
    return f" {code[:4].lower()}-{code[4:]} "


def confused(code: str) -> str:
    return code.replace("0", "o").replace("1", "L")


@on_sqlite
@pytest.mark.parametrize("typed", [str.lower, spaced, confused])
def test_a_code_is_read_as_it_was_meant(
    app: Flask, malee: Person, unpaired: tuple[UUID, str], typed: object
) -> None:
    assert callable(typed)
    assert malee.sends("/pair", code=typed(unpaired[1])).status_code == 303


@on_sqlite
@pytest.mark.parametrize("typed", ["00000000", "", "x", "ก" * 300, "\u0000", "'; --"])
def test_a_wrong_code_is_refused_with_words_and_what_was_typed(
    app: Flask, malee: Person, typed: str
) -> None:
    before = everything(app)
    answer = malee.sends("/pair", code=typed)
    assert answer.status_code == 422
    page = read(answer)
    assert page.select(".error-summary a[href='#code']")
    (field,) = page.select("input#code")
    assert field["aria-invalid"] == "true"
    assert everything(app) == before


@on_sqlite
def test_a_revoked_kiosks_code_is_dead(
    app: Flask, malee: Person, unpaired: tuple[UUID, str], station_id: UUID
) -> None:
    revoke(app, PairedKiosk(unpaired[0], station_id, malee.browser))
    assert malee.sends("/pair", code=unpaired[1]).status_code == 422


@on_sqlite
def test_the_tablet_paired_before_goes_on_until_the_new_code_is_used(
    app: Flask, kiosk: PairedKiosk
) -> None:
    def is_kiosk() -> bool:
        return bool(read(kiosk.browser.get("/")).select("body[data-kiosk]"))

    assert is_kiosk()
    pair_again(app, kiosk)
    assert not is_kiosk()


def test_the_eleventh_try_within_fifteen_minutes_must_wait(
    app: Flask, malee: Person, unpaired: tuple[UUID, str], now: time_machine.Traveller
) -> None:
    for _ in range(TRIES):
        assert malee.sends("/pair", code="00000000").status_code == 422
    refused = malee.sends("/pair?lang=en", code=unpaired[1])
    assert refused.status_code == 429
    summary = read(refused).select_one(".error-summary")
    assert summary is not None
    assert "15 minutes" in summary.get_text()
    now.shift(timedelta(minutes=14))
    assert malee.sends("/pair", code=unpaired[1]).status_code == 429
    now.shift(timedelta(minutes=1))
    assert malee.sends("/pair", code="00000000").status_code == 422


@on_sqlite
def test_one_places_tries_do_not_keep_another_place_from_pairing(
    app: Flask, malee: Person, unpaired: tuple[UUID, str]
) -> None:
    elsewhere = Person(app.test_client())
    token = csrf_token(elsewhere.opens("/pair"))
    for _ in range(TRIES + 1):
        elsewhere.browser.post(
            "/pair",
            data={"csrf_token": token, "code": "00000000"},
            environ_base={"REMOTE_ADDR": "10.9.9.9"},
        )
    assert malee.sends("/pair", code=unpaired[1]).status_code == 303


@on_sqlite
def test_without_the_forms_token_nothing_is_paired(
    app: Flask, malee: Person, unpaired: tuple[UUID, str]
) -> None:
    before = everything(app)
    answer = malee.browser.post("/pair", data={"code": unpaired[1]})
    assert answer.status_code == 400
    assert everything(app) == before


@on_sqlite
@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_any_other_method_is_refused(app: Flask, malee: Person, method: str) -> None:
    assert malee.browser.open("/pair", method=method).status_code == 405


@on_sqlite
def test_under_the_stations_address_a_new_kiosk_stays_there(
    app: Flask, malee: Person, unpaired: tuple[UUID, str]
) -> None:
    answer = malee.sends(f"/s/{SLUG}/pair", code=unpaired[1])
    assert answer.headers["Location"] == f"/s/{SLUG}/"


@on_sqlite
def test_with_several_stations_a_kiosk_is_paired_under_its_stations_address(
    app: Flask, malee: Person, unpaired: tuple[UUID, str], plan: PlanFile
) -> None:
    add_neighbour(app, plan)
    assert malee.opens("/pair").status_code == 404
    assert malee.sends(f"/s/{SLUG}/pair", code=unpaired[1]).status_code == 303
    assert read(malee.opens("/")).select("body[data-kiosk]")


def test_two_kiosks_are_two(app: Flask, kiosk: PairedKiosk) -> None:
    other = pair(app, kiosk.station_id, "ตัวอย่าง สอง")
    kept = [kiosk_row(app, kiosk.id).token_hash, kiosk_row(app, other.id).token_hash]
    assert None not in kept
    assert len(set(kept)) == 2


def test_a_code_of_another_station_is_wrong_on_this_ones_page(
    app: Flask, malee: Person, plan: PlanFile, station_id: UUID
) -> None:
    add_neighbour(app, plan)
    kiosk_id, code = add_unpaired(app, station_id)
    assert malee.sends("/s/neighbour/pair", code=code).status_code == 422
    assert kiosk_row(app, kiosk_id).paired_at is None
    assert malee.sends(f"/s/{SLUG}/pair", code=code).status_code == 303


@on_sqlite
def test_behind_a_proxy_of_ours_each_visitor_has_their_own_tries(app: Flask, malee: Person) -> None:
    def guess(visitor: str) -> int:
        token = csrf_token(malee.opens("/pair"))
        form = {"csrf_token": token, "code": "00000000"}
        seen = {"X-Forwarded-For": visitor}
        return malee.browser.post("/pair", data=form, headers=seen).status_code

    assert [guess("198.51.100.1") for _ in range(TRIES + 1)] == [422] * TRIES + [429]
    assert guess("198.51.100.2") == 422
