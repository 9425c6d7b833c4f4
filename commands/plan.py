"""flask plan: check a station's plan, and load it."""

from datetime import datetime
from pathlib import Path

import click

from commands.plain import PlainGroup
from commands.session import open_session
from station import clock
from station.plan.file import PlanFile, PlanMistakes, mistake_line, moved_to, read_plan
from station.plan.loading import Loaded, load_plan

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
        for mistake in refusal.mistakes:
            click.echo(f"{file}: {mistake_line(mistake)}", err=True)
        raise click.exceptions.Exit(1) from None


def print_loaded(loaded: Loaded) -> None:
    """Say what loading did, a difference a line."""
    station = loaded.station
    made = "new station" if loaded.is_new else "station was there"
    click.echo(f"{station.slug}: {made}, {loaded.created} created")
    for difference in loaded.differences:
        click.echo(
            f"{station.slug}: {difference.place} stays {difference.kept!r};"
            f" the file has {difference.in_file!r}"
        )
