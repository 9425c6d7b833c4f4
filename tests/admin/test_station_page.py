"""The station's name: changed in both languages, shown at once, and never left empty."""

from uuid import UUID

from flask import Flask

from station.stations.tables import Station
from tests.admin.boards import text_of
from tests.admin.filling import NAMES
from tests.cast import Person, read
from tests.instances import on_sqlite
from tests.kept import everything, rows


def test_the_new_names_are_shown_at_once_on_both_sides(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    (before,) = rows(app, Station)
    answer = praew.sends("/admin/station", **NAMES)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/station")
    (station,) = rows(app, Station)
    assert station.name == {"th": NAMES["name_th"], "en": NAMES["name_en"]}
    assert station.revision > before.revision
    for language in ("th", "en"):
        page = read(malee.opens(f"/?lang={language}"))
        assert text_of(page.select_one(".top-station .top-first")) == NAMES[f"name_{language}"]
        page = read(praew.opens(f"/admin/?lang={language}"))
        assert text_of(page.select_one(".around-station")) == NAMES[f"short_{language}"]


@on_sqlite
def test_a_name_left_out_or_too_long_is_refused(app: Flask, praew: Person) -> None:
    before = everything(app)
    for name in NAMES:
        for text in ("", "  ", "x" * 201):
            answer = praew.sends("/admin/station", **{**NAMES, name: text})
            assert answer.status_code == 422, (name, text)
            assert read(answer).select(f".error-summary a[href='#{name}']")
    assert everything(app) == before


@on_sqlite
def test_a_name_is_text_wherever_it_is_shown(app: Flask, praew: Person, malee: Person) -> None:
    name = "<script>alert(1)</script>'\""
    praew.sends("/admin/station", **dict.fromkeys(NAMES, name))
    for page in (read(malee.opens("/")), read(praew.opens("/admin/"))):
        assert not page.select("script:not([src])")
    assert text_of(read(malee.opens("/")).select_one(".top-station .top-first")) == name
