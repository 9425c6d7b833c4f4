"""A remembered way to read a file, whose post or shift was taken away since: asked about again."""

from pathlib import Path
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from admin import roster_columns
from station import clock
from station.people.actions import Actor
from station.posts.actions import add_post, add_shift, change_post, remove_post, remove_shift
from station.posts.queries import get_post, get_shift
from station.posts.rules import ShiftFacts, read_time
from station.rosters.tables import Duty
from tests.admin.boards import text_of
from tests.admin.uploads import page_of, told
from tests.cast import Person, house_of, read
from tests.commands.running import run
from tests.instances import on_sqlite
from tests.kept import everything, rows
from tests.rosters import MARCH, ONE, TWO, publish

ODD = "\n".join(("วันที่,ซุ้มหนึ่ง,ซุ้มสอง", f"4/3/2568,{ONE},{TWO}", f"5/3/2568,{TWO},{ONE}")).encode()
KNOWN, GONE = "duty:public-relations:morning", "duty:gate:dusk"


def work_at_the_gate(app: Flask, station_id: UUID) -> None:
    """One more post, at which one more shift is worked."""
    starts, ends = read_time("18.00"), read_time("22.00")
    assert starts is not None
    assert ends is not None
    by, at = Actor(station_id, None), clock.now()
    with house_of(app).database.session(writing=True) as db:
        facts = ShiftFacts({"th": "ผลัดค่ำ", "en": "Dusk"}, starts, ends)
        add_shift(db, station_id, facts, by=by, at=at)
        name = {"th": "ประตู", "en": "Gate"}
        shifts = ["dusk", "night"]
        add_post(db, station_id, name=name, division=None, shifts=shifts, by=by, at=at)
        db.commit()


def take_away(app: Flask, station_id: UUID, what: str) -> None:
    """The post, the shift, or the shift from the post alone."""
    by, at = Actor(station_id, None), clock.now()
    with house_of(app).database.session(writing=True) as db:
        post = get_post(db, station_id, "gate")
        if what == "post":
            remove_post(db, post, by=by, at=at)
        elif what == "shift":
            remove_shift(db, get_shift(db, station_id, "dusk"), by=by, at=at)
        else:
            name = post.name
            change_post(db, post, name=name, division=None, shifts=["night"], by=by, at=at)
        db.commit()


@pytest.fixture
def address(app: Flask, praew: Person, station_id: UUID) -> str:
    """A file with odd headings, whose columns a person chose."""
    publish(app, station_id)  # so that everybody is known
    work_at_the_gate(app, station_id)
    address, _ = page_of(praew, ODD)
    chosen = {"column-0": "date", "column-1": KNOWN, "column-2": GONE}
    praew.sends(f"{address}/columns", form_at=address, header="0", header_rows="1", **chosen)
    assert told(read(praew.opens(address))) == []
    return address


def selected(page: BeautifulSoup, place: int) -> str:
    option = page.select_one(f"#column-{place} option[selected]")
    assert option is not None
    return str(option["value"])


@pytest.mark.parametrize("what", ["post", "shift", "worked there"])
def test_what_is_gone_is_asked_about_again_and_nothing_else(
    app: Flask, praew: Person, station_id: UUID, address: str, what: str
) -> None:
    take_away(app, station_id, what)
    again, page = page_of(praew, ODD)
    assert again != address
    (problem,) = told(page)
    assert problem[1] == "แถว 1 คอลัมน์ C"
    assert page.select_one(".roster-fixes a[href='#column-2']")
    assert (selected(page, 1), selected(page, 2)) == (KNOWN, GONE)
    assert text_of(page.select_one("#column-2 option[selected]")) == "(โปรดเลือก)"
    assert not page.select("form[action$='/publish']")
    # The file that was on its way meanwhile asks too.
    assert told(read(praew.opens(address))) == [problem]


@pytest.mark.parametrize("what", ["post", "shift", "worked there"])
def test_read_again_without_a_choice_it_is_still_asked_and_a_choice_publishes(
    app: Flask, praew: Person, station_id: UUID, address: str, what: str
) -> None:
    take_away(app, station_id, what)
    again, page = page_of(praew, ODD)
    same = {f"column-{place}": selected(page, place) for place in range(3)}
    form = {"form_at": again, "header": "0", "header_rows": "1"}
    praew.sends(f"{again}/columns", **form, **same)
    page = read(praew.opens(again))
    assert len(told(page)) == 1
    assert praew.sends(f"{again}/publish", form_at=again, why="-").status_code == 422
    chosen = {**same, "column-2": "duty:public-relations:night"}
    praew.sends(f"{again}/columns", **form, **chosen)
    assert praew.sends(f"{again}/publish", form_at=again, why="-").status_code == 303
    in_force = [duty for duty in rows(app, Duty) if duty.version == 2]
    assert sorted((duty.day.day, duty.shift) for duty in in_force) == [
        (4, "morning"), (4, "night"), (5, "morning"), (5, "night"),
    ]  # fmt: skip


@on_sqlite
def test_what_the_form_says_as_before_stays_as_it_was(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    """An officer's names in columns of their own, under a post, are no two officers."""
    publish(app, station_id)
    under = "จุดประชาสัมพันธ์ ผลัดเช้า"
    lines = (f"วันที่,{under},{under}", "วันที่,ชื่อตัว,สกุล", "4/3/2568,ด.ต. ตัวอย่าง,หนึ่ง")
    address, page = page_of(praew, "\n".join(lines).encode())
    same = {f"column-{place}": selected(page, place) for place in range(3)}
    form = {"form_at": address, "header": "0", "header_rows": "2"}
    for sent in (same, {**same, "column-2": "duty:nowhere:night"}, {**same, "column-2": "x"}):
        praew.sends(f"{address}/columns", **form, **sent)
        page = read(praew.opens(address))
        assert told(page) == []
        assert {f"column-{place}": selected(page, place) for place in range(3)} == same


@pytest.mark.parametrize("what", ["post", "shift", "worked there"])
def test_the_command_names_it_and_stores_nothing(
    app: Flask, praew: Person, station_id: UUID, address: str, what: str, tmp_path: Path
) -> None:
    take_away(app, station_id, what)
    file = tmp_path / "odd.csv"
    file.write_bytes(ODD)
    before = everything(app)
    found = run(app, "roster", "load", file, "--month", MARCH)
    assert found.exit_code == 1
    (line,) = found.stderr.splitlines()
    assert "row 1, column C" in line
    assert everything(app) == before


def test_a_column_that_was_let_go_unsaid_would_be_found(
    app: Flask, praew: Person, station_id: UUID, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A planted fault: what is gone is not offered, so that the browser takes the first."""

    def offered(*arguments: object) -> list[tuple[str, str]]:
        found = own(*arguments)  # type: ignore[arg-type]
        return [one for one in found if one[1] != "(โปรดเลือก)"]

    own = roster_columns.column_choices
    monkeypatch.setattr("admin.roster_import.column_choices", offered)
    with pytest.raises(AssertionError):
        test_what_is_gone_is_asked_about_again_and_nothing_else(
            app, praew, station_id, address, "post"
        )
