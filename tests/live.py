"""A real server: gunicorn as script/server starts it, on a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.instances import ROOT, SLUG, Instance

STARTS_WITHIN_SECONDS = 30


@dataclass(frozen=True)
class LiveServer:
    """A running server and the instance behind it."""

    url: str
    instance: Instance
    station: str = SLUG


def free_port() -> int:
    """A port nobody listens on at present."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(instance: Instance, *, port: int | None = None) -> Iterator[LiveServer]:
    """Serve an instance; the whole process group is gone at the end."""
    port = port or free_port()
    process = start_server(instance, port)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_ready(url, process)
        yield LiveServer(url, instance)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def start_server(instance: Instance, port: int) -> subprocess.Popen[bytes]:
    """Start a server in a process group of its own; it may not answer yet."""
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "-c", "python:web.serving"),
            *("--bind", f"127.0.0.1:{port}", "app:create_app()"),
        ],
        cwd=ROOT,
        env=os.environ | instance.environment,
        start_new_session=True,
    )


def wait_until_ready(url: str, process: subprocess.Popen[Any]) -> None:
    """Return once the server answers; raises where it ended or never does."""
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)  # between looks at another process, which cannot tell us
    raise RuntimeError("the server did not answer")
