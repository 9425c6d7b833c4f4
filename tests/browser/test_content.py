"""The staff change what the kiosk shows; visitors see it on an open kiosk and on the phone."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.test_walk import PHONE, pair, prepare, sign_in
from tests.instances import Instance
from tests.live import LiveServer, free_port, serve
from tests.pictures import decode
from tests.station.files.hostile_pictures import saved
from tests.station.files.pdfs import manual

OpenBrowser = Callable[..., BrowserContext]


@pytest.fixture
def reachable(make_instance: Callable[..., Instance]) -> Iterator[LiveServer]:
    """A server that phones reach."""
    port = free_port()
    instance = make_instance(public_url=f"http://127.0.0.1:{port}")
    prepare(instance)
    with serve(instance, port=port) as server:
        yield server


@pytest.fixture
def staff(reachable: LiveServer, open_browser: OpenBrowser) -> Page:
    page = open_browser().new_page()
    sign_in(page, reachable.url)
    return page


@pytest.fixture
def counter(reachable: LiveServer, staff: Page, open_browser: OpenBrowser) -> Page:
    """A paired tablet at its home."""
    page = open_browser().new_page()
    pair(page, staff, reachable.url)
    return page


def put_manual(staff: Page, url: str, file: Path) -> None:
    """Put a PDF in the place of the law to know, and show it to visitors."""
    staff.goto(f"{url}/admin/channels/law")
    staff.set_input_files("#file_th", file)
    staff.click("button[name=publish]")
    staff.wait_for_url(f"{url}/admin/channels#channel-law")


def code_on_screen(counter: Page, url: str) -> str:
    """What the manual's code says, read off the tablet's picture."""
    counter.goto(f"{url}/d/traffic/manuals/law")
    counter.wait_for_selector("svg.qr")
    return decode(Image.open(io.BytesIO(counter.locator(".manual-code").screenshot())))


def test_a_manual_is_replaced_and_the_phone_gets_the_new_one_by_the_old_code(
    reachable: LiveServer, staff: Page, counter: Page, open_browser: OpenBrowser, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    first.write_bytes(manual(2))
    second.write_bytes(manual(5))
    put_manual(staff, reachable.url, first)
    code = code_on_screen(counter, reachable.url)
    expect(counter.locator(".manual-number")).to_contain_text("๒")
    put_manual(staff, reachable.url, second)
    assert code_on_screen(counter, reachable.url) == code
    expect(counter.locator(".manual-number")).to_contain_text("๕")
    answer = open_browser(**PHONE).request.get(code)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert len(pypdfium2.PdfDocument(answer.body())) == 5
    counter.click(".manual-turn[rel=next]")
    expect(counter.locator(".manual-page img")).to_be_visible()
    assert counter.evaluate("document.querySelector('.manual-page img').naturalWidth") > 1000


def test_a_notice_with_days_and_a_picture_appears_on_a_kiosk_that_was_open(
    reachable: LiveServer, staff: Page, counter: Page, tmp_path: Path
) -> None:
    counter.goto(f"{reachable.url}/")
    picture = tmp_path / "sign.png"
    picture.write_bytes(saved("PNG", (800, 500)))
    staff.goto(f"{reachable.url}/admin/new-channel/notice")
    for field, typed in (
        ("title_th", "ปิดปรับปรุงลานจอดรถ"),
        ("title_en", "The car park is closed"),
        ("text_th", "โปรดใช้ลานจอดรถด้านหลัง"),
        ("text_en", "Please park behind the building"),
        ("picture_words_th", "แผนผังลานจอดรถ"),
        ("first", "1/1/2567"),
        ("last", "31/12/2599"),
    ):
        staff.fill(f"#{field}", typed)
    staff.set_input_files("#picture", picture)
    with counter.expect_navigation():  # the open home shows what changed, by itself
        staff.click("button[name=publish]")
    counter.click("a[href$='/about']")
    counter.click("a[href$='/notices']")
    more = counter.locator(".choice-more")
    if more.count():
        more.click()
    counter.get_by_text("ปิดปรับปรุงลานจอดรถ").click()
    expect(counter.locator(".told-words")).to_have_text("โปรดใช้ลานจอดรถด้านหลัง")
    expect(counter.locator(".told-picture")).to_have_attribute("alt", "แผนผังลานจอดรถ")
    counter.click(".bar-language")
    expect(counter.locator("h1")).to_have_text("The car park is closed")


def first_lines(staff: Page, kind: str) -> list[str]:
    rows: Locator = staff.locator(f"ul[data-kind={kind}] > li")
    return [str(row.get_attribute("data-code")) for row in rows.all()]


def test_the_order_changes_by_dragging_and_by_keys_alike(
    reachable: LiveServer, staff: Page, counter: Page
) -> None:
    staff.goto(f"{reachable.url}/admin/channels")
    before = first_lines(staff, "eservice")
    handle = staff.locator(f"#channel-{before[2]} .handle")
    target = staff.locator(f"#channel-{before[0]}")
    handle.scroll_into_view_if_needed()
    start, end = handle.bounding_box(), target.bounding_box()
    assert start is not None
    assert end is not None
    staff.mouse.move(start["x"] + 5, start["y"] + 10)
    staff.mouse.down()
    staff.mouse.move(start["x"] + 5, end["y"] + 4, steps=8)
    with staff.expect_response("**/admin/channels-order"):
        staff.mouse.up()
    staff.reload()
    dragged = [before[2], before[0], before[1], before[3]]
    assert first_lines(staff, "eservice") == dragged
    staff.locator(f"#channel-{before[2]} button[value=down]").focus()
    staff.keyboard.press("Enter")
    staff.wait_for_url(f"{reachable.url}/admin/channels#channel-{before[2]}")
    assert first_lines(staff, "eservice")[:2] == [before[0], before[2]]
    counter.goto(f"{reachable.url}/d/traffic/eservice")
    expect(counter.locator(".choice-name").first).to_contain_text("แจ้งความออนไลน์")
