"""GET /go/<code>: one scan is counted at the code's own place, and the phone is sent on."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask

from station.channels.rules import CODE_ALPHABET, CODE_LENGTH
from station.channels.tables import Link
from station.counts.tables import RecentPhone
from station.plan.file import PlanFile
from tests.cast import Person, add_neighbour, house_of, is_thai, read
from tests.devices import ADDRESS, PairedKiosk, lead_to
from tests.instances import SLUG, on_sqlite
from tests.kept import counted, events, is_whole, link_code, only_event, rows, run_sql, totals
from web.background import forget_passing

ITAP = "https://itap.nacc.go.th/"


@pytest.fixture
def code(app: Flask) -> str:
    """The code of the traffic survey on the web."""
    return link_code(app, "eit-survey", "traffic")


def test_a_scan_is_counted_once_and_sent_on_to_the_stored_address(
    app: Flask, malee: Person, code: str, station_id: UUID
) -> None:
    answer = malee.opens(f"/go/{code}")
    assert (answer.status_code, answer.headers["Location"]) == (302, ITAP)
    assert answer.headers["Cache-Control"] == "no-store"
    event = only_event(app)
    assert (event.station_id, event.number, event.kind) == (station_id, 1, "scanned_survey")
    assert (event.division, event.channel, event.channel_version) == ("traffic", "eit-survey", 1)
    assert (event.source, event.link, event.kiosk_id, event.point) == ("web", code, None, None)
    assert (event.day, event.excluded, event.sent_at) == ("2025-03-03", None, None)
    assert totals(app) == {("2025-03-03", "traffic", "scanned_survey", "web"): 1}
    assert is_whole(app)


def test_a_kiosks_own_code_is_counted_at_that_kiosk(
    app: Flask, malee: Person, kiosk: PairedKiosk
) -> None:
    own = link_code(app, "eit-survey", "traffic", kiosk.id)
    malee.opens(f"/go/{own}")
    event = only_event(app)
    assert (event.source, event.kiosk_id, event.link) == ("kiosk", kiosk.id, own)
    assert totals(app) == {("2025-03-03", "traffic", "scanned_survey", "kiosk"): 1}


def test_a_code_of_the_web_counts_there_even_when_a_kiosk_opens_it(
    app: Flask, kiosk: PairedKiosk, code: str
) -> None:
    kiosk.browser.get(f"/go/{code}")
    assert (only_event(app).source, only_event(app).kiosk_id) == ("web", None)


@pytest.mark.parametrize(
    ("channel", "division", "kind"),
    [
        ("eit-survey", "inquiry", "scanned_survey"),
        ("nacc", "patrol", "scanned_complaint"),
        ("manual-traffic", "traffic", "scanned_manual"),
        ("law", "investigation", "scanned_manual"),
        ("police-4-0", "administration", "scanned_eservice"),
        ("no-gift-policy", None, "scanned_notice"),
    ],
)
@on_sqlite
def test_each_kind_of_channel_is_counted_apart(
    app: Flask, malee: Person, station_id: UUID, channel: str, division: str | None, kind: str
) -> None:
    lead_to(app, station_id, channel, ADDRESS)
    answer = malee.opens(f"/go/{link_code(app, channel, division)}")
    assert answer.headers["Location"] == ADDRESS
    assert totals(app) == {("2025-03-03", division or "", kind, "web"): 1}


def test_another_address_keeps_the_code_and_is_stored_as_another_version(
    app: Flask, malee: Person, station_id: UUID, code: str
) -> None:
    malee.opens(f"/go/{code}")
    lead_to(app, station_id, "eit-survey", ADDRESS)
    assert link_code(app, "eit-survey", "traffic") == code
    answer = Person(app.test_client()).opens(f"/go/{code}", headers={"User-Agent": "another"})
    assert answer.headers["Location"] == ADDRESS
    assert [event.channel_version for event in events(app)] == [1, 2]


def test_head_is_answered_alike_and_not_counted(app: Flask, malee: Person, code: str) -> None:
    answer = malee.browser.head(f"/go/{code}")
    assert (answer.status_code, answer.headers["Location"]) == (302, ITAP)
    assert "Set-Cookie" not in answer.headers
    assert not events(app)


@on_sqlite
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_any_other_method_is_refused(app: Flask, malee: Person, code: str, method: str) -> None:
    assert malee.browser.open(f"/go/{code}", method=method).status_code == 405
    assert not events(app)


@on_sqlite
@pytest.mark.parametrize(
    "addition",
    [
        "?next=https://elsewhere.example",
        "?url=//elsewhere.example&address=https://elsewhere.example",
        "?lang=en",
        "?code=other#https://elsewhere.example",
    ],
)
def test_nothing_in_the_request_changes_where_it_leads(
    app: Flask, malee: Person, code: str, addition: str
) -> None:
    answer = malee.opens(
        f"/go/{code}{addition}",
        headers={"Referer": "https://elsewhere.example", "X-Forwarded-Host": "elsewhere.example"},
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, ITAP)
    assert len(events(app)) == 1


@on_sqlite
@pytest.mark.parametrize(
    "path",
    [
        "/go/00000000",
        "/go/x",
        "/go/%20",
        "/go/%E0%B8%81",
        "/go/https:%2F%2Felsewhere.example",
        "/go/" + "0" * 5000,
        "/go/'%20OR%201=1--",
    ],
)
def test_an_unknown_code_is_a_page_that_says_so(app: Flask, malee: Person, path: str) -> None:
    answer = malee.opens(path, headers={"Accept-Language": "th"})
    assert answer.status_code == 404
    assert "Location" not in answer.headers
    assert not events(app)


@pytest.mark.parametrize("path", ["/go/%00", "/go/0000000%00", "/go/%ED%A0%80"])
def test_bytes_that_no_code_has_are_no_code(app: Flask, malee: Person, path: str) -> None:
    assert malee.opens(path).status_code in (400, 404)
    assert not events(app)


@on_sqlite
@pytest.mark.parametrize(("language", "told_in"), [("th", "th"), ("en", "en"), ("fr", "th")])
def test_an_unknown_code_is_told_in_the_readers_language(
    app: Flask, malee: Person, language: str, told_in: str
) -> None:
    page = read(malee.opens("/go/00000000", headers={"Accept-Language": language}))
    heading, html = page.select_one("main h1"), page.html
    assert heading is not None
    assert html is not None
    assert html["lang"] == told_in
    assert is_thai(heading.get_text()) is (told_in == "th")


@on_sqlite
def test_a_channel_without_an_address_leads_to_a_page_that_says_so(
    app: Flask, malee: Person
) -> None:
    code = link_code(app, "messenger", "traffic")
    answer = malee.opens(f"/go/{code}?lang=en")
    assert answer.status_code == 404
    assert not events(app)
    home = read(answer).select_one("main a.button-main")
    assert home is not None
    assert home["href"] == f"/s/{SLUG}/"


@on_sqlite
def test_a_channel_whose_address_was_taken_away_leads_nowhere_and_counts_nothing(
    app: Flask, malee: Person, station_id: UUID, code: str
) -> None:
    lead_to(app, station_id, "eit-survey", None)
    assert malee.opens(f"/go/{code}").status_code == 404
    assert not events(app)


def confused(code: str) -> str:
    """A code as somebody types it who reads 0 as O and 1 as I or L, in capitals."""
    return code.replace("0", "O").replace("1", "I", 1).replace("1", "l").upper()


@on_sqlite
@pytest.mark.parametrize("typed", [str.upper, str.title, confused])
def test_a_code_typed_by_hand_is_read_as_it_was_meant(
    app: Flask, malee: Person, typed: object
) -> None:
    codes = [link_code(app, "eit-survey", d) for d in ("traffic", "patrol", "inquiry")]
    for code in codes:
        assert callable(typed)
        assert malee.opens(f"/go/{typed(code)}").status_code == 302
    assert [event.link for event in events(app)] == codes


@on_sqlite
def test_o_i_and_l_stand_for_0_and_1(app: Flask, malee: Person, code: str) -> None:
    run_sql(app, "UPDATE links SET code = '0011abcd' WHERE code = :code", code=code)
    for typed in ("oOiL", "OoIl", "0o1l"):
        assert malee.opens(f"/go/{typed}ABCD").status_code == 302
    assert {event.link for event in events(app)} == {"0011abcd"}


@on_sqlite
def test_codes_are_8_random_characters_and_no_two_are_alike(app: Flask) -> None:
    codes = [link.code for link in rows(app, Link)]
    assert len(codes) == len(set(codes)) > 50
    assert {len(code) for code in codes} == {CODE_LENGTH}
    assert set("".join(codes)) == set(CODE_ALPHABET)


def test_a_code_leads_on_with_its_own_station_in_the_address_or_none(
    app: Flask, malee: Person, code: str, plan: PlanFile, station_id: UUID
) -> None:
    add_neighbour(app, plan)
    for path in (f"/go/{code}", f"/s/{SLUG}/go/{code}"):
        phone = Person(app.test_client())
        assert phone.opens(path, headers={"User-Agent": path}).status_code == 302
    for path in (f"/s/neighbour/go/{code}", f"/s/nowhere/go/{code}"):
        assert malee.opens(path).status_code == 404
        assert malee.browser.head(path).status_code == 404
    assert {event.station_id for event in events(app)} == {station_id}
    assert counted(app) == {"scanned_survey": 2}


def test_the_same_channel_has_a_code_for_every_place_and_division(
    app: Flask, kiosk: PairedKiosk
) -> None:
    codes = {
        link_code(app, "eit-survey", division, place)
        for division in ("traffic", "patrol", "inquiry", "investigation", "administration")
        for place in (None, kiosk.id)
    }
    assert len(codes) == 10


@on_sqlite
@pytest.mark.parametrize(("peer", "counted_scans"), [("127.0.0.1", 2), ("203.0.113.9", 1)])
def test_only_a_proxy_of_ours_may_name_another_address(
    app: Flask, malee: Person, code: str, peer: str, counted_scans: int
) -> None:
    for number in (1, 2):
        malee.browser.delete_cookie(f"scanned-{code}")
        malee.browser.get(
            f"/go/{code}",
            headers={"X-Forwarded-For": f"198.51.100.{number}"},
            environ_overrides={"REMOTE_ADDR": peer},
        )
    assert counted(app) == {"scanned_survey": counted_scans}


@on_sqlite
def test_what_was_kept_of_a_phone_is_forgotten_by_the_next_job(
    app: Flask, malee: Person, code: str, now: time_machine.Traveller
) -> None:
    malee.opens(f"/go/{code}")
    assert len(rows(app, RecentPhone)) == 1
    now.shift(timedelta(minutes=11))
    forget_passing(house_of(app).database)
    assert rows(app, RecentPhone) == []
