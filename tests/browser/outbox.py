"""What a browser's outbox holds, looked at from the test."""

from typing import Any

from playwright.sync_api import Page

KEPT = """(store) => new Promise((done) => {
  const request = indexedDB.open('outbox');
  request.onupgradeneeded = () => request.transaction.abort(); // it is the page's to make
  request.onerror = () => done([]);
  request.onsuccess = () => {
    const all = request.result.transaction(store).objectStore(store).getAll();
    all.onsuccess = () => { request.result.close(); done(all.result); };
  };
})"""
HELD = """() => Object.keys(localStorage).some(key => /^(tap|answer) /.test(key))"""
# Playwright takes a promise for an answer, so the waiting is done in the page.
UNTIL_KEPT = f"""async ([count, store]) => {{
  const isSo = async () => !({HELD})() && (await ({KEPT})(store)).length === count;
  for (let looks = 0; looks < 1000; looks += 1) {{
    if (await isSo()) return;
    await new Promise(requestAnimationFrame);
  }}
  const found = JSON.stringify(await ({KEPT})(store));
  throw new Error('the outbox did not come to hold ' + count + ' but ' + found);
}}"""


def kept(page: Page, store: str = "taps") -> list[dict[str, Any]]:
    """What a store has, in its order."""
    found: list[dict[str, Any]] = page.evaluate(KEPT, store)
    return found


def wait_until_kept(page: Page, count: int, store: str = "taps") -> None:
    """Return once a store has that many items and none is still on its way there."""
    page.wait_for_load_state()
    page.evaluate(UNTIL_KEPT, [count, store])


def wait_until_sent(page: Page) -> None:
    """Return once the server has everything; a page that loaded has held its own at least."""
    for store in ("answers", "taps"):
        wait_until_kept(page, 0, store)
