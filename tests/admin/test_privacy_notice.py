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
    told["version"] = version(praew)
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
    history = read(praew.opens(f"{PATH}?lang=en")).select("li.is-told")
    assert [one.get_text(" ", strip=True).split(" ·")[0][:22] for one in history] == [
        "From 3 Mar 2025 on 09:"
    ]
    assert "praew" in history[0].get_text()
    assert "The clerks’ office" in history[0].get_text()


def version(person: Person) -> str:
    return str(read(person.opens(PATH)).select_one("#version")["value"])  # type: ignore[index]


def test_who_writes_is_told_all_that_is_kept(app: Flask, malee: Person) -> None:
    for language, words in (
        ("en", ("version", "at the kiosk or on an own phone")),
        ("th", ("ฉบับของแบบสอบถาม", "โทรศัพท์ของท่านเอง")),
    ):
        page = read(malee.opens(f"/d/traffic/opinion/7?lang={language}"))
        (shown,) = page.select("[data-screen]:not([hidden]) .privacy-list")
        for word in words:
            assert word in shown.get_text()


def test_the_later_of_two_sees_the_earliers_words_and_loses_none(
    app: Flask, praew: Person, malee: Person
) -> None:
    opened = version(praew)
    earlier = {"contact_en": "theirs", "contact_th": "ของเขา", "years": "1", "version": opened}
    assert praew.sends(PATH, **earlier).status_code == 303
    later = {"contact_en": "mine", "contact_th": "ของเขา", "years": "3", "version": opened}
    answer = praew.sends(f"{PATH}?lang=en", **later)
    assert answer.status_code == 409
    page = read(answer)
    summary = page.select_one(".error-summary")
    assert summary is not None
    assert "praew changed this meanwhile" in summary.get_text()
    found = [
        [cell.get_text(strip=True) for cell in row.select("th, td")]
        for row in summary.select("tbody tr")
    ]
    assert found == [
        ["Whom to ask, in English", "theirs", "mine"],
        ["Fiscal years words are kept, after their own", "1", "3"],
    ]
    assert page.select_one("#contact_en").get_text(strip=True) == "mine"  # type: ignore[union-attr]
    assert "theirs" in malee.opens("/d/traffic/opinion/7?lang=en").get_data(as_text=True)
    again = str(page.select_one("#version")["value"])  # type: ignore[index]
    assert praew.sends(PATH, **{**later, "version": again}).status_code == 303
    shown = malee.opens("/d/traffic/opinion/7?lang=en").get_data(as_text=True)
    assert "mine" in shown
    assert "theirs" not in shown


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
