"""Reading a plan file: from a path, text or bytes, and what is no plan at all."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.plan.file import MOST_BYTES, PlanFile, read_plan
from tests.station.plan.planting import PLAN, SHIPPED, TEXT, changed, found_in, mistakes_in


def test_path_text_and_bytes_give_the_same_plan() -> None:
    assert read_plan(SHIPPED) == PLAN
    assert read_plan(TEXT) == PLAN
    assert read_plan(TEXT.encode()) == PLAN
    assert read_plan(b"\xef\xbb\xbf" + TEXT.encode().replace(b"\n", b"\r\n")) == PLAN


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_told_as_such(text: str | bytes) -> None:
    assert found_in(text) == [("file", "empty_file")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("fiscal_year = 2568\nstation = {", "line 2, column 12"),
        ("fiscal_year =\n", "line 1, column 14"),
        ("a = 1\na = 2\n", "line 2, column 6"),
        ("a = 1\nb = 2025-02-30\n", "line 2, column 5"),
        ("a = 1\nb = 'open", "line 2, column 10"),
        ("a = 1\r\nb = \x00", "line 2, column 5"),
    ],
)
def test_what_is_not_toml_is_told_with_line_and_column(text: str, place: str) -> None:
    assert found_in(text) == [(place, "toml_syntax")]


def test_a_number_too_long_for_python_is_a_mistake_too() -> None:
    assert [code for _, code in found_in(f"fiscal_year = {'9' * 5000}")] == ["toml_syntax"]


def test_bytes_that_are_not_utf8_are_told_with_their_line() -> None:
    thai_windows = changed('name = { th = "งานจราจร"', 'name = { th = "X"').encode()
    spoiled = thai_windows.replace(b'"X"', "งานจราจร".encode("cp874"))
    mistake = mistakes_in(spoiled)[0]
    line = spoiled[: spoiled.index("งานจราจร".encode("cp874"))].count(b"\n") + 1
    assert mistake.code == "not_utf8"
    assert mistake.place.startswith(f"line {line}, byte ")


def test_a_file_of_more_than_a_mebibyte_is_refused(tmp_path: Path) -> None:
    padded = TEXT.encode() + b"#" * (MOST_BYTES - len(TEXT.encode()))
    assert isinstance(read_plan(padded), PlanFile)
    large = tmp_path / "large.toml"
    large.write_bytes(padded + b"#")
    assert found_in(large) == [("file", "too_big")]
    assert found_in((padded + b"#").decode()) == [("file", "too_big")]


def test_a_file_that_cannot_be_read_is_a_mistake(tmp_path: Path) -> None:
    assert found_in(tmp_path / "none.toml") == [("file", "cannot_read")]
    assert found_in(tmp_path) == [("file", "cannot_read")]
    assert found_in(Path("a\x00b")) == [("file", "cannot_read")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = " + "[" * 5000, "file"),
        ("a = " + "{a=" * 5000, "file"),
        ("[" + ".".join("a" * 400_000) + "]", "line 1"),
        ("a = 1\n" + "a . 'b' . \"c\" ." * 50_000 + "a = 1", "line 2"),
        ("\n".join(f"[{'.'.join('a' * depth)}]" for depth in range(1, 30)), "line 21"),
    ],
    ids=["lists", "tables", "heading", "key", "headings"],
)
def test_nesting_without_end_is_a_mistake(text: str, place: str) -> None:
    assert found_in(text) == [(place, "too_deep")]


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8")))
def test_no_bytes_make_the_reader_stumble(content: bytes) -> None:
    mistakes_in(content)
