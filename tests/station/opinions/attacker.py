"""An attacker with patience: whatever can be reckoned from what is shown, by any adding up."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import chain, combinations

from station.opinions.suppression import Cell, Shown

Vector = list[Fraction]


def told_groups(counts: Mapping[Cell, int], shown: Shown) -> Iterator[frozenset[Cell]]:
    """Every group of cells whose sum follows from the sums that are shown.

    Empty cells are known to be empty, and left out.
    """
    cells = sorted(cell for cell, count in counts.items() if count)
    basis = _reduced([_vector(cells, group) for group in _shown_groups(cells, shown)])
    groups = chain.from_iterable(combinations(cells, size) for size in range(1, len(cells) + 1))
    for group in groups:
        if _follows(_vector(cells, frozenset(group)), basis):
            yield frozenset(group)


def _shown_groups(cells: list[Cell], shown: Shown) -> Iterator[frozenset[Cell]]:
    if shown.total:
        yield frozenset(cells)
    for row in shown.rows:
        yield frozenset(cell for cell in cells if cell[0] == row)
    for column in shown.columns:
        yield frozenset(cell for cell in cells if cell[1] == column)
    for cell in shown.cells:
        yield frozenset({cell})


def _vector(cells: list[Cell], group: frozenset[Cell]) -> Vector:
    return [Fraction(cell in group) for cell in cells]


def _reduced(vectors: list[Vector]) -> list[Vector]:
    """The same sums in a form in which each has a first place of its own."""
    basis: list[Vector] = []
    for vector in vectors:
        rest = _less(vector, basis)
        if any(rest):
            place = _first(rest)
            basis.append([value / rest[place] for value in rest])
    return basis


def _less(vector: Vector, basis: list[Vector]) -> Vector:
    for known in basis:
        factor = vector[_first(known)]
        if factor:
            vector = [a - factor * b for a, b in zip(vector, known, strict=True)]
    return vector


def _first(vector: Vector) -> int:
    return next(place for place, value in enumerate(vector) if value)


def _follows(vector: Vector, basis: list[Vector]) -> bool:
    return not any(_less(vector, basis))
