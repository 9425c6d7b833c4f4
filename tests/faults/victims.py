"""A real server that can be killed and started again on its port."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.instances import ROOT, Instance
from tests.live import free_port, wait_until_ready


@dataclass
class Victim:
    """A server on an instance, in the shape that script/server gives it."""

    instance: Instance
    application: str = "app:create_app()"
    workers: int = 1

    def __post_init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and return once it answers."""
        command = [
            *(sys.executable, "-m", "gunicorn", "-c", "python:web.serving"),
            *("--bind", f"127.0.0.1:{self.port}", "--workers", str(self.workers)),
            self.application,
        ]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | self.instance.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_until_ready(self.url, self.process.poll)

    def kill(self) -> None:
        """Kill the whole process group at once; nobody gets to say goodbye."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=30)
            self.process = None


@contextmanager
def running(victim: Victim) -> Iterator[Victim]:
    """A victim that is gone at the end, however that comes."""
    victim.start()
    try:
        yield victim
    finally:
        victim.kill()
