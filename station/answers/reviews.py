"""What the staff may do about words: flag them, hide parts of them, never delete them (pure)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from station.errors import Refusal

Place = tuple[int, int]
"""Where hidden words begin, and where what follows them begins."""


class Review(StrEnum):
    """An act on the words of an answer."""

    FLAG = "flag"
    UNFLAG = "unflag"
    HIDE = "hide"
    SHOW = "show"


class WordsNotThere(Refusal):
    """Words to hide that do not stand in the answer."""

    code = "words_not_there"


@dataclass(frozen=True, slots=True)
class Act:
    """One review, with all places that are hidden from it on."""

    what: Review
    hidden: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """How words stand after all reviews."""

    is_flagged: bool = False
    hidden: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, to be shown or not."""

    text: str
    is_hidden: bool


def state_after(acts: Iterable[Act]) -> State:
    """How words stand after reviews in their order."""
    state = State()
    for act in acts:
        if act.what in (Review.FLAG, Review.UNFLAG):
            state = State(act.what is Review.FLAG, state.hidden)
        else:
            state = State(state.is_flagged, act.hidden)
    return state


def places_of(text: str, words: str) -> list[Place]:
    """Every place of some words in a text; raises WordsNotThere."""
    places, start = [], text.find(words) if words else -1
    while start >= 0:
        places.append((start, start + len(words)))
        start = text.find(words, start + len(words))
    if not places:
        raise WordsNotThere()
    return places


def joined(places: Iterable[Place]) -> tuple[Place, ...]:
    """The same places in their order, those that touch one another as one."""
    result: list[Place] = []
    for begin, end in sorted(places):
        if result and begin <= result[-1][1]:
            result[-1] = result[-1][0], max(end, result[-1][1])
        else:
            result.append((begin, end))
    return tuple(result)


def pieces_of(text: str, hidden: Sequence[Place]) -> list[Piece]:
    """A text cut where its hidden words begin and end."""
    pieces, last = [], 0
    for begin, end in hidden:
        pieces += [Piece(text[last:begin], is_hidden=False), Piece(text[begin:end], is_hidden=True)]
        last = end
    return [piece for piece in [*pieces, Piece(text[last:], is_hidden=False)] if piece.text]
