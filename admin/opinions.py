"""What visitors think: the answers to a questionnaire, by question, division and month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Response, abort, render_template, request

from admin import guard
from admin.files import CSV, XLSX, Line, attachment, csv_of, xlsx_of
from station.opinions.queries import Results, get_results, list_years
from station.opinions.rules import Entry, Figure, QuestionResult, State
from station.opinions.suppression import LEAST
from station.questionnaires.queries import list_questionnaires, title_of
from station.quotas.rules import fiscal_year_of
from station.sheets.month import Month
from station.stations.queries import list_divisions
from station.thai import month_words
from web.house import db, now
from web.language import in_words, language
from web.language import say as _

if TYPE_CHECKING:
    from station.questionnaires.tables import Questionnaire

BEST_FACES = 2
FIRST_YEAR, LAST_YEAR = 2500, 2700


@dataclass(frozen=True)
class Page:
    """All that the page shows of one questionnaire's year."""

    results: Results
    years: Sequence[int]
    questionnaires: Sequence[Questionnaire]
    titles: dict[str, str]
    names: dict[str, str]
    division: str | None
    month: Month | None

    def chosen(self, question: QuestionResult) -> Entry:
        """A question's entry at the division and in the month that were chosen."""
        if self.division and self.month:
            return question.cells[self.division, self.month]
        if self.division:
            return question.divisions[self.division]
        return question.months[self.month] if self.month else question.total

    @property
    def is_unanswered(self) -> bool:
        """Whether nobody answered any question in the whole year."""
        return all(one.total.state is State.EMPTY for one in self.results.questions)

    def by_division(self, question: QuestionResult) -> list[tuple[str, Entry]]:
        """Each division's name with its entry, in the month that was chosen."""
        return [
            (name, question.cells[code, self.month] if self.month else question.divisions[code])
            for code, name in self.names.items()
        ]

    def by_month(self, question: QuestionResult) -> list[tuple[Month, Entry]]:
        """Each month with its entry, of the division that was chosen."""
        return [
            (
                month,
                question.cells[self.division, month] if self.division else question.months[month],
            )
            for month in self.results.months
        ]


def show_all() -> str:
    """The first questionnaire's results; where there is none, how to come by one."""
    found = list_questionnaires(db(), guard.station_id())
    if not found:
        return render_template("admin/opinions_none.html")
    return show(found[0].code)


def show(code: str) -> str:
    """A questionnaire's results in a fiscal year."""
    page = _page(code)
    return render_template(
        "admin/opinions.html",
        page=page,
        headline=_headline(page),
        least=LEAST,
        may_read=guard.staff().may("read_texts"),
    )


def _page(code: str) -> Page:
    station_id = guard.station_id()
    results = get_results(db(), station_id, code, asked_year())
    divisions = list_divisions(db(), station_id)
    found = list_questionnaires(db(), station_id)
    division = request.args.get("division") or None
    if division and division not in results.divisions:
        abort(404)
    return Page(
        results=results,
        years=years_of(code),
        questionnaires=found,
        titles={one.code: in_words(title_of(db(), one)) for one in found},
        names={one.code: in_words(one.name) for one in divisions},
        division=division,
        month=_asked_month(results),
    )


def years_of(code: str) -> list[int]:
    """The fiscal years to choose from: with answers, the present one and the one asked for."""
    answered = list_years(db(), guard.station_id(), code, present_year())
    return sorted({*answered, asked_year()})


def present_year() -> int:
    """The fiscal year of today."""
    return fiscal_year_of(now().astimezone(guard.station().zone).date())


def asked_year() -> int:
    """The fiscal year in the address, else the present one; 404 for what is no year."""
    text = request.args.get("year", str(present_year()))
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        abort(404)
    return year


def _asked_month(results: Results) -> Month | None:
    text = request.args.get("month")
    if not text:
        return None
    found = next((month for month in results.months if str(month) == text), None)
    return found or abort(404)


def _headline(page: Page) -> str:
    """The finding in one sentence: the page's title."""
    first = page.results.questions[0] if page.results.questions else None
    entry = page.chosen(first) if first else None
    if first is None or entry is None or entry.state is State.EMPTY:
        return _("Nobody has answered yet")
    if entry.figure is None:
        return _("Too few answers to show: results are shown from %(n)s on", n=LEAST)
    figure = entry.figure
    if figure.mean is None:
        most = max(figure.shares, key=lambda share: share.count)
        words = {option.code: option.words for option in first.asked.question.options}
        return _(
            "%(share)s %% of %(n)s answered “%(words)s”",
            share=round(most.share.value * 100),
            n=f"{figure.n:,}",
            words=in_words(words[most.code]),
        )
    return _(
        "%(share)s %% of %(n)s chose one of the two best faces",
        share=round(best_share(figure) * 100),
        n=f"{figure.n:,}",
    )


def best_share(figure: Figure) -> float:
    """The share of the two best faces."""
    return sum(share.count for share in figure.shares[-BEST_FACES:]) / figure.n


def csv(code: str) -> Response:
    """All that may be shown of a year, as CSV."""
    results = get_results(db(), guard.station_id(), code, asked_year())
    name = f"{code}-{results.year}.csv"
    return attachment(csv_of(_lines(results)), CSV, name)


def xlsx(code: str) -> Response:
    """The same as XLSX."""
    results = get_results(db(), guard.station_id(), code, asked_year())
    content = xlsx_of(str(results.year), _lines(results))
    return attachment(content, XLSX, f"{code}-{results.year}.xlsx")


def _lines(results: Results) -> Iterator[Line]:
    """A line for each option, or mean of faces, of each group that may be shown."""
    yield [
        _("Question"),
        _("Division"),
        _("Month"),
        _("Option"),
        _("Answers"),
        _("Chosen"),
        _("Share or mean"),
        _("95 % from"),
        _("95 % to"),
    ]
    names = {one.code: in_words(one.name) for one in list_divisions(db(), guard.station_id())}
    everywhere, whole_year = _("The whole station"), _("The whole year")
    for one in results.questions:
        groups = [(everywhere, whole_year, one.total)]
        groups += [(names[code], whole_year, entry) for code, entry in one.divisions.items()]
        groups += [(everywhere, _month(month), entry) for month, entry in one.months.items()]
        groups += [
            (names[code], _month(month), entry) for (code, month), entry in one.cells.items()
        ]
        for division, month, entry in groups:
            if entry.figure:
                yield from _figure_lines(one, division, month, entry.figure)


def _month(month: Month) -> str:
    return month_words(month.first, language())


def _figure_lines(one: QuestionResult, division: str, month: str, figure: Figure) -> Iterator[Line]:
    head = [in_words(one.asked.question.words), division, month]
    words = {option.code: in_words(option.words) for option in one.asked.question.options}
    if not figure.shares:
        yield [*head, _("written answers"), figure.n, "", "", "", ""]
    for share in figure.shares:
        interval = share.share
        numbers = [round(part, 4) for part in (interval.value, interval.low, interval.high)]
        yield [*head, words[share.code], figure.n, share.count, *numbers]
    if figure.mean:
        mean = figure.mean
        numbers = [round(part, 3) for part in (mean.value, mean.low, mean.high)]
        yield [*head, _("mean of the faces"), figure.n, "", *numbers]
