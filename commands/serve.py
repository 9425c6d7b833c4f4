"""flask serve: bring the instance up to date, then serve it until told to stop."""

import gc

import click
from flask import Flask, current_app
from gunicorn.app.base import BaseApplication

from commands.first_run import first_run, listening_at
from commands.plain import PlainCommand
from web import serving
from web.house import house


class _Gunicorn(BaseApplication):  # type: ignore[misc]
    """gunicorn within this process, which has imported everything already."""

    def __init__(self, app: Flask, **place: object) -> None:
        self.app = app
        self.place = place
        super().__init__()

    def load_config(self) -> None:
        for name, value in (vars(serving) | self.place).items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        return self.app


@click.command("serve", cls=PlainCommand)
@click.option(
    "--workers",
    envvar="WORKERS",
    default=2,
    type=click.IntRange(1),
    show_default=True,
    show_envvar=True,
    help="Processes, on PostgreSQL; on SQLite, which has one writer, there is one.",
)
@click.pass_context
def serve(context: click.Context, workers: int) -> None:
    """Migrate, load the sample plan where there is no station, print the addresses, and serve.

    HOST and PORT say where, 127.0.0.1 and 8000 by default.
    """
    context.invoke(first_run)
    database = house().database
    workers = 1 if database.is_sqlite else workers
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 (Flask's own name)
    house().writer.close()
    database.close()  # no connection may be shared with the workers
    gc.collect()
    gc.freeze()  # else the collector would write to pages the workers share
    _Gunicorn(app, bind=listening_at(), workers=workers).run()
