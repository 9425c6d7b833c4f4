"""flask plan: check a station's plan, and load it."""

from datetime import datetime, time
from pathlib import Path

import click

from commands.plain import PlainGroup
from commands.session import open_session
from station import clock
from station.plan.file import PlanFile, PlanMistakes, mistake_line, moved_to, read_plan
from station.plan.loading import Loaded, load_plan

MOST_MISTAKES = 200

plan = PlainGroup("plan", help="A station's plan, as a TOML file.")


@plan.command()
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Explain every mistake in FILE with its place."""
    found = read_or_explain(file)
    click.echo(f"{file}: no mistakes; fiscal year {found.fiscal_year}")


@plan.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--year", type=int, help="Move the plan's dates to this (Buddhist) fiscal year.")
def load(file: Path, year: int | None) -> None:
    """Create what of FILE is missing; keep what is there and print where it differs."""
    print_loaded(load_for_year(file, year, at=clock.now()))


def load_for_year(file: Path, year: int | None, *, at: datetime) -> Loaded:
    """Load a plan file, moved to `year` if one is given."""
    found = read_or_explain(file, year)
    with open_session(writing=True) as db:
        return load_plan(db, found, at=at)


def read_or_explain(file: Path, year: int | None = None) -> PlanFile:
    """The plan in a file; its mistakes, a line each, end the command."""
    try:
        found = read_plan(file)
        return found if year is None else moved_to(found, year)
    except PlanMistakes as refusal:
        for mistake in refusal.mistakes[:MOST_MISTAKES]:
            click.echo(f"{file}: {mistake_line(mistake)}", err=True)
        more = len(refusal.mistakes) - MOST_MISTAKES
        if more > 0:
            click.echo(f"{file}: and {more} mistakes more", err=True)
        raise click.exceptions.Exit(1) from None


def print_loaded(loaded: Loaded) -> None:
    """Say what loading did, a difference a line."""
    station = loaded.station
    made = "new station" if loaded.is_new else "station was there"
    click.echo(f"{station.slug}: {made}, {loaded.created} created")
    for difference in loaded.differences:
        click.echo(
            f"{station.slug}: {difference.place} stays {_shown(difference.kept)};"
            f" the file has {_shown(difference.in_file)}"
        )


def _shown(value: object) -> str:
    """A value as the plan file would say it."""
    if value is None:
        return "nothing"
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, dict):
        return " / ".join(str(words) for words in value.values())
    if isinstance(value, list):
        return ", ".join(map(_shown, value)) or "nothing"
    return str(value)
