"""A child process that parses what came from outside: isolated, timed, and ended by its limits.

A reader written in C or Rust can abort, hang or eat a whole server on a small file.
"""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import Thread, Timer
from typing import IO

ROOT = str(Path(__file__).resolve().parents[2])
# Of what the server was told (its secrets too), a child hears nothing. A buffer that is freed goes
# back to the system at once: else a child's memory would be that of all its buffers.
ENVIRONMENT = {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "65536"}
# What its own limits do to a child: the processor's time, and memory that a library asks for, which
# then gives up in a way of its own.
ENDED_BY: dict[int, str] = {
    signal.SIGXCPU: "too_slow",
    signal.SIGPROF: "too_slow",
    signal.SIGKILL: "too_slow",
    signal.SIGABRT: "bomb",
    signal.SIGTRAP: "bomb",
    signal.SIGILL: "bomb",
}


def start_of(module: str) -> str:
    """The program of a child: a module's `main`, found in this house alone."""
    return f"import sys; sys.path.insert(0, sys.argv[1]); from {module} import main; main()"


@contextmanager
def started(start: str, question: bytes | IO[bytes], *, seconds: float) -> Iterator[Popen[bytes]]:
    """A child that runs `start` and has ended afterwards; it reads the question, its `stdout` is
    to be read. A question that is an open file, is read by the child itself.
    """
    # Isolated, so that neither the environment nor the folder it runs in changes what is imported.
    command = [sys.executable, "-I", "-c", start, ROOT]
    source = PIPE if isinstance(question, bytes) else question
    # The command is ours; the file goes in as data.
    with Popen(command, stdin=source, stdout=PIPE, stderr=DEVNULL, env=ENVIRONMENT) as child:  # noqa: S603
        timer = Timer(seconds, child.kill)
        timer.start()
        feeder = Thread(target=_feed, args=(child.stdin, question), daemon=True)
        feeder.start()
        try:
            yield child
            child.wait()
        finally:
            child.kill()  # whoever asked went away before it had answered
            timer.cancel()
            feeder.join()


def _feed(pipe: IO[bytes] | None, question: bytes | IO[bytes]) -> None:
    if pipe is None or not isinstance(question, bytes):
        return
    with suppress(BrokenPipeError), pipe:  # the child may end before it has read everything
        pipe.write(question)


def why_ended(child: Popen[bytes]) -> str | None:
    """Why a child that has ended did not end well: too_slow, bomb or damaged; None if it did."""
    if not child.returncode:
        return None
    return ENDED_BY.get(-child.returncode, "damaged")
