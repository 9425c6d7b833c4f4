"""What answers come to: shares and means with their intervals, nothing below ten answers (pure)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from station.opinions.intervals import Interval, mean_of, share_of
from station.opinions.suppression import LEAST, shown_of
from station.questionnaires.rules import Content, Option, Question, QuestionKind
from station.sheets.month import Month

Place = tuple[str, Month]
"""A division and a month."""


class State(StrEnum):
    """Whether a figure is there: shown, hidden (of too few, or telling of them), or none."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    EMPTY = "empty"


@dataclass(slots=True)
class Tally:
    """How many answered, and how often each option was chosen."""

    n: int = 0
    chosen: Counter[str] = field(default_factory=Counter)

    def add(self, value: str, count: int) -> None:
        """Count so many answers of one value, as it is kept."""
        self.n += count
        for code in value.split(",") if value else ():
            self.chosen[code] += count


@dataclass(frozen=True, slots=True)
class ChosenShare:
    """How often an option was chosen, and of how many answers that is which share."""

    code: str
    count: int
    share: Interval


@dataclass(frozen=True, slots=True)
class Figure:
    """What the answers of a group come to; a mean only of faces."""

    n: int
    shares: tuple[ChosenShare, ...]
    mean: Interval | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A place in a table of results."""

    state: State
    figure: Figure | None = None


EMPTY, HIDDEN = Entry(State.EMPTY), Entry(State.HIDDEN)


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question over all versions, with every option it ever had.

    `is_asked` says whether the present version asks it; `gone` are options it offers no longer.
    """

    question: Question
    is_asked: bool
    gone: frozenset[str]


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """The results of one question in a fiscal year."""

    asked: AskedQuestion
    total: Entry
    divisions: Mapping[str, Entry]
    months: Mapping[Month, Entry]
    cells: Mapping[Place, Entry]


@dataclass(frozen=True, slots=True)
class Kept:
    """Of how many answers which share says that a service was done in the promised time."""

    n: int
    share: Interval


def kept_share(kept: int, n: int) -> Kept | None:
    """The share of promises kept, or None below ten answers."""
    return Kept(n, share_of(kept, n)) if n >= LEAST else None


def figure_of(question: Question, tally: Tally) -> Figure:
    """What the answers of one group come to."""
    shares = tuple(
        ChosenShare(code, tally.chosen[code], share_of(tally.chosen[code], tally.n))
        for code in question.codes
    )
    if question.kind is not QuestionKind.FACES:
        return Figure(tally.n, shares, None)
    faces = {int(share.code): share.count for share in shares}
    return Figure(tally.n, shares, mean_of(faces, len(faces)))


def result_of(
    asked: AskedQuestion,
    tallies: Mapping[Place, Tally],
    *,
    divisions: Sequence[str],
    months: Sequence[Month],
) -> QuestionResult:
    """The results of one question; what may not be shown is not in them."""
    shown = shown_of({(d, str(month)): tally.n for (d, month), tally in tallies.items()})

    def entry(places: Iterable[Place], *, is_shown: bool) -> Entry:
        joined = _joined([tallies[place] for place in places if place in tallies])
        if not joined.n:
            return EMPTY
        return Entry(State.SHOWN, figure_of(asked.question, joined)) if is_shown else HIDDEN

    return QuestionResult(
        asked=asked,
        total=entry(tallies, is_shown=shown.total),
        divisions={
            code: entry([(code, month) for month in months], is_shown=code in shown.rows)
            for code in divisions
        },
        months={
            month: entry(
                [(code, month) for code in divisions], is_shown=str(month) in shown.columns
            )
            for month in months
        },
        cells={
            (code, month): entry([(code, month)], is_shown=(code, str(month)) in shown.cells)
            for code in divisions
            for month in months
        },
    )


def _joined(tallies: Iterable[Tally]) -> Tally:
    result = Tally()
    for tally in tallies:
        result.n += tally.n
        result.chosen.update(tally.chosen)
    return result


def questions_over(versions: Mapping[int, Content], present: int | None) -> list[AskedQuestion]:
    """Every question that versions asked, those of the present one first and in its order.

    Words are those of the present version, else of the latest that had them.
    """
    order = [*([present] if present else []), *sorted(set(versions) - {present}, reverse=True)]
    found: dict[str, Question] = {}
    for number in order:
        for question in versions[number].questions:
            known = found.setdefault(question.code, question)
            found[question.code] = replace(known, options=_more(known.options, question.options))
    offered = {q.code: set(q.codes) for q in versions[present].questions} if present else {}
    return [
        AskedQuestion(
            question,
            is_asked=question.code in offered,
            gone=frozenset(question.codes) - offered.get(question.code, set()),
        )
        for question in found.values()
    ]


def _more(known: tuple[Option, ...], earlier: tuple[Option, ...]) -> tuple[Option, ...]:
    codes = {option.code for option in known}
    return (*known, *(option for option in earlier if option.code not in codes))
