"""The visitor's pages: each is there in both languages, and leads only to what is there."""

from contextlib import closing
from urllib.parse import urljoin, urlsplit
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from station.people.tables import Account
from station.plan.file import PlanFile
from station.stations.actions import mark_as_demo
from tests.cast import Person, add_cast, add_neighbour, house_of, is_thai, read
from tests.devices import PairedKiosk
from tests.instances import SLUG, on_sqlite
from tests.kept import events, rows

pytestmark = on_sqlite
DIVISIONS = ("inquiry", "traffic", "patrol", "investigation", "administration")
PAGES = ("", "/survey", "/complaints", "/manuals", "/eservice", "/opinion", "/thanks")
OF_TRAFFIC = [f"/d/traffic{page}" for page in PAGES]
EVERY_PAGE = ["/", "/not-sure", "/pair", *OF_TRAFFIC]


def heading(page: BeautifulSoup) -> str:
    (found,) = (one for one in page.select("main h1") if not one.find_parent(hidden=True))
    return found.get_text(" ", strip=True)


def links(page: BeautifulSoup, selector: str = "main a[href]") -> list[str]:
    return [str(link["href"]) for link in page.select(selector)]


@pytest.mark.parametrize("prefix", ["", f"/s/{SLUG}"])
@pytest.mark.parametrize("path", EVERY_PAGE)
@pytest.mark.parametrize("language", ["th", "en"])
def test_every_page_is_there_in_both_languages(
    app: Flask, malee: Person, prefix: str, path: str, language: str
) -> None:
    answer = malee.opens(f"{prefix}{path}", headers={"Accept-Language": language})
    page = read(answer)
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert page.html is not None
    assert page.html["lang"] == language
    assert is_thai(heading(page)) is (language == "th")
    assert page.title is not None
    assert page.title.get_text(strip=True)


@pytest.mark.parametrize("division", DIVISIONS)
def test_every_division_has_every_page(app: Flask, malee: Person, division: str) -> None:
    for page in PAGES:
        assert malee.opens(f"/d/{division}{page}").status_code == 200


def test_looking_at_pages_counts_nothing(app: Flask, malee: Person) -> None:
    for path in EVERY_PAGE:
        malee.opens(path)
    assert not events(app)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("division", ["canteen", "Traffic", "%20", "งานจราจร"])
def test_an_unknown_division_is_a_page_that_says_so(
    app: Flask, malee: Person, division: str, page: str
) -> None:
    answer = malee.opens(f"/d/{division}{page}", headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert heading(read(answer)) == "There is no such page"


@pytest.mark.parametrize("path", ["/d/%00", "/s/%00/", "/d/%00/survey", "/%00"])
def test_bytes_that_no_name_has_are_no_page(app: Flask, malee: Person, path: str) -> None:
    assert malee.opens(path).status_code in (400, 404)


def test_home_offers_the_five_divisions_and_a_way_for_who_is_not_sure(
    app: Flask, malee: Person
) -> None:
    divisions = [f"/d/{code}" for code in DIVISIONS]
    assert links(read(malee.opens("/"))) == ["/about", *divisions, "/not-sure"]


def test_not_sure_leads_by_need_to_a_division(app: Flask, malee: Person) -> None:
    page = read(malee.opens("/not-sure?lang=en"))
    found = [
        (name.get_text(strip=True), str(link["href"]))
        for link in page.select("main a")
        if (name := link.select_one(".tile-name"))
    ]
    assert found == [
        ("I lost a document", "/d/inquiry"),
        ("I have a fine to pay", "/d/traffic"),
        ("I want to report a crime", "/d/inquiry"),
        ("How is my case going?", "/d/inquiry"),
        ("I need a permit", "/d/administration"),
    ]


def test_a_division_leads_to_survey_complaints_manuals_eservice_and_opinion(
    app: Flask, malee: Person
) -> None:
    assert links(read(malee.opens("/d/traffic"))) == OF_TRAFFIC[1:6]


def test_complaint_channels_stand_apart_outside_the_station_first(
    app: Flask, malee: Person
) -> None:
    page = read(malee.opens("/d/traffic/complaints?lang=en"))
    groups = page.select("main .channels")
    counts = [len(group.select(".channel")) for group in groups]
    assert counts == [3, 4]
    telephones = [str(link["href"]) for link in groups[0].select(".telephone a")]
    assert telephones == ["tel:1599", "tel:1111", "tel:1205"]
    assert not groups[1].select(".telephone")
    assert len(groups[1].select(".otherwise")) == 4


def test_a_division_shows_its_own_manuals_and_the_shared_one_only(
    app: Flask, malee: Person
) -> None:
    shown = len(read(malee.opens("/d/traffic/manuals")).select("main .choice"))
    assert shown == 2
    assert len(read(malee.opens("/d/patrol/eservice")).select("main .choice")) == 4


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_the_emergency_number_stands_on_every_page(app: Flask, malee: Person, path: str) -> None:
    emergency = read(malee.opens(path)).select_one(".top-emergency")
    assert emergency is not None
    assert "191" in emergency.get_text()
    assert not emergency.select("a")


def leading_out_of(page: BeautifulSoup) -> list[str]:
    return [str(tag.get("href") or tag.get("src")) for tag in page.select("[href], [src]")]


def crawl(person: Person, start: str) -> dict[str, int]:
    """Every address on this server that can be reached by links, with its status."""
    found: dict[str, int] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        with closing(person.opens(path)) as answer:
            found[path] = answer.status_code
            if answer.mimetype == "text/html":
                near = (urljoin(path, one) for one in leading_out_of(read(answer)))
                waiting += [one.split("#")[0] for one in near if not urlsplit(one).scheme]
    return found


def test_nothing_leads_nowhere(app: Flask, malee: Person) -> None:
    found = crawl(malee, "/")
    assert set(found.values()) == {200}
    assert len([path for path in found if path.startswith("/static/")]) > 10


def test_under_a_stations_address_every_link_stays_there(app: Flask, malee: Person) -> None:
    home = f"/s/{SLUG}/"
    found = crawl(malee, home)
    assert set(found.values()) == {200}
    assert all(path.startswith((home, "/static/")) for path in found)


def test_several_stations_are_listed_where_the_address_names_none(
    app: Flask, malee: Person, plan: PlanFile
) -> None:
    add_neighbour(app, plan)
    for path in EVERY_PAGE:
        answer = malee.opens(path)
        assert answer.status_code == 404
        assert links(read(answer)) == ["/s/don-ya-nang/", "/s/neighbour/"]
    assert malee.opens("/s/neighbour/d/traffic/survey").status_code == 200


@pytest.mark.parametrize("path", ["/s/nowhere/", "/s/nowhere/d/traffic", "/s/DON-YA-NANG/"])
def test_an_unknown_station_is_a_page_that_lists_those_there_are(
    app: Flask, malee: Person, path: str
) -> None:
    answer = malee.opens(path)
    assert answer.status_code == 404
    assert links(read(answer)) == [f"/s/{SLUG}/"]


def test_a_kiosk_shows_its_own_station_without_an_address(
    app: Flask, kiosk: PairedKiosk, plan: PlanFile
) -> None:
    add_neighbour(app, plan)
    tablet = Person(kiosk.browser)
    for path in EVERY_PAGE:
        assert tablet.opens(path).status_code == 200
    point = read(tablet.opens("/?lang=en")).select_one(".top-station .top-second")
    assert point is not None
    assert point.get_text(strip=True) == "One Stop Service room"


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_a_kiosk_leads_to_no_other_site(app: Flask, kiosk: PairedKiosk, path: str) -> None:
    page = read(kiosk.browser.get(path))
    away = [one for one in leading_out_of(page) if urlsplit(one).scheme or one.startswith("//")]
    assert away == []


def test_a_browser_that_is_no_kiosk_may_follow_the_code_itself(app: Flask, malee: Person) -> None:
    page = read(malee.opens("/d/traffic/survey"))
    assert "https://itap.nacc.go.th/" in links(page)


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_public_pages_name_nobody_of_the_staff_and_no_inner_number(
    app: Flask, kiosk: PairedKiosk, malee: Person, station_id: UUID, path: str
) -> None:
    add_cast(app, station_id)
    inner = {str(station_id), station_id.hex, str(kiosk.id), kiosk.id.hex}
    for account in rows(app, Account):
        inner |= {str(account.id), account.id.hex, account.name, account.password_hash}
    for person in (malee, Person(kiosk.browser)):
        text = person.opens(path).get_data(as_text=True)
        assert [one for one in inner if one in text] == []


def test_sample_data_are_marked_on_every_page(app: Flask, malee: Person, station_id: UUID) -> None:
    assert not read(malee.opens("/")).select(".ribbon")
    with house_of(app).database.session(writing=True) as db:
        mark_as_demo(db, station_id)
        db.commit()
    for path in EVERY_PAGE:
        assert len(read(malee.opens(path)).select(".ribbon")) == 1


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_pages_are_asked_for_again_before_they_are_shown_again(
    app: Flask, malee: Person, path: str
) -> None:
    answer = malee.opens(path)
    # What was typed on a page is not for the next visitor.
    is_written_on = path.endswith("/opinion")
    assert answer.headers["Cache-Control"] == ("no-store" if is_written_on else "private, no-cache")
    assert {"Cookie", "Accept-Language"} <= set(answer.headers["Vary"].split(", "))


@pytest.mark.parametrize("path", ["/nothing", "/d", "/d/traffic/nothing", "/d/traffic/survey/"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_what_is_not_there_is_said_in_the_readers_language(
    app: Flask, malee: Person, path: str, language: str
) -> None:
    answer = malee.opens(path, headers={"Accept-Language": language})
    assert answer.status_code == 404
    assert is_thai(heading(read(answer))) is (language == "th")
