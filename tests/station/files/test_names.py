"""A file's name as it is kept: readable, harmless on every system, and true about what it is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.files.rules import ENDINGS, LONGEST_NAME, tidy_name
from station.thai import is_readable

PDF = "application/pdf"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("คู่มือ.pdf", "คู่มือ.pdf"),
        ("คู่มือ", "คู่มือ.pdf"),
        ("คู่มือ.PDF", "คู่มือ.pdf"),
        ("manual.pdf.exe", "manual.pdf.pdf"),
        ("ประกาศ ปี 2568.12 ข้อ 1.docx", "ประกาศ ปี 2568.12 ข้อ 1.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        (r"C:\Users\x\คู่มือ.pdf", "คู่มือ.pdf"),
        ("a/b\\c.pdf", "c.pdf"),
        ("a\0b.pdf", "a b.pdf"),
        ("a\r\nSet-Cookie: x=y.pdf", "a Set-Cookie x=y.pdf"),
        ("fdp.\u202egnp.pdf", "fdp.gnp.pdf"),
        ("น\u0e4d\u0e32.pdf", "นำ.pdf"),
        ("น\u0e4d\u0e49\u0e32.pdf", "น้ำ.pdf"),
        ("เเบบ.pdf", "แบบ.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("คู่\u200bมือ\ufeff.pdf", "คู่มือ.pdf"),
        ('<a href="x">?*|.pdf', "a href=x.pdf"),
        ("  .hidden  .pdf ", "hidden.pdf"),
        ("", "file.pdf"),
        (".pdf", "file.pdf"),
        ("...", "file.pdf"),
        ("/", "file.pdf"),
        ("\ud800.pdf", "file.pdf"),
        ("ก" * 300, "ก" * 116 + ".pdf"),
    ],
)
def test_a_name_is_kept_so(name: str, kept: str) -> None:
    assert tidy_name(name, PDF) == kept


@pytest.mark.parametrize(("media_type", "ending"), ENDINGS.items())
def test_a_name_ends_as_what_the_file_is(media_type: str, ending: str) -> None:
    assert tidy_name("รูป.svg", media_type) == f"รูป{ending}"


@given(st.text(st.characters(), max_size=400))
def test_whatever_it_was_a_name_can_be_read_and_used(name: str) -> None:
    kept = tidy_name(name, PDF)
    assert 5 <= len(kept) <= LONGEST_NAME
    assert is_readable(kept)
    assert not set(kept) & set('/\\<>:"|?*')
    assert kept[0] not in " ."
    assert kept.endswith(".pdf")
    assert kept == unicodedata.normalize("NFC", kept)
    assert tidy_name(kept, PDF) == kept
