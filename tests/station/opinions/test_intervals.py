"""Intervals, checked by simulation: they hold what they are to hold in about 95 of 100 cases."""

from collections import Counter
from collections.abc import Callable
from itertools import product
from math import sqrt
from random import Random

import pytest

from station.opinions.intervals import Interval, mean_of, share_of

SAMPLES = 1_500
SIZES = (10, 20, 50, 200)
SHARES = (0.03, 0.1, 0.25, 0.5, 0.75, 0.9, 0.98)
FACES = {
    "as usual": (0.02, 0.05, 0.13, 0.40, 0.40),
    "nearly all content": (0.0, 0.0, 0.02, 0.08, 0.90),
    "divided": (0.5, 0.0, 0.0, 0.0, 0.5),
    "few very discontent": (0.03, 0.0, 0.0, 0.0, 0.97),
    "in the middle": (0.0, 0.05, 0.90, 0.05, 0.0),
    "discontent": (0.60, 0.20, 0.10, 0.05, 0.05),
}
LEAST_COVERAGE = 0.90
"""In any one case; with few answers no interval hits 95 exactly. On the average it must be more."""


def wald(count: int, n: int) -> Interval:
    """The planted fault: the interval of textbooks, which few answers make far too narrow."""
    p = count / n
    half = 1.959964 * sqrt(p * (1 - p) / n)
    return Interval(p, p - half, p + half)


def share_coverage(interval: Callable[[int, int], Interval], p: float, n: int) -> float:
    """How often the interval of a sample holds the share it was drawn from."""
    chance = Random(f"{p} {n}")
    drawn = Counter(sum(chance.random() < p for _ in range(n)) for _ in range(SAMPLES))
    hits = sum(
        times
        for count, times in drawn.items()
        if interval(count, n).low <= p <= interval(count, n).high
    )
    return hits / SAMPLES


def face_coverage(weights: tuple[float, ...], n: int) -> float:
    chance, faces = Random(f"{weights} {n}"), range(1, 6)
    mean = sum(face * weight for face, weight in zip(faces, weights, strict=True))
    hits = 0
    for _ in range(SAMPLES):
        found = mean_of(Counter(chance.choices(faces, weights, k=n)), 5)
        hits += found.low <= mean + 1e-9 and mean - 1e-9 <= found.high
    return hits / SAMPLES


def test_the_interval_of_a_share_holds_it_in_95_of_100_samples() -> None:
    covered = {(p, n): share_coverage(share_of, p, n) for p, n in product(SHARES, SIZES)}
    assert min(covered.values()) >= LEAST_COVERAGE, covered
    assert sum(covered.values()) / len(covered) >= 0.945


def test_the_textbooks_interval_would_be_found_too_narrow() -> None:
    assert min(share_coverage(wald, p, 10) for p in SHARES) < LEAST_COVERAGE


@pytest.mark.parametrize("weights", FACES.values(), ids=FACES)
def test_the_interval_of_a_mean_of_faces_holds_it(weights: tuple[float, ...]) -> None:
    covered = {n: face_coverage(weights, n) for n in SIZES}
    assert min(covered.values()) >= 0.93, covered


def test_without_the_four_more_the_mean_would_be_too_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted fault: the spread that is seen, and nothing more."""
    monkeypatch.setattr("station.opinions.intervals.MORE_AT_EITHER_END", 0)
    assert face_coverage(FACES["few very discontent"], 20) < LEAST_COVERAGE


def test_where_all_say_the_same_something_stays_unsure() -> None:
    assert share_of(10, 10).low < 0.8
    assert share_of(10, 10).high == 1.0
    found = mean_of({5: 10}, 5)
    assert (found.value, found.high) == (5.0, 5.0)
    assert found.low < 4.0


@pytest.mark.parametrize("n", [10, 37, 1_000])
def test_a_value_lies_within_its_interval_and_more_answers_make_it_surer(n: int) -> None:
    for count in range(0, n + 1, max(1, n // 20)):
        found = share_of(count, n)
        assert 0 <= found.low <= found.value <= found.high <= 1
        surer = share_of(count * 4, n * 4)
        assert surer.high - surer.low < found.high - found.low
    for lowest in range(n + 1):
        mean = mean_of({1: lowest, 5: n - lowest}, 5)
        assert 1 <= mean.low <= mean.value <= mean.high <= 5


def test_known_values_of_wilson() -> None:
    found = share_of(8, 10)
    assert (round(found.low, 3), round(found.high, 3)) == (0.490, 0.943)
