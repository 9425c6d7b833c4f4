"""How sure a share or a mean of faces is (pure): 95 % intervals that hold for few answers too.

A share has Wilson's interval. The mean of faces has the same idea carried over (Agresti and
Coull's): it is reckoned as if four more visitors had answered, two at either end of the scale. So
it never shrinks to nothing where all chose the same face, as one by the spread seen alone would,
and is no wider than needed where they chose the middle, as one for yes and no would be.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""Of a normal distribution, 95 % lie so many deviations around its middle."""
MORE_AT_EITHER_END = 2


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and what it may well be: from `low` to `high`."""

    value: float
    low: float
    high: float


def share_of(count: int, n: int) -> Interval:
    """The share that `count` of `n` is, from 0 to 1."""
    p, weight = count / n, 1 + Z * Z / n
    middle = (p + Z * Z / (2 * n)) / weight
    half = Z * sqrt(p * (1 - p) / n + (Z / (2 * n)) ** 2) / weight
    return Interval(p, max(0.0, min(p, middle - half)), min(1.0, max(p, middle + half)))


def mean_of(counts: Mapping[int, int], highest: int) -> Interval:
    """The mean of faces from 1 to `highest`, given how often each was chosen."""
    n = sum(counts.values())
    value = sum(face * count for face, count in counts.items()) / n
    more = {face: counts.get(face, 0) for face in range(1, highest + 1)}
    for end in (1, highest):
        more[end] += MORE_AT_EITHER_END
    m = sum(more.values())
    middle = sum(face * count for face, count in more.items()) / m
    spread = sum((face - middle) ** 2 * count for face, count in more.items()) / m
    half = Z * sqrt(spread / m)
    return Interval(value, max(1.0, middle - half), min(float(highest), middle + half))
