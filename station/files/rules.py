"""What may be kept, within which bounds, and under which name (pure)."""

import re
import unicodedata
from enum import StrEnum

from station.errors import Refusal
from station.thai import composed

LONGEST_NAME = 120

PDF = "application/pdf"
ENDINGS = {PDF: ".pdf", "image/webp": ".webp", "image/png": ".png"}
"""What files are kept as, and how their names end."""
STARTS = {PDF: b"%PDF-", "image/webp": b"RIFF", "image/png": b"\x89PNG\r\n"}
"""How what is kept begins."""

_PLACE = re.compile(r"[/\\]")
_FORBIDDEN = re.compile('[<>:"|?*]')
"""What some systems take in no name."""
_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")


class Kind(StrEnum):
    """What is kept, whatever it came as."""

    PICTURE = "picture"
    PDF = "pdf"


PROBLEMS = frozenset(
    {
        "empty",
        "too_large",
        "not_a_picture",
        "not_a_pdf",
        "damaged",
        "protected",
        "too_many_pixels",
        "no_pages",
        "too_many_pages",
        "odd_page",
        "bomb",
        "too_slow",
    }
)


class BadFile(Refusal):
    """A file that is not kept: `problem` is one of PROBLEMS, `most` the limit that was passed."""

    code = "bad_file"


def tidy_name(name: str, media_type: str) -> str:
    """A file's name as it is shown and given to whoever downloads it; its end says what it is."""
    last = _FORBIDDEN.sub("", composed(_PLACE.split(name)[-1]))
    seen = " ".join("".join(map(_seen, last)).split())
    ending = ENDINGS[media_type]
    bare = _ENDING.sub("", seen).strip(". ")
    return (bare[: LONGEST_NAME - len(ending)].rstrip(". ") or "file") + ending


def _seen(sign: str) -> str:
    """A sign as it is seen: nothing where it only steers the others, a gap where it is none."""
    category = unicodedata.category(sign)
    if category == "Cf":
        return ""
    return " " if category in ("Cc", "Cn", "Co", "Cs", "Zl", "Zp") else sign
