"""The words of visitors as the staff may read them: by month, in no order that tells anything.

Each text stands in one group: that of its month where the month may be named, else that of the
rest of the year; and of its group, it names its division or not. Which may be named is decided as
for results (`suppression`), so that neither a group, nor what is left of one, nor what a look at
the results besides would tell of either, is the words of fewer than ten.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from station.answers.queries import KeptText, count_texts, list_acts, list_texts
from station.answers.reviews import Piece, State, pieces_of, state_after
from station.opinions.suppression import LEAST, Counts, Shown, shown_of
from station.quotas.rules import span_of_year
from station.sheets.month import Month

Group = Month | None
"""A month that may be named; None is the rest of the year."""
REST = None


@dataclass(frozen=True, slots=True)
class ShownText:
    """Words with what is hidden of them; month and division only where ten or more are of them."""

    id: UUID
    group: Group
    division: str | None
    pieces: tuple[Piece, ...]
    state: State

    @property
    def text(self) -> str:
        """The words, a mark for each part that is hidden."""
        return "".join("███" if piece.is_hidden else piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Texts:
    """How many words a question has in a fiscal year, and the groups they stand in.

    Below ten there are no groups: nothing is shown. `marks` are the divisions named in a group.
    """

    year: int
    count: int
    groups: tuple[Group, ...] = ()
    marks: frozenset[tuple[str, Group]] = frozenset()

    @property
    def is_hidden(self) -> bool:
        """Whether there are some, but too few to show."""
        return 0 < self.count < LEAST

    def group_of(self, month: Month) -> Group:
        """The group in which a month's words stand."""
        return month if month in self.groups else REST


def find_texts(
    db: Session, station_id: UUID, questionnaire: str, question: str, year: int
) -> Texts:
    """What words there are to a question in a fiscal year; the latest month first."""
    days = span_of_year(year)
    counts = count_texts(db, station_id, questionnaire, question, days.first, days.last)
    return group_texts(year, {(division, month): n for (month, division), n in counts.items()})


def group_texts(year: int, counts: Counts) -> Texts:
    """How so many words of each division and month (`2025-03`) are grouped."""
    shown = shown_of(counts)
    left = any(month not in shown.columns for _, month in counts)
    if not shown.total:
        return Texts(year, sum(counts.values()))
    named = [Month.parse(month) for month in sorted(shown.columns, reverse=True)]
    marks: set[tuple[str, Group]] = {(one, Month.parse(month)) for one, month in shown.cells}
    marks |= {(one, REST) for one in _named_in_the_rest(counts, shown)}
    return Texts(
        year,
        sum(counts.values()),
        groups=(*named, *([REST] if left else [])),
        marks=frozenset(marks),
    )


def _named_in_the_rest(counts: Counts, shown: Shown) -> Iterator[str]:
    """The divisions whose words in the rest could be counted from the results anyway."""
    for division in shown.rows:
        others = {cell for cell in counts if cell[0] == division and cell[1] in shown.columns}
        if others <= shown.cells:
            yield division


def list_shown(
    db: Session,
    station_id: UUID,
    questionnaire: str,
    question: str,
    texts: Texts,
    groups: Sequence[Group],
) -> list[ShownText]:
    """The words of some of those groups, each group's in the order of their random ids."""
    shown = []
    for group in [group for group in groups if group in texts.groups]:
        days = group or span_of_year(texts.year)
        found = list_texts(db, station_id, questionnaire, question, days.first, days.last)
        own = [one for one in found if texts.group_of(Month.parse(one.month)) == group]
        acts = list_acts(db, station_id, [text.id for text in own])
        shown += [_shown(text, state_after(acts.get(text.id, ())), group, texts) for text in own]
    return shown


def _shown(text: KeptText, state: State, group: Group, texts: Texts) -> ShownText:
    return ShownText(
        id=text.id,
        group=group,
        division=text.division if (text.division, group) in texts.marks else None,
        pieces=tuple(pieces_of(text.text, state.hidden)),
        state=state,
    )
