"""A real server: gunicorn as script/server starts it, on a free port."""

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from gunicorn.app.wsgiapp import run as run_gunicorn

from station.database import Database
from station.people.rules import Role
from station.stations.queries import find_station
from tests.cast import open_for
from tests.instances import ROOT, SLUG, Instance

STARTS_WITHIN_SECONDS = 30

BORN = multiprocessing.get_context("forkserver")
BORN.set_forkserver_preload(["app", "gunicorn.app.wsgiapp", "gunicorn.workers.gthread", __name__])


@dataclass(frozen=True)
class LiveServer:
    """A running server and the instance behind it."""

    url: str
    instance: Instance
    station: str = SLUG

    def add_account(self, name: str, role: Role) -> None:
        """Open an account, with the password of all the cast."""
        database = Database(self.instance.url)
        with database.session(writing=True) as db:
            station = find_station(db, self.station)
            assert station is not None
            open_for(db, name, role, None if role is Role.PROVINCE else station.id)
            db.commit()
        database.close()


def free_port() -> int:
    """A port nobody listens on at present."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(instance: Instance, *, port: int | None = None) -> Iterator[LiveServer]:
    """Serve an instance; the whole process group is killed at the end.

    Each server is a fork of a process that has imported what servers import, which takes them
    longer than all else. The same configuration reaches gunicorn as from the command line.
    """
    port = port or free_port()
    process = BORN.Process(target=_be_server, args=(os.environ | instance.environment, port))
    process.start()
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_ready(url, lambda: process.exitcode)
        yield LiveServer(url, instance)
    finally:
        if process.pid and process.is_alive():
            os.killpg(process.pid, signal.SIGKILL)
        process.join(timeout=20)


def _be_server(environment: dict[str, str], port: int) -> None:
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    sys.argv = _arguments(port)
    run_gunicorn()


def _arguments(port: int) -> list[str]:
    bound = f"127.0.0.1:{port}"
    return ["gunicorn", "-c", "python:web.serving", "--bind", bound, "app:create_app()"]


def start_server(instance: Instance, port: int) -> subprocess.Popen[bytes]:
    """Start a server in a process group of its own; it may not answer yet."""
    return subprocess.Popen(
        [sys.executable, "-m", *_arguments(port)],
        cwd=ROOT,
        env=os.environ | instance.environment,
        start_new_session=True,
    )


def wait_until_ready(url: str, ended: Callable[[], int | None]) -> None:
    """Return once the server answers; raises where it `ended` (with what) or never does."""
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if ended() is not None:
            raise RuntimeError(f"the server ended with {ended()}")
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)  # between looks at another process, which cannot tell us
    raise RuntimeError("the server did not answer")
