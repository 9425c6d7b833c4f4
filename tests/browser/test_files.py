"""Files in a real browser: a manual is downloaded under its name, its pages are seen."""

from urllib.parse import quote

from playwright.sync_api import Page

from station.files.rules import Kind
from station.files.tables import StoredFile
from station.stations.queries import find_only_station
from tests.cast import house_of
from tests.live import LiveServer
from tests.stored import NAME, PDF_BYTES, keep_stored

SHOW = """path => new Promise((seen, lost) => {
  const picture = new Image();
  picture.onload = () => seen([picture.naturalWidth, picture.naturalHeight]);
  picture.onerror = () => lost('not shown');
  picture.src = path;
  document.body.append(picture);
})"""
CLICK = """path => {
  const link = document.createElement('a');
  link.href = path;
  document.body.append(link);
  link.click();
}"""


def keep_manual(live: LiveServer) -> StoredFile:
    """A manual of the live server's station, kept beside it."""
    with live.instance.app() as app:
        with house_of(app).database.session(writing=False) as db:
            station = find_only_station(db)
        assert station is not None
        return keep_stored(app, station.id, Kind.PDF)


def test_a_manual_is_downloaded_under_its_thai_name(live: LiveServer, page: Page) -> None:
    file = keep_manual(live)
    page.goto(f"{live.url}/")
    with page.expect_download() as download:
        page.evaluate(CLICK, f"/files/{file.id}/{quote(file.name)}")
    assert download.value.suggested_filename == NAME
    assert download.value.path().read_bytes() == PDF_BYTES
    assert page.url == f"{live.url}/"


def test_the_page_of_a_manual_is_seen_on_a_page_of_ours(live: LiveServer, page: Page) -> None:
    file = keep_manual(live)
    page.goto(f"{live.url}/")
    assert page.evaluate(SHOW, f"/files/{file.id}/pages/2") == [40, 30]


def test_what_is_opened_by_itself_is_seen_too_and_runs_nothing(
    live: LiveServer, page: Page
) -> None:
    """A picture opened in a tab of its own: the browser's page about it has no rights of ours."""
    file = keep_manual(live)
    answer = page.goto(f"{live.url}/files/{file.id}/pages/1")
    assert answer is not None
    assert answer.ok
    assert page.evaluate("self.origin") == "null"
