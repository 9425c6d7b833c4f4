"""Running flask commands within a test, and what a clear failure looks like."""

from click.testing import Result
from flask import Flask

from commands import register


def run(app: Flask, *arguments: object, typed: str = "") -> Result:
    """A command's result: exit code, stdout, stderr."""
    register(app)
    with app.app_context():  # as the flask command opens it
        found = app.test_cli_runner().invoke(args=[str(one) for one in arguments], input=typed)
    if found.exception and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found


def complaint(result: Result) -> str:
    """The one line in which a command says why it failed."""
    assert result.exit_code != 0
    assert "Traceback" not in result.output
    (line,) = result.stderr.splitlines()
    return line
