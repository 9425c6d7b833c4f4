"""The shipped plan's text, and what planting a mistake into it brings to light."""

from pathlib import Path

import pytest

import station
from station.plan.file import Mistake, PlanFile, PlanMistakes, mistake_line, read_plan

SHIPPED = Path(station.__file__).parent / "plans" / "don-ya-nang-2568.toml"
TEXT = SHIPPED.read_text("utf-8")
PLAN: PlanFile = read_plan(SHIPPED)


def mistakes_in(source: Path | str | bytes) -> list[Mistake]:
    """What read_plan finds; each with a line that an operator can read."""
    with pytest.raises(PlanMistakes) as caught:
        read_plan(source)
    for mistake in caught.value.mistakes:
        line = mistake_line(mistake)
        assert line.isprintable(), line
    return caught.value.mistakes


def found_in(source: Path | str | bytes) -> list[tuple[str, str]]:
    """The place and the code of each mistake."""
    return [(mistake.place, mistake.code) for mistake in mistakes_in(source)]


def changed(old: str, new: str) -> str:
    """The shipped text with one place changed, the first."""
    assert old in TEXT, f"not in the shipped plan: {old}"
    return TEXT.replace(old, new, 1)


def without(start: str, end: str) -> str:
    """The shipped text without what stands from `start` up to `end`."""
    before, rest = TEXT.split(start, 1)
    return before + end + rest.split(end, 1)[1]
