"""The dashboard's table, read as a person reads it."""

from bs4 import BeautifulSoup, Tag

from station import clock
from tests.cast import Person, read

Row = dict[str, str]


def text_of(tag: Tag | None) -> str:
    """A tag's words with single spaces."""
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def board_of(person: Person, query: str = "") -> dict[str, Row]:
    """Each division's cells, and the station's, by their English headings."""
    page = read(person.opens(f"/admin/?lang=en{query}"))
    rows = {}
    for row in page.select("table.board tbody tr"):
        (code,) = [name.removeprefix("division-") for name in row["class"]]
        rows[code] = _cells(row)
    (station,) = page.select("table.board tfoot tr")
    return {**rows, "station": _cells(station)}


def _cells(row: Tag) -> Row:
    cells = {str(cell["data-label"]): text_of(cell) for cell in row.select("td[data-label]")}
    return {**cells, "state": text_of(row.select_one(".state"))}


def headline_of(person: Person, query: str = "", language: str = "en") -> str:
    """The dashboard's title: the finding in words."""
    page = read(person.opens(f"/admin/?lang={language}{query}"))
    return text_of(page.select_one("h1"))


def missing_of(page: BeautifulSoup) -> list[str]:
    """What a page says is still to do."""
    return [text_of(item) for item in page.select(".missing li")]


def enter_reading(person: Person, confirmed: int, *, division: str = "", day: str = "") -> None:
    """Type in what ITAP shows, today if no day is given."""
    answer = person.sends(
        "/admin/answers/reading",
        day=day or clock.now().date().isoformat(),
        division=division,
        confirmed=str(confirmed),
        note="",
    )
    assert answer.status_code == 303


def enter_tally(person: Person, division: str, total: int, *, day: str = "") -> None:
    """Type in what a collector reports, today if no day is given."""
    answer = person.sends(
        "/admin/answers/tally",
        day=day or clock.now().date().isoformat(),
        division=division,
        total=str(total),
        collector="ตัวอย่าง สอง",
        note="",
    )
    assert answer.status_code == 303
