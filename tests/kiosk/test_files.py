"""Files on their way out: as what they are, to everybody, and never as a page of ours."""

from contextlib import closing
from urllib.parse import quote
from uuid import UUID, uuid4

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from station.files.rules import Kind
from station.files.tables import StoredFile
from station.plan.file import PlanFile
from tests.cast import NEIGHBOUR, Person, add_neighbour, house_of
from tests.instances import SLUG
from tests.stored import NAME, PDF_BYTES, PICTURE_BYTES, keep_stored

YEAR = "public, max-age=31536000, immutable"
POLICY = "default-src 'none'; sandbox"


@pytest.fixture
def manual(app: Flask, station_id: UUID) -> StoredFile:
    return keep_stored(app, station_id, Kind.PDF)


@pytest.fixture
def picture(app: Flask, station_id: UUID) -> StoredFile:
    return keep_stored(app, station_id, Kind.PICTURE)


def opened(person: Person, path: str, **headers: str) -> tuple[TestResponse, bytes]:
    """An answer and its whole body, which is closed."""
    with closing(person.opens(path, headers=headers)) as answer:
        return answer, answer.data


def test_a_manual_is_downloaded_under_its_thai_name(malee: Person, manual: StoredFile) -> None:
    answer, body = opened(malee, f"/files/{manual.id}/{manual.name}")
    assert (answer.status_code, answer.mimetype, body) == (200, "application/pdf", PDF_BYTES)
    disposition = answer.headers["Content-Disposition"]
    assert disposition == f"attachment; filename=file.pdf; filename*=UTF-8''{quote(NAME)}"


def test_a_page_and_a_picture_are_looked_at(
    malee: Person, manual: StoredFile, picture: StoredFile
) -> None:
    for path in (f"/files/{manual.id}/pages/2", f"/files/{picture.id}/picture"):
        answer, body = opened(malee, path)
        assert (answer.status_code, answer.mimetype, body) == (200, "image/png", PICTURE_BYTES)
        assert answer.headers["Content-Disposition"].startswith("inline")


def test_whatever_the_address_calls_it_the_file_keeps_its_own_name_and_kind(
    malee: Person, manual: StoredFile
) -> None:
    for name in ("setup.exe", "x.html", "%E0%B8%81", "..%2f..%2fetc"):
        answer, _ = opened(malee, f"/files/{manual.id}/{name}")
        if answer.status_code == 200:
            assert answer.mimetype == "application/pdf"
            assert quote(NAME) in answer.headers["Content-Disposition"]


def test_a_file_loads_nothing_runs_nothing_and_is_kept_for_a_year(
    malee: Person, manual: StoredFile, picture: StoredFile
) -> None:
    paths = (
        f"/files/{manual.id}/x.pdf",
        f"/files/{manual.id}/pages/1",
        f"/files/{picture.id}/picture",
        f"/s/{SLUG}/files/{picture.id}/picture",
    )
    for path in paths:
        answer, _ = opened(malee, path)
        assert answer.headers.getlist("Content-Security-Policy") == [POLICY]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == YEAR
        assert "Set-Cookie" not in answer.headers
        assert "Vary" not in answer.headers


def test_what_a_browser_has_already_is_not_sent_again(malee: Person, manual: StoredFile) -> None:
    path = f"/files/{manual.id}/pages/1"
    first, _ = opened(malee, path)
    again, body = opened(malee, path, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, body) == (304, b"")
    assert again.headers["Cache-Control"] == YEAR
    assert again.headers.getlist("Content-Security-Policy") == [POLICY]
    other, _ = opened(malee, path, **{"If-None-Match": '"other"'})
    assert other.status_code == 200


def test_a_download_that_broke_off_goes_on_where_it_stopped(
    malee: Person, manual: StoredFile
) -> None:
    path = f"/files/{manual.id}/x.pdf"
    whole, _ = opened(malee, path)
    assert whole.headers["Accept-Ranges"] == "bytes"
    answer, body = opened(malee, path, Range="bytes=100-")
    assert (answer.status_code, body) == (206, PDF_BYTES[100:])
    size = len(PDF_BYTES)
    assert answer.headers["Content-Range"] == f"bytes 100-{size - 1}/{size}"
    beyond, _ = opened(malee, path, Range=f"bytes={size + 9}-")
    assert beyond.status_code == 416


@pytest.mark.parametrize("number", [0, 3, 10**30])
def test_a_page_that_is_not_there_is_not_found(
    malee: Person, manual: StoredFile, number: int
) -> None:
    assert opened(malee, f"/files/{manual.id}/pages/{number}")[0].status_code == 404


def test_a_manual_is_no_picture_and_a_picture_no_manual(
    malee: Person, manual: StoredFile, picture: StoredFile
) -> None:
    for path in (
        f"/files/{manual.id}/picture",
        f"/files/{picture.id}/x.pdf",
        f"/files/{picture.id}/pages/1",
        f"/files/{uuid4()}/picture",
        f"/files/{uuid4()}/x.pdf",
        f"/files/{uuid4()}/pages/1",
    ):
        assert opened(malee, path)[0].status_code == 404


def test_a_file_stands_under_its_own_station_and_no_other(
    app: Flask, malee: Person, plan: PlanFile, manual: StoredFile
) -> None:
    add_neighbour(app, plan)
    for rest in (f"files/{manual.id}/x.pdf", f"files/{manual.id}/pages/1"):
        assert opened(malee, f"/s/{SLUG}/{rest}")[0].status_code == 200
        assert opened(malee, f"/s/{NEIGHBOUR}/{rest}")[0].status_code == 404
        assert opened(malee, f"/s/nowhere/{rest}")[0].status_code == 404
        # A phone stands nowhere, and comes by an address that only this file has.
        assert opened(malee, f"/{rest}")[0].status_code == 200


def test_a_file_whose_bytes_are_lost_is_not_found_and_the_log_says_which(
    app: Flask, malee: Person, manual: StoredFile, caplog: pytest.LogCaptureFixture
) -> None:
    house_of(app).store.path(manual.digest).unlink()
    answer, _ = opened(malee, f"/files/{manual.id}/x.pdf")
    assert answer.status_code == 404
    assert manual.digest in caplog.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_file_cannot_be_changed_by_asking(malee: Person, manual: StoredFile, method: str) -> None:
    with closing(malee.browser.open(f"/files/{manual.id}/x.pdf", method=method)) as answer:
        assert answer.status_code == 405


def test_an_error_about_a_file_is_a_page_with_the_policy_of_pages(malee: Person) -> None:
    answer, _ = opened(malee, f"/files/{uuid4()}/picture")
    (policy,) = answer.headers.getlist("Content-Security-Policy")
    assert "style-src 'self'" in policy
    assert answer.mimetype == "text/html"
