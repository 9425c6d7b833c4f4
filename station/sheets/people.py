"""The people in a cell, and which officers they are (pure)."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from station.sheets.catalogue import KnownOfficer
from station.sheets.plain import key, near, written
from station.sheets.ranks import ACTING, split_rank, starts_at

NOBODY = {
    "", "x", "xx", "xxx", "ไม่มี", "ว่าง", "ไม่มีผู้เข้าเวร", "ไม่มีเวร", "none", "na", "nil", "nobody",
    "หยุด", "วันหยุด", "วันหยุดราชการ", "off", "holiday",
}  # fmt: skip
LONGEST = 500
MOST_ASKED = 300
"""Unknown names that similar ones are looked for; a real month has fewer people."""

LANCE_CORPORAL = re.compile(r"\bL/C\b", re.IGNORECASE)
"""A rank that is written with what parts people elsewhere."""
BREAKS = re.compile(r"[\n,;/&+]|\sและ\s|\sกับ\s|\sand\s")
NUMBERING = re.compile(r"(?:^|(?<=\s))\(?\d{1,2}\s?[.)]\s*(?=[^\d\s.])")
PHONE = re.compile(
    r"(?:\(?\s*(?:เบอร์|โทรศัพท์|โทร|มือถือ|tel|phone)\s*[.:]*\s*)?\+?0[0-9xX][0-9xX\s-]{5,}\)?"
)
PHONE_WORD = re.compile(r"\(?\s*(?:เบอร์|โทรศัพท์|โทร|มือถือ|tel|phone)\b\.?:?.*$", re.IGNORECASE)
BRACKETS = re.compile(r"""\([^()]*\)|\[[^\[\]]*\]|"[^"]*"|“[^“”]*”""")
POSITION = re.compile(r"\s(?:ผบ\.? ?หมู่|รอง ?สว|สว\.|รอง ?ผกก|ผกก|สวป|ผู้ช่วย ?พงส|พงส)\.?.*$")
MARKS = re.compile("[\u00b9\u00b2\u00b3\u2070-\u207e\u2020\u2021]+")
"""What leads to a footnote; made plain, a raised digit would be one of the name."""
WRAPPED = re.compile(r"(\S)\s*\n")
EDGES = " \t.-–—:*•"


@dataclass(frozen=True)
class Person:
    """A rank, possibly empty, and a name as read; `key` is the same for every writing of it."""

    rank: str
    name: str

    @cached_property
    def key(self) -> str:
        """The name as compared."""
        return key(self.name)


def person_key(text: str) -> str:
    """What a person is known by in `Fixes.officers`, rank or no rank."""
    return read_person(text).key


def is_nobody(text: str) -> bool:
    """Whether a cell says that no one is on duty."""
    return key(text) in NOBODY


def people_in(text: str) -> list[Person]:
    """The people named in a cell, in its order, each once."""
    if is_nobody(text):
        return []
    people = [read_person(piece) for piece in _pieces(_prepared(text))]
    named = [person for person in people if person.key and person.key not in NOBODY]
    return list({person.key: person for person in named}.values())


def read_person(text: str) -> Person:
    """The rank and the name in a text that names one person."""
    bare = NUMBERING.sub("", _unmarked(text).strip(), count=1).strip(EDGES)
    rank, name = split_rank(PHONE.sub(" ", bare))
    name = POSITION.sub("", BRACKETS.sub(" ", PHONE_WORD.sub("", name)))
    return Person(rank, " ".join(name.split()).strip(EDGES))


def _prepared(text: str) -> str:
    return LANCE_CORPORAL.sub("L.C.", PHONE.sub(" ", _unmarked(text[:LONGEST])))


def _unmarked(text: str) -> str:
    return written(MARKS.sub("", text))


def _pieces(text: str) -> Iterator[str]:
    waiting = ""
    whole = WRAPPED.sub(r"\1 ", text) if is_wrapped(text) else text
    for line in BREAKS.split(NUMBERING.sub("\n", whole)):
        piece = f"{waiting} {line.strip()}".strip()
        if _is_rank(piece):  # the name stands in the next line
            waiting = piece
            continue
        waiting = ""
        yield from _apart(piece)
    if waiting:
        yield waiting


def is_wrapped(text: str) -> bool:
    """Whether the surname fell to a second line: a rank and a word, then one word alone."""
    lines = [line.strip() for line in text.strip().split("\n")]
    rank, name = split_rank(lines[0])
    return (
        len(lines) == 2 and bool(rank and name) and not any(" " in one for one in (name, lines[1]))
    )


def _is_rank(text: str) -> bool:
    rank, name = split_rank(text)
    return bool(rank) and not name


def _apart(text: str) -> Iterator[str]:
    """Two people on one line: a rank inside it begins the next, unless no name stands before."""
    begin = 0
    for place in starts_at(text):
        before = text[begin:place].strip()
        if before and before != ACTING and split_rank(before)[1]:
            yield before
            begin = place
    yield text[begin:]


def looks_like_people(text: str, roll: "Roll") -> bool:
    """Whether a cell names at least one officer, or begins with a rank."""
    people = people_in(text)
    return any((person.rank and person.name) or roll.named(person) for person in people)


class Roll:
    """A station's officers, found by name."""

    def __init__(self, officers: tuple[KnownOfficer, ...]) -> None:
        self._by_id = {str(one.id): one for one in officers}
        self._by_key: dict[str, list[KnownOfficer]] = defaultdict(list)
        for one in officers:
            self._by_key[person_key(one.name)].append(one)
        self._asked: dict[str, tuple[str, ...]] = {}

    def by_id(self, text: str) -> UUID | None:
        """The officer whose id a text is, or None."""
        found = self._by_id.get(text.strip().lower())
        return found.id if found else None

    def named(self, person: Person) -> tuple[UUID, ...]:
        """The officers of a person's name; of several, the one whose rank is written too."""
        same = self._by_key.get(person.key, [])
        if len(same) > 1 and person.rank:
            ranked = [one for one in same if split_rank(f"{one.rank} ")[0] == person.rank]
            same = ranked if len(ranked) == 1 else same
        return tuple(one.id for one in same)

    def near(self, person: Person) -> tuple[str, ...]:
        """The ids of the officers whose names are like a person's, best first."""
        if person.key not in self._asked:
            if len(self._asked) >= MOST_ASKED:
                return ()
            names = ((str(one.id), name) for name, same in self._by_key.items() for one in same)
            self._asked[person.key] = near(person.key, names)
        return self._asked[person.key]
