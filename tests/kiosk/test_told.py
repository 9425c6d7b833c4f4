"""What the station tells of itself: notices, news, facilities, services."""

from datetime import date, timedelta
from uuid import UUID
from xml.etree import ElementTree

import pytest
from flask import Flask

from station.channels import bodies
from station.channels.rules import Kind
from station.thai import thai_digits
from tests.admin.boards import text_of
from tests.cast import Person, read
from tests.contents import PROMISE, TEXT, add_content, change_content
from tests.instances import PUBLIC_URL, on_sqlite, reachable
from tests.station.opinions.filling import answer_promises

pytestmark = on_sqlite
ATOM = "{http://www.w3.org/2005/Atom}"
TODAY = date(2025, 3, 3)


def ways(person: Person, path: str) -> list[str]:
    page = read(person.opens(path))
    return [str(way["href"]) for way in page.select("main a.choice-way")]


def test_about_leads_to_what_there_is(app: Flask, malee: Person, station_id: UUID) -> None:
    def tiles() -> list[str]:
        return [str(tile["href"]) for tile in read(malee.opens("/about")).select("a.tile")]

    assert tiles() == ["/notices", "/duty"]
    add_content(app, station_id, Kind.NEWS, bodies.News(TODAY, text=TEXT))
    add_content(app, station_id, Kind.FACILITY, bodies.Facility("fan"))
    assert tiles() == ["/notices", "/news", "/duty", "/facilities"]


@pytest.mark.parametrize("path", ["/news", "/facilities", "/d/traffic/services"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_where_there_is_nothing_a_page_says_so(
    app: Flask, malee: Person, path: str, language: str
) -> None:
    answer = malee.opens(f"{path}?lang={language}")
    assert answer.status_code == 200
    assert text_of(read(answer).select_one("main .nothing"))


def test_seven_choices_at_most_and_a_way_to_the_others(app: Flask, malee: Person) -> None:
    first = ways(malee, "/notices")
    assert len(first) == 6
    assert first[-1] == "?from=5"
    rest = ways(malee, "/notices?from=5")
    assert len(set(first[:-1]) | set(rest)) == 8
    back = read(malee.opens("/notices?from=5")).select_one(".bar-back")
    assert back is not None
    assert back["href"] == "/notices?from=0"


@pytest.mark.parametrize("start", ["-1", "99", "x", "1e9"])
def test_an_odd_place_to_begin_is_the_beginning(app: Flask, malee: Person, start: str) -> None:
    assert ways(malee, f"/notices?from={start}")[0] == "/notices/no-gift-policy"


def test_a_notice_shown_is_a_tap_that_names_it(app: Flask, malee: Person) -> None:
    page = read(malee.opens("/notices/no-gift-policy"))
    assert page.body is not None
    assert page.body["data-shown"] == "notice_shown"
    assert page.body["data-channel"] == "no-gift-policy"


def test_a_budget_is_a_table_with_its_day(app: Flask, malee: Person, station_id: UUID) -> None:
    figures = (bodies.Figure({"th": "น้ำมัน", "en": "Fuel"}, 1_200_000, 300_000),)
    change_content(app, station_id, "budget", body=bodies.Notice(figures=figures, as_of=TODAY))
    page = read(malee.opens("/notices/budget?lang=en"))
    assert [text_of(cell) for cell in page.select("tbody th, tbody td")] == [
        "Fuel", "1,200,000", "300,000",
    ]  # fmt: skip
    assert "as of 3 Mar 2025" in text_of(page.select_one("caption"))
    thai = read(malee.opens("/notices/budget?lang=th"))
    assert thai_digits("1,200,000") in text_of(thai.select_one("tbody"))


def test_news_stands_newest_first_and_in_the_feed(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    add_content(app, station_id, Kind.NEWS, bodies.News(TODAY - timedelta(3), text=TEXT))
    body = bodies.News(TODAY, asked={"th": "ถาม", "en": "<b>More seats</b> & water"}, text=TEXT)
    new = add_content(app, station_id, Kind.NEWS, body, title={"th": "ใหม่", "en": "New & <old>"})
    assert ways(malee, "/news")[0] == f"/news/{new}"
    page = read(malee.opens(f"/news/{new}?lang=en"))
    assert text_of(page.select_one(".said")) == "You said <b>More seats</b> & water"
    answer = malee.opens("/news.xml?lang=en")
    assert answer.mimetype == "application/atom+xml"
    feed = ElementTree.fromstring(answer.data)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["New & <old>", "A sample"]
    content = entries[0].findtext(f"{ATOM}content") or ""
    assert "<p>You said: &lt;b&gt;More seats&lt;/b&gt; &amp; water</p>" in content
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == 2


@reachable
def test_a_feed_leads_where_phones_reach_us_whatever_was_asked_for(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    add_content(app, station_id, Kind.NEWS, bodies.News(TODAY, text=TEXT))
    feed = malee.opens("/news.xml", headers={"Host": "evil.example"}).get_data(as_text=True)
    assert "evil.example" not in feed
    assert f'href="{PUBLIC_URL}/news.xml"' in feed


def test_an_empty_feed_is_a_feed(app: Flask, malee: Person) -> None:
    assert ElementTree.fromstring(malee.opens("/news.xml").data).tag == f"{ATOM}feed"


def test_facilities_say_where_they_are(app: Flask, malee: Person, station_id: UUID) -> None:
    where = {"th": "หลังอาคาร", "en": "Behind the building"}
    change_content(app, station_id, "toilets", hint=where)
    page = read(malee.opens("/facilities?lang=en"))
    assert [text_of(one) for one in page.select(".facility")] == ["Toilets Behind the building"]


def test_a_promise_is_read_without_a_file(app: Flask, malee: Person, station_id: UUID) -> None:
    change_content(app, station_id, "service-traffic", body=PROMISE)
    page = read(malee.opens("/d/traffic/services/service-traffic?lang=th"))
    assert [text_of(one) for one in page.select(".commitment-fact dd")] == [
        thai_digits("30 นาที"), "ไม่เสียค่าธรรมเนียม",
    ]  # fmt: skip
    assert len(page.select(".commitment-steps li")) == 2
    assert text_of(page.select_one(".commitment-papers")) == "บัตรประจำตัวประชาชน"
    assert "/d/traffic/services/service-traffic" in ways(malee, "/d/traffic/manuals")
    assert malee.opens("/d/patrol/services/service-traffic").status_code == 404


def test_the_share_of_promises_kept_stands_beside_the_promise_from_ten_answers_on(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    def told() -> list[str]:
        page = read(malee.opens("/d/traffic/services/service-traffic?lang=th"))
        return [fact.get_text(" ", strip=True) for fact in page.select(".commitment-fact")]

    change_content(app, station_id, "service-traffic", body=PROMISE)
    answer_promises(app, station_id, "service-traffic", kept=8, missed=1)
    answer_promises(app, station_id, "service-traffic", kept=30, missed=0, day="2024-09-30")
    assert len(told()) == 2
    answer_promises(app, station_id, "service-traffic", kept=0, missed=1)
    assert "เสร็จตามเวลา ผู้รับบริการบอก ร้อยละ ๘๐ ของผู้ตอบ ๑๐ คน ในปีงบประมาณนี้" in told()


def test_many_services_stand_behind_one_way(app: Flask, malee: Person, station_id: UUID) -> None:
    for _ in range(6):
        add_content(app, station_id, Kind.SERVICE, PROMISE, division="traffic")
    assert ways(malee, "/d/traffic/manuals") == ["/d/traffic/services"]
    assert len(ways(malee, "/d/traffic/services")) == 6


def test_who_complains_of_the_station_meets_the_channels_outside_first(
    app: Flask, malee: Person
) -> None:
    def groups(path: str) -> list[str]:
        page = read(malee.opens(f"{path}{'&' if '?' in path else '?'}lang=en"))
        return [text_of(name).split(" ")[0] for name in page.select(".channels-name")]

    assert groups("/d/traffic/complaints") == ["Outside", "Inside"]
    assert groups("/d/traffic/complaints?about=others") == ["Inside", "Outside"]
    page = read(malee.opens("/d/traffic/complaints?lang=en"))
    (way,) = page.select(".complaints-head a")
    assert way["href"] == "/d/traffic/complaints?about=others"


def test_a_complaint_channel_says_when_and_who_answers(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    body = bodies.Reception(
        {"th": "ทุกวัน", "en": "Every day"}, {"th": "สว.อก.", "en": "The admin inspector"}, 15
    )
    change_content(app, station_id, "in-person", body=body)
    page = read(malee.opens("/d/traffic/complaints?lang=en"))
    assert [text_of(fact) for fact in page.select(".channel-facts li")] == [
        "Every day", "Answered by The admin inspector", "Answered within 15 days",
    ]  # fmt: skip


def test_a_change_raises_the_number_that_open_pages_ask_for(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    page = read(malee.opens("/"))
    assert page.body is not None
    before = malee.opens("/revision").get_json()["revision"]
    assert page.body["data-revision"] == str(before)
    change_content(app, station_id, "seats", hint={"th": "หน้าห้อง", "en": "In front"})
    assert malee.opens("/revision").get_json()["revision"] == before + 1
    assert malee.opens("/revision").headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", ["/notices/no-such", "/news/budget", "/notices/law", "/news/%00"])
def test_what_is_not_there_is_a_page_that_says_so(app: Flask, malee: Person, path: str) -> None:
    assert malee.opens(path).status_code in (400, 404)
