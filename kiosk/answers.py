"""Answers come in here, from paired kiosks and any other browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.reports import Intake
from station import clock
from station.answers.actions import record_answers
from station.answers.queries import get_catalogue
from station.answers.rules import Catalogue, Report, is_elsewhere, misnamed, read_report

if TYPE_CHECKING:
    from station.counts.rules import Device
    from web.house import House


def open_intake(house: House) -> Intake[Report, Catalogue]:
    """The way in for answers."""
    return Intake(house, read_report, get_catalogue, _is_known, _record)


def _is_known(report: Report, catalogue: Catalogue) -> bool:
    return not any(
        misnamed(answer, catalogue) or is_elsewhere(answer, catalogue) for answer in report.answers
    )


def _record(
    house: House, catalogue: Catalogue, report: Report, device: Device | None
) -> dict[str, object]:
    taken = record_answers(house.writer, catalogue, report, by=device, at=clock.now())
    return {"kept": taken.kept, "known": taken.known, "refused": taken.refused}
