"""What a channel may lead to, what a phone is shown, and codes as people type them (pure)."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.channels.qr import qr_svg
from station.channels.rules import (
    CODE_ALPHABET,
    BadAddress,
    Kind,
    Meaning,
    NoWayToReach,
    address_problem,
    check_finished,
    phone_address,
    proof_token,
    tidy_link_code,
    tidy_meaning,
)

TITLE = {"th": "ช่องทาง", "en": "A channel"}


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("https://example.go.th/a?b=c#d", None),
        ("HTTPS://Example.go.th", None),
        ("http://[::1]:8000/", None),
        ("", "empty"),
        ("https://example.go.th/" + "x" * 2000, "too_long"),
        ("https://example.go.th/\u0000", "control_character"),
        ("https://example.go.th/\u200b", "control_character"),
        ("https://example.go.th/a b", "whitespace"),
        (" https://example.go.th", "whitespace"),
        ("https:\\\\example.go.th", "backslash"),
        ("javascript:alert(1)", "scheme"),
        ("data:text/html,x", "scheme"),
        ("//example.go.th", "scheme"),
        ("/path", "scheme"),
        ("https://a@example.go.th", "userinfo"),
        ("https://", "host"),
        ("https://.", "host"),
        ("https://a..b", "host"),
        ("https://-a.th", "host"),
        ("https://[::1", "host"),
        ("https://[v1.x]/", "host"),
        ("https://example.go.th:0/", "port"),
        ("https://example.go.th:/", "port"),
        ("https://example.go.th:99999/", "port"),
    ],
)
def test_an_address_is_one_that_a_phone_may_open(address: str, problem: str | None) -> None:
    assert address_problem(address) == problem


@given(st.text(max_size=80) | st.text(max_size=40).map(lambda text: f"https://{text}"))
def test_whatever_passes_has_a_host_a_good_scheme_and_no_hidden_sign(text: str) -> None:
    if address_problem(text) is None:
        parts = urlsplit(text)
        assert parts.scheme in ("http", "https")
        assert parts.hostname
        assert "@" not in parts.netloc
        assert not any(sign.isspace() or sign == "\\" for sign in text)


def test_a_meaning_needs_an_address_a_telephone_or_words() -> None:
    with pytest.raises(NoWayToReach):
        check_finished(Kind.ESERVICE, tidy_meaning(Meaning(TITLE, address="  ")))
    with pytest.raises(BadAddress):
        tidy_meaning(Meaning(TITLE, address="javascript:x", telephone="191"))
    assert tidy_meaning(Meaning(TITLE, address=" https://a.th ")).address == "https://a.th"
    assert tidy_meaning(Meaning(TITLE, telephone="191")).address is None


@given(st.text(CODE_ALPHABET, min_size=8, max_size=8))
def test_a_code_survives_capitals_and_the_signs_people_confuse(code: str) -> None:
    assert tidy_link_code(code.upper()) == code
    assert tidy_link_code(code.replace("0", "O").replace("1", "l")) == code
    assert tidy_link_code(code.replace("1", "I")) == code


def test_no_code_holds_a_sign_that_people_confuse() -> None:
    assert set(CODE_ALPHABET) & set("oil") == set()
    assert len(CODE_ALPHABET) == 32


@pytest.mark.parametrize(
    ("public_url", "link", "address", "shown"),
    [
        ("https://k.th", "abcd2345", "https://a.th/", "https://k.th/go/abcd2345"),
        (None, "abcd2345", "https://a.th/", "https://a.th/"),
        ("https://k.th", None, "https://a.th/", "https://a.th/"),
        ("https://k.th", "abcd2345", None, None),
        (None, None, None, None),
    ],
)
def test_a_phone_is_shown_the_short_link_only_where_it_reaches_this_server(
    public_url: str | None, link: str | None, address: str | None, shown: str | None
) -> None:
    assert phone_address(public_url, link, address) == shown


def test_a_proof_is_of_one_address_and_one_server() -> None:
    tokens = {proof_token(url, key) for url in ("https://a.th", "https://b.th") for key in "xy"}
    assert len(tokens) == 4
    assert {len(token) for token in tokens} == {24}


def test_a_code_is_drawn_once() -> None:
    assert qr_svg("https://a.th/once") is qr_svg("https://a.th/once")
