"""flask counts: whether the counts are whole."""

from pathlib import Path

import click

from commands.plain import PlainGroup
from commands.session import open_session
from station.counts.queries import list_differences, verify_station
from station.counts.verify import CANNOT_SAY, Finding, load_heads, verdict
from station.stations.queries import list_stations

counts = PlainGroup("counts", help="The counted taps and scans.")


@counts.command()
@click.option("--heads", type=click.Path(path_type=Path), help="Heads held elsewhere.")
def verify(heads: Path | None) -> None:
    """Walk every station's chain; exit 0 whole, 1 broken, 2 cannot say.

    The last line is the head: station, number, hash.
    """
    try:
        held = load_heads(heads) if heads else None
        findings = _walk(held)
    except (click.ClickException, ValueError) as failure:
        click.echo(f"cannot say: {failure}", err=True)
        raise click.exceptions.Exit(CANNOT_SAY) from None
    if not findings:
        click.echo("no station here: nothing to verify", err=True)
    for finding in findings:
        for line in finding.lines():
            click.echo(line)
    raise click.exceptions.Exit(verdict(findings, held))


def _walk(held: dict[str, dict[int, str]] | None) -> list[Finding]:
    with open_session(writing=False) as db:
        return [
            verify_station(db, station, None if held is None else held.get(station.slug, {}))
            for station in list_stations(db)
        ]


@counts.command()
@click.option("--check", is_flag=True, required=True, help="Compare only; change nothing.")
def rebuild(check: bool) -> None:
    """Say whether the daily totals are what counting the events again gives."""
    with open_session(writing=False) as db:
        differences = list_differences(db)
    for d in differences:
        where = " ".join(part for part in (d.station, d.day, d.division, d.kind, d.source) if part)
        click.echo(f"{where}: the total says {d.total}, the events {d.recount}")
    if differences:
        raise click.exceptions.Exit(1)
    click.echo("the daily totals equal a recount")
