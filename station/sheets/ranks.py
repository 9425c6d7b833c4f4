"""Ranks and titles as they stand before names, short and in full, in two languages (pure)."""

import re
from functools import cache

THAI = {
    "พล.ต.อ.": ("พลตำรวจเอก",),
    "พล.ต.ท.": ("พลตำรวจโท",),
    "พล.ต.ต.": ("พลตำรวจตรี",),
    "พ.ต.อ.": ("พันตำรวจเอก",),
    "พ.ต.ท.": ("พันตำรวจโท",),
    "พ.ต.ต.": ("พันตำรวจตรี",),
    "ร.ต.อ.": ("ร้อยตำรวจเอก",),
    "ร.ต.ท.": ("ร้อยตำรวจโท",),
    "ร.ต.ต.": ("ร้อยตำรวจตรี",),
    "ด.ต.": ("ดาบตำรวจ", "นายดาบตำรวจ"),
    "จ.ส.ต.": ("จ่าสิบตำรวจ",),
    "ส.ต.อ.": ("สิบตำรวจเอก",),
    "ส.ต.ท.": ("สิบตำรวจโท",),
    "ส.ต.ต.": ("สิบตำรวจตรี",),
    "พลฯ": ("พลตำรวจ", "พลฯ.", "พล ฯ"),
    "น.ส.": ("นางสาว",),
    "นาย": (),
    "นาง": (),
}
ENGLISH = {
    "Pol.Gen.": ("police general",),
    "Pol.Lt.Gen.": ("police lieutenant general",),
    "Pol.Maj.Gen.": ("police major general",),
    "Pol.Col.": ("police colonel",),
    "Pol.Lt.Col.": ("police lieutenant colonel",),
    "Pol.Maj.": ("police major",),
    "Pol.Capt.": ("police captain",),
    "Pol.Lt.": ("police lieutenant",),
    "Pol.Sub.Lt.": ("police sub lieutenant", "Pol.Sub-Lt."),
    "Pol.Sen.Sgt.Maj.": ("police senior sergeant major", "Pol.Snr.Sgt.Maj."),
    "Pol.Sgt.Maj.": ("police sergeant major",),
    "Pol.Sgt.": ("police sergeant",),
    "Pol.L/C": ("police lance corporal", "Pol.L.C.", "Pol.Lance.Cpl."),
    "Pol.Cpl.": ("police corporal",),
    "Pol.Pvt.": ("police private", "Pol.Const.", "police constable"),
    "Mrs.": (),
    "Miss": (),
    "Mr.": (),
    "Ms.": (),
}
WOMAN = "หญิง"
ACTING = "ว่าที่"
ACTING_BEFORE = re.compile(rf"{ACTING}\s*")
WOMAN_AFTER = re.compile(rf"\s*(?:\(\s*{WOMAN}\s*\)|{WOMAN}(?=[\s.]|$))\s*\.?")


def split_rank(text: str) -> tuple[str, str]:
    """The rank before a name, in its usual short writing or empty, and what follows it."""
    acting = ACTING_BEFORE.match(text)
    start = acting.end() if acting else 0
    found = _ranks().match(text, start)
    if not found:
        return "", text
    rank = (f"{ACTING} " if acting else "") + _known()[_letters(found[0])]
    end = found.end()
    woman = WOMAN_AFTER.match(text, end) or _woman_joined(text, end)
    if woman and rank[-1] in ".ฯ":
        return rank + WOMAN, text[woman.end() :].strip()
    return rank, text[end:].strip()


def starts_at(text: str) -> list[int]:
    """Where, after a space, a rank with dots begins inside a text."""
    return [found.start(1) for found in _dotted().finditer(text)]


def _woman_joined(text: str, end: int) -> re.Match[str] | None:
    return re.compile(WOMAN).match(text, end)


@cache
def _known() -> dict[str, str]:
    both = {**THAI, **ENGLISH}
    return {_letters(word): rank for rank, words in both.items() for word in (rank, *words)}


def _letters(text: str) -> str:
    return re.sub(r"[\s./-]", "", text).casefold()


@cache
def _ranks() -> re.Pattern[str]:
    """Longest first; initials without any dot count only before a space."""
    words = sorted((word for rank, words in {**THAI, **ENGLISH}.items() for word in (rank, *words)),
                   key=lambda word: -len(_letters(word)))  # fmt: skip
    return re.compile("|".join(map(_pattern, words)), re.IGNORECASE)


def _pattern(word: str) -> str:
    parts = [re.escape(part) for part in re.split(r"[.\s/-]+", word) if part]
    if word.isascii():
        return r"[.\s/-]*".join(parts) + r"(?:\.\s*|\s+|$)"
    if "." not in word.rstrip(".") and len(parts) == 1:
        return parts[0] + r"\.?"
    dotted = r"\s*\.\s*".join(parts) + r"(?:\s*\.|(?=\s|$))"
    loose = r"[\s.]*".join(parts) + r"(?:\s*\.|(?=\s|$))"
    return f"{dotted}|{loose}"


@cache
def _dotted() -> re.Pattern[str]:
    ranks = [
        re.escape(rank).replace(r"\.", r"\s?\.\s?") for rank in {**THAI, **ENGLISH} if "." in rank
    ]
    every = "|".join(sorted(ranks, key=len, reverse=True))
    return re.compile(rf"\s((?:{ACTING}\s*)?(?:{every}))")
