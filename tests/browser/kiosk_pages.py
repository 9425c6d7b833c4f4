"""The visitor's pages, and what tests measure of them."""

from collections.abc import Iterable, Iterator
from typing import Any

from playwright.sync_api import Page

PATHS = (
    "/",
    "/not-sure",
    "/duty",
    "/d/traffic",
    "/d/traffic/survey",
    "/d/traffic/complaints",
    "/d/traffic/manuals",
    "/d/traffic/eservice",
    "/d/traffic/opinion",
    "/d/traffic/opinion/2",
    "/d/traffic/opinion/6",
    "/d/traffic/opinion/7",
    "/d/traffic/opinion/8",
    "/d/traffic/thanks",
    "/d/traffic/services",
    "/d/traffic/services/service-traffic",
    "/d/traffic/manuals/law",
    "/d/traffic/manuals/law?page=2",
    "/about",
    "/notices",
    "/notices/budget",
    "/notices/no-gift-policy",
    "/news",
    "/news/sample-news",
    "/facilities",
    "/pair",
    "/no-such-page",
)
LANDSCAPE, PORTRAIT = (1280, 800), (800, 1280)
PHONE, DESKTOP = (390, 844), (1920, 1080)

TARGETS = """() => [...document.querySelectorAll('a, button, summary, .option, textarea, input')]
  .filter(one => one.checkVisibility() && one.type !== 'hidden')
  .filter(one => !one.closest('.skip, dialog, [aria-hidden]'))
  .filter(one => one.type !== 'checkbox' || !one.closest('label.option')) // its label is the target
  .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
  .map(([name, box]) => ({name, width: box.width, height: box.height}))"""

# Whatever sticks out of the page, of what cuts it off, or a label out of its place in the bar;
# not what stands in a room of its own that is meant to be scrolled.
LOST = """() => {
  const lost = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) lost.push('the page scrolls sideways');
  for (const one of document.querySelectorAll('body *')) {
    if (!one.checkVisibility() || one.closest('.unseen, .skip, svg, dialog, .scrolls')) continue;
    const box = one.getBoundingClientRect();
    const name = one.outerHTML.slice(0, 80);
    if (box.right > width + 1 || box.left < -1) lost.push('outside the page: ' + name);
    const style = getComputedStyle(one);
    // What was typed into a field may be longer than it: it scrolls by itself.
    const mayScroll = one.tagName === 'INPUT' || style.overflowX === 'visible';
    const isWide = !mayScroll && one.scrollWidth > one.clientWidth + 1;
    const isHigh = style.overflowY === 'hidden' && one.scrollHeight > one.clientHeight + 1;
    if (isWide || isHigh) lost.push('cut: ' + name);
  }
  for (const one of document.querySelectorAll('[hidden]')) {
    if (one.checkVisibility()) lost.push('seen though hidden: ' + one.outerHTML.slice(0, 80));
  }
  for (const item of document.querySelectorAll('.bar-item')) {
    const place = item.getBoundingClientRect();
    for (const label of item.querySelectorAll('span')) {
      const range = document.createRange();
      range.selectNodeContents(label);
      const box = range.getBoundingClientRect();
      if (box.left < place.left - 1 || box.right > place.right + 1 || box.bottom > place.bottom + 1)
        lost.push('out of its place: ' + label.textContent);
    }
  }
  return lost;
}"""


def show(page: Page, url: str, *, language: str = "th", size: str = "100", theme: str = "") -> None:
    """Open a page as a visitor sees it who chose a language, a text size and a theme."""
    page.goto(f"{url}{'&' if '?' in url else '?'}lang={language}")
    dress(page, size=size, theme=theme)
    page.evaluate("() => document.fonts.ready")


def dress(page: Page, **look: str) -> None:
    """Give the page that is open another text size or theme, as its buttons do."""
    page.evaluate("(look) => Object.assign(document.documentElement.dataset, look)", look)


def resize(page: Page, size: tuple[int, int]) -> None:
    """Give the page that is open another size, and return once it is laid out anew."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_function(
        "([width, height]) => innerWidth === width && innerHeight === height", arg=size
    )


def small_targets(page: Page, least: int) -> list[dict[str, Any]]:
    """The targets that are smaller than `least` CSS pixels either way."""
    return [t for t in page.evaluate(TARGETS) if min(t["width"], t["height"]) < least - 0.5]


def lost(page: Page) -> list[str]:
    """What cannot be read because it is cut off or sticks out."""
    found: list[str] = page.evaluate(LOST)
    return found


def every_size(
    page: Page, viewports: Iterable[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], str]]:
    """Show the page that is open in each viewport, in small and in large letters."""
    for viewport in viewports:
        resize(page, viewport)
        for size in ("100", "200"):
            dress(page, size=size)
            yield viewport, size
