"""Where what somebody else kept of a questionnaire and what one typed differ, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from admin.composer_words import kind_words, place_words
from station.questionnaires.rules import LANGUAGES, Content, Option, Question
from web.language import in_words
from web.language import say as _

if TYPE_CHECKING:
    from station.database import Words

Key = tuple[str, ...]


class Difference(NamedTuple):
    """Something that somebody else has otherwise: its place, theirs and one's own."""

    place: str
    theirs: str
    own: str


@dataclass(frozen=True)
class Part:
    """A part of a content that can differ: its place, what is compared, and how it is shown."""

    place: str
    value: object
    shown: str


NO_PART = Part("", None, "")


def differences(theirs: Content, own: Content) -> list[Difference]:
    """Where two contents differ, in the order of the form; what is missing is empty."""
    kept, typed = dict(_parts(theirs)), dict(_parts(own))
    found = [
        Difference(
            place_words({**kept, **typed}[key].place),
            kept.get(key, NO_PART).shown,
            typed.get(key, NO_PART).shown,
        )
        for key in {**kept, **typed}
        if kept.get(key, NO_PART).value != typed.get(key, NO_PART).value
    ]
    return [*_other_order(theirs, own), *found]


def _other_order(theirs: Content, own: Content) -> Iterator[Difference]:
    """The order of the questions that both have, where it is not the same."""
    both = {one.code for one in theirs.questions} & {one.code for one in own.questions}
    kept, typed = (
        [one for one in content.questions if one.code in both] for content in (theirs, own)
    )
    if [one.code for one in kept] != [one.code for one in typed]:
        yield Difference(_("Order of the questions"), _listed(kept), _listed(typed))


def _listed(parts: list[Question] | tuple[Option, ...]) -> str:
    lines = enumerate((in_words(part.words) or "–" for part in parts), 1)
    return "\n".join(f"{number}. {words}" for number, words in lines)


def _parts(content: Content) -> Iterator[tuple[Key, Part]]:
    """Every part of a content, by the codes of question and option."""
    yield from _texts(("title",), "title", content.title)
    yield from _texts(("thanks",), "thanks", content.thanks)
    for number, question in enumerate(content.questions):
        yield from _parts_of(question, f"questions[{number}]")


def _parts_of(question: Question, place: str) -> Iterator[tuple[Key, Part]]:
    code = question.code
    yield (code, "kind"), Part(f"{place}.kind", question.kind, kind_words(question.kind))
    offered = _("shown") if question.is_optional else _("not shown")
    yield (code, "optional"), Part(f"{place}.optional", question.is_optional, offered)
    yield from _texts((code,), place, question.words)
    if not question.kind.is_text:
        listed = _listed(question.options)
        yield (code, "options"), Part(f"{place}.options", question.codes, listed)
    for choice, option in enumerate(question.options):
        yield from _texts((code, option.code), f"{place}.options[{choice}]", option.words)


def _texts(key: Key, place: str, words: Words) -> Iterator[tuple[Key, Part]]:
    for one in LANGUAGES:
        text = words.get(one, "")
        yield (*key, one), Part(f"{place}.{one}", text or None, text)
