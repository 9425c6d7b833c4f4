"""The child process that parses a file: limits first, then a file in, an answer out.

It imports as little as it can, for it starts anew with every file.
"""

import json
import sys
from typing import Any

from station.files import limits
from station.sheets.cells import read_workbook
from station.sheets.texts import read_text
from station.sheets.unpacking import Stopped, repack

MEMORY = 512 * 1024 * 1024
SECONDS = 10
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
# As the names of streams stand in an OLE file's directory.
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x1f\x8b",
)


def main() -> None:
    """Read a file from standard input, write JSON to standard output."""
    limit()
    try:
        answer = parse(sys.stdin.buffer.read())
    except Stopped as stopped:
        answer = {"problem": stopped.problem}
    except MemoryError:
        answer = {"problem": "bomb"}
    sys.stdout.write(json.dumps(answer))


def limit() -> None:
    """Take from this process what parsing must not need; it cannot be taken back."""
    limits.limit(memory=MEMORY, seconds=SECONDS)


def parse(content: bytes) -> dict[str, Any]:
    """What stands in a file, whatever its name says that it is; raises Stopped."""
    if content.startswith(b"PK"):
        kind, safe = repack(content)
        return read_workbook(kind, safe)
    if content.startswith(OLE):
        if ENCRYPTED_PACKAGE in content:
            raise Stopped("protected")
        return read_workbook("xls", content)
    if content.startswith(OTHERS):
        raise Stopped("unknown_format")
    return read_text(content)
