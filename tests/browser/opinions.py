"""A short opinion in a browser: its screens, and what is tapped on them."""

from playwright.sync_api import Page, expect

START = "2025-03-03T02:00:00Z"
OPINION = "/d/traffic/opinion"
SHOWN = "[data-screen]:not([hidden])"
FACE = f"{SHOWN} .face-button >> nth=%d"


def screen(page: Page) -> str:
    """The question that is shown."""
    return str(page.locator(SHOWN).get_attribute("data-screen"))


def on_screen(page: Page, name: str) -> None:
    expect(page.locator(SHOWN)).to_have_attribute("data-screen", name)


def tap_face(page: Page, number: int) -> None:
    """Tap a face, 1 the least content; the next screen is there when this returns."""
    before = screen(page)
    page.click(FACE % (number - 1))
    expect(page.locator(SHOWN)).not_to_have_attribute("data-screen", before)


def skip(page: Page) -> None:
    before = screen(page)
    page.click(f"{SHOWN} [data-next]:visible")
    expect(page.locator(SHOWN)).not_to_have_attribute("data-screen", before)


def answer_all(page: Page, number: int, words: str) -> None:
    """Answer every question of the standard set."""
    for _ in range(5):
        tap_face(page, number)
    on_screen(page, "gifts")
    page.click(f"{SHOWN} .option >> nth={number % 3}")
    on_screen(page, "suggestion")
    page.fill(f"{SHOWN} textarea", words)
    page.click(f"{SHOWN} [data-send]")
    on_screen(page, "thanks")
