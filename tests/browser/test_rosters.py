"""Rosters in a real browser: files come in, are mended and go out again; who is on duty now."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.fingers import count_taps
from tests.live import LiveServer
from tests.rosters import GOOD, ONE, THREE, TWO, load_months, written

POINT = "จุดประชาสัมพันธ์"
WRONG = (
    f"31/2/2568,{POINT},08.00-16.00,{ONE}",
    f"6/3/2568,ห้องเก็บของ,08.00-16.00,{TWO}",
    f"7/3/2568,{POINT},07.00-15.00,{THREE}",
)


def send(page: Page, live: LiveServer, file: Path) -> None:
    """Choose March's file, and have it read."""
    page.goto(f"{live.url}/admin/rosters/import")
    page.fill("#month", "2568-03")
    page.set_input_files("#file", file)
    page.click("main form button[type=submit]")


def test_a_file_with_three_errors_is_mended_in_the_page_and_published(
    signed_in_page: Page, live: LiveServer, tmp_path: Path
) -> None:
    """Three clicks, beside what is typed and chosen: read it, check again, publish."""
    page, file = signed_in_page, tmp_path / "march.csv"
    file.write_bytes(written(*GOOD, *WRONG))
    taps = count_taps(page)
    send(page, live, file)
    expect(page.locator(".roster-fixes input[name^='cell:']")).to_have_count(3)
    expect(page.locator("form[action$='/publish']")).to_have_count(0)
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
    assert len(taps) == 3, taps


@pytest.mark.parametrize("kind", ["XLSX", "CSV"])
def test_the_months_file_goes_out_and_comes_in_again_as_the_same_roster(
    signed_in_page: Page, live: LiveServer, tmp_path: Path, kind: str
) -> None:
    page, file = signed_in_page, tmp_path / f"march.{kind.lower()}"
    source = tmp_path / "march.csv"
    source.write_bytes(written(*GOOD))
    loaded = live.instance.flask(
        "roster", "load", str(source), "--month", "2568-03", "--add-officers"
    )
    assert loaded.returncode == 0, loaded.stderr
    page.goto(f"{live.url}/admin/rosters/2568-03")
    with page.expect_download() as download:
        page.get_by_role("link", name=kind).click()
    download.value.save_as(file)
    send(page, live, file)
    expect(page.locator(".roster-fixes")).to_have_count(0)
    page.click("form[action$='/publish'] button[type=submit]")
    page.wait_for_url("**/admin/rosters/2568-03")
    said = "ตารางเวรที่ใช้อยู่ตรงกันแล้ว ไม่มีการเปลี่ยนแปลง"
    expect(page.locator(".flash")).to_have_text(said)
    page.goto(f"{live.url}/admin/rosters/2568-03/versions")
    expect(page.locator(".roster-version")).to_have_count(1)


def test_a_visitor_sees_in_one_tap_who_is_on_duty_and_who_takes_over(
    live: LiveServer, beside: Flask, open_browser: Callable[..., BrowserContext]
) -> None:
    load_months(beside, datetime.now(UTC).date())
    phone = open_browser(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    taps = count_taps(page)
    page.goto(f"{live.url}/")
    page.tap("a[href$='/duty']")
    expect(page.locator(".duty-post").first).to_contain_text("ผู้รับเวรต่อ")
    assert len(taps) == 1, taps
