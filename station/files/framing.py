"""What a child process says: a line of JSON, and as many bytes after it as the line announces."""

import json
import sys
from typing import IO, Any

LONGEST_LINE = 2_000


class Stopped(Exception):
    """Parsing goes no further; `problem` is the code of `BadFile`, `most` the limit passed."""

    def __init__(self, problem: str, most: int | None = None) -> None:
        super().__init__(problem)
        self.said: dict[str, Any] = {"problem": problem} | ({} if most is None else {"most": most})


def say(content: bytes = b"", **said: Any) -> None:
    """Answer, or a part of the answer."""
    line = json.dumps({**said, "size": len(content)})
    sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


class Cut(Exception):
    """The answer ended before it was complete."""


def hear(answers: IO[bytes], *, most: int) -> tuple[dict[str, Any], bytes] | None:
    """The next part of an answer, None where nothing more comes; raises Cut, ValueError."""
    line = answers.readline(LONGEST_LINE)
    if not line:
        return None
    if not line.endswith(b"\n"):
        raise Cut if len(line) < LONGEST_LINE else ValueError("this is no answer")
    said = json.loads(line)
    size = said.pop("size") if isinstance(said, dict) and "size" in said else None
    if not isinstance(size, int) or not 0 <= size <= most:
        raise ValueError("this is no answer")
    content = answers.read(size)
    if len(content) < size:
        raise Cut
    return said, content
