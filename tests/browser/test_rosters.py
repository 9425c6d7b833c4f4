"""Rosters in a real browser: a file with three errors is mended; who is on duty, on a phone."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_admin_pages import add_account, sign_in
from tests.live import LiveServer
from tests.rosters import GOOD, ONE, THREE, TWO, load_months, written

POINT = "จุดประชาสัมพันธ์"
WRONG = (
    f"31/2/2568,{POINT},08.00-16.00,{ONE}",
    f"6/3/2568,ห้องเก็บของ,08.00-16.00,{TWO}",
    f"7/3/2568,{POINT},07.00-15.00,{THREE}",
)


def test_a_file_with_three_errors_is_mended_in_the_page_and_published(
    live: LiveServer, page: Page, tmp_path: Path
) -> None:
    file = tmp_path / "march.csv"
    file.write_bytes(written(*GOOD, *WRONG))
    add_account(live, "praew", "admin")
    sign_in(page, live, "praew")
    page.goto(f"{live.url}/admin/rosters/import")
    page.fill("#month", "2568-03")
    page.set_input_files("#file", file)
    page.click("main form button[type=submit]")
    for person in page.locator("select[name^='who:']").all():
        person.select_option("new")
    mended = ("5/3/2568", POINT, "08.00-16.00")
    for field, text in zip(page.locator("input[name^='cell:']").all(), mended, strict=True):
        field.fill(text)
    page.click(".roster-fixes button[type=submit]")
    expect(page.locator("input[name^='cell:']")).to_have_count(0)
    page.click("form[action$='/publish'] button[type=submit]")
    page.wait_for_url("**/admin/rosters/2568-03")
    cells = page.locator(".roster-grid tbody td", has_text="ตัวอย่าง หนึ่ง")
    expect(cells).to_have_count(3)


def test_a_visitor_sees_in_one_tap_who_is_on_duty_and_who_takes_over(
    live: LiveServer, open_browser: Callable[..., BrowserContext]
) -> None:
    load_months(live.instance, datetime.now(UTC).date())
    phone = open_browser(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    page.goto(f"{live.url}/")
    page.tap("a[href$='/duty']")
    expect(page.locator(".duty-post").first).to_contain_text("ผู้รับเวรต่อ")
