"""The rosters' pages with real data in them: colours, names, room, on a laptop and on a phone."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.rostered import PIN, Filled, fill
from tests.browser.test_admin_pages import faults, violations
from tests.live import LiveServer

in_each_language = pytest.mark.parametrize("language", ["th", "en"])


@pytest.fixture
def filled(live: LiveServer, beside: Flask) -> Filled:
    return fill(beside)


def every_page(page: Page, live: LiveServer, filled: Filled, language: str) -> Iterator[str]:
    """Open one page after another, as the admin inspector and then as an officer."""
    month = f"/admin/rosters/{filled.month}"
    paths = [
        "/admin/rosters",
        month,
        f"{month}?view=week",
        f"{month}?view=day",
        f"{month}?version=1",
        f"{month}/versions",
        "/admin/coverage",
        "/admin/officers",
        "/admin/posts",
        "/admin/posts/public-relations",
        "/admin/holidays",
        "/admin/my-duties",
    ]
    for name, path in [*filled.files.items(), *zip(paths, paths, strict=True)]:
        mark = "&" if "?" in path else "?"
        page.goto(f"{live.url}{path}{mark}lang={language}")
        yield name
    page.goto(f"{live.url}/admin/rosters/import")
    page.click("main form button[type=submit]")
    yield "an import refused"
    page.goto(f"{live.url}/admin/posts/public-relations")
    page.click("form[action$='/calendar'] button")
    yield "a post's calendar"
    page.context.clear_cookies()
    page.goto(f"{live.url}/admin/sign-in?lang={language}")
    page.fill("#name", "anan")
    page.fill("#password", PIN)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{live.url}/admin/")
    yield "an officer's duties"
    for name in (month, f"{month}/versions"):
        page.goto(f"{live.url}{name}")
        yield f"{name} as an officer sees it"


@in_each_language
def test_every_page_of_rosters_can_be_read_reached_and_understood(
    signed_in_page: Page, live: LiveServer, filled: Filled, language: str
) -> None:
    pages = every_page(signed_in_page, live, filled, language)
    found = {name: faults(signed_in_page) for name in pages}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert len(found) == 25


def test_on_paper_a_month_is_one_sheet_to_be_signed(
    signed_in_page: Page, live: LiveServer, filled: Filled
) -> None:
    page = signed_in_page
    page.goto(f"{live.url}/admin/rosters/{filled.month}")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.emulate_media(media="print")
    for hidden in ("h1", ".roster-bar", ".roster-wrong", "#around"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".roster-title")).to_have_text(re.compile("^ตารางเวรประจำเดือน"))
    expect(page.locator(".roster-foot")).to_contain_text("มาผลัดเปลี่ยนก่อนเวลา 15 นาที")
    expect(page.locator(".roster-signature")).to_be_visible()


def test_axe_would_find_a_choice_without_a_name(
    signed_in_page: Page, live: LiveServer, filled: Filled
) -> None:
    signed_in_page.goto(live.url + filled.files["unclear"])
    signed_in_page.evaluate("() => document.querySelector('label[for=column-1]').remove()")
    assert any(fault.startswith("select-name:") for fault in violations(signed_in_page))
