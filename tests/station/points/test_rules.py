"""Names of kiosks, and pairing codes as people type them (pure)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.points.rules import CROCKFORD, BadKioskName, tidy_code, tidy_kiosk_name


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("W8W2-ZZ3E", "W8W2ZZ3E"),
        ("w8w2zz3e", "W8W2ZZ3E"),
        (" w8w2 zz3e ", "W8W2ZZ3E"),
        ("oOiIlL00", "00111100"),
        ("", ""),
        ("-–—", ""),
    ],
)
def test_a_code_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert tidy_code(typed) == meant


@given(st.text(CROCKFORD, min_size=8, max_size=8), st.sampled_from("- .\t"))
def test_every_code_survives_being_typed_in_groups_and_small_letters(code: str, gap: str) -> None:
    assert tidy_code(f"{code[:4].lower()}{gap}{code[4:]}") == code


@given(st.text(max_size=60))
def test_whatever_is_typed_reading_it_twice_gives_the_same(text: str) -> None:
    assert tidy_code(tidy_code(text)) == tidy_code(text)


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\u0000", "\u200b", "a\nb\u2028c\u202e"])
def test_a_name_nobody_could_read_is_refused(name: str) -> None:
    with pytest.raises(BadKioskName):
        tidy_kiosk_name(name)


def test_a_name_is_kept_with_single_spaces() -> None:
    assert tidy_kiosk_name("  หน้าเคาน์เตอร์   ๑ ") == "หน้าเคาน์เตอร์ ๑"
