"""Every command helps in English, and says in one clear line why it cannot work."""

import subprocess
from collections.abc import Callable, Iterator

import click
import pytest
from flask import Flask

from commands import register
from tests.cast import Person, make_report, make_tap
from tests.commands.running import complaint, run
from tests.instances import Instance, on_sqlite
from tests.live import LiveServer

COMMANDS = {
    "db upgrade", "db downgrade", "db check", "plan check", "plan load",
    "roster load", "account add",
    "account password",
    "counts verify", "counts rebuild", "jobs run", "first-run", "serve", "demo", "doctor",
}  # fmt: skip
BUILT_IN = {"run", "shell", "routes"}


def commands_of(group: click.Group, prefix: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands_of(command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}"


@on_sqlite
def test_these_commands_are_there(app: Flask) -> None:
    register(app)
    assert set(commands_of(app.cli)) - BUILT_IN == COMMANDS


@on_sqlite
@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_each_helps_in_english(app: Flask, command: str) -> None:
    found = run(app, *command.split(), "--help")
    assert found.exit_code == 0
    assert found.output.startswith("Usage:")
    assert found.output.isascii()


@on_sqlite
@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_each_refuses_an_option_it_does_not_know(app: Flask, command: str) -> None:
    assert "--nothing" in complaint(run(app, *command.split(), "--nothing"))


BARE = {
    "plan load": ["station/plans/don-ya-nang-2568.toml"],
    "account add": ["nok", "--role", "officer", "--password-stdin"],
    "counts verify": [],
    "counts rebuild": ["--check"],
    "jobs run": [],
}


@pytest.mark.parametrize("command", BARE)
def test_without_a_schema_each_says_what_to_do_first(
    instance: Instance, make_bare: Callable[[Instance], Instance], command: str
) -> None:
    with make_bare(instance).app() as app:
        found = run(app, *command.split(), *BARE[command], typed="a sample password\n")
    assert "flask db upgrade" in complaint(found)
    assert found.exit_code == (2 if command == "counts verify" else 1)


@pytest.mark.parametrize(
    ("name", "value"),
    [("PUBLIC_URL", "kiosk.example.go.th"), ("DATABASE_URL", "mysql://h/d"), ("DATABASE_URL", "x")],
)
def test_a_setting_that_cannot_be_used_is_named_in_one_line(
    make_instance: Callable[..., Instance], name: str, value: str
) -> None:
    bare = make_instance()
    found = bare.flask("db", "check", **{name: value})
    assert found.returncode != 0
    (line,) = [line for line in found.stderr.splitlines() if line.strip()]
    assert name in line


def test_a_database_that_is_not_there_is_told_in_one_line(
    make_instance: Callable[..., Instance],
) -> None:
    for url in ("postgresql://nobody@127.0.0.1:1/x", "sqlite:////nowhere/station.db"):
        found = make_instance().flask("counts", "rebuild", "--check", DATABASE_URL=url)
        assert found.returncode == 1
        assert len(found.stderr.splitlines()) == 1
        assert "refused" in found.stderr


def test_commands_work_beside_a_running_server(live: LiveServer) -> None:
    def flask(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        found = live.instance.flask(*arguments, stdin=stdin)
        assert found.returncode == 0, found.stderr
        return found

    with live.instance.app() as beside:
        malee = Person(beside.test_client())
        assert malee.browser.post("/taps", json=make_report(make_tap())).status_code == 200
    role = ("--role", "admin", "--password-stdin")
    flask("account", "add", "praew", *role, stdin="a sample password\n")
    loaded = flask("plan", "load", "station/plans/don-ya-nang-2568.toml", "--year", "2569")
    assert "station was there" in loaded.stdout
    assert flask("counts", "verify").stdout.splitlines()[-1].startswith("don-ya-nang 1 ")
    assert "equal a recount" in flask("counts", "rebuild", "--check").stdout
