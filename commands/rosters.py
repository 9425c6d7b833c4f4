"""flask roster: publish a month's roster from a file."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from commands.plain import PlainGroup
from commands.session import choose_station, open_session
from station import clock
from station.people.actions import Actor
from station.rosters.files import likeliest_mapping, likeliest_sheet, publish_duties
from station.rosters.queries import get_roster_catalogue
from station.sheets.findings import RowProblem, Understood
from station.sheets.month import Month
from station.sheets.reading import Unreadable, read_sheet
from station.sheets.sheet import MOST_BYTES, NAME_CELL, Sheet, column_letters
from station.sheets.understanding import understand

MOST_LINES = 200
PROBLEMS = {
    "no_header": "no row names the columns (date, post, shift, officer)",
    "missing_column": "no column holds the {text}",
    "bad_date": "{text!r} is no date; write it as 3/3/2568",
    "no_such_day": "there is no such day: {text}",
    "other_month": "{text} is not a day of this month",
    "other_title": "{text!r}, a title or the sheet's name, is of another month",
    "unknown_post": "{text!r} is no post of this station",
    "unknown_shift": "{text!r} is no shift of this station",
    "shift_not_at_post": "the shift {text!r} is not worked at this post",
    "unknown_officer": "{text!r} is no officer of this station (--add-officers takes them on)",
    "ambiguous_officer": "more than one officer is called {text!r}",
    "no_officer": "nobody is named",
}
UNREADABLE = {
    "empty": "the file is empty",
    "too_large": "the file is larger than {most} bytes",
    "bomb": "the file unpacks to more than a roster can be",
    "protected": "the file is protected by a password; save it without one",
    "unknown_format": "this is none of {known}",
    "damaged": "the file is damaged; save it again",
    "too_slow": "reading the file takes too long",
    "no_text": "the text is neither UTF-8 nor UTF-16 nor Thai Windows (cp874)",
}

roster = PlainGroup("roster", help="The rosters of months.")


class MonthType(click.ParamType[Month]):
    """A month such as 2568-03."""

    name = "month"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Month:
        """The month that was typed."""
        try:
            return Month.parse(str(value))
        except ValueError:
            self.fail(f"{value!r} is no month; write it as 2568-03", param, ctx)


@roster.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--month", type=MonthType(), required=True, help="The month, as 2568-03.")
@click.option("--add-officers", is_flag=True, help="Take on officers the station does not know.")
@click.option("--station", "slug", help="The station's slug; needed where there are several.")
def load(file: Path, month: Month, add_officers: bool, slug: str | None) -> None:
    """Publish FILE as the month's roster, if every row of it is understood."""
    found = _read(file)
    at = clock.now()
    with open_session(writing=True) as db:
        station = choose_station(db, slug)
        sheet = likeliest_sheet(db, station.id, month, found)
        _tell_unread(file, sheet)
        mapping = likeliest_mapping(db, station.id, month, sheet)
        catalogue = get_roster_catalogue(db, station.id)
        understood = understand(sheet, mapping, catalogue, month, allow_new=add_officers)
        _refuse_problems(file, sheet, understood)
        version = publish_duties(
            db,
            station.id,
            month,
            understood,
            base=None,
            source=file.name,
            why="flask roster load",
            by=Actor(station.id, None),
            at=at,
        )
    state = f"version {version.number}" if version else "nothing changed"
    click.echo(f"{station.slug} {month}: {state}; {_summary(understood)}")


def _read(file: Path) -> Sheet:
    try:
        with file.open("rb") as content:
            return read_sheet(content.read(MOST_BYTES + 1))
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None
    except Unreadable as refusal:
        words = UNREADABLE[str(refusal.values["problem"])].format(**refusal.values)
        raise click.ClickException(f"{file}: {words}") from None


def _tell_unread(file: Path, sheet: Sheet) -> None:
    if sheet.others:
        names = ", ".join(other.name for other in sheet.others)
        click.echo(f"{file}: read: {sheet.name}; not read: {names}", err=True)


def _refuse_problems(file: Path, sheet: Sheet, understood: Understood) -> None:
    for line in _lines(sheet, understood.problems[:MOST_LINES]):
        click.echo(f"{file}: {line}", err=True)
    more = len(understood.problems) - MOST_LINES
    if more > 0:
        click.echo(f"{file}: and {more} more", err=True)
    if understood.problems:
        raise click.exceptions.Exit(1)


def _lines(sheet: Sheet, problems: Iterable[RowProblem]) -> Iterator[str]:
    for problem in problems:
        words = PROBLEMS[problem.code].format(text=problem.text)
        yield f"{_place(sheet, problem)}: {words}"


def _place(sheet: Sheet, problem: RowProblem) -> str:
    if (problem.row, problem.column) == NAME_CELL:
        return "the sheet's name"
    source = sheet.source(problem.row, problem.column)
    column = problem.column if source.column is None else source.column
    place = f"row {source.row + 1}, column {column_letters(column)}"
    return f"sheet {source.sheet}, {place}" if source.sheet else place


def _summary(understood: Understood) -> str:
    new = len(understood.new_officers)
    return f"{len(understood.duties)} duties, {new} new officers"
