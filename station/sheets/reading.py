"""Reading a file in a child process: a small file can hang, eat or abort whoever parses it."""

import json
import signal
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from threading import Thread, Timer
from typing import IO, Any

from station.sheets.sheet import KNOWN_KINDS, MOST_BYTES, Sheet, Unreadable

__all__ = ["Sheet", "Unreadable", "read_sheet"]

SECONDS = 20
MOST_ANSWERED = 16 * 1024 * 1024
ROOT = str(Path(__file__).resolve().parents[2])
# Isolated, so that neither the environment nor the folder it runs in changes what is imported.
START = "import sys; sys.path.insert(0, sys.argv[1]); from station.sheets.child import main; main()"
# What its own limits do to the child: the processor's time, and memory that a library asks for.
ENDED_BY = {signal.SIGXCPU: "too_slow", signal.SIGKILL: "too_slow", signal.SIGABRT: "bomb"}


def read_sheet(content: bytes) -> Sheet:
    """The sheet with most in it, and the file's others; raises Unreadable."""
    if not content:
        raise Unreadable(problem="empty")
    if len(content) > MOST_BYTES:
        raise Unreadable(problem="too_large", most=MOST_BYTES)
    return _sheet(_answer(content))


def _answer(content: bytes) -> dict[str, Any]:
    command = [sys.executable, "-I", "-c", START, ROOT]
    # The command is ours; the file goes in as data.
    with Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL) as child:  # noqa: S603
        assert child.stdin
        assert child.stdout
        timer = Timer(SECONDS, child.kill)
        timer.start()
        feeder = Thread(target=_feed, args=(child.stdin, content), daemon=True)
        feeder.start()
        answer = child.stdout.read(MOST_ANSWERED + 1)
        if len(answer) > MOST_ANSWERED:
            child.kill()
        ended = child.wait()
        timer.cancel()
        feeder.join()
    if len(answer) > MOST_ANSWERED:
        raise Unreadable(problem="bomb")
    return _decoded(answer, ended)


def _feed(pipe: IO[bytes], content: bytes) -> None:
    with suppress(BrokenPipeError), pipe:  # the child may end before it has read everything
        pipe.write(content)


def _decoded(answer: bytes, ended: int) -> dict[str, Any]:
    if ended:
        raise Unreadable(problem=ENDED_BY.get(-ended, "damaged"))  # type: ignore[call-overload]
    decoded: dict[str, Any] = json.loads(answer)
    return decoded


def _sheet(answer: dict[str, Any]) -> Sheet:
    if answer.get("problem") == "unknown_format":
        raise Unreadable(problem="unknown_format", known=", ".join(KNOWN_KINDS))
    if "problem" in answer:
        raise Unreadable(**answer)
    pages = [_page(name, rows, answer) for name, rows in answer["pages"]]
    most = max(pages, key=lambda page: page.content)
    return replace(most, others=tuple(page for page in pages if page is not most))


def _page(name: str, rows: list[list[str]], answer: dict[str, Any]) -> Sheet:
    return Sheet(
        rows=tuple(tuple(row) for row in rows),
        name=name,
        sheets=tuple(answer["sheets"]),
        encoding=answer["encoding"],
        kind=answer["kind"],
    )
