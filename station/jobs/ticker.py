"""The thread in which a serving process runs what is due."""

import logging
from collections.abc import Callable
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from station import clock
from station.jobs.running import Runner

LONGEST_SLEEP_SECONDS = 60.0
"""Another process may make a job due, and nobody tells us."""
STOPS_WITHIN_SECONDS = 3.0

log = logging.getLogger(__name__)


class Ticker:
    """Sleeps until a job is due, runs it, and sleeps again. It does nothing until it is started."""

    def __init__(self, runner: Runner) -> None:
        self.runner = runner
        self._rung = Event()
        self._stopped = Event()
        self._is_ending: Callable[[], bool] = lambda: False
        self._thread: Thread | None = None

    def start(self, is_ending: Callable[[], bool] = lambda: False) -> None:
        """Begin; `is_ending` says whether the process is about to end, and jobs should too."""
        self._is_ending = is_ending
        self._thread = Thread(target=self._work, name="jobs", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Look again at once: this process has just made a job due, and committed it."""
        self._rung.set()

    def stop(self) -> None:
        """Let the job that is running end early, and wait for it a little."""
        self._stopped.set()
        self._rung.set()
        if self._thread:
            self._thread.join(STOPS_WITHIN_SECONDS)

    def is_stopping(self) -> bool:
        """Whether jobs should come to an end."""
        return self._stopped.is_set() or self._is_ending()

    def _work(self) -> None:
        while not self.is_stopping():
            self._rung.clear()
            self._rung.wait(self._run_due())

    def _run_due(self) -> float:
        """Run everything that is due; for how many seconds nothing will be."""
        try:
            self.runner.plan()
            while not self.is_stopping() and self.runner.run_next(self.is_stopping):
                pass
            following = self.runner.next_run()
        except SQLAlchemyError as error:
            log.error("jobs cannot run while the database fails: %s", error)
            return LONGEST_SLEEP_SECONDS
        if following is None:
            return LONGEST_SLEEP_SECONDS
        left = (following - clock.now()).total_seconds()
        return min(max(left, 0.0), LONGEST_SLEEP_SECONDS)
