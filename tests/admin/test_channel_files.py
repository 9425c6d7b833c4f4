"""Files of the kiosk's content: a manual replaced under one code, a picture, what is refused."""

from io import BytesIO
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from admin import uploads
from station.channels.bodies import Manual, Notice
from station.channels.queries import get_kept
from station.files.tables import StoredFile
from tests.admin.boards import text_of
from tests.cast import Person, csrf_token, house_of, read
from tests.instances import PUBLIC_URL, on_sqlite, reachable
from tests.kept import count, link_code, only_event, rows
from tests.station.files.hostile_pictures import saved
from tests.station.files.pdfs import document
from tests.station.files.pdfs import manual as manual_of

LAW = "/admin/channels/law"
NOTICE = "/admin/channels/no-gift-policy"
PDF, PICTURE = document(), saved("PNG")


def send(person: Person, path: str, **form: object) -> TestResponse:
    """Send a form whose bytes are files, under the name of their field."""
    token = csrf_token(person.opens("/admin/password"))
    data = {
        name: (BytesIO(value), f"{name}.pdf") if isinstance(value, bytes) else value
        for name, value in form.items()
    }
    return person.browser.post(path, data={"csrf_token": token, **data})


def fetch(person: Person, path: str) -> tuple[str, bytes]:
    """A file that is there: what it says it is, and its bytes."""
    with person.opens(path) as answer:
        assert answer.status_code == 200
        return str(answer.mimetype), answer.data


def manual(app: Flask, station_id: UUID) -> Manual:
    with house_of(app).database.session(writing=False) as db:
        body = get_kept(db, station_id, "law").last.body
    assert isinstance(body, Manual)
    return body


def test_a_manual_is_read_on_the_screen_and_taken_along(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    assert send(praew, LAW, file_th=PDF).status_code == 303
    page = read(malee.opens("/d/traffic/manuals/law?lang=en"))
    (picture,) = page.select(".manual-page img")
    assert fetch(malee, str(picture["src"]))[0].startswith("image/")
    assert "Page 1 of" in text_of(page.select_one(".manual-number"))
    (download,) = page.select("a[href$='law.pdf']")
    media_type, content = fetch(malee, str(download["href"]))
    assert (media_type, content[:5]) == ("application/pdf", b"%PDF-")


@reachable
def test_the_code_on_the_wall_leads_to_the_manual_that_replaced_it(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    code = link_code(app, "law", "traffic")
    assert malee.opens(f"/go/{code}").status_code == 404
    send(praew, LAW, file_th=PDF)
    first = malee.opens(f"/go/{code}").location
    send(praew, LAW, file_th=manual_of(2))
    browser = Person(app.test_client())
    second = browser.opens(f"/go/{code}").location
    assert first != second
    assert first is not None
    assert second is not None
    for address in (first, second):
        assert fetch(malee, address)[1].startswith(b"%PDF-")
    page = malee.opens("/d/traffic/manuals/law?lang=en").get_data(as_text=True)
    assert f"{PUBLIC_URL.removeprefix('https://')}/go/{code}" in page.replace("<wbr>", "")


@on_sqlite
def test_a_scan_of_a_manual_is_counted(app: Flask, praew: Person, malee: Person) -> None:
    send(praew, LAW, file_th=PDF)
    malee.opens(f"/go/{link_code(app, 'law', 'traffic')}")
    assert (only_event(app).kind, only_event(app).channel_version) == ("scanned_manual", 2)


@on_sqlite
def test_a_mistake_elsewhere_loses_no_file(app: Flask, praew: Person, station_id: UUID) -> None:
    answer = send(praew, LAW, file_th=PDF, address="javascript:x")
    assert answer.status_code == 422
    (kept,) = read(answer).select("input[name=file_th_kept]")
    assert str(kept["value"]) == str(rows(app, StoredFile)[0].id)
    assert "file_th.pdf" in text_of(read(answer).select_one(".upload-kept"))
    send(praew, LAW, file_th_kept=str(kept["value"]), address="")
    assert manual(app, station_id).files == {"th": UUID(str(kept["value"]))}


@on_sqlite
def test_what_is_no_pdf_is_refused_at_its_field_and_nothing_typed_is_lost(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    answer = send(praew, f"{LAW}?lang=en", file_th=PICTURE, hint_en="Typed before")
    page = read(answer)
    assert answer.status_code == 422
    assert [str(a["href"]) for a in page.select(".error-summary a")] == ["#file_th"]
    assert "no PDF" in text_of(page.select_one("#file_th-error"))
    assert page.select_one("#hint_en")["value"] == "Typed before"  # type: ignore[index]
    assert count(app, StoredFile) == 0
    assert manual(app, station_id).files == {}


@on_sqlite
def test_of_two_files_the_good_one_is_kept(app: Flask, praew: Person) -> None:
    answer = send(praew, LAW, file_th=PDF, file_en=b"<svg onload=alert(1)>")
    assert [str(a["href"]) for a in read(answer).select(".error-summary a")] == ["#file_en"]
    assert count(app, StoredFile) == 1


@on_sqlite
def test_a_file_is_taken_away(app: Flask, praew: Person, station_id: UUID) -> None:
    send(praew, LAW, file_th=PDF)
    (file,) = manual(app, station_id).files.values()
    send(praew, LAW, file_th_kept=str(file), file_th_gone="y")
    assert manual(app, station_id).files == {}


@on_sqlite
@pytest.mark.parametrize("kept", ["", "no-id", "00000000-0000-4000-8000-000000000000"])
def test_an_id_of_no_file_is_none(app: Flask, praew: Person, station_id: UUID, kept: str) -> None:
    assert send(praew, LAW, file_th_kept=kept, hint_en="x").status_code == 303
    assert manual(app, station_id).files == {}


@on_sqlite
def test_a_file_of_another_station_is_not_taken(
    app: Flask, praew: Person, krit: Person, station_id: UUID
) -> None:
    send(krit, LAW, file_th=PDF)
    (theirs,) = [row.id for row in rows(app, StoredFile)]
    send(praew, LAW, file_th_kept=str(theirs), hint_en="x")
    assert manual(app, station_id).files == {}


@on_sqlite
def test_without_asking_whose_it_is_it_would_be_taken(
    app: Flask, praew: Person, krit: Person, station_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(krit, LAW, file_th=PDF)
    (theirs,) = rows(app, StoredFile)
    monkeypatch.setattr(uploads, "find_upload", lambda _: theirs)
    send(praew, LAW, file_th_kept=str(theirs.id), hint_en="x")
    assert manual(app, station_id).files == {"th": theirs.id}


@on_sqlite
def test_a_notice_has_a_picture_with_its_words(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    answer = send(praew, NOTICE, picture=PICTURE, picture_words_en="A sign", picture_words_th="ป้าย")
    assert answer.status_code == 303
    (picture,) = read(malee.opens("/notices/no-gift-policy?lang=en")).select(".told-picture")
    assert picture["alt"] == "A sign"
    assert fetch(malee, str(picture["src"]))[0].startswith("image/")
    with house_of(app).database.session(writing=False) as db:
        body = get_kept(db, station_id, "no-gift-policy").last.body
    assert isinstance(body, Notice)
    assert body.picture is not None


@on_sqlite
def test_a_file_of_another_kind_is_not_taken(app: Flask, praew: Person, station_id: UUID) -> None:
    send(praew, NOTICE, picture=PICTURE, picture_words_th="ภาพตัวอย่าง")
    (picture,) = rows(app, StoredFile)
    assert picture.kind == "picture"
    praew.sends(LAW, file_th_kept=str(picture.id), title_th="กฎหมายตัวอย่าง")
    assert manual(app, station_id).files == {}


def test_a_page_beyond_the_last_is_the_last(app: Flask, praew: Person, malee: Person) -> None:
    send(praew, LAW, file_th=manual_of(3))
    for asked, number in (("2", 2), ("99", 3), ("0", 1), ("x", 1)):
        page = read(malee.opens(f"/d/traffic/manuals/law?lang=en&page={asked}"))
        assert text_of(page.select_one(".manual-number")) == f"Page {number} of 3"
