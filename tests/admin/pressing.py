"""A page's forms, sent back as a browser would."""

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from tests.cast import Person, read

UNSENT = ("checkbox", "radio", "file", "submit")


def form_as_opened(page: BeautifulSoup) -> dict[str, str]:
    """What a browser sends of a page's form, unchanged; buttons and signs are the tests' own."""
    fields = {str(f["name"]): str(f.get("value", "")) for f in _inputs(page) if _is_sent(f)}
    texts = {str(t["name"]): t.get_text().removeprefix("\n") for t in page.select("main textarea")}
    return {**fields, **texts, **_chosen(page)}


def _inputs(page: BeautifulSoup) -> list[Tag]:
    return page.select("main input[name]")


def _is_sent(field: Tag) -> bool:
    return field.get("type") not in UNSENT or field.has_attr("checked")


def _chosen(page: BeautifulSoup) -> dict[str, str]:
    chosen = page.select("main select[name] option[selected]")
    return {str(one.find_parent("select")["name"]): str(one["value"]) for one in chosen}  # type: ignore[index]


def form_leading_to(page: BeautifulSoup, path: str) -> dict[str, str]:
    """What the first small form of a page that leads to a path carries."""
    form = page.select(f"form[action='{path}']")[0]
    return {str(one["name"]): str(one["value"]) for one in form.select("input[type=hidden]")}


def press(person: Person, path: str, *, at: str, **fields: str) -> TestResponse:
    """Load the page `at`, and press its button that leads to `path`."""
    form = form_leading_to(read(person.opens(at)), path)
    return person.browser.post(path, data={**form, **fields})
