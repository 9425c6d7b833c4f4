"""The words of visitors as the staff may read them: by month, in no order that tells anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from station.answers.queries import KeptText, count_texts, list_acts, list_texts
from station.answers.reviews import Piece, State, pieces_of, state_after
from station.opinions.suppression import LEAST, shown_of
from station.quotas.rules import span_of_year
from station.sheets.month import Month


@dataclass(frozen=True, slots=True)
class ShownText:
    """Words with what is hidden of them; the division only where ten or more are from it."""

    id: UUID
    month: Month
    division: str | None
    pieces: tuple[Piece, ...]
    state: State

    @property
    def text(self) -> str:
        """The words, a mark for each part that is hidden."""
        return "".join("███" if piece.is_hidden else piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Texts:
    """How many words a question has in a fiscal year, and the months they are from.

    Below ten there are no months: nothing is shown.
    """

    count: int
    months: tuple[Month, ...]
    divisions: frozenset[str]

    @property
    def is_hidden(self) -> bool:
        """Whether there are some, but too few to show."""
        return 0 < self.count < LEAST


def find_texts(
    db: Session, station_id: UUID, questionnaire: str, question: str, year: int
) -> Texts:
    """What words there are to a question in a fiscal year; the latest month first."""
    days = span_of_year(year)
    counts = count_texts(db, station_id, questionnaire, question, days.first, days.last)
    total = sum(counts.values())
    if total < LEAST:
        return Texts(total, (), frozenset())
    by_division: dict[tuple[str, str], int] = {}
    for (_, division), count in counts.items():
        by_division[division, ""] = by_division.get((division, ""), 0) + count
    months = sorted({Month.parse(month) for month, _ in counts}, reverse=True)
    # What is left unnamed must not be the words of a few either.
    return Texts(total, tuple(months), shown_of(by_division).rows)


def list_shown(
    db: Session,
    station_id: UUID,
    questionnaire: str,
    question: str,
    texts: Texts,
    months: Sequence[Month],
) -> list[ShownText]:
    """The words of some of those months, each month's in the order of their random ids."""
    shown = []
    for month in [month for month in months if month in texts.months]:
        days = month.first, month.last
        found = list_texts(db, station_id, questionnaire, question, *days)
        acts = list_acts(db, station_id, [text.id for text in found])
        shown += [
            _shown(text, state_after(acts.get(text.id, ())), texts.divisions) for text in found
        ]
    return shown


def _shown(text: KeptText, state: State, divisions: frozenset[str]) -> ShownText:
    return ShownText(
        id=text.id,
        month=Month.parse(text.month),
        division=text.division if text.division in divisions else None,
        pieces=tuple(pieces_of(text.text, state.hidden)),
        state=state,
    )
