"""GET /go/<code>: reloads, robots and previews are stored with their reason, outside the totals."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from station.counts.tables import RecentPhone
from tests.cast import Person
from tests.instances import on_sqlite
from tests.kept import counted, events, is_whole, link_code, only_event, rows, totals

ANDROID = (
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/131.0.0.0 Mobile Safari/537.36"
)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
BROWSERS = {"Sec-Fetch-Site": "none", "User-Agent": ANDROID}
SILENT = {"User-Agent": IPHONE}


@pytest.fixture
def code(app: Flask) -> str:
    """The code of the traffic survey on the web."""
    return link_code(app, "eit-survey", "traffic")


def scan(phone: Person, code: str, **headers: str) -> None:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    assert phone.opens(f"/go/{code}", headers=sent or BROWSERS).status_code == 302


def reasons(app: Flask) -> list[str | None]:
    return [event.excluded for event in events(app)]


def test_reloads_by_the_same_phone_count_once(app: Flask, malee: Person, code: str) -> None:
    for _ in range(3):
        scan(malee, code)
    assert reasons(app) == [None, "reload", "reload"]
    assert totals(app) == {("2025-03-03", "traffic", "scanned_survey", "web"): 1}
    assert is_whole(app)


def test_after_ten_minutes_it_is_another_scan(
    app: Flask, malee: Person, code: str, now: time_machine.Traveller
) -> None:
    scan(malee, code)
    now.shift(timedelta(minutes=9, seconds=59))
    scan(malee, code)
    now.shift(timedelta(seconds=1))
    scan(malee, code)
    assert reasons(app) == [None, "reload", None]


def test_a_reload_does_not_make_the_ten_minutes_longer(
    app: Flask, malee: Person, code: str, now: time_machine.Traveller
) -> None:
    scan(malee, code)
    for _ in range(4):
        now.shift(timedelta(minutes=4))
        scan(malee, code)
    assert reasons(app) == [None, "reload", "reload", None, "reload"]


def test_another_code_by_the_same_phone_is_another_scan(
    app: Flask, malee: Person, code: str
) -> None:
    scan(malee, code)
    scan(malee, link_code(app, "eit-survey", "patrol"))
    assert reasons(app) == [None, None]


def test_two_phones_of_one_kind_behind_one_address_are_two(
    app: Flask, malee: Person, code: str
) -> None:
    scan(malee, code)
    scan(Person(app.test_client()), code)
    assert counted(app) == {"scanned_survey": 2}
    assert not rows(app, RecentPhone)


def test_a_phone_that_keeps_no_cookie_is_known_again_by_what_it_is(
    app: Flask, code: str, now: time_machine.Traveller
) -> None:
    for minutes in (0, 5, 4, 2):
        now.shift(timedelta(minutes=minutes))
        phone = Person(app.test_client(use_cookies=False))
        scan(phone, code, User_Agent=IPHONE)
    assert reasons(app) == [None, "reload", "reload", None]
    assert is_whole(app)


def test_phones_that_keep_no_cookie_differ_by_name_and_address(app: Flask, code: str) -> None:
    bare = app.test_client(use_cookies=False)
    for agent, address in ((IPHONE, "10.0.0.1"), (IPHONE, "10.0.0.2"), (ANDROID, "10.0.0.1")):
        bare.get(
            f"/go/{code}",
            headers={"User-Agent": agent},
            environ_base={"REMOTE_ADDR": address},
        )
    assert reasons(app) == [None, None, None]


def test_of_such_a_phone_only_a_keyed_hash_is_kept_and_not_for_long(
    app: Flask, code: str, now: time_machine.Traveller
) -> None:
    bare = app.test_client(use_cookies=False)
    bare.get(f"/go/{code}", headers=SILENT)
    (kept,) = rows(app, RecentPhone)
    assert len(kept.phone) == 16
    now.shift(timedelta(minutes=10))
    bare.get(f"/go/{code}", headers={"User-Agent": ANDROID})
    assert [bytes(phone.phone) for phone in rows(app, RecentPhone)] != [bytes(kept.phone)]
    assert len(rows(app, RecentPhone)) == 1


@on_sqlite
@pytest.mark.parametrize("value", ["", "x", "-5", "1e9", "๑", "9" * 30, "0", "99999999999"])
def test_a_cookie_that_no_phone_was_given_hides_nothing(
    app: Flask, malee: Person, code: str, value: str
) -> None:
    malee.browser.set_cookie(f"scanned-{code}", value, path=f"/go/{code}")
    scan(malee, code)
    assert only_event(app).excluded is None


@on_sqlite
@pytest.mark.parametrize(
    "agent",
    [
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "facebookexternalhit/1.1;line-poker/1.0",
        "Twitterbot/1.0",
        "WhatsApp/2.23.20.0 A",
        "TelegramBot (like TwitterBot)",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
        "Mozilla/5.0 (compatible; Snap URL Preview Service; bot; snapchat; https://developers.snap.com/robots)",
        "Mozilla/5.0 (compatible; Pinterestbot/1.0; +http://www.pinterest.com/bot.html)",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
        "LinkedInBot/1.0 (compatible; Mozilla/5.0)",
        "LINESPIDER/1.0",
        "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)",
        "GoogleOther",
        "Mediapartners-Google",
    ],
)
def test_link_preview_robots_are_stored_outside_the_totals(
    app: Flask, malee: Person, code: str, agent: str
) -> None:
    answer = malee.opens(f"/go/{code}", headers={"User-Agent": agent})
    assert answer.status_code == 302
    assert "Set-Cookie" not in answer.headers
    assert only_event(app).excluded == "robot"
    assert totals(app) == {}
    assert is_whole(app)


@on_sqlite
@pytest.mark.parametrize(
    "agent",
    [
        ANDROID,
        IPHONE,
        f"{IPHONE} Mobile/15E148 Safari Line/14.9.0",
        f"{ANDROID} Line/14.10.0/IAB",
        f"{IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/468.0.0.36.102;FBDV/iPhone14,5]",
        f"{ANDROID} Instagram 336.0.0.35.90 Android",
        f"{IPHONE} Mobile/15E148 Snapchat/12.86.0.41 (like Safari/8618.2.12.10.9, panda)",
        f"{IPHONE} Mobile/15E148 [Pinterest/iOS]",
        f"{ANDROID} TwitterAndroid",
        "curl/8.5.0",
        "",
    ],
)
def test_people_within_chat_programs_are_people(
    app: Flask, malee: Person, code: str, agent: str
) -> None:
    scan(malee, code, User_Agent=agent)
    assert only_event(app).excluded is None


@on_sqlite
@pytest.mark.parametrize(
    "header",
    [
        {"Sec-Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Purpose": "preview"},
        {"X-Moz": "prefetch"},
    ],
)
def test_a_page_fetched_before_anyone_asked_is_no_scan(
    app: Flask, malee: Person, code: str, header: dict[str, str]
) -> None:
    malee.opens(f"/go/{code}", headers={**BROWSERS, **header})
    assert only_event(app).excluded == "robot"


def test_a_person_after_a_robot_is_counted(app: Flask, malee: Person, code: str) -> None:
    scan(malee, code, User_Agent="Twitterbot/1.0")
    scan(malee, code, User_Agent=IPHONE)
    assert reasons(app) == ["robot", None]
