"""What an answer must be, and which day it belongs to (pure)."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeGuard
from uuid import UUID
from zoneinfo import ZoneInfo

from station.counts.reports import read_id, read_sent
from station.counts.rules import Device, Moment, moment_of
from station.errors import Refusal
from station.questionnaires.rules import Asked, Question, QuestionKind
from station.quotas.rules import fiscal_year_of, span_of_year

MOST_ANSWERS = 100
YEARS, MOST_YEARS = 2, 10
"""For how many fiscal years words are kept after the one they were written in."""
LONGEST = {QuestionKind.SHORT: 200, QuestionKind.LONG: 2_000}
"""Characters of an answer in words, after it was tidied."""
RANDOM_UUID = 4
# What is not seen, turns what stands around it, or is half a character; line breaks are kept.
HIDDEN = ("Cc", "Cf", "Cs")
LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
MANY_BLANK_LINES = re.compile(r"\n{3,}")
# Two ways to write one Thai letter, of which Unicode composes neither.
SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
SARA_AE = "\u0e40\u0e40"


class Why(StrEnum):
    """Why an answer was refused."""

    BAD_ID = "bad_id"
    UNKNOWN_QUESTIONNAIRE = "unknown_questionnaire"
    UNKNOWN_VERSION = "unknown_version"
    UNKNOWN_QUESTION = "unknown_question"
    UNKNOWN_DIVISION = "unknown_division"
    UNKNOWN_SERVICE = "unknown_service"
    BAD_VALUE = "bad_value"
    NOT_ANSWERED = "not_answered"
    TOO_LONG = "too_long"
    CLOSED = "closed"
    BAD_TIME = "bad_time"
    OTHER_CONTENT = "other_content"


UNKNOWN = frozenset(why for why in Why if why.startswith("unknown"))


class BadYears(Refusal):
    """A number of years for which words could not be kept."""

    code = "bad_years"


def check_years(years: int) -> None:
    """Raise BadYears unless words may be kept for so many fiscal years more."""
    if not 0 <= years <= MOST_YEARS:
        raise BadYears(most=MOST_YEARS)


def kept_until(day: date, years: int) -> date:
    """The last day on which words written on a day are kept."""
    return span_of_year(fiscal_year_of(day) + years).last


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """One item of a report as it was sent; nothing in it has been judged yet.

    An answer to a question names a questionnaire; one on a promised time, a service.
    """

    id: object
    questionnaire: object
    question: object
    service: object
    version: object
    division: object
    value: object
    at: object

    @property
    def is_of_service(self) -> bool:
        """Whether it says if a service was done in the promised time."""
        return self.service is not None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole request: when the sender's clock says it was sent, and its answers."""

    sent_at: datetime
    answers: tuple[SentAnswer, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What of a station an answer may name; `services` maps each code to its latest version.

    `homes` are the divisions of those services that are done at one alone.
    """

    station_id: UUID
    zone: ZoneInfo
    divisions: frozenset[str]
    questionnaires: Mapping[str, Asked]
    services: Mapping[str, int]
    homes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """What an answer says in our own terms, and why it would be refused if it is new.

    Without a value it says nothing that could be kept. The value of an answer in words is empty.
    """

    day: str
    value: str | bool | None
    text: str | None = None
    why: Why | None = None


def read_report(body: bytes) -> Report:
    """A report of answers out of a request's body; raises BadReport."""
    sent = read_sent(body, name="answers", most=MOST_ANSWERS)
    return Report(sent.sent_at, tuple(_sent_answer(item) for item in sent.items))


def _sent_answer(item: dict[str, object]) -> SentAnswer:
    service = item.get("service")
    return SentAnswer(
        id=item.get("id"),
        questionnaire=item.get("questionnaire"),
        question=item.get("question"),
        service=service,
        version=item.get("version"),
        division=item.get("division"),
        value=item.get("value") if service is None else item.get("kept"),
        at=item.get("at"),
    )


def read_random_id(value: object) -> UUID | None:
    """A random UUID, or None: any other kind could tell when it was made, and where."""
    found = read_id(value)
    return found if found and found.version == RANDOM_UUID else None


def misnamed(sent: SentAnswer, catalogue: Catalogue) -> Why | None:
    """Why an answer names something this station does not have, or None."""
    if not isinstance(sent.division, str) or sent.division not in catalogue.divisions:
        return Why.UNKNOWN_DIVISION
    if sent.is_of_service:
        return _misnamed_service(sent, catalogue)
    if not isinstance(sent.questionnaire, str):
        return Why.UNKNOWN_QUESTIONNAIRE
    asked = catalogue.questionnaires.get(sent.questionnaire)
    if asked is None:
        return Why.UNKNOWN_QUESTIONNAIRE
    questions = asked.versions.get(sent.version) if _is_number(sent.version) else None
    if questions is None:
        return Why.UNKNOWN_VERSION
    is_known = isinstance(sent.question, str) and sent.question in questions
    return None if is_known else Why.UNKNOWN_QUESTION


def _misnamed_service(sent: SentAnswer, catalogue: Catalogue) -> Why | None:
    latest = catalogue.services.get(sent.service) if isinstance(sent.service, str) else None
    if latest is None:
        return Why.UNKNOWN_SERVICE
    is_known = _is_number(sent.version) and 1 <= sent.version <= latest
    return None if is_known else Why.UNKNOWN_VERSION


def is_elsewhere(sent: SentAnswer, catalogue: Catalogue, answered: datetime | None = None) -> bool:
    """Whether visitors of the division that an answer names are not asked this.

    Of a moment: nor may they have been then. What it names must be there.
    """
    if sent.is_of_service:
        return catalogue.homes.get(str(sent.service), sent.division) != sent.division
    asked = catalogue.questionnaires[str(sent.questionnaire)]
    return not asked.is_asked_at(str(sent.division)) and not asked.was_other_at(answered)


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def judge(
    sent: SentAnswer,
    catalogue: Catalogue,
    *,
    sent_at: datetime,
    received: datetime,
    device: Device | None,
) -> Judged:
    """What an answer says, on which day, and what speaks against keeping it."""
    moment = moment_of(
        sent.at, sent_at=sent_at, received=received, zone=catalogue.zone, device=device
    )
    # The clock of a kiosk whose time is odd says nothing about when it was answered.
    answered = received if moment.flag else moment.happened
    why = misnamed(sent, catalogue)
    if why:
        return Judged(moment.day, None, why=why)
    is_there = not is_elsewhere(sent, catalogue, answered)
    if sent.is_of_service:
        value = sent.value if isinstance(sent.value, bool) else None
        why = Why.BAD_VALUE if value is None else _why_not_then(moment)
        found = Judged(moment.day, value, why=why)
    else:
        found = _judge_answer(sent, catalogue, moment, answered)
    # What is kept already is known again, whatever was decided since: its value stays.
    return found if is_there or found.why else replace(found, why=Why.UNKNOWN_DIVISION)


def _judge_answer(
    sent: SentAnswer, catalogue: Catalogue, moment: Moment, answered: datetime
) -> Judged:
    asked = catalogue.questionnaires[str(sent.questionnaire)]
    assert _is_number(sent.version)  # or it would name what is not there
    question = asked.versions[sent.version][str(sent.question)]
    read = _read_text if question.kind.is_text else _read_choice
    value, text, why = read(question, sent.value)
    if not why and not _why_not_then(moment):
        is_taken = asked.takes(answered, date.fromisoformat(moment.day))
        return Judged(moment.day, value, text, None if is_taken else Why.CLOSED)
    return Judged(moment.day, value, text, why or _why_not_then(moment))


def _why_not_then(moment: Moment) -> Why | None:
    return Why.BAD_TIME if moment.problem else None


Read = tuple[str | None, str | None, Why | None]
"""The value to keep, the words beside it, and what is wrong."""


def _read_choice(question: Question, sent: object) -> Read:
    """What was chosen: the codes in the order of the question."""
    chosen = sent if question.kind is QuestionKind.MANY else [sent]
    if not isinstance(chosen, list) or not all(isinstance(code, str) for code in chosen):
        return None, None, Why.BAD_VALUE
    if not chosen:
        return None, None, Why.NOT_ANSWERED
    if len(set(chosen)) != len(chosen) or not set(chosen) <= set(question.codes):
        return None, None, Why.BAD_VALUE
    return ",".join(code for code in question.codes if code in chosen), None, None


def _read_text(question: Question, sent: object) -> Read:
    if not isinstance(sent, str):
        return None, None, Why.BAD_VALUE
    text = tidy_text(sent)
    if question.kind is QuestionKind.SHORT:
        text = " ".join(text.split())
    if not text:
        return None, None, Why.NOT_ANSWERED
    if len(text) > LONGEST[question.kind]:
        return None, None, Why.TOO_LONG
    return "", text, None


def tidy_text(text: str) -> str:
    """Words as they are kept: composed, one form of line end, nothing that is not seen."""
    lines = LINE_END.sub("\n", text).replace("\t", " ")
    seen = "".join(c for c in lines if c == "\n" or unicodedata.category(c) not in HIDDEN)
    composed = SARA_AM.sub("\\1\u0e33", unicodedata.normalize("NFC", seen))
    composed = composed.replace(SARA_AE, "\u0e41")
    trimmed = "\n".join(line.strip() for line in composed.split("\n"))
    return MANY_BLANK_LINES.sub("\n\n", trimmed).strip()


@dataclass(frozen=True, slots=True)
class SortedAnswers:
    """A report's answers, those with an id apart from those with none."""

    named: list[tuple[UUID, SentAnswer]]
    nameless: list[SentAnswer]


def sort_answers(answers: Iterable[SentAnswer]) -> SortedAnswers:
    """Sort a report's answers; where an id stands twice, the first decides."""
    result = SortedAnswers([], [])
    seen: set[object] = set()
    for answer in answers:
        found = read_random_id(answer.id)
        key = found or repr(answer.id)
        if key in seen:
            continue
        seen.add(key)
        if found is None:
            result.nameless.append(answer)
        else:
            result.named.append((found, answer))
    return result
