"""Storing taps and scans."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import delete
from sqlalchemy.orm import Session

from station.channels.queries import ScannedLink
from station.clock import day_in_zone, from_microseconds, to_microseconds
from station.counts.chain import Event, genesis
from station.counts.ledger import Batch, Entry, Storable, Verdict
from station.counts.postgres import PostgresWriter
from station.counts.rules import (
    RELOAD,
    Catalogue,
    Device,
    Excluded,
    Moment,
    Report,
    Scan,
    SentTap,
    Source,
    Why,
    moment_of,
    sort_taps,
)
from station.counts.sqlite import SqliteWriter
from station.counts.tables import ChainHead, RecentPhone
from station.database import Database


class Writer(Protocol):
    """What stores events and answers durably, whichever database is behind it."""

    def record(self, batch: Storable) -> list[Verdict]:
        """Store a batch; it is on the disk when this returns. Raises NotStored."""

    def close(self) -> None:
        """Give every connection back."""


def open_writer(database: Database) -> Writer:
    """The writer for a database; it connects with the first event."""
    if database.is_sqlite:
        assert database.url.database
        return SqliteWriter(database.url.database)
    return PostgresWriter(database.url)


def open_chain(db: Session, station_id: UUID) -> None:
    """Put the hash before the first event in place for a new station."""
    db.add(ChainHead(station_id=station_id, number=0, hash=genesis(station_id)))


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a report's taps; each id sent, as sent, stands in one list."""

    counted: list[object] = field(default_factory=list)
    known: list[object] = field(default_factory=list)
    refused: list[dict[str, object]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a report, and by which clocks."""

    catalogue: Catalogue
    device: Device | None
    sent_at: datetime
    received: datetime

    def entry(self, tap_id: UUID, tap: SentTap, why: Why | None) -> tuple[Entry, Why | None]:
        """A tap as the ledger takes it, and why it would be refused if its id is new."""
        moment = moment_of(
            tap.at,
            sent_at=self.sent_at,
            received=self.received,
            zone=self.catalogue.zone,
            device=self.device,
        )
        why = why or moment.problem
        entry = Entry(
            self._event(tap_id, tap, moment),
            refuse_new=why is not None,
            may_repeat=self.device is not None and not tap.is_staff,
        )
        return entry, why

    def _event(self, tap_id: UUID, tap: SentTap, moment: Moment) -> Event:
        device = self.device
        return Event(
            station_id=self.catalogue.station_id,
            id=tap_id,
            kind=_text(tap.kind) or "",
            division=_text(tap.division),
            channel=_text(tap.channel),
            channel_version=self.catalogue.channels.get(_text(tap.channel) or ""),
            source=Source.KIOSK if device else Source.WEB,
            kiosk_id=device.id if device else None,
            epoch=device.epoch if device else None,
            seq=tap.seq if device else None,
            sent_at=_text(tap.at),
            happened_at=to_microseconds(moment.happened),
            received_at=to_microseconds(self.received),
            day=moment.day,
            excluded=Excluded.STAFF if tap.is_staff else None,
            flag=moment.flag,
        )

    def contact(self, entries: Sequence[Entry], waiting: int) -> tuple[UUID, datetime] | None:
        """Until when the sending kiosk has now sent everything it had.

        With taps still waiting there, only until the last of these: the rest follow later and
        must not look as if they came from before its last contact.
        """
        if self.device is None:
            return None
        if not waiting:
            return self.device.id, self.received
        kept = [e.event for e in entries if not (e.refuse_new or e.event.flag)]
        latest = max((event.happened_at for event in kept), default=0)
        return self.device.id, max(self.device.last_contact, from_microseconds(latest))


def record_taps(
    writer: Writer, catalogue: Catalogue, report: Report, *, by: Device | None, at: datetime
) -> Answer:
    """Store a report's taps, each exactly once, and say what became of each."""
    sender = Sender(catalogue, by, report.sent_at, at)
    taps = sort_taps(report.taps, catalogue)
    judged = [sender.entry(tap_id, tap, why) for tap_id, tap, why in taps.named]
    entries = [entry for entry, _ in judged]
    batch = Batch(
        catalogue.station_id,
        entries,
        contact=sender.contact(entries, report.waiting),
        differing=[sender.entry(tap_id, tap, None)[0].event for tap_id, tap in taps.differing],
    )
    verdicts = writer.record(batch) if batch.is_worth_it else []
    answer = Answer(refused=[_refusal(tap, Why.BAD_ID) for tap in taps.nameless])
    for (_, tap, _), (_, why), verdict in zip(taps.named, judged, verdicts, strict=True):
        if verdict is Verdict.COUNTED:
            answer.counted.append(tap.id)
        elif verdict is Verdict.KNOWN:
            answer.known.append(tap.id)
        else:
            is_known = verdict is Verdict.OTHER_CONTENT
            answer.refused.append(_refusal(tap, Why.OTHER_CONTENT if is_known else why))
    return answer


def record_scan(
    writer: Writer,
    link: ScannedLink,
    *,
    zone: ZoneInfo,
    excluded: Excluded | None,
    phone: bytes | None,
    at: datetime,
) -> Verdict:
    """Store one scan of a short link at the link's own place.

    `phone` is the keyed hash of a phone that keeps no cookie; None where a cookie tells.
    """
    received = to_microseconds(at)
    event = Event(
        station_id=link.station_id,
        id=uuid4(),
        kind=Scan(f"scanned_{link.kind}"),
        division=link.division,
        channel=link.channel,
        channel_version=link.version,
        link=link.code,
        source=link.source,
        kiosk_id=link.kiosk_id,
        point=link.point,
        happened_at=received,
        received_at=received,
        day=day_in_zone(at, zone).isoformat(),
        excluded=excluded,
    )
    entry = Entry(event, phone=None if excluded else phone)
    return writer.record(Batch(link.station_id, [entry]))[0]


def forget_phones(db: Session, *, at: datetime) -> None:
    """Forget the phones whose next scan would be no reload any more."""
    oldest = to_microseconds(at - RELOAD)
    db.execute(delete(RecentPhone).where(RecentPhone.scanned_at <= oldest))


def _text(value: object) -> str | None:
    """What was sent, as text; anything but text is never stored, only compared."""
    return value if isinstance(value, str) or value is None else repr(value)


def _refusal(tap: SentTap, why: Why | None) -> dict[str, object]:
    assert why is not None  # only what something speaks against is refused
    return {"id": tap.id, "why": why.value}
