"""flask jobs: what the server does by itself, done now."""

from uuid import UUID

import click

from commands.plain import PlainGroup
from commands.session import in_one_line, open_session
from station.stations.queries import list_stations
from web.house import house

jobs = PlainGroup("jobs", help="What the server does by itself.")


@jobs.command("run")
def run_jobs() -> None:
    """Run what is due, a line for each; exit 1 if one failed. For cron, also beside a server."""
    runner = house().ticker.runner
    outcomes = []
    with in_one_line():
        runner.plan()
        slugs = station_slugs()
        while outcome := runner.run_next():
            outcomes.append(outcome)
            said = f"failed: {outcome.problem}" if outcome.problem else "done"
            click.echo(f"{name_of(outcome.name, outcome.station_id, slugs)}: {said}")
    if not outcomes:
        click.echo("nothing is due")
    if any(outcome.problem for outcome in outcomes):
        raise click.exceptions.Exit(1)


def station_slugs() -> dict[UUID, str]:
    """The slug of every station."""
    with open_session(writing=False) as db:
        return {station.id: station.slug for station in list_stations(db)}


def name_of(job: str, station_id: UUID | None, slugs: dict[UUID, str]) -> str:
    """A job in words, with the station it is for."""
    return f"{job} of {slugs[station_id]}" if station_id else job
