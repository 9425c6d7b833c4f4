"""Storing a report's answers, in the same commits as events.

An answer is one row, and a second one where it is in words. What has no row number and no time
is known again by its random id alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from station.counts.ledger import Ledger, Row, Verdict

ANSWER_COLUMNS = (
    "station_id", "id", "questionnaire", "version", "question", "division", "day", "value",
    "source",
)  # fmt: skip
SERVICE_COLUMNS = (
    "station_id", "id", "service", "version", "division", "day", "is_kept", "source",
)  # fmt: skip
TEXT_COLUMNS = ("station_id", "id", "text")
KNOWN_ANSWER = (
    "SELECT questionnaire, version, question, division, value FROM answers"
    " WHERE station_id = ? AND id = ?"
)
KNOWN_SERVICE = (
    "SELECT service, version, division, is_kept FROM service_answers"
    " WHERE station_id = ? AND id = ?"
)
KNOWN_TEXT = "SELECT text FROM answer_texts WHERE station_id = ? AND id = ?"


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer to store once; `refuse_new` refuses it unless it is known already.

    `content` is what must be the same when its id comes again; None is the same as nothing.
    """

    id: UUID
    of_service: bool
    content: tuple[object, ...] | None
    day: str
    source: str
    text: str | None = None
    refuse_new: bool = False

    def row(self, station_id: UUID) -> Row:
        """The row to add."""
        assert self.content is not None
        *named, value = self.content
        values = (station_id.hex, self.id.hex, *named, self.day, value, self.source)
        if self.of_service:
            return Row("service_answers", SERVICE_COLUMNS, values)
        return Row("answers", ANSWER_COLUMNS, values)

    @property
    def is_plain(self) -> bool:
        """Whether storing it is nothing but adding its row."""
        return self.text is None and not self.refuse_new


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers that one request stores, all of them or none."""

    station_id: UUID
    entries: Sequence[Entry]

    @property
    def size(self) -> int:
        """How many rows it may add: an answer in words two."""
        return sum(1 if entry.text is None else 2 for entry in self.entries)

    @property
    def plain_rows(self) -> Sequence[Row] | None:
        """The rows, where adding them is all there is to do; else None."""
        if not all(entry.is_plain for entry in self.entries):
            return None
        return [entry.row(self.station_id) for entry in self.entries]

    def store(self, ledger: Ledger) -> list[Verdict]:
        """Store the answers in their order; a verdict for each."""
        return [self._store_entry(ledger, entry) for entry in self.entries]

    def _store_entry(self, ledger: Ledger, entry: Entry) -> Verdict:
        if not entry.refuse_new and ledger.add(entry.row(self.station_id)):
            if entry.text is not None:
                values = (self.station_id.hex, entry.id.hex, entry.text)
                ledger.add(Row("answer_texts", TEXT_COLUMNS, values))
            return Verdict.COUNTED
        return self._known(ledger, entry) or Verdict.REFUSED

    def _known(self, ledger: Ledger, entry: Entry) -> Verdict | None:
        """Whether an id is stored already, with this content or another."""
        key = self.station_id.hex, entry.id.hex
        found = ledger.find(KNOWN_SERVICE if entry.of_service else KNOWN_ANSWER, *key)
        if found is None:
            return None
        if tuple(found) != entry.content:
            return Verdict.OTHER_CONTENT
        words = None if entry.text is None else ledger.find(KNOWN_TEXT, *key)
        # Words that were forgotten cannot differ any more.
        is_same = words is None or words[0] == entry.text
        return Verdict.KNOWN if is_same else Verdict.OTHER_CONTENT
