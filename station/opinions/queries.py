"""What visitors answered, added up by question, division and month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from station.answers.queries import count_answers, count_promises, find_answered_days
from station.channels.queries import list_versions_promising
from station.database import Words
from station.opinions.rules import (
    Kept,
    Place,
    QuestionResult,
    Tally,
    kept_share,
    questions_over,
    result_of,
)
from station.questionnaires.queries import get_questionnaire, list_versions
from station.quotas.rules import fiscal_year_of, span_of_year
from station.sheets.month import Month
from station.stations.queries import list_divisions


@dataclass(frozen=True, slots=True)
class Results:
    """The results of a questionnaire in a fiscal year, over all its versions."""

    code: str
    title: Words
    year: int
    months: tuple[Month, ...]
    divisions: tuple[str, ...]
    questions: tuple[QuestionResult, ...]


def get_results(db: Session, station_id: UUID, code: str, year: int) -> Results:
    """What a questionnaire's answers of a fiscal year come to; raises NotFound."""
    kept = get_questionnaire(db, station_id, code)
    versions = list_versions(db, kept)
    months = months_of(year)
    divisions = tuple(one.code for one in list_divisions(db, station_id))
    tallies = _tallies(db, station_id, code, year)
    questions = tuple(
        result_of(
            asked,
            tallies.get(asked.question.code, {}),
            divisions=divisions,
            months=months,
        )
        for asked in questions_over(versions, kept.version)
    )
    latest = versions[kept.version or max(versions)] if versions else None
    title = latest.title if latest else {}
    return Results(code, title, year, months, divisions, questions)


def list_years(db: Session, station_id: UUID, code: str, present: int) -> list[int]:
    """The fiscal years in which a questionnaire was answered, and one more, in their order."""
    first, last = find_answered_days(db, station_id, code)
    years = {present}
    if first and last:
        years |= set(range(fiscal_year_of(first), fiscal_year_of(last) + 1))
    return sorted(years)


def months_of(year: int) -> tuple[Month, ...]:
    """The months of a fiscal year, in their order."""
    first = span_of_year(year).first
    return tuple(
        Month(first.year + (first.month - 1 + number) // 12, (first.month - 1 + number) % 12 + 1)
        for number in range(12)
    )


def _tallies(
    db: Session, station_id: UUID, code: str, year: int
) -> Mapping[str, Mapping[Place, Tally]]:
    days = span_of_year(year)
    found: dict[str, dict[Place, Tally]] = {}
    for one in count_answers(db, station_id, code, days.first, days.last):
        place = one.division, Month.parse(one.month)
        found.setdefault(one.question, {}).setdefault(place, Tally()).add(one.value, one.count)
    return found


def promise_kept(
    db: Session, station_id: UUID, service: str, minutes: int, today: date
) -> Kept | None:
    """The share of those who say, in this fiscal year so far, that a service was done in time.

    Of all versions that promised as many `minutes`: what was said of another promise says nothing
    of this one. None below ten answers.
    """
    versions = list_versions_promising(db, station_id, service, minutes)
    first = span_of_year(fiscal_year_of(today)).first
    return kept_share(*count_promises(db, station_id, service, versions, first, today))
