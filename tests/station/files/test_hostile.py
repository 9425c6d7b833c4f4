"""Files that are none or mean harm: refused in clear words, or made harmless, in bounded memory."""

import pytest

from station.files.bounds import MEGABYTE
from tests.station.files.measuring import HOSTILE, MOST_MEMORY, Measured, idle, measure_all


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Measured]:
    return measure_all(tmp_path_factory.mktemp("uploads"))


@pytest.mark.parametrize(("kind", "name"), HOSTILE, ids=lambda one: one)
def test_a_hostile_file_is_refused_or_made_harmless_in_fifty_megabytes(
    measured: dict[tuple[str, str], Measured], kind: str, name: str
) -> None:
    found = measured[kind, name]
    assert found.outcome in HOSTILE[kind, name][1].split(" or ")
    assert found.harm == []
    assert found.child - idle(kind) < MOST_MEMORY
    assert found.grown < 2 * MEGABYTE


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 100


def test_a_bomb_is_as_small_as_its_name_says() -> None:
    for kind, name in (
        ("picture", "a PNG of 9 million pixels of nothing"),
        ("pdf", "a page that unpacks to 200 MB"),
        ("pdf", "forms that show ten billion forms"),
    ):
        assert len(HOSTILE[kind, name][0]()) < MEGABYTE
