"""What whoever writes is told is the station's to say."""

import pytest
from flask import Flask

from tests.cast import Person, read
from tests.instances import on_sqlite
from tests.kept import acts

PATH = "/admin/privacy-notice"


def test_what_the_station_says_stands_on_the_kiosk_and_the_rest_as_for_any(
    app: Flask, praew: Person, malee: Person
) -> None:
    told = {"contact_th": "ห้องอำนวยการ", "contact_en": "The clerks’ office", "years": "1"}
    assert praew.sends(PATH, **told).status_code == 303
    shown = read(malee.opens("/d/traffic/opinion/7?lang=en")).select_one(".privacy")
    assert shown is not None
    text = shown.get_text(" ", strip=True)
    assert "The clerks’ office" in text
    assert "Kept until 30 Sep 2026" in text
    assert "No name, time, address or device" in text
    page = read(praew.opens(PATH))
    assert page.select_one("#contact_th").get_text(strip=True) == "ห้องอำนวยการ"  # type: ignore[union-attr]
    assert page.select_one("#years")["value"] == "1"  # type: ignore[index]
    assert "privacy_told" in acts(app)


@on_sqlite
@pytest.mark.parametrize("years", ["", "x", "11", "-1", "999999999"])
def test_a_number_of_years_that_cannot_be_is_refused_at_its_field(
    app: Flask, praew: Person, years: str
) -> None:
    answer = praew.sends(PATH, years=years, purpose_en="typed")
    assert answer.status_code == 422
    page = read(answer)
    assert [str(one["href"]) for one in page.select(".error-summary a")] == ["#years"]
    assert page.select_one("#purpose_en").get_text(strip=True) == "typed"  # type: ignore[union-attr]
