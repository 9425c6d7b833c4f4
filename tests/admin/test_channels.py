"""Where the kiosk's channels lead: changed by the staff, kept version by version."""

from uuid import UUID

import pytest
from flask import Flask

from tests.admin.boards import text_of
from tests.admin.pressing import form_as_opened
from tests.cast import Person, read
from tests.contents import PROMISE, change_content
from tests.instances import PUBLIC_URL, on_sqlite, reachable
from tests.kept import audit, channel, events, everything, link_code, only_event, versions
from tests.pictures import read_qrs
from tests.station.opinions.filling import answer_promises

OWN = "https://itap.nacc.go.th/s/station-9"
SURVEY = "/admin/channels/eit-survey"


def test_a_new_address_is_a_new_version_and_the_old_one_stays(app: Flask, praew: Person) -> None:
    answer = praew.sends(SURVEY, address=f"  {OWN} ")
    assert (answer.status_code, answer.headers["Location"]) == (
        303,
        "/admin/channels#channel-eit-survey",
    )
    first, second = versions(app, "eit-survey")
    assert (first.address, first.is_general, first.by) == ("https://itap.nacc.go.th/", True, None)
    assert (second.address, second.is_general, second.version) == (OWN, False, 2)
    assert (second.title, second.hint) == (first.title, first.hint)
    assert second.by is not None
    (entry,) = [entry for entry in audit(app) if entry.act == "channel_changed"]
    assert entry.detail == {"channel": "eit-survey", "version": 2, "address": OWN}


def test_the_kiosk_shows_it_and_scans_lead_there_at_once(
    app: Flask, praew: Person, malee: Person
) -> None:
    code = link_code(app, "eit-survey", "traffic")
    praew.sends(SURVEY, address=OWN)
    assert read_qrs(read(malee.opens("/d/traffic/survey"))) == [OWN]
    assert malee.opens(f"/go/{code}").headers["Location"] == OWN
    assert only_event(app).channel_version == 2


@on_sqlite
@reachable
def test_with_short_links_the_code_on_the_wall_stays(
    app: Flask, praew: Person, malee: Person
) -> None:
    before = read_qrs(read(malee.opens("/d/traffic/survey")))
    praew.sends(SURVEY, address=OWN)
    assert read_qrs(read(malee.opens("/d/traffic/survey"))) == before
    assert before[0].startswith(f"{PUBLIC_URL}/go/")


def test_changing_nothing_adds_nothing(app: Flask, praew: Person) -> None:
    present = versions(app, "eit-survey")[0]
    before = everything(app)
    praew.sends(SURVEY, address=present.address or "")
    assert everything(app) == before


NO_ADDRESSES = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>1</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "ftp://example.go.th/",
    "//example.go.th/",
    "/d/traffic",
    "example.go.th",
    "https://",
    "https:///path",
    "https://user@example.go.th/",
    "https://a:b@example.go.th/",
    "https://example.go.th\\@elsewhere.example/",
    "https://example.go.th/a b",
    "https://example.go.th/\u0000",
    "https://example.go.th/\r\nSet-Cookie: a=b",
    "https://example.go.th/\u202e",
    "https://exa\u200bmple.go.th/",
    "https://example.go.th:99999/",
    "https://example.go.th:x/",
    "https://[::1",
    "https://" + "a" * 64 + ".go.th/",
    "https://example.go.th/" + "x" * 2000,
]


@on_sqlite
def test_what_is_no_address_for_a_visitor_is_refused_in_words(app: Flask, praew: Person) -> None:
    before = everything(app)
    for address in NO_ADDRESSES:
        answer = praew.sends(SURVEY, address=address)
        (problem,) = read(answer).select(".error-summary li")
        assert (answer.status_code, bool(text_of(problem))) == (422, True), address
    assert everything(app) == before


@on_sqlite
@pytest.mark.parametrize(
    "address",
    [
        "http://example.go.th",
        "https://example.go.th:8443/a?b=c&d=%20#e",
        "https://ตัวอย่าง.ไทย/แบบวัด",
        "https://xn--12c1fe0br.xn--o3cw4h/",
        "https://[2001:db8::1]/",
        "https://203.0.113.7/x",
        "https://m.me/a_page",
    ],
)
def test_an_address_a_phone_can_open_is_kept_as_it_is(
    app: Flask, praew: Person, malee: Person, address: str
) -> None:
    assert praew.sends(SURVEY, address=address).status_code == 303
    assert versions(app, "eit-survey")[-1].address == address
    assert malee.opens(f"/go/{link_code(app, 'eit-survey', 'traffic')}").status_code == 302


@on_sqlite
def test_the_refusal_says_what_is_wrong(app: Flask, praew: Person) -> None:
    praew.opens("/admin/?lang=en")
    page = read(praew.sends(SURVEY, address="javascript:alert(1)"))
    (problem,) = page.select(".error-summary li")
    assert text_of(problem) == "Address (URL): The address must begin with https:// or http://"
    field = page.select_one("input[name=address]")
    assert field is not None
    assert field["value"] == "javascript:alert(1)"


@on_sqlite
def test_a_channel_needs_some_way_to_be_reached(app: Flask, praew: Person) -> None:
    before = everything(app)
    for path in (SURVEY, "/admin/channels/messenger"):
        answer = praew.sends(path, address=" ", telephone=" ", otherwise_th=" ", otherwise_en="")
        assert answer.status_code == 422
    assert everything(app) == before


@on_sqlite
def test_a_telephone_or_words_are_enough(app: Flask, praew: Person, malee: Person) -> None:
    praew.sends("/admin/channels/messenger", telephone="042 000 000")
    praew.sends("/admin/channels/letter", otherwise_th="ส่งถึงผู้กำกับการ", otherwise_en="To us")
    page = read(malee.opens("/d/traffic/complaints?lang=en"))
    assert "tel:042000000" in [str(link["href"]) for link in page.select(".telephone a")]
    assert "To us" in [text_of(words) for words in page.select(".otherwise")]


@on_sqlite
@pytest.mark.parametrize(
    "form",
    [{"telephone": "1" * 41}, {"otherwise_th": "x" * 501}, {"otherwise_en": "x" * 501}],
)
def test_what_is_too_long_is_refused(app: Flask, praew: Person, form: dict[str, str]) -> None:
    before = everything(app)
    assert praew.sends("/admin/channels/messenger", **form).status_code == 422
    assert everything(app) == before


@pytest.mark.parametrize("code", ["nowhere", "%00", "x" * 3000, "EIT-SURVEY"])
def test_an_unknown_channel_is_not_found(app: Flask, praew: Person, code: str) -> None:
    assert praew.opens(f"/admin/channels/{code}").status_code in (400, 404)


@on_sqlite
def test_the_list_names_every_channel_and_what_is_still_to_fill_in(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    page = read(praew.opens("/admin/channels?lang=en"))
    assert len(page.select("main li.row")) == 36
    (general,) = page.select(".to-do")
    assert text_of(general) == "General address: put your station’s own link here"
    praew.sends(SURVEY, address=OWN)
    assert not read(praew.opens("/admin/channels")).select(".to-do")


@on_sqlite
def test_what_the_staff_types_is_text_on_the_visitors_page(
    app: Flask, praew: Person, malee: Person
) -> None:
    words = "<script>alert(1)</script><img src=x onerror=y>"
    praew.sends("/admin/channels/letter", otherwise_th=words, otherwise_en=words)
    page = read(malee.opens("/d/traffic/complaints"))
    assert words in [text_of(shown) for shown in page.select(".otherwise")]
    assert not page.select("main script, main img")


@on_sqlite
def test_codes_and_places_of_a_channel_never_change(app: Flask, praew: Person) -> None:
    before = link_code(app, "eit-survey", "traffic")
    praew.sends(SURVEY, address=OWN)
    assert (link_code(app, "eit-survey", "traffic"), channel(app, "eit-survey").version) == (
        before,
        2,
    )
    assert not events(app)


def test_a_channels_division_is_told_and_stays(app: Flask, praew: Person) -> None:
    path = "/admin/channels/manual-traffic"
    for language, division in (("en", "Traffic"), ("th", "งานจราจร")):
        page = read(praew.opens(f"{path}?lang={language}"))
        assert division in text_of(page.select_one(".stays"))
        assert not page.select("[name=division]")
    elsewhere = {"address": "https://a.example/", "division": "patrol"}
    assert praew.browser.post(path, data={**form_as_opened(page), **elsewhere}).status_code == 303
    assert channel(app, "manual-traffic").division == "traffic"
    assert read(praew.opens("/admin/new-channel/manual")).select("[name=division]")
    assert not read(praew.opens("/admin/channels/no-gift-policy")).select(".stays")


def test_whether_a_promise_is_kept_is_told_beside_it(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    def told() -> str:
        page = read(praew.opens("/admin/channels/service-traffic?lang=en"))
        return " ".join(text_of(notice) for notice in page.select(".notice"))

    assert "in the promised time" not in told()
    change_content(app, station_id, "service-traffic", body=PROMISE)
    answer_promises(app, station_id, "service-traffic", kept=7, missed=2)
    assert "Fewer than 10 visitors of this fiscal year said" in told()
    answer_promises(app, station_id, "service-traffic", kept=1, missed=0)
    assert "say 80 % of 10 visitors of this fiscal year (it may well be 49 to 94 %)" in told()
