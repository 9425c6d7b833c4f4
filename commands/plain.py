"""Commands whose complaints are one clear line each, as scripts want to read them."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask.cli import AppGroup


class WrongUse(click.ClickException):
    """What click would say in four lines, with the usage above it."""

    exit_code = click.UsageError.exit_code


@contextmanager
def _in_one_line() -> Iterator[None]:
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise  # not a complaint
    except click.UsageError as error:
        words = " ".join(error.format_message().split())
        help_at = f" ({error.ctx.command_path} --help says more)" if error.ctx else ""
        raise WrongUse(words + help_at) from None


class PlainCommand(click.Command):
    """One command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; raises WrongUse."""
        with _in_one_line():
            return super().parse_args(ctx, args)


class PlainGroup(AppGroup):
    """Commands under one word."""

    command_class = PlainCommand

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; raises WrongUse."""
        with _in_one_line():
            return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant; raises WrongUse."""
        with _in_one_line():
            return super().resolve_command(ctx, args)
