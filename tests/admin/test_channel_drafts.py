"""The kiosk's content as the staff keep it: drafts, publishing, history, order."""

import re
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from admin import channel as page_of_channel
from admin.channel_inputs import INPUTS
from station.channels.queries import list_codes
from station.people.tables import Account
from tests.admin.boards import text_of
from tests.admin.pressing import form_as_opened, press
from tests.cast import Person, house_of, read
from tests.contents import kept_channel
from tests.instances import on_sqlite
from tests.kept import acts, channel_codes, everything, rows

NOTICE = "/admin/channels/no-gift-policy"
NEW_NOTICE = "/admin/new-channel/notice"


def state_of(page: BeautifulSoup, code: str) -> str:
    return text_of(page.select_one(f"#channel-{code} .state"))


def new_code(app: Flask, station_id: UUID, before: list[str]) -> str:
    (code,) = set(codes(app, station_id)) - set(before)
    return code


def codes(app: Flask, station_id: UUID) -> list[str]:
    with house_of(app).database.session(writing=False) as db:
        return list(list_codes(db, station_id))


def test_a_notice_is_written_kept_as_a_draft_and_then_shown(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    before = codes(app, station_id)
    form = {"title_th": "ประกาศใหม่", "title_en": "New notice", "text_th": "ข้อความ", "draft": "1"}
    answer = praew.sends(NEW_NOTICE, **form)
    code = new_code(app, station_id, before)
    assert (answer.status_code, answer.location) == (303, f"/admin/channels#channel-{code}")
    assert malee.opens(f"/notices/{code}").status_code == 404
    assert state_of(read(praew.opens("/admin/channels?lang=en")), code) == "draft, not shown yet"
    press(praew, f"/admin/channels/{code}/publish", at="/admin/channels")
    shown = read(malee.opens(f"/notices/{code}?lang=en"))
    assert text_of(shown.h1) == "New notice"
    assert text_of(shown.select_one(".told-words")) == "ข้อความ"
    assert {"channel_added", "channel_published"} <= set(acts(app))


def test_it_can_be_shown_at_once(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    before = codes(app, station_id)
    praew.sends(NEW_NOTICE, title_th="ประกาศใหม่", text_th="ข้อความ")
    assert malee.opens(f"/notices/{new_code(app, station_id, before)}").status_code == 200


def test_every_kind_can_be_added(app: Flask, praew: Person, station_id: UUID) -> None:
    fields = {
        "survey": {"address": "https://example.go.th/survey"},
        "complaint": {"telephone": "042-123 456", "side": "inside", "within_days": "๑๕"},
        "manual": {"address": "https://example.go.th/manual.pdf", "as_of": "1/3/2568"},
        "eservice": {"address": "https://example.go.th/service"},
        "notice": {"text_th": "ข้อความ", "first": "1/3/2568", "last": "2025-03-31"},
        "news": {"text_th": "ข้อความ", "day": "1/3/2568", "asked_th": "เก้าอี้ไม่พอ"},
        "service": {"steps_th": "หนึ่ง\nสอง", "steps_en": "one", "minutes": "30", "fee": "0"},
        "facility": {"icon": "fan"},
    }
    for kind, form in fields.items():
        before = codes(app, station_id)
        answer = praew.sends(f"/admin/new-channel/{kind}", title_th="ตัวอย่าง", **form)
        assert answer.status_code == 303, kind
        one = kept_channel(app, station_id, new_code(app, station_id, before))
        assert (one.channel.kind, one.in_force is not None) == (kind, True)


@on_sqlite
def test_steps_are_lines_that_stand_beside_each_other(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    form = {"steps_th": "หนึ่ง\nสอง", "steps_en": "one", "papers_th": "บัตร", "minutes": "๒๐"}
    praew.sends("/admin/channels/service-traffic", title_th="ชำระค่าปรับ", **form)
    page = read(malee.opens("/d/traffic/services/service-traffic?lang=en"))
    assert [text_of(step) for step in page.select(".commitment-steps li")] == ["one", "สอง"]
    assert [text_of(fact) for fact in page.select(".commitment-fact dd")] == ["20 minutes"]


@on_sqlite
@pytest.mark.parametrize(
    ("address", "form", "field"),
    [
        (NEW_NOTICE, {"title_th": ""}, "title_th"),
        (NEW_NOTICE, {"title_th": "ก", "text_th": ""}, "address"),
        (NEW_NOTICE, {"title_th": "ก", "first": "31/2/2568", "text_th": "ก"}, "first"),
        (NEW_NOTICE, {"title_th": "ก", "text_th": "ก" * 4001}, "text_th"),
        (NEW_NOTICE, {"title_th": "ก\u202eข", "text_th": "ก"}, "title_th"),
        (NOTICE, {"address": "javascript:alert(1)"}, "address"),
        (NOTICE, {"address": "data:text/html,x"}, "address"),
        ("/admin/channels/letter", {"telephone": "call me"}, "telephone"),
        ("/admin/channels/letter", {"within_days": "soon"}, "within_days"),
        ("/admin/channels/service-traffic", {"minutes": "-5"}, "minutes"),
        ("/admin/channels/service-traffic", {"fee": "ten"}, "fee"),
        ("/admin/channels/service-traffic", {}, "steps_th"),
        ("/admin/channels/seats", {"icon": "no-such-sign"}, "icon"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field_and_nothing_typed_is_lost(
    app: Flask, praew: Person, address: str, form: dict[str, str], field: str
) -> None:
    before = everything(app)
    answer = praew.sends(address, **{"hint_th": "คำที่พิมพ์ไว้", **form})
    page = read(answer)
    assert answer.status_code == 422
    assert [str(a["href"]) for a in page.select(".error-summary a")] == [f"#{field}"]
    assert page.select_one("#hint_th")["value"] == "คำที่พิมพ์ไว้"  # type: ignore[index]
    assert everything(app) == before


def test_taken_off_and_shown_again(app: Flask, praew: Person, malee: Person) -> None:
    press(praew, f"{NOTICE}/take-off", at="/admin/channels")
    assert malee.opens("/notices/no-gift-policy").status_code == 404
    assert state_of(read(praew.opens("/admin/channels?lang=en")), "no-gift-policy") == "not shown"
    press(praew, f"{NOTICE}/bring-back", at="/admin/channels")
    assert malee.opens("/notices/no-gift-policy").status_code == 200


def test_the_history_undoes(app: Flask, praew: Person, malee: Person) -> None:
    praew.sends(NOTICE, title_th="เปลี่ยนแล้ว", title_en="Changed")
    page = read(praew.opens(f"{NOTICE}/history?lang=en"))
    assert len(page.select("section[aria-labelledby=versions] li.row")) == 2
    (button,) = page.select("button[name=version]")
    press(praew, f"{NOTICE}/bring-back", at=f"{NOTICE}/history", version=str(button["value"]))
    assert text_of(read(malee.opens("/notices/no-gift-policy?lang=en")).h1) == "No Gift Policy"
    history = text_of(read(praew.opens(f"{NOTICE}/history?lang=en")).select("section")[1])
    assert re.findall(r"Version (\d) from then on", history) == ["1", "2", "1"]


def test_the_order_of_the_list_is_the_order_on_the_kiosk(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    before = channel_codes(app, station_id)
    first, second = "online-crime-report", "police-4-0"
    praew.sends(f"/admin/channels/{second}/move", form_at="/admin/channels", to="up")
    after = channel_codes(app, station_id)
    assert (after.index(second), after.index(first)) == (before.index(first), before.index(second))
    eservices = [
        code
        for code in after
        if code in ("online-crime-report", "police-4-0", "case-progress", "crime-statistics")
    ]
    turned = eservices[::-1]
    praew.sends("/admin/channels-order", form_at="/admin/channels", kind="eservice", code=turned)
    assert [code for code in channel_codes(app, station_id) if code in turned] == turned


@on_sqlite
def test_the_first_moved_up_stays_and_an_unknown_kind_is_no_page(app: Flask, praew: Person) -> None:
    before = everything(app)
    praew.sends("/admin/channels/no-gift-policy/move", form_at="/admin/channels", to="up")
    praew.sends("/admin/channels/no-gift-policy/move", form_at="/admin/channels", to="sideways")
    answer = praew.sends("/admin/channels-order", form_at="/admin/channels", kind="x", code="y")
    assert answer.status_code == 404
    assert praew.opens("/admin/new-channel/x").status_code == 404
    assert everything(app) == before


@on_sqlite
def test_who_keeps_it_fresh_is_said_in_the_list(app: Flask, praew: Person) -> None:
    (own,) = [one for one in rows(app, Account) if one.name == "praew"]
    praew.sends(NOTICE, owner=str(own.id))
    row = read(praew.opens("/admin/channels?lang=en")).select_one("#channel-no-gift-policy")
    assert "kept by praew" in text_of(row)


@on_sqlite
def test_a_wrong_figure_of_a_budget_is_said_in_words(app: Flask, praew: Person) -> None:
    line = {"figures-0-name_th": "ค่าน้ำมัน", "figures-0-received": "much"}
    page = read(praew.sends("/admin/channels/budget?lang=en", text_th="งบประมาณ", **line))
    (problem,) = page.select(".error-summary a")
    assert text_of(problem) == "Received (baht): Write a whole number, 0 or more"
    assert problem["href"] == "#figures-0-received"


def test_who_keeps_it_fresh_is_not_set_back_by_a_form_opened_before(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    (own,) = [one.id for one in rows(app, Account) if one.name == "praew"]
    form = form_as_opened(read(praew.opens(NOTICE)))
    assert praew.browser.post(NOTICE, data={**form, "owner": str(own)}).status_code == 303
    assert praew.browser.post(NOTICE, data={**form, "owner": ""}).status_code == 422
    assert kept_channel(app, station_id, "no-gift-policy").owner == own


@on_sqlite
def test_the_list_says_what_is_stale_and_what_has_no_english(app: Flask, praew: Person) -> None:
    praew.sends("/admin/channels/law", title_en="", as_of="1/1/2560", address="https://a.example/")
    row = read(praew.opens("/admin/channels?lang=en")).select_one("#channel-law")
    assert "look whether it still holds" in text_of(row)
    assert "No title in English yet" in text_of(row)


@on_sqlite
@pytest.mark.parametrize(
    ("form", "state"),
    [
        ({"first": "4/3/2568"}, "shown from its day on"),
        ({"last": "2/3/2568"}, "its days are over"),
        ({"first": "3/3/2568", "last": "3/3/2568"}, "shown"),
    ],
)
def test_a_notice_is_shown_on_its_days(
    app: Flask, praew: Person, malee: Person, form: dict[str, str], state: str
) -> None:
    praew.sends(NOTICE, **form)
    assert state_of(read(praew.opens("/admin/channels?lang=en")), "no-gift-policy") == state
    listed = read(malee.opens("/notices?lang=en")).select("a[href='/notices/no-gift-policy']")
    assert bool(listed) is (state == "shown")


def preview_of(praew: Person, address: str, language: str = "en") -> str:
    page = read(praew.opens(address))
    (link,) = page.select(f".head-actions a[href*='lang={language}']")
    return str(link["href"])


def test_a_draft_is_looked_at_where_visitors_will_see_it(
    app: Flask, praew: Person, malee: Person
) -> None:
    praew.sends(NOTICE, title_th="ร่าง", title_en="Draft", draft="1")
    for language, title in (("en", "Draft"), ("th", "ร่าง")):
        page = read(praew.opens(preview_of(praew, NOTICE, language)))
        assert text_of(page.h1) == title
        assert page.select(".ribbon")
        assert page.body is not None
        assert not page.body.get("data-taps"), "a preview counts nothing"
    assert text_of(read(malee.opens("/notices/no-gift-policy?lang=en")).h1) == "No Gift Policy"


@on_sqlite
def test_a_word_that_was_not_signed_here_shows_no_draft(
    app: Flask, praew: Person, malee: Person
) -> None:
    praew.sends(NOTICE, title_th="ร่าง", title_en="Draft", draft="1")
    good = preview_of(praew, NOTICE)
    word = good.partition("preview=")[2]
    for wrong in (word[:-2] + "xx", "", "x", word.replace(".", "", 1)):
        page = read(malee.opens(good.replace(word, wrong)))
        assert text_of(page.h1) == "No Gift Policy", wrong


@on_sqlite
def test_a_word_for_one_station_shows_nothing_at_another(
    app: Flask, praew: Person, krit: Person
) -> None:
    praew.sends(NOTICE, title_th="ร่าง", title_en="Draft", draft="1")
    good = preview_of(praew, NOTICE)
    elsewhere = re.sub("/s/[^/]+/", "/s/neighbour/", good)
    answer = krit.opens(elsewhere)
    assert answer.status_code in (200, 404)
    assert "Draft" not in answer.get_data(as_text=True)


@on_sqlite
@pytest.mark.parametrize("kind", ["survey", "complaint", "manual", "eservice", "notice"])
def test_every_kind_has_its_preview(app: Flask, praew: Person, kind: str) -> None:
    code = {
        "survey": "eit-survey",
        "complaint": "letter",
        "manual": "law",
        "eservice": "police-4-0",
        "notice": "budget",
    }[kind]
    assert praew.opens(preview_of(praew, f"/admin/channels/{code}")).status_code == 200


def test_pages_are_named_for_every_kind() -> None:
    assert set(page_of_channel.PAGES) == set(INPUTS)
