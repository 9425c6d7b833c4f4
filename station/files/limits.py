"""What a child process takes from itself before it parses anything; it cannot be taken back."""

import os
import resource
import signal
import time
from functools import cache

USUAL_START = 0.15
"""Seconds of the processor that starting a child takes on a machine of the usual speed, at most."""


def limit(*, memory: int, seconds: int) -> None:
    """Hold this process to so much memory, to that many seconds of the processor, to no files."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # A second between the two: the first limit's signal says which limit it was.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def shut_in() -> None:
    """Open nothing any more, neither file nor connection, start nobody, and let others go first.

    What is still to be imported must have been before.
    """
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    os.nice(10)


def hold_memory(most: int, *, ever: int | None = None) -> None:
    """Hold the memory that is this process's own (libraries, which all share, don't count).

    It may be held to more later, up to `ever`.
    """
    resource.setrlimit(resource.RLIMIT_DATA, (most, ever or most))


def allow(seconds: float) -> None:
    """Let this process use the processor that much longer than it was allowed to; then it ends.

    What starting took says how fast the machine is: on a slow one, seconds are longer.
    """
    left, _ = signal.getitimer(signal.ITIMER_PROF)
    signal.setitimer(signal.ITIMER_PROF, left + seconds * _pace())


@cache
def _pace() -> float:
    return max(1.0, time.process_time() / USUAL_START)
