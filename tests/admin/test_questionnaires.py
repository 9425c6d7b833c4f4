"""The list of questionnaires, where each is asked, and its history with undo."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from station.questionnaires.queries import (
    find_in_force,
    get_questionnaire,
    list_divisions_asked,
    list_publications,
)
from tests.admin.composing import composer, presses
from tests.answering import content, faces, publish
from tests.cast import Person, house_of, read
from tests.instances import on_sqlite

LIST = "/admin/questionnaires"


def in_force(app: Flask, station_id: UUID, division: str = "traffic") -> str | None:
    with house_of(app).database.session(writing=False) as db:
        found = find_in_force(db, station_id, division, date(2025, 3, 3))
        return f"{found.code} {found.version}" if found else None


def history(app: Flask, station_id: UUID) -> list[int | None]:
    with house_of(app).database.session(writing=False) as db:
        kept = get_questionnaire(db, station_id, "satisfaction")
        return [one.version for one in list_publications(db, kept)]


def row(person: Person, code: str) -> str:
    """What the list says of a questionnaire."""
    found = read(person.opens(f"{LIST}?lang=en")).select_one(f"#questionnaire-{code}")
    assert found is not None
    return found.get_text(" ", strip=True)


def sends(person: Person, act: str, **fields: str) -> int:
    """Send one of the history's forms, as its page shows it."""
    page = read(person.opens(f"{composer()}/history"))
    form = page.select_one(f"form[action$='/{act}']")
    assert form is not None
    hidden = {str(one["name"]): str(one["value"]) for one in form.select("input")}
    return person.browser.post(f"{composer()}/{act}", data={**hidden, **fields}).status_code


def test_the_list_says_what_is_in_force_and_what_waits(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    assert "Version 1 in force since" in row(praew, "satisfaction")
    publish(app, station_id, "form", content(faces("one")))
    assert "Nobody is asked it now" in row(praew, "form")
    presses(praew, "form", "keep", title_en="Another")
    assert "A draft waits to be published" in row(praew, "form")
    praew.sends(f"{LIST}/form/move", form_at=LIST, to="up")
    assert "Nobody is asked it now" in row(praew, "satisfaction")
    assert in_force(app, station_id) == "form 1"


def test_where_and_when_it_is_asked_is_decided_in_a_form(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    path = f"{composer()}/asking"
    revision = str(read(praew.opens(path)).select_one("#revision")["value"])  # type: ignore[index]
    fields: dict[str, Any] = {"starts": "1/3/2568", "ends": "2025-03-31", "revision": revision}
    assert praew.sends(path, **fields, divisions=["traffic", "patrol"]).status_code == 303
    with house_of(app).database.session(writing=False) as db:
        kept = get_questionnaire(db, station_id, "satisfaction")
        assert (kept.starts, kept.ends) == (date(2025, 3, 1), date(2025, 3, 31))
        assert list_divisions_asked(db, station_id)["satisfaction"] == ["patrol", "traffic"]
    assert in_force(app, station_id, "inquiry") is None
    page = read(praew.opens(path))
    ticked = {str(one["value"]) for one in page.select("input[type=checkbox][checked]")}
    assert ticked == {"traffic", "patrol"}
    assert page.select_one("#starts")["value"] == "1/3/2568"  # type: ignore[index]


@on_sqlite
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"starts": "31/2/2568"}, "starts"),
        ({"starts": "2/3/2568", "ends": "1/3/2568"}, "ends"),
        ({"divisions": ["canteen"]}, "divisions"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    app: Flask, praew: Person, wrong: dict[str, Any], field: str
) -> None:
    path = f"{composer()}/asking"
    revision = str(read(praew.opens(path)).select_one("#revision")["value"])  # type: ignore[index]
    answer = praew.sends(path, **{"revision": revision, **wrong})
    assert answer.status_code == 422
    hrefs = [str(one["href"]) for one in read(answer).select(".error-summary a")]
    assert hrefs == [f"#{field}"]


def test_the_later_of_two_is_shown_where_it_is_asked_now(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    path = f"{composer()}/asking"
    revision = str(read(praew.opens(path)).select_one("#revision")["value"])  # type: ignore[index]
    praew.sends(path, divisions=["inquiry"], ends="31/3/2568", revision=revision)
    answer = praew.browser.post(
        f"{path}?lang=en",
        data={
            "csrf_token": read(praew.opens(path)).select_one("#csrf_token")["value"],  # type: ignore[index]
            "divisions": ["traffic"],
            "revision": revision,
        },
    )
    assert answer.status_code == 422
    page = read(answer)
    notice = page.select_one("main .notice")
    assert notice is not None
    assert "Inquiry" in notice.get_text()
    assert "31 Mar 2025" in notice.get_text()
    assert [str(one["value"]) for one in page.select("input[checked]")] == ["traffic"]
    again = str(page.select_one("#revision")["value"])  # type: ignore[index]
    assert praew.sends(path, divisions=["traffic"], revision=again).status_code == 303
    assert in_force(app, station_id, "inquiry") is None


def test_an_earlier_version_is_put_in_force_again_and_taken_off(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    presses(praew, "satisfaction", "publish", q_0_en="Other words?")
    assert in_force(app, station_id) == "satisfaction 2"
    assert sends(praew, "force", version="1") == 303
    assert in_force(app, station_id) == "satisfaction 1"
    off = f"{composer()}/off"
    revision = str(read(praew.opens(off)).select_one("input[name=revision]")["value"])  # type: ignore[index]
    assert praew.sends(off, revision=revision).status_code == 303
    assert in_force(app, station_id) is None
    assert history(app, station_id) == [None, 1, 2, 1]
    page = read(praew.opens(f"{composer()}/history?lang=en"))
    names = [one.get_text(strip=True) for one in page.select(".row-name strong")]
    assert names == [
        "Taken off",
        "Version 1 was put in force",
        "Version 2 was put in force",
        "Version 1 was put in force",
    ]
    assert "praew" in page.select(".row-name")[0].get_text()


def test_a_draft_begins_with_an_old_version(app: Flask, praew: Person, station_id: UUID) -> None:
    presses(praew, "satisfaction", "publish", q_0_en="Other words?")
    assert sends(praew, "copy", version="1") == 303
    page = read(praew.opens(composer()))
    assert "Overall, how satisfied" in page.select_one("#q-0-en").get_text()  # type: ignore[union-attr]


def test_a_draft_that_waits_is_not_written_over_without_asking(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    presses(praew, "satisfaction", "keep", q_0_en="Words of a week?")
    page = read(praew.opens(f"{composer()}/history?lang=en"))
    assert not page.select("form[action$='/copy']")
    (way,) = page.select("a[href*='/copy?version=1']")
    asked = read(praew.opens(str(way["href"])))
    assert "last changed by praew" in asked.get_text()
    lost = [row.select("td")[0].get_text(strip=True) for row in asked.select("tbody tr")]
    assert lost == ["Words of a week?"]
    assert "Words of a week?" in read(praew.opens(composer())).select_one("#q-0-en").get_text()  # type: ignore[union-attr]
    form = asked.select_one("form[action$='/copy']")
    assert form is not None
    hidden = {str(one["name"]): str(one["value"]) for one in form.select("input")}
    assert praew.browser.post(f"{composer()}/copy", data=hidden).status_code == 303
    page = read(praew.opens(composer()))
    assert "Overall, how satisfied" in page.select_one("#q-0-en").get_text()  # type: ignore[union-attr]


def test_a_draft_written_after_the_history_was_opened_stays(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    page = read(praew.opens(f"{composer()}/history"))
    form = page.select_one("form[action$='/copy']")
    assert form is not None
    hidden = {str(one["name"]): str(one["value"]) for one in form.select("input")}
    presses(praew, "satisfaction", "keep", q_0_en="Words of a week?")
    praew.browser.post(f"{composer()}/copy", data={**hidden, "version": "1"})
    assert "Words of a week?" in read(praew.opens(composer())).select_one("#q-0-en").get_text()  # type: ignore[union-attr]


def test_what_was_looked_at_before_anothers_change_is_not_changed(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    presses(praew, "satisfaction", "publish", q_0_en="Other words?")
    praew.opens(f"{LIST}?lang=en")
    assert sends(praew, "force", version="1", revision="1") == 303
    flash = read(praew.opens(f"{composer()}/history")).select_one(".flash.is-problem")
    assert flash is not None
    assert "Look at what it says now, then decide again" in flash.get_text()
    assert in_force(app, station_id) == "satisfaction 2"


@on_sqlite
def test_an_unknown_version_or_questionnaire_is_not_found(app: Flask, praew: Person) -> None:
    assert sends(praew, "copy", version="9") == 303
    assert read(praew.opens(LIST)).select_one(".flash.is-problem")
    for path in ("nothing", "nothing/asking", "nothing/history", "nothing/preview", "nothing/off"):
        assert praew.opens(f"{LIST}/{path}").status_code == 404


def test_the_list_says_where_each_is_asked(app: Flask, praew: Person) -> None:
    def told() -> list[str]:
        page = read(praew.opens(f"{LIST}?lang=en"))
        return [row.get_text(" ", strip=True) for row in page.select(".row")]

    praew.sends("/admin/questionnaires/satisfaction/asking", divisions="traffic", revision="1")
    assert "Traffic" in told()[0]
    assert "All divisions" not in told()[0]
