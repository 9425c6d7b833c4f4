"""flask account: open accounts for the staff."""

import sys

import click

from commands.plain import PlainGroup
from commands.session import choose_station, open_session
from station import clock
from station.people.actions import Actor, change_password, open_account
from station.people.queries import find_account
from station.people.rules import Role

account = PlainGroup("account", help="Accounts of the staff.")


@account.command()
@click.argument("name")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--station", "slug", help="The station's slug; needed where there are several.")
@click.option(
    "--password-stdin", is_flag=True, required=True, help="Read the password from standard input."
)
@click.option(
    "--no-second-factor", is_flag=True, help="Sign in by password alone; noted in the audit log."
)
def add(
    name: str, role: str, slug: str | None, password_stdin: bool, no_second_factor: bool
) -> None:
    """Open an account called NAME."""
    assert password_stdin  # the only way to give one: a password in an argument would be seen
    password = _typed_password()
    with open_session(writing=True) as db:
        is_province = role == Role.PROVINCE
        if is_province and slug:
            click.echo(f"an account of the province reads all stations, not only {slug}", err=True)
        station_id = None if is_province else choose_station(db, slug).id
        opened = open_account(
            db,
            name,
            password=password,
            role=Role(role),
            station_id=station_id,
            needs_second_factor=not no_second_factor,
            by=Actor(station_id, None),
            at=clock.now(),
        )
    click.echo(f"account {opened.name}: {role}")


@account.command()
@click.argument("name")
@click.option(
    "--password-stdin", is_flag=True, required=True, help="Read the password from standard input."
)
def password(name: str, password_stdin: bool) -> None:
    """Give the account called NAME a new password and end its sign-ins."""
    assert password_stdin
    typed = _typed_password()
    with open_session(writing=True) as db:
        found = find_account(db, name)
        if found is None or found.closed_at:
            raise click.ClickException(f"there is no open account called {name}")
        change_password(db, found, typed, by=Actor(found.station_id, None), at=clock.now())
    click.echo(f"account {found.name}: new password")


def _typed_password() -> str:
    """The first line of standard input."""
    try:
        return sys.stdin.buffer.readline().decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise click.ClickException("the password on standard input is not UTF-8 text") from None
