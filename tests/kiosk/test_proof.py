"""/prove/<token>: a phone off the network proves that the short links' address can be reached."""

import pytest
from flask import Flask

from station.channels.rules import proof_token
from station.channels.tables import AddressProof
from tests.cast import Person, house_of
from tests.instances import PUBLIC_URL, on_sqlite, reachable
from tests.kept import everything, rows


@pytest.fixture
def token(app: Flask) -> str:
    """The secret that the staff's page shows as a code."""
    return proof_token(PUBLIC_URL, house_of(app).settings.secret_key)


@reachable
def test_opening_the_page_is_the_proof_and_the_first_one_counts(
    app: Flask, malee: Person, token: str
) -> None:
    for _ in range(2):
        assert malee.opens(f"/prove/{token}").status_code == 200
    (proof,) = rows(app, AddressProof)
    assert proof.public_url == PUBLIC_URL


@reachable
@on_sqlite
@pytest.mark.parametrize("wrong", ["x", "0" * 24, "%00", "%FF", "ก"])
def test_a_wrong_token_proves_nothing(app: Flask, malee: Person, wrong: str) -> None:
    assert malee.opens(f"/prove/{wrong}").status_code == 404
    assert not rows(app, AddressProof)


@on_sqlite
def test_without_a_public_address_there_is_nothing_to_prove(
    app: Flask, malee: Person, token: str
) -> None:
    before = everything(app)
    assert malee.opens(f"/prove/{token}").status_code == 404
    assert everything(app) == before


@reachable
@on_sqlite
def test_the_proof_of_another_address_proves_nothing(app: Flask, malee: Person) -> None:
    other = proof_token("https://other.example.go.th", house_of(app).settings.secret_key)
    assert malee.opens(f"/prove/{other}").status_code == 404
    assert not rows(app, AddressProof)


@reachable
@on_sqlite
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_any_other_method_is_refused(app: Flask, malee: Person, token: str, method: str) -> None:
    assert malee.browser.open(f"/prove/{token}", method=method).status_code == 405
    assert not rows(app, AddressProof)
