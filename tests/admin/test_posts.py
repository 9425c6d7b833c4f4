"""Posts and shifts on the staff's pages: hours seen in words, an order, what stays on record."""

from collections.abc import Callable
from datetime import time
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from station.posts.tables import Post, PostShift, Shift
from tests.admin.boards import text_of
from tests.admin.filling import SHIFT, Filler
from tests.cast import Person, is_thai, read
from tests.duties import publish_sample
from tests.instances import on_sqlite
from tests.kept import acts, everything, rows

PAGE = "/admin/posts"
NEW_SHIFT = "/admin/shifts/new"
POST = {"name_th": " จุด  ตัวอย่าง ", "name_en": "Guard box", "division": "patrol"}
DESK = "public-relations"
SignedIn = Callable[[str], Person]


def listed(person: Person, section: str) -> dict[str, str]:
    """Each line of the posts or the shifts, by its name."""
    page = read(person.opens(f"{PAGE}?lang=en"))
    lines = page.select(f"section[aria-labelledby={section}] li.row")
    return {text_of(line.select_one("strong")): text_of(line) for line in lines}


def post(app: Flask, code: str) -> Post:
    return next(one for one in rows(app, Post) if one.code == code)


def shift(app: Flask, code: str) -> Shift:
    return next(one for one in rows(app, Shift) if one.code == code)


def worked(app: Flask, code: str) -> set[str]:
    return {one.shift for one in rows(app, PostShift) if one.post == code}


def wrong_fields(person: Person, path: str, form: dict[str, Any]) -> set[str]:
    answer = person.sends(path, **form)
    assert answer.status_code == 422, form
    return {str(a["href"]).removeprefix("#") for a in read(answer).select(".error-summary a")}


def test_a_post_is_added_with_its_shifts(app: Flask, praew: Person) -> None:
    answer = praew.sends(f"{PAGE}/new", **POST, shifts=["night", "morning"])
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    kept = post(app, "guard-box")
    assert (kept.name, kept.division) == ({"th": "จุด ตัวอย่าง", "en": "Guard box"}, "patrol")
    assert worked(app, "guard-box") == {"night", "morning"}
    line = listed(praew, "posts")["Guard box"]
    assert "Night 00.00–08.00 Morning 08.00–16.00" in line
    assert "Crime Prevention and Suppression" in line


@on_sqlite
@pytest.mark.parametrize("path", [f"{PAGE}/new", f"{PAGE}/{DESK}"])
def test_a_post_that_cannot_be_is_refused_at_its_field(
    app: Flask, praew: Person, path: str
) -> None:
    before = everything(app)
    for change in (
        {"name_th": ""},
        {"name_th": "x" * 201},
        {"name_en": "a\u0000b"},
        {"division": "nowhere"},
        {"shifts": ["never"]},
    ):
        assert wrong_fields(praew, path, {**POST, **change}) == change.keys()
    assert everything(app) == before


def test_a_post_is_changed_and_worked_no_more_without_shifts(app: Flask, praew: Person) -> None:
    page = read(praew.opens(f"{PAGE}/{DESK}"))
    ticked = {str(one["value"]) for one in page.select("input[name=shifts][checked]")}
    assert ticked == {"night", "morning", "afternoon"}
    assert (
        praew.sends(f"{PAGE}/{DESK}", name_th="จุดใหม่", name_en="", division="").status_code == 303
    )
    assert (post(app, DESK).name, worked(app, DESK)) == ({"th": "จุดใหม่"}, set())
    assert "no shift is worked here" in listed(praew, "posts")["จุดใหม่"]


def test_posts_are_put_in_order(app: Flask, praew: Person) -> None:
    before = list(listed(praew, "posts"))
    praew.sends(f"{PAGE}/{DESK}/move", form_at=PAGE, to="down")
    after = list(listed(praew, "posts"))
    assert after == [before[1], before[0], *before[2:]]
    praew.sends(f"{PAGE}/{DESK}/move", form_at=PAGE, to="up")
    for odd in ("up", "sideways", ""):
        praew.sends(f"{PAGE}/{DESK}/move", form_at=PAGE, to=odd)
    assert list(listed(praew, "posts")) == before
    assert acts(app).count("post_moved") == 2, "what moved nothing is not noted"


def test_removing_asks_first(app: Flask, praew: Person, station_id: UUID) -> None:
    code = Filler(app, station_id).add_work(is_post=True)
    before = everything(app)
    assert "sample" in text_of(read(praew.opens(f"{PAGE}/{code}/remove?lang=en")).h1)
    assert everything(app) == before
    assert praew.sends(f"{PAGE}/{code}/remove").status_code == 303
    assert code not in {one.code for one in rows(app, Post)}
    assert praew.opens(f"{PAGE}/{code}").status_code == 404


@pytest.mark.parametrize("path", [f"{PAGE}/{DESK}", "/admin/shifts/morning"])
def test_what_duties_name_stays_and_the_page_says_what_to_do(
    app: Flask, praew: Person, station_id: UUID, path: str
) -> None:
    publish_sample_with_reason(app, station_id)
    praew.opens(f"{PAGE}?lang=en")
    before = everything(app)
    assert praew.sends(f"{path}/remove").status_code == 303
    flash = text_of(read(praew.opens(f"{PAGE}?lang=en")).select_one(".flash.is-problem"))
    assert "stays on record" in flash
    assert "take its shifts away" in flash
    assert everything(app) == before


def publish_sample_with_reason(app: Flask, station_id: UUID) -> None:
    assert publish_sample(app, station_id) == "2568-03"


def seen_words(person: Person, **change: str) -> str:
    """The hours in words that are shown before a new shift is kept."""
    form = {**SHIFT, "seen": "", **change}
    answer = person.sends(f"{NEW_SHIFT}?lang=en", **form)
    assert answer.status_code == 200
    return text_of(read(answer).select_one(".error-summary"))


@on_sqlite
@pytest.mark.parametrize(
    ("starts", "ends", "told"),
    [
        ("22.00", "6:00", "22.00–06.00, ends the next day, 8 hours arrive by 21.45"),
        ("๐๘.๓๐", "๑๖.๓๐ น.", "08.30–16.30, 8 hours arrive by 08.15"),
        ("16:00", "24.00", "16.00–24.00, ends at midnight, 8 hours"),
        ("16:00", "00.00", "16.00–24.00, ends at midnight, 8 hours"),
        ("00.00", "8.00", "00.00–08.00, 8 hours arrive by 23.45 the evening before"),
        ("08.00", "9.00", "08.00–09.00, 1 hour arrive by"),
        ("22.15", "6:00", "7 hours 45 minutes"),
        ("08.00", "08.00", "24 hours long? 08.00–08.00, ends the next day, 24 hours"),
        ("00.00", "24.00", "24 hours long? 00.00–00.00, ends the next day, 24 hours"),
    ],
)
def test_the_hours_are_seen_in_words_before_a_shift_is_kept(
    app: Flask, praew: Person, starts: str, ends: str, told: str
) -> None:
    before = everything(app)
    assert told in seen_words(praew, starts=starts, ends=ends)
    assert everything(app) == before


def send_back(person: Person, path: str, form: dict[str, str], **change: str) -> int:
    """Send a form, then send what it showed again, with something changed; the second status."""
    page = read(person.sends(path, **form))
    shown = page.select_one("input[name=seen]")
    assert shown is not None
    again = {**form, "seen": str(shown["value"]), **change}
    return person.sends(path, **again).status_code


def test_what_was_seen_is_kept_when_it_is_sent_again(app: Flask, praew: Person) -> None:
    form = {**SHIFT, "name_en": "Late", "seen": "", "only_working_days": "y"}
    assert send_back(praew, NEW_SHIFT, form) == 303
    kept = shift(app, "late")
    assert (kept.starts, kept.ends, kept.arrive_before_minutes) == (time(22), time(6), 15)
    assert kept.only_working_days
    assert "22.00–06.00, ends the next day, 8 hours" in listed(praew, "shifts")["Late"]


@on_sqlite
def test_other_hours_than_those_seen_are_asked_about_again(app: Flask, praew: Person) -> None:
    before = everything(app)
    form = {**SHIFT, "seen": ""}
    for change in ({"ends": "22.00"}, {"starts": "21.00"}, {"arrive_before": "30"}):
        assert send_back(praew, NEW_SHIFT, form, **change) == 200
    assert everything(app) == before


@on_sqlite
def test_a_day_of_24_hours_is_kept_once_it_was_said(app: Flask, praew: Person) -> None:
    form = {**SHIFT, "name_en": "Whole", "ends": "22.00", "seen": ""}
    assert send_back(praew, NEW_SHIFT, form) == 303
    assert shift(app, "whole").starts == shift(app, "whole").ends == time(22)


@on_sqlite
@pytest.mark.parametrize("path", [NEW_SHIFT, "/admin/shifts/morning"])
def test_a_shift_that_cannot_be_is_refused_at_its_field(
    app: Flask, praew: Person, path: str
) -> None:
    before = everything(app)
    for change in (
        {"name_th": " "},
        {"starts": ""},
        {"starts": "24.00"},
        {"ends": "25.00"},
        {"ends": "morning"},
        {"arrive_before": "241"},
        {"arrive_before": "-1"},
        {"arrive_before": "9" * 50},
    ):
        assert wrong_fields(praew, path, {**SHIFT, **change}) == change.keys()
    assert everything(app) == before


def test_another_name_alone_is_kept_at_once_and_other_hours_are_seen_first(
    app: Flask, praew: Person
) -> None:
    path = "/admin/shifts/afternoon"
    fields = read(praew.opens(path)).select("main form.form input[name]")
    form = {str(one["name"]): str(one.get("value", "")) for one in fields}
    del form["csrf_token"], form["only_working_days"]
    assert (form["starts"], form["ends"], form["arrive_before"]) == ("16.00", "24.00", "15")
    assert praew.sends(path, **{**form, "name_en": "Evening"}).status_code == 303
    assert shift(app, "afternoon").name["en"] == "Evening"
    assert praew.sends(path, **{**form, "ends": "23.00"}).status_code == 200
    assert shift(app, "afternoon").ends == time(0)
    assert send_back(praew, path, {**form, "ends": "23.00"}) == 303
    assert shift(app, "afternoon").ends == time(23)


@on_sqlite
def test_a_ready_made_pattern_is_added_once(app: Flask, praew: Person) -> None:
    for _ in range(2):
        praew.sends("/admin/ready-made-shifts", form_at=PAGE, pattern="two")
    assert len(rows(app, Shift)) == 6
    path = "/admin/ready-made-shifts"
    assert praew.sends(path, form_at=PAGE, pattern="nine").status_code == 404


def test_a_shift_nobody_published_is_removed_after_its_posts_were_told(
    app: Flask, praew: Person
) -> None:
    page = read(praew.opens("/admin/shifts/night/remove?lang=en"))
    assert "It is worked at: Public-relations point" in text_of(page.select_one("main"))
    assert praew.sends("/admin/shifts/night/remove").status_code == 303
    assert "night" not in {one.code for one in rows(app, Shift)} | worked(app, DESK)


@on_sqlite
def test_the_others_only_read(signed_in: SignedIn) -> None:
    for name in ("anan", "somsak"):
        page = read(signed_in(name).opens(f"{PAGE}?lang=th"))
        assert is_thai(text_of(page.select_one("main li.row")))
        assert not page.select("main form, main a.button")


@on_sqlite
@pytest.mark.parametrize("code", ["nothing", "new%00", "x" * 500])
def test_a_post_or_shift_that_is_not_there_is_not_found(praew: Person, code: str) -> None:
    for path in (f"{PAGE}/{code}", f"/admin/shifts/{code}", f"{PAGE}/{code}/remove"):
        assert praew.opens(path).status_code in (400, 404)


@on_sqlite
def test_a_name_is_text_on_every_page(app: Flask, praew: Person) -> None:
    praew.sends(f"{PAGE}/new", name_th="<b>1</b>", name_en="", division="")
    for path in (PAGE, f"{PAGE}/post", f"{PAGE}/post/remove"):
        page = read(praew.opens(path))
        assert not page.select("main b")
        assert "<b>1</b>" in text_of(page.select_one("main"))
