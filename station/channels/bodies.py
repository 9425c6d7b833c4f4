"""What a channel says beside where it leads, by its kind, and how that is kept (pure)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from station.channels.kinds import Kind
from station.database import Words

STALE_AFTER = timedelta(days=365)
"""How old a manual may be before somebody should look whether it still holds."""

Json = dict[str, Any]


def _ids(data: dict[str, str]) -> dict[str, UUID]:
    return {language: UUID(text) for language, text in data.items()}


DAY = {"read": date.fromisoformat}
FILE = {"read": UUID}
FILES = {"read": _ids}
LIST = {"read": tuple}
"""Parts that are kept in another form than they are used in, and how each is read."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Nothing beside where it leads, as of a survey or an e-service."""


PLAIN = Plain()


@dataclass(frozen=True, slots=True)
class Reception:
    """Of a complaint channel: when it is open, who answers, and within how many days."""

    hours: Words | None = None
    answered_by: Words | None = None
    within_days: int | None = None


@dataclass(frozen=True, slots=True)
class Manual:
    """Of a manual: its file by language, the day it is as of, and whether tablets keep it."""

    files: dict[str, UUID] = field(default_factory=dict, metadata=FILES)
    as_of: date | None = field(default=None, metadata=DAY)
    works_offline: bool = False

    def is_stale(self, today: date) -> bool:
        """Whether it is so old that somebody should look whether it still holds."""
        return self.as_of is not None and today - self.as_of > STALE_AFTER

    def file_for(self, language: str) -> UUID | None:
        """The file in a language, else in any."""
        return self.files.get(language) or next(iter(self.files.values()), None)


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of a budget, in baht: what came and what of it was spent."""

    name: Words
    received: int | None = None
    spent: int | None = None

    @property
    def share(self) -> float | None:
        """How much of what came was spent, 0 to 1; None where nobody can say."""
        if not self.received or self.spent is None:
            return None
        return min(1.0, self.spent / self.received)


def _figures(data: Iterable[Json]) -> tuple[Figure, ...]:
    return tuple(Figure(**line) for line in data)


FIGURES = {"read": _figures}


@dataclass(frozen=True, slots=True)
class Notice:
    """Of a notice: words, a picture with what it shows, a budget's figures, and its days."""

    text: Words | None = None
    picture: UUID | None = field(default=None, metadata=FILE)
    picture_words: Words | None = None
    figures: tuple[Figure, ...] = field(default=(), metadata=FIGURES)
    as_of: date | None = field(default=None, metadata=DAY)
    first: date | None = field(default=None, metadata=DAY)
    last: date | None = field(default=None, metadata=DAY)

    def is_on(self, today: date) -> bool:
        """Whether visitors see it on that day; both its days included."""
        return (self.first or today) <= today <= (self.last or today)


@dataclass(frozen=True, slots=True)
class News:
    """Of a piece of news: its day, words and picture; `asked` is what visitors had said."""

    day: date | None = field(default=None, metadata=DAY)
    asked: Words | None = None
    text: Words | None = None
    picture: UUID | None = field(default=None, metadata=FILE)
    picture_words: Words | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """Of a service: what is promised. Time in minutes, fee in baht."""

    steps: tuple[Words, ...] = field(default=(), metadata=LIST)
    minutes: int | None = None
    fee: int | None = None
    papers: tuple[Words, ...] = field(default=(), metadata=LIST)


@dataclass(frozen=True, slots=True)
class Facility:
    """Of a facility: its sign, a lucide name."""

    icon: str = "circle-check"


Body = Plain | Reception | Manual | Notice | News | Commitment | Facility

BODIES: dict[Kind, type[Body]] = {
    Kind.SURVEY: Plain,
    Kind.COMPLAINT: Reception,
    Kind.MANUAL: Manual,
    Kind.ESERVICE: Plain,
    Kind.NOTICE: Notice,
    Kind.NEWS: News,
    Kind.SERVICE: Commitment,
    Kind.FACILITY: Facility,
}


def read_body(kind: str, data: Json) -> Body:
    """A body as it was kept."""
    body = BODIES[Kind(kind)]
    readers = {part.name: part.metadata.get("read") for part in fields(body)}
    return body(**{name: _read(readers[name], value) for name, value in data.items()})


def _read(read: Callable[[Any], Any] | None, value: Any) -> Any:
    return read(value) if read and value is not None else value


def keep_body(body: Body) -> Json:
    """A body as JSON, without what it says nothing about."""
    blank = type(body)()
    said = ((part.name, getattr(body, part.name)) for part in fields(body))
    return {name: _plain(value) for name, value in said if value != getattr(blank, name)}


def _plain(value: Any) -> Any:
    if isinstance(value, UUID | date):
        return str(value)
    if isinstance(value, Figure):
        return {"name": value.name, "received": value.received, "spent": value.spent}
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def list_files(body: Body) -> list[UUID]:
    """The files that a body shows."""
    if isinstance(body, Manual):
        return list(body.files.values())
    picture = getattr(body, "picture", None)
    return [picture] if picture else []
