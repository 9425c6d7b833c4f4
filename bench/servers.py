"""Real servers to measure: the product's as script/server starts it, and the echo's."""

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from tests.instances import ROOT
from tests.live import free_port

STARTS_WITHIN_SECONDS = 30


@dataclass(frozen=True)
class Server:
    """A running server, its first process, where what it says goes, and how long it took."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path
    first_answer_seconds: float

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def resident_mib(self) -> float:
        """Memory of its processes together, what they share counted once."""
        pids = [self.process.pid, *_children(self.process.pid)]
        return sum(_proportional_kib(pid) for pid in pids) / 1024


@contextmanager
def serve(
    application: str, log: Path, environment: Mapping[str, str] | None = None, *, workers: int = 1
) -> Iterator[Server]:
    """Serve an application in the shape of a station's server: 64 threads a process."""
    port = free_port()
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", "python:web.serving"]
    place = ["--bind", f"127.0.0.1:{port}", "--workers", str(workers)]
    with _running([*gunicorn, *place, application], port, log, environment or {}) as server:
        yield server


@contextmanager
def serve_as_installed(log: Path, environment: Mapping[str, str]) -> Iterator[Server]:
    """Serve as a station does, by script/server, everything installed before."""
    port = free_port()
    with _running(["script/server"], port, log, {**environment, "PORT": str(port)}) as server:
        yield server


@contextmanager
def _running(
    command: list[str], port: int, log: Path, environment: Mapping[str, str]
) -> Iterator[Server]:
    started = monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | dict(environment),
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        _wait_for_home(port, process)
        yield Server(port, process, log, monotonic() - started)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def _wait_for_home(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = monotonic() + STARTS_WITHIN_SECONDS
    while monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
            if connection.getresponse().status in (http.client.OK, http.client.NOT_FOUND):
                return  # with many stations, 404 lists them
        except OSError:
            sleep(0.01)
        finally:
            connection.close()
    raise RuntimeError(f"the server did not answer; it ended with {process.poll()}")


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [int(child) for child in found]


def _proportional_kib(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
