"""The minimums, the calendar, and the newest numbers reported."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.quotas.rules import Span
from station.quotas.tables import Collector, FiscalYear, Phase, Quota, Reading, Tally

EIT = "eit"


def find_fiscal_year(db: Session, station_id: UUID, year: int) -> FiscalYear | None:
    """A fiscal year of a station, or None where no plan was loaded for it."""
    return db.get(FiscalYear, (station_id, year))


def list_fiscal_years(db: Session, station_id: UUID) -> Sequence[int]:
    """The Buddhist numbers of the fiscal years a station has, newest first."""
    ask = select(FiscalYear.year).where(FiscalYear.station_id == station_id)
    return db.scalars(ask.order_by(FiscalYear.year.desc())).all()


def find_phase(db: Session, station_id: UUID, year: int, code: str) -> Phase | None:
    """A stage of a year's calendar, or None."""
    return db.get(Phase, (station_id, year, code))


def list_phases(db: Session, station_id: UUID, year: int) -> Sequence[Phase]:
    """A year's calendar in its order."""
    ask = select(Phase).where(Phase.station_id == station_id, Phase.year == year)
    return db.scalars(ask.order_by(Phase.position)).all()


def span_of(phase: Phase) -> Span:
    """A phase's days."""
    return Span(phase.starts, phase.ends)


def list_quotas(db: Session, station_id: UUID, year: int) -> dict[str, int]:
    """The minimum of each division in a year."""
    ask = select(Quota.division, Quota.minimum)
    rows = db.execute(ask.where(Quota.station_id == station_id, Quota.year == year))
    return {row.division: row.minimum for row in rows}


def list_collectors(db: Session, station_id: UUID) -> Sequence[Collector]:
    """The roles that gather divisions' figures."""
    ask = select(Collector).where(Collector.station_id == station_id)
    return db.scalars(ask.order_by(Collector.position)).all()


def list_readings(db: Session, station_id: UUID, first: date, last: date) -> Sequence[Reading]:
    """What ITAP showed from `first` to `last`, both included, oldest first."""
    ask = select(Reading).where(
        Reading.station_id == station_id, Reading.day >= first, Reading.day <= last
    )
    return db.scalars(ask.order_by(Reading.day, Reading.at)).all()


def list_tallies(db: Session, station_id: UUID, first: date, last: date) -> Sequence[Tally]:
    """What collectors reported from `first` to `last`, both included, oldest first."""
    ask = select(Tally).where(Tally.station_id == station_id, Tally.day >= first, Tally.day <= last)
    return db.scalars(ask.order_by(Tally.day, Tally.at)).all()


def newest_confirmed(readings: Sequence[Reading]) -> dict[str | None, Reading]:
    """The last reading of each division, and of the whole station under None."""
    return {reading.division: reading for reading in readings}


def newest_tallied(tallies: Sequence[Tally]) -> dict[str, Tally]:
    """The last tally of each division."""
    return {tally.division: tally for tally in tallies}
