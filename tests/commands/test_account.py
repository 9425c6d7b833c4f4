"""flask account add: opens an account, its password read from standard input alone."""

from collections.abc import Callable

import pytest
from flask import Flask

from station.people.rules import Role
from station.people.tables import Account
from station.plan.file import PlanFile
from tests.cast import Person, add_neighbour
from tests.commands.running import complaint, run
from tests.instances import Instance, on_sqlite
from tests.kept import audit, everything, rows

PASSWORD = "a sample password\n"


@on_sqlite
@pytest.mark.parametrize("role", list(Role))
def test_an_account_of_every_role_is_opened(
    app: Flask, malee: Person, station_id: object, role: Role
) -> None:
    found = run(app, "account", "add", "Nok", "--role", role, "--password-stdin", typed=PASSWORD)
    assert (found.exit_code, found.output) == (0, f"account nok: {role}\n")
    (account,) = rows(app, Account)
    assert account.role == role
    assert account.station_id == (None if role is Role.PROVINCE else station_id)
    assert account.needs_second_factor
    assert malee.signs_in("nok", PASSWORD.strip()).status_code == 303


def test_going_without_a_second_factor_is_noted(app: Flask) -> None:
    for name, more in (("with", []), ("without", ["--no-second-factor"])):
        command = ["account", "add", name, "--role", "officer", "--password-stdin", *more]
        assert run(app, *command, typed=PASSWORD).exit_code == 0
    noted = {entry.detail["name"]: entry.detail["second_factor"] for entry in audit(app)}
    assert noted == {"with": True, "without": False}
    assert {entry.account_id for entry in audit(app)} == {None}


@on_sqlite
@pytest.mark.parametrize(
    ("arguments", "typed", "says"),
    [
        (["", "--role", "officer"], PASSWORD, "bad account name"),
        (["x" * 61, "--role", "officer"], PASSWORD, "bad account name"),
        (["nok", "--role", "owner"], PASSWORD, "owner"),
        (["nok"], PASSWORD, "--role"),
        (["--role", "officer"], PASSWORD, "NAME"),
        (["nok", "--role", "officer"], "short\n", "bad pin"),
        (["nok", "--role", "officer"], "", "bad pin"),
        (["nok", "--role", "officer"], "x" * 201 + "\n", "bad pin"),
        (["nok", "--role", "officer", "--station", "nowhere"], PASSWORD, "don-ya-nang"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_and_nothing_is_opened(
    app: Flask, arguments: list[str], typed: str, says: str
) -> None:
    before = everything(app)
    found = run(app, "account", "add", *arguments, "--password-stdin", typed=typed)
    assert says in complaint(found)
    assert everything(app) == before


@on_sqlite
def test_a_password_among_the_arguments_is_never_taken(app: Flask) -> None:
    found = run(app, "account", "add", "nok", "--role", "officer", typed=PASSWORD)
    assert "--password-stdin" in complaint(found)


@on_sqlite
def test_a_name_that_is_taken_is_refused(app: Flask) -> None:
    command = ["account", "add", "nok", "--role", "officer", "--password-stdin"]
    assert run(app, *command, typed=PASSWORD).exit_code == 0
    assert "account name taken" in complaint(run(app, *command, typed=PASSWORD))


@on_sqlite
def test_with_several_stations_one_must_be_named(app: Flask, plan: PlanFile) -> None:
    neighbour = add_neighbour(app, plan)
    command = ["account", "add", "nok", "--role", "officer", "--password-stdin"]
    assert "don-ya-nang, neighbour" in complaint(run(app, *command, typed=PASSWORD))
    assert run(app, *command, "--station", "neighbour", typed=PASSWORD).exit_code == 0
    (nok,) = [account for account in rows(app, Account) if account.name == "nok"]
    assert nok.station_id == neighbour


def test_passwords_are_kept_by_argon2_with_its_full_strength(
    make_instance: Callable[..., Instance],
) -> None:
    instance = make_instance()
    command = ("account", "add", "nok", "--role", "officer", "--password-stdin")
    assert instance.flask(*command, stdin=PASSWORD).returncode == 0
    with instance.app() as app:
        (account,) = rows(app, Account)
    kind, version, cost = account.password_hash.split("$")[1:4]
    strength = dict(part.split("=") for part in cost.split(","))
    assert (kind, version) == ("argon2id", "v=19")
    assert int(strength["m"]) >= 19 * 1024
    assert int(strength["t"]) >= 2
    assert "sample" not in account.password_hash
