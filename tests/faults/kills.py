"""kill -9 of the whole server at random moments, under clients that send again on purpose."""

import random
import threading
from dataclasses import dataclass
from pathlib import Path

from tests.faults.crowd import Crowd
from tests.faults.kept_events import Kept, look_into
from tests.faults.victims import Victim, running
from tests.instances import Instance, copy_sqlite, survey_link

MOST_BEFORE_A_KILL = 60
"""Taps acknowledged between two kills, at most."""
LONGEST_DELAY = 0.02
"""A kill comes up to so many seconds later, so that it hits any moment of a commit."""


@dataclass(frozen=True)
class Run:
    """What a crowd was told, and what the database holds after it."""

    kills: int
    acknowledged: set[str]
    answered: set[str]
    scans_answered: int
    refused: int
    kept: Kept

    @property
    def lost(self) -> int:
        """How many acknowledged taps, answers and scans are not there."""
        lost = self.kept.lost(self.acknowledged, self.answered)
        return lost + max(0, self.scans_answered - self.kept.scans)

    @property
    def is_good(self) -> bool:
        """Nothing lost, nothing twice, nothing refused, chain and totals whole."""
        return not (self.lost or self.kept.doubled or self.refused or self.kept.faults)


def run_kills(victim: Victim, kills: int, *, seed: int = 1) -> Run:
    """Kill a server that often, start it again each time, and look into what it kept."""
    chance, nobody = random.Random(seed), threading.Event()
    with running(victim), Crowd(victim.port, survey_link(victim.instance), seed=seed) as crowd:
        for _ in range(kills):
            crowd.wait_for(chance.randint(1, MOST_BEFORE_A_KILL))
            nobody.wait(chance.random() * LONGEST_DELAY)
            victim.kill()
            victim.start()
        crowd.wait_for(MOST_BEFORE_A_KILL)
    refused = crowd.refused.total()
    kept = look_into(victim.instance.url)
    return Run(kills, crowd.acknowledged, crowd.answered, crowd.scans_answered, refused, kept)


def victim_on(template: Path, folder: Path, application: str = "app:create_app()") -> Victim:
    """A server on a copy of a planned SQLite database."""
    folder.mkdir(mode=0o700)
    return Victim(Instance(folder, copy_sqlite(template, folder)), application)
