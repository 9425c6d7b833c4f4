"""flask first-run: bring an instance to where it can serve, and say where to go."""

import os
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from alembic import command

from commands.plain import PlainCommand
from commands.plan import load_for_year, print_loaded
from commands.session import in_one_line, open_session
from station import clock
from station.channels.links import note_measuring
from station.clock import day_in_zone
from station.files.actions import forget_unused
from station.people.actions import make_set_up_link
from station.people.queries import has_accounts
from station.plan.file import read_plan
from station.quotas.rules import fiscal_year_of
from station.stations.queries import list_stations
from web.house import house
from web.schema import alembic_config

SAMPLE_PLAN = Path(__file__).parent.parent / "station" / "plans" / "don-ya-nang-2568.toml"


@click.command("first-run", cls=PlainCommand)
def first_run() -> None:
    """Migrate, load the sample plan where there is no station yet, and print the addresses."""
    with in_one_line():
        command.upgrade(alembic_config(house().database), "head")
    now = clock.now()
    with open_session(writing=False) as db:
        is_empty = not list_stations(db)
    if is_empty:
        zone = read_plan(SAMPLE_PLAN).station.timezone
        print_loaded(load_for_year(SAMPLE_PLAN, _present_year(zone), at=now))
    base = f"http://{listening_at()}"  # phones may use another, PUBLIC_URL
    click.echo(f"kiosk: {base}/")
    click.echo(f"admin: {base}/admin/")
    with open_session(writing=True) as db:
        note_measuring(db, is_on=house().settings.public_url is not None, at=now)
        forget_unused(db, house().store, at=now)
        for station in list_stations(db):
            if not has_accounts(db, station.id):
                token = make_set_up_link(db, station.id, at=now)
                click.echo(f"set up {station.slug} (one time, 7 days): {base}/admin/set-up/{token}")


def _present_year(zone: str) -> int:
    return fiscal_year_of(day_in_zone(clock.now(), ZoneInfo(zone)))


def listening_at() -> str:
    """This server's host and port, by HOST and PORT."""
    host = os.environ.get("HOST") or "127.0.0.1"
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{os.environ.get('PORT') or 8000}"
