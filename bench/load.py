"""Load by wrk: closed loops of as many clients as are asked for."""

import json
import os
import random
import subprocess
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Load:
    """One round of load on one address."""

    rate: float
    p50_ms: float
    p99_ms: float
    worst_ms: float
    errors: int


def run_taps(url: str, *, clients: int, seconds: int) -> Load:
    """Taps with fresh ids."""
    return _wrk(url, "taps.lua", clients, seconds)


def run_scans(url: str, code: str, *, clients: int, seconds: int) -> Load:
    """Scans of one code."""
    return _wrk(f"{url}/go/{code}", "scans.lua", clients, seconds)


def _wrk(url: str, script: str, clients: int, seconds: int) -> Load:
    made = subprocess.run(
        ["wrk", "-t1", f"-c{clients}", f"-d{seconds}", "-s", str(HERE / script), url],
        env=os.environ | {"SEED": str(random.randrange(2**31))},
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(made.stdout.splitlines()[-1])
    return Load(
        rate=told["requests"] / told["seconds"],
        p50_ms=told["p50_ms"],
        p99_ms=told["p99_ms"],
        worst_ms=told["worst_ms"],
        errors=told["errors"],
    )
