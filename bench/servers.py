"""Real servers to measure: the product's as script/server starts it, and the echo's."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from tests.instances import ROOT, Instance
from tests.live import free_port, wait_until_ready

THREADS = 64


@dataclass(frozen=True)
class Server:
    """A running server, the process group it lives in, and where what it says goes."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    first_answer_seconds: float

    def resident_mib(self) -> float:
        """Memory of its processes together, what they share counted once."""
        pids = [self.process.pid, *_children(self.process.pid)]
        return sum(_proportional_kib(pid) for pid in pids) / 1024


@contextmanager
def serve(application: str, log: Path, instance: Instance | None = None) -> Iterator[Server]:
    """Serve an application in the shape of a station's server: one process, 64 threads."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    heartbeat = ["--worker-tmp-dir", "/dev/shm"] if os.access("/dev/shm", os.W_OK) else []
    command = [
        *(sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"),
        *("--worker-class", "gthread", "--threads", str(THREADS), "--workers", "1"),
        *("--keep-alive", "5", "--no-control-socket", "--log-level", "warning", *heartbeat),
        application,
    ]
    environment = os.environ | (instance.environment if instance else {})
    started = monotonic()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stderr=output, start_new_session=True
        )
    try:
        if instance:
            wait_until_ready(url, process)
        else:
            sleep(2)  # the echo has no page to ask; it is up long before
        yield Server(url, process, log, monotonic() - started)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [int(child) for child in found]


def _proportional_kib(pid: int) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0
