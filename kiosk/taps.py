"""Taps come in here, from paired kiosks and any other browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.reports import Intake
from station import clock
from station.counts.actions import record_taps
from station.counts.queries import get_catalogue
from station.counts.rules import Catalogue, Device, Report, misnamed, read_report

if TYPE_CHECKING:
    from web.house import House


def open_intake(house: House) -> Intake[Report, Catalogue]:
    """The way in for taps."""
    return Intake(house, read_report, get_catalogue, _is_known, _record)


def _is_known(report: Report, catalogue: Catalogue) -> bool:
    return not any(misnamed(tap, catalogue) for tap in report.taps)


def _record(
    house: House, catalogue: Catalogue, report: Report, device: Device | None
) -> dict[str, object]:
    answer = record_taps(house.writer, catalogue, report, by=device, at=clock.now())
    return {"counted": answer.counted, "known": answer.known, "refused": answer.refused}
