"""Load: closed loops of as many clients as are asked for, by wrk or by our own client."""

import json
import os
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
SECONDS = 1
"""Rounds are short and many: what else the machine does then troubles few of them."""


@dataclass(frozen=True)
class Load:
    """One round of load on one address."""

    requests: int
    rate: float
    p50_ms: float
    p99_ms: float
    worst_ms: float
    errors: int


def run_taps(url: str, *, clients: int, seconds: int = SECONDS, stations: int = 0) -> Load:
    """Taps with fresh ids, of the only station or of some of many."""
    return _run("taps", url, clients, seconds, STATIONS=str(stations))


def run_answers(url: str, *, clients: int, seconds: int = SECONDS) -> Load:
    """Answers to one question, with fresh ids."""
    return _run("answers", url, clients, seconds)


def run_scans(url: str, code: str, *, clients: int, seconds: int = SECONDS) -> Load:
    """Scans of one code, each by another phone."""
    return _run("scans", f"{url}/go/{code}", clients, seconds)


def made_by() -> str:
    """What makes the load on this machine."""
    return "wrk" if shutil.which("wrk") else "own client"


def _run(kind: str, url: str, clients: int, seconds: int, **settings: str) -> Load:
    if shutil.which("wrk"):
        script = str(HERE / f"{kind}.lua")
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}", "-s", script, url]
    else:
        command = [sys.executable, "-m", "bench.client", kind, url, str(clients), str(seconds)]
    made = subprocess.run(
        command,
        env=os.environ | {"SEED": str(random.randrange(2**31)), **settings},
        cwd=HERE.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(made.stdout.splitlines()[-1])
    return Load(rate=told["requests"] / told.pop("seconds"), **told)
