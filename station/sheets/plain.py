"""Texts made comparable: two that a reader takes for the same become the same (pure)."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from station.thai import arabic_digits, composed

NEAR = 0.85
"""How alike (difflib) two texts are that one may have been meant for the other."""
MOST_CHOICES = 5

INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
PUNCTUATION = re.compile(r"""[\s.,:;_\-–—\u2212/\\()\[\]{}"'“”‘’|*#]+""")


@dataclass(frozen=True)
class Found:
    """The code that a text stands for, or None and the codes it may have been meant for."""

    code: str | None
    choices: tuple[str, ...] = ()


@lru_cache(4096)
def plain(text: str) -> str:
    """A text in one writing: composed, without invisibles, Arabic digits, single spaces, small."""
    return " ".join(written(text).casefold().split())


def written(text: str) -> str:
    """A text in one writing whose lines and capitals are kept."""
    return arabic_digits(composed(unicodedata.normalize("NFKC", INVISIBLE.sub("", text))))


@lru_cache(4096)
def key(text: str) -> str:
    """What is left of a plain text without spaces and punctuation."""
    return PUNCTUATION.sub("", plain(text))


def near(wanted: str, names: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The codes, best first, of the (code, name) whose name is like the wanted one."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    best: dict[str, float] = {}
    for code, name in names:
        matcher.set_seq1(name)
        if matcher.real_quick_ratio() < NEAR or matcher.quick_ratio() < NEAR:
            continue
        ratio = matcher.ratio()
        if ratio >= NEAR:
            best[code] = max(ratio, best.get(code, 0.0))
    return tuple(sorted(best, key=lambda code: (-best[code], code))[:MOST_CHOICES])
