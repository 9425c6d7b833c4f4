"""Numbers that no database of ours could keep: an answer in words, never a fault of ours."""

from uuid import UUID

import pytest
from flask import Flask

from tests.admin.filling import Filler
from tests.cast import Person
from web.numbers import MOST, whole

ENDLESS = (str(2**31), str(2**63), "9" * 5_000)
OPENED = (
    "/admin/questionnaires/satisfaction/preview?version=",
    "/admin/rosters/2568-03?version=",
    "/admin/rosters/2568-03.csv?version=",
    "/admin/holidays?year=",
    "/admin/?year=",
    "/admin/opinions?year=",
    "/d/traffic/manuals/law?page=",
    "/news?from=",
    "/d/traffic/opinion/",
)
SENT = {
    "/admin/channels/law/bring-back": "version",
    "/admin/channels/law/take-off": "seen",
    "/admin/questionnaires/satisfaction/force": "version",
    "/admin/questionnaires/satisfaction/copy": "revision",
    "/admin/rosters/files/<file>/publish": "beside",
    "/admin/rosters/files/<file>/columns": "header",
    "/d/traffic/opinion": "version",
}


@pytest.mark.parametrize("number", ENDLESS, ids=len)
@pytest.mark.parametrize("path", OPENED)
def test_an_endless_number_in_an_address_is_no_fault(
    app: Flask, praew: Person, path: str, number: str
) -> None:
    assert praew.opens(path + number).status_code in (200, 302, 404)


@pytest.mark.parametrize("number", ENDLESS, ids=len)
@pytest.mark.parametrize("address", SENT)
def test_an_endless_number_in_a_form_is_no_fault(
    app: Flask, praew: Person, station_id: UUID, address: str, number: str
) -> None:
    path = Filler(app, station_id).fill(address)
    form = {"revision": "1", "version": "1", SENT[address]: number}
    answer = praew.sends(path, form_at="/admin/password", **form)
    assert answer.status_code in (303, 400, 404, 422)


@pytest.mark.parametrize("number", ENDLESS, ids=len)
def test_an_endless_number_in_a_buttons_name_is_no_fault(
    app: Flask, praew: Person, number: str
) -> None:
    path = "/admin/questionnaires/satisfaction"
    answer = praew.sends(path, form_at="/admin/password", do=f"up:{number}", revision="1")
    assert answer.status_code in (303, 409)


def test_a_number_is_whole_and_within_what_a_column_holds() -> None:
    assert [whole(text) for text in ("0", "-7", str(MOST), *ENDLESS)] == [0, -7, *[MOST] * 4]
    assert whole("-9999999999") == -MOST
    for text in ("", "x", "1.5", "٣" * 5_000):
        with pytest.raises(ValueError, match=r"invalid literal|Exceeds the limit"):
            whole(text)
