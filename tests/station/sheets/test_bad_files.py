"""Files that are no rosters or mean harm: a clear answer, in bounded memory."""

import resource
from io import BytesIO
from zipfile import ZipFile

import pytest

from station.sheets import reading
from station.sheets.reading import Unreadable, read_sheet
from tests.station.sheets import bad_files as bad

MEGABYTE = 1024 * 1024
MOST_MEMORY = 640 * MEGABYTE
"""Of the largest child so far; its address space is held to 512 MiB."""

BAD = {
    "nothing": (b"", "empty"),
    "blank": (b" \r\n\t\n", "empty"),
    "no cells": (bad.xlsx([]), "empty"),
    "20 MB": (b"x" * 20 * MEGABYTE, "too_large"),
    "a million cells": (bad.million_cells(), "bomb"),
    "a million cells and a lie": (bad.lying(bad.million_cells()), "bomb"),
    "long shared texts": (bad.million_shared_texts(), "bomb"),
    "a far corner": (bad.far_corner(), "bomb"),
    "an endless part": (bad.endless_part(), "bomb"),
    "an endless part and a lie": (bad.lying(bad.endless_part()), "bomb"),
    "too many rows": (bad.xlsx([["x"]] * 2001), "bomb"),
    "too many columns": (bad.xls([["x"] * 201]), "bomb"),
    "too many lines": (b"x\n" * 2001, "bomb"),
    "repeated rows": (bad.ods_of_repeated_rows(), "bomb"),
    "a million commas and a text": (b"," * 1_000_000 + b"x", "bomb"),
    "a million commas": (b"," * 1_000_000, "empty"),
    "password": (bad.with_password(), "protected"),
    "password of a zip": (bad.with_zip_password(), "protected"),
    "password of ods": (bad.ods("", "<encryption-data/>"), "protected"),
    "zip of other things": (bad.zipped({"a.txt": b"x"}), "unknown_format"),
    "a text document": (bad.zipped({"word/document.xml": b"<x/>"}), "unknown_format"),
    "web page": (b"\xef\xbb\xbf\n<html><table><tr><td>1</td></tr></table>", "unknown_format"),
    "pdf": (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "unknown_format"),
    "truncated": (bad.xlsx([["x"] * 50] * 50)[:-700], "damaged"),
    "truncated xls": (bad.xls([["x"] * 50] * 50)[:2000], "damaged"),
    "noise in a zip": (b"PK\x03\x04" + bytes(range(256)) * 20, "damaged"),
    "broken part": (bad.with_sheet(b"<row><c><v>1</row>"), "damaged"),
    "noise": (bytes(range(256)) * 20, "no_text"),
    "utf-16 cut in two": ("วันที่,1".encode("utf-16")[:-1], "no_text"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused(name: str) -> None:
    content, problem = BAD[name]
    with pytest.raises(Unreadable) as refused:
        read_sheet(content)
    assert refused.value.values["problem"] == problem
    assert refused.value.code == "unreadable_sheet"
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < MOST_MEMORY


@pytest.mark.parametrize(
    "content",
    [
        bad.laughing(bad.with_sheet(b"<row><c><v>1</v></c></row>"), "xl/worksheets/sheet1.xml"),
        bad.laughing(bad.ods(bad.ods_row("x")), "content.xml"),
    ],
)
def test_a_text_that_multiplies_itself_never_gets_out(content: bytes) -> None:
    try:
        sheet = read_sheet(content)
    except Unreadable as refused:
        assert refused.values["problem"] in ("damaged", "bomb", "empty")  # noqa: PT017 it may also be read
    else:
        assert sum(len(text) for row in sheet.rows for text in row) < 100


def test_a_bomb_is_as_small_as_its_name_says() -> None:
    assert len(bad.million_cells()) < 176 * 1024
    assert len(bad.endless_part()) < 176 * 1024


def test_what_is_known_is_said_with_an_unknown_format() -> None:
    with pytest.raises(Unreadable) as refused:
        read_sheet(b"%PDF-1.7")
    assert refused.value.values["known"] == "xlsx, xls, ods, csv"


@pytest.mark.parametrize(
    ("start", "problem"),
    [
        ("import time; time.sleep(60)", "too_slow"),
        ("while True: pass", "too_slow"),
        ("import os; os.abort()", "bomb"),
        ("import os; os._exit(3)", "damaged"),
        ("raise SystemExit('no')", "damaged"),
        ("import sys; sys.stdout.write('x' * 10_000_000)", "bomb"),
        ('print(\'{"problem": "bomb"}\')', "bomb"),
    ],
)
def test_whatever_happens_to_the_child_is_an_answer(
    monkeypatch: pytest.MonkeyPatch, start: str, problem: str
) -> None:
    limits = "import sys; sys.path.insert(0, sys.argv[1])\nfrom station.sheets import child\n"
    limits += "child.SECONDS = 1; child.limit()\n"
    monkeypatch.setattr(reading, "START", limits + start)
    monkeypatch.setattr(reading, "SECONDS", 1.8)
    monkeypatch.setattr(reading, "MOST_ANSWERED", MEGABYTE)
    with pytest.raises(Unreadable) as refused:
        read_sheet(b"x" * 4 * MEGABYTE)
    assert refused.value.values["problem"] == problem


def test_a_part_that_was_changed_after_packing_is_damaged() -> None:
    stored = BytesIO()
    with ZipFile(stored, "w") as archive:
        for name, part in bad.unzipped(bad.xlsx([["ABCDEFGH"]])).items():
            archive.writestr(name, part)
    changed = stored.getvalue().replace(b"ABCDEFGH", b"ABCDEFGX")
    with pytest.raises(Unreadable) as refused:
        read_sheet(changed)
    assert refused.value.values["problem"] == "damaged"
