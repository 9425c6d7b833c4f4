"""One visitor from the counter's tablet to their phone, and what the staff see of it."""

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from commands.first_run import SAMPLE_PLAN
from station.quotas.rules import fiscal_year_of
from tests.browser.outbox import wait_until_sent
from tests.cast import PASSWORD
from tests.instances import Instance
from tests.live import LiveServer, free_port, serve
from tests.pictures import decode

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
OpenBrowser = Callable[..., BrowserContext]


def prepare(instance: Instance) -> None:
    """Load this fiscal year's plan and open the admin inspector's account."""
    year = str(fiscal_year_of(datetime.now(UTC).date()))
    loaded = instance.flask("plan", "load", str(SAMPLE_PLAN), "--year", year)
    assert loaded.returncode == 0, loaded.stderr
    added = instance.flask(
        *("account", "add", "praew", "--role", "admin", "--password-stdin", "--no-second-factor"),
        stdin=f"{PASSWORD}\n",
    )
    assert added.returncode == 0, added.stderr


def sign_in(page: Page, url: str) -> None:
    page.goto(f"{url}/admin/sign-in")
    page.fill("input[name=name]", "praew")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(f"{url}/admin/")


def pair(tablet: Page, staff: Page, url: str) -> None:
    """Add a kiosk on the staff's side, and type its code on the tablet."""
    staff.goto(f"{url}/admin/kiosks")
    staff.fill("input[name=name]", "ตัวอย่าง หนึ่ง")
    staff.select_option("select[name=point]", "one-stop-service")
    staff.click("main button.button-main")
    code = staff.inner_text(".steps-code")
    tablet.goto(f"{url}/pair")
    tablet.fill("input[name=code]", code.lower())
    tablet.click("main button[type=submit]")
    tablet.wait_for_url(f"{url}/")


def visit(tablet: Page, url: str) -> str:
    """Tap through to the survey of traffic; what its QR code says, from the screen's picture."""
    tablet.goto(f"{url}/")
    tablet.click("a[href$='/d/traffic']")
    tablet.click("a[href$='/d/traffic/survey']")
    tablet.wait_for_selector("svg.qr")
    scanned = decode(Image.open(io.BytesIO(tablet.screenshot())))
    tablet.click("[data-tap=survey_done]")
    tablet.wait_for_url("**/thanks")
    wait_until_sent(tablet)
    return scanned


def row(staff: Page, url: str, division: str) -> dict[str, object]:
    """Today's line of a division in counts.json, as the signed-in browser gets it."""
    today = datetime.now(UTC).date().replace(day=1)
    asked = f"{url}/admin/counts.json?from={today}&to={today.replace(year=today.year + 1)}"
    answer = staff.request.get(asked).json()
    (found,) = [day for day in answer["days"] if day["division"] == division]
    return dict(found)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_visit_is_counted_from_tablet_to_phone_to_dashboard(
    kind: str, make_instance: Callable[..., Instance], open_browser: OpenBrowser
) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    instance = make_instance(kind, public_url=url)
    prepare(instance)
    with serve(instance, port=port) as server:
        staff, tablet = open_browser().new_page(), open_browser().new_page()
        sign_in(staff, server.url)
        pair(tablet, staff, server.url)
        scanned = visit(tablet, server.url)
        assert scanned.startswith(f"{url}/go/")

        phone = open_browser(**PHONE)
        for _ in range(3):  # the visitor reloads twice
            answer = phone.request.get(scanned, max_redirects=0)
            assert answer.status == 302
            assert answer.headers["location"] == "https://itap.nacc.go.th/"

        counted = row(staff, server.url, "traffic")
        assert counted["seen"] == {"kiosk": 1, "web": 0}
        assert counted["done"] == {"kiosk": 1, "web": 0}
        assert counted["scanned"] == {"kiosk": 1, "web": 0, "poster": 0}
        staff.goto(f"{server.url}/admin/?lang=en")
        line = staff.get_by_role("row").filter(has_text="Traffic")
        expect(line).to_contain_text("60")
        expect(staff.get_by_role("row").filter(has_text="The whole station")).to_contain_text("300")

    with serve(instance, port=port) as again:  # and all of it is still there after a restart
        assert row(staff, again.url, "traffic")["scanned"] == counted["scanned"]
    verified = instance.flask("counts", "verify")
    assert verified.returncode == 0, verified.stdout
    assert instance.flask("counts", "rebuild", "--check").returncode == 0


def test_without_a_public_address_the_code_leads_straight_to_the_survey(
    live: LiveServer, open_browser: OpenBrowser
) -> None:
    prepare(live.instance)
    staff, visitor = open_browser().new_page(), open_browser().new_page()
    sign_in(staff, live.url)
    assert visit(visitor, live.url) == "https://itap.nacc.go.th/"
    counted = row(staff, live.url, "traffic")
    assert counted["seen"] == {"kiosk": 0, "web": 1}
    assert counted["scanned"] is None
    staff.goto(f"{live.url}/admin/?lang=en")
    line = staff.get_by_role("row").filter(has_text="Traffic")
    expect(line).to_contain_text("not measured")
