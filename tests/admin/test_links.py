"""Short links: the page says whether phones reach this server, and how to prove it."""

from flask import Flask

from tests.admin.boards import missing_of, text_of
from tests.cast import Person, read
from tests.instances import PUBLIC_URL, on_sqlite, reachable
from tests.pictures import read_qrs

pytestmark = on_sqlite
UNPROVED = "No phone has proved yet that the short address works from outside"


def test_without_a_public_address_the_page_says_how_to_get_one(app: Flask, praew: Person) -> None:
    page = read(praew.opens("/admin/links?lang=en"))
    assert text_of(page.select_one("h1")) == "Phones cannot reach this server from outside"
    assert not page.select("svg.qr")


@reachable
def test_one_scan_of_the_code_shown_is_the_proof_and_the_warning_ends(
    app: Flask, praew: Person, malee: Person
) -> None:
    page = read(praew.opens("/admin/links?lang=en"))
    assert text_of(page.select_one("h1")) == "The short links are not proved yet"
    assert UNPROVED in missing_of(read(praew.opens("/admin/?lang=en")))
    (address,) = read_qrs(page)
    assert address.startswith(f"{PUBLIC_URL}/prove/")
    assert malee.opens(address.removeprefix(PUBLIC_URL)).status_code == 200
    page = read(praew.opens("/admin/links?lang=en"))
    assert text_of(page.select_one("h1")) == "Short links work, and scans are counted"
    assert UNPROVED not in missing_of(read(praew.opens("/admin/?lang=en")))
