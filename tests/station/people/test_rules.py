"""Names, passwords, and how often one may guess (pure)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.people.rules import (
    GUESSES,
    GUESSES_WITHIN,
    BadName,
    BadPassword,
    check_password,
    hash_token,
    minutes_to_wait,
    tidy_name,
)

NOW = datetime(2025, 3, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("praew", "praew"),
        (" PRAEW ", "praew"),
        ("Anan  S.", "anan s."),
        ("สมศักดิ์", "สมศักดิ์"),
        ("STRASSE", "strasse"),
        ("straße", "strasse"),
        ("x" * 60, "x" * 60),
    ],
)
def test_a_name_is_kept_without_regard_to_case_and_spaces(typed: str, kept: str) -> None:
    assert tidy_name(typed) == kept


@pytest.mark.parametrize("typed", ["", " ", "x" * 61, "a\u0000b", "\u200b", "a\u202eb", "\ue000"])
def test_a_name_that_cannot_be_typed_again_is_refused(typed: str) -> None:
    with pytest.raises(BadName):
        tidy_name(typed)


@given(st.text(max_size=80))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    try:
        once = tidy_name(text)
    except BadName:
        return
    assert tidy_name(once) == once


@pytest.mark.parametrize(("length", "is_good"), [(9, False), (10, True), (200, True), (201, False)])
def test_a_password_has_10_to_200_characters(length: int, is_good: bool) -> None:
    if is_good:
        check_password("x" * length)
    else:
        with pytest.raises(BadPassword):
            check_password("x" * length)


def guesses(*minutes_ago: float) -> list[datetime]:
    return sorted(NOW - timedelta(minutes=ago) for ago in minutes_ago)


@pytest.mark.parametrize(
    ("ago", "minutes"),
    [
        ([], 0),
        ([0] * 9, 0),
        ([0] * 10, 15),
        ([14.99] * 10, 1),
        ([15] * 10, 0),
        ([14, *[1] * 9], 1),
        ([15, *[1] * 9], 0),
        ([9.5] * 10, 6),
        ([20] * 50, 0),
        ([10] * 5 + [5] * 10, 10),
    ],
)
def test_how_long_to_wait_for_another_guess(ago: list[float], minutes: int) -> None:
    assert minutes_to_wait(guesses(*ago), NOW) == minutes


@given(st.lists(st.floats(0, 40), max_size=40))
def test_after_the_wait_a_guess_is_allowed_and_before_it_none_is(ago: list[float]) -> None:
    made = guesses(*ago)
    wait = timedelta(minutes=minutes_to_wait(made, NOW))
    recent = [at for at in made if NOW - at < GUESSES_WITHIN]
    assert (wait > timedelta(0)) is (len(recent) >= GUESSES)
    assert wait <= GUESSES_WITHIN
    assert minutes_to_wait(made, NOW + wait) == 0


def test_a_token_is_kept_as_its_hash_alone() -> None:
    assert hash_token("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
