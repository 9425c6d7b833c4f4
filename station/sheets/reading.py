"""Reading a file in a child process: a small file can hang, eat or abort whoever parses it."""

import json
from dataclasses import replace
from typing import Any

from station.files.child_process import start_of, started, why_ended
from station.sheets.sheet import KNOWN_KINDS, MOST_BYTES, Sheet, Unreadable

__all__ = ["Sheet", "Unreadable", "read_sheet"]

SECONDS = 20
MOST_ANSWERED = 16 * 1024 * 1024
START = start_of("station.sheets.child")


def read_sheet(content: bytes) -> Sheet:
    """The sheet with most in it, and the file's others; raises Unreadable."""
    if not content:
        raise Unreadable(problem="empty")
    if len(content) > MOST_BYTES:
        raise Unreadable(problem="too_large", most=MOST_BYTES)
    return _sheet(_answer(content))


def _answer(content: bytes) -> dict[str, Any]:
    with started(START, content, seconds=SECONDS) as child:
        assert child.stdout
        answer = child.stdout.read(MOST_ANSWERED + 1)
        if len(answer) > MOST_ANSWERED:
            raise Unreadable(problem="bomb")
    problem = why_ended(child)
    if problem:
        raise Unreadable(problem=problem)
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
