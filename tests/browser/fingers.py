"""How often somebody really tapped or clicked, as the browser itself saw it."""

from playwright.sync_api import Page

# Before whatever the page itself does with it; a script's own clicks are none of a person's.
NOTES = """addEventListener('click', (event) => {
  if (!event.isTrusted) return;
  const on = event.target.closest('a, button, input, select, label, summary') ?? event.target;
  window.noteTap(on.outerHTML.slice(0, 80));
}, true);"""


def count_taps(page: Page) -> list[str]:
    """A list that grows with every tap on the page from now on, wherever it leads."""
    taps: list[str] = []

    def note(target: str) -> None:
        taps.append(target)

    page.expose_function("noteTap", note)
    page.add_init_script(NOTES)
    return taps
