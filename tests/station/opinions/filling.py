"""Answers by the dozen, stored by the writer itself."""

from uuid import UUID, uuid4

from flask import Flask

from station.answers.storing import Answers, Entry
from tests.cast import house_of


def answer_many(
    app: Flask,
    station_id: UUID,
    question: str,
    value: str,
    *,
    times: int = 1,
    division: str = "traffic",
    day: str = "2025-03-03",
    version: int = 1,
    code: str = "form",
    text: str | None = None,
) -> None:
    """Store the same answer so many times, each as a visitor's own."""
    entries = [
        Entry(
            id=uuid4(),
            of_service=False,
            content=(code, version, question, division, value),
            day=day,
            source="web",
            text=text,
        )
        for _ in range(times)
    ]
    house_of(app).writer.record(Answers(station_id, entries))


def answer_promises(
    app: Flask,
    station_id: UUID,
    service: str,
    *,
    kept: int,
    missed: int,
    day: str = "2025-03-03",
    version: int = 2,
) -> None:
    """Store that a service was done in time, and not, so many times."""
    entries = [
        Entry(
            id=uuid4(),
            of_service=True,
            content=(service, version, "traffic", number < kept),
            day=day,
            source="web",
        )
        for number in range(kept + missed)
    ]
    house_of(app).writer.record(Answers(station_id, entries))
