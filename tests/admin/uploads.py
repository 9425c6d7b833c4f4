"""Sending roster files as a browser would, and reading the page of one."""

from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from tests.admin.boards import text_of
from tests.cast import Person, csrf_token, read
from tests.rosters import MARCH

IMPORT = "/admin/rosters/import"


def upload(
    person: Person, content: bytes, name: str = "march.csv", month: str = MARCH
) -> TestResponse:
    """Send the form as a browser would; the test client would leave a large one's file open."""
    fields = {"csrf_token": csrf_token(person.opens(IMPORT)), "month": month}
    parts = [(f'name="{key}"', text.encode()) for key, text in fields.items()]
    parts.append((f'name="file"; filename="{name}"', content))
    body = b"".join(
        b"--x\r\nContent-Disposition: form-data; " + head.encode() + b"\r\n\r\n" + value + b"\r\n"
        for head, value in parts
    )
    form = {"data": body + b"--x--\r\n", "content_type": "multipart/form-data; boundary=x"}
    return person.browser.post(IMPORT, **form)


def page_of(
    person: Person, content: bytes, name: str = "march.csv", month: str = MARCH
) -> tuple[str, BeautifulSoup]:
    """The address of an uploaded file's page, and the page."""
    answer = upload(person, content, name, month)
    assert answer.status_code == 303, read(answer).get_text()
    address = answer.headers["Location"]
    return address, read(person.opens(address))


def everybody_is_new(page: BeautifulSoup) -> dict[str, str]:
    """The fields by which everybody nobody knows is taken on."""
    return {str(one["name"]): "new" for one in page.select("select[name^='who:']")}


def told(page: BeautifulSoup) -> list[tuple[str, str]]:
    """What is unclear, and where."""
    lines = page.select(".roster-fixes .row-name")
    return [
        (text_of(line.select_one("strong")), text_of(line.select_one("span"))) for line in lines
    ]
