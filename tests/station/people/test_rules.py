"""Names, passwords, and how often one may guess (pure)."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.people.rules import (
    GUESSES,
    GUESSES_WITHIN,
    BadName,
    BadPassword,
    BadPin,
    Role,
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


NOT_OFFICERS = [role for role in Role if role is not Role.OFFICER]


def is_good_password(text: str, role: Role) -> bool:
    try:
        check_password(text, role)
    except (BadPassword, BadPin):
        return False
    return True


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("length", "is_good"), [(9, False), (10, True), (200, True), (201, False)])
def test_a_password_has_10_to_200_characters(length: int, is_good: bool, role: Role) -> None:
    assert is_good_password("x" * length, role) is is_good


@pytest.mark.parametrize("pin", ["135790", "112233", "123457", "012346", "987653", "482915370264"])
def test_an_officer_may_have_a_pin_of_6_to_12_digits(pin: str) -> None:
    check_password(pin, Role.OFFICER)


@pytest.mark.parametrize("role", NOT_OFFICERS)
def test_nobody_else_may(role: Role) -> None:
    with pytest.raises(BadPassword):
        check_password("135790", role)


@pytest.mark.parametrize(
    ("pin", "is_easy"),
    [
        ("", False),
        ("13579", False),
        ("4829153702640", False),
        ("๑๓๕๗๙๐", False),
        ("13579x", False),
        ("000000", True),
        ("7777777", True),
        ("123456", True),
        ("012345678901", True),
        ("654321", True),
        ("210987", True),
        ("1111111111", True),
    ],
)
def test_a_pin_that_anybody_would_guess_or_no_phone_types_is_refused(
    pin: str, is_easy: bool
) -> None:
    with pytest.raises(BadPin) as refused:
        check_password(pin, Role.OFFICER)
    assert refused.value.values["is_easy"] is is_easy


@given(st.text("0123456789", min_size=6, max_size=12))
def test_a_pin_is_refused_exactly_where_it_stands_still_or_counts_by_one(pin: str) -> None:
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    assert is_good_password(pin, Role.OFFICER) is (len(steps) > 1 or steps <= {2, 3, 4, 5, 6, 7, 8})


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
