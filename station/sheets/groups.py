"""The columns that together name the people of one duty (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass

from station.sheets.columns import Column, Mapping
from station.sheets.people import Person, Roll, people_in

FOLLOWS = {"rank": ("first", "last", ""), "first": ("last",)}
"""Which part may stand right after which, of one person."""
APART = ("\n", ",", ";")


@dataclass(frozen=True)
class Group:
    """Columns that are read as one; `place` is where their problems are told."""

    places: tuple[int, ...]
    column: Column
    place: int

    def text(self, cells: tuple[str, ...], roll: Roll) -> str:
        """What the group's cells say together, line by line where each has as many lines."""
        texts = [cells[place] for place in self.places if cells[place]]
        chosen = [text for text in texts if roll.by_id(text)]
        if chosen:
            return chosen[0]
        lines = [text.split("\n") for text in texts]
        if len({len(one) for one in lines}) == 1:
            return "\n".join(" ".join(parts) for parts in zip(*lines, strict=True))
        return " ".join(texts)


def groups_of(mapping: Mapping) -> list[Group]:
    """The groups of a mapping, from left to right."""
    return [_group(mapping, run) for run in _runs(mapping)]


def _runs(mapping: Mapping) -> Iterator[list[int]]:
    run: list[int] = []
    for place in mapping.columns_of("officer", "duty"):
        if run and not _goes_on(mapping.columns[run[-1]], mapping.columns[place]):
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _goes_on(before: Column, after: Column) -> bool:
    same = (before.role, before.post, before.shift) == (after.role, after.post, after.shift)
    return same and after.part in FOLLOWS.get(before.part, ())


def _group(mapping: Mapping, run: list[int]) -> Group:
    names = [place for place in run if mapping.columns[place].part != "rank"]
    return Group(tuple(run), mapping.columns[run[0]], (names or run)[0])


def people_or_ids(text: str, roll: Roll) -> list[Person]:
    """The people in a text; whoever is given by an id is a person of that name."""
    pieces = [text]
    for mark in APART:
        pieces = [part for piece in pieces for part in piece.split(mark)]
    if not any(roll.by_id(piece) for piece in pieces):
        return people_in(text)
    found: list[Person] = []
    for piece in pieces:
        found += [Person("", piece.strip())] if roll.by_id(piece) else people_in(piece)
    return found
