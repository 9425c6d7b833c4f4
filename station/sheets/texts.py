"""CSV as spreadsheet programs save it: three encodings, three delimiters; in the child."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Any

from station.sheets.cells import tidy, trimmed
from station.sheets.unpacking import MOST_ROWS, Stopped, check_size

NAME = "csv"
DELIMITERS = (",", ";", "\t")
LOOKED_AT = 50
BOMS = (b"\xff\xfe", b"\xfe\xff")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x19\x1b-\x1f\x7f]")  # 1a ended files once
SAID = re.compile(r"sep=(.)\s*\Z")


def read_text(content: bytes) -> dict[str, Any]:
    """The answer about a file of delimited text; raises Stopped."""
    text, encoding = decode(content)
    if text.lstrip().startswith("<"):  # a web page with a spreadsheet's name
        raise Stopped("unknown_format")
    rows = trimmed(list(_rows(text)))
    if not rows:
        raise Stopped("empty")
    return {"pages": [(NAME, rows)], "sheets": [NAME], "encoding": encoding, "kind": "csv"}


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding; raises Stopped."""
    for codec, encoding in _candidates(content):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if not UNPRINTABLE.search(text):
            return text.rstrip("\x1a"), encoding
    raise Stopped("no_text")


def _candidates(content: bytes) -> Iterator[tuple[str, str]]:
    if content.startswith(BOMS):
        yield "utf-16", "utf-16"
        return
    yield "utf-8-sig", "utf-8"
    if b"\0" in content:  # digits and delimiters have one, and on which side tells the order
        is_little = content[1::2].count(0) >= content[::2].count(0)
        yield "utf-16-le" if is_little else "utf-16-be", "utf-16"
    else:
        yield "cp874", "cp874"


def _rows(text: str) -> Iterator[list[str]]:
    first = SAID.match(text.split("\n", 1)[0])
    delimiter = first[1] if first else max(DELIMITERS, key=lambda one: _fits(text, one))
    for index, row in enumerate(_parsed(text, delimiter)):
        cells = [] if first and index == 0 else [tidy(cell) for cell in row]
        last = max((place + 1 for place, cell in enumerate(cells) if cell), default=0)
        check_size(index + 1 if last else 0, last)
        if index < MOST_ROWS:
            yield cells[:last]


def _fits(text: str, delimiter: str) -> int:
    """How much of the beginning falls into rows of one width by that delimiter."""
    try:
        widths = Counter(map(len, islice(_parsed(text, delimiter), LOOKED_AT)))
    except Stopped:  # too long a text between two of them
        return 0
    return max(((width - 1) * count for width, count in widths.items()), default=0)


def _parsed(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise Stopped("damaged") from error
