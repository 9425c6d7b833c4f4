"""A filled database, and what changing it takes for somebody who owns the machine."""

import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.instances import SLUG

EVENTS = 12
Verify = Callable[..., subprocess.CompletedProcess[str]]


def change(file: Path, *statements: str) -> None:
    """Run statements on a database that no program has open."""
    connection = sqlite3.connect(file)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def heads_of(file: Path, tmp_path: Path, *numbers: int) -> Path:
    """A file with the heads that somebody else holds since these numbers."""
    connection = sqlite3.connect(file)
    hashes = dict(connection.execute("SELECT number, hash FROM events").fetchall())
    connection.close()
    lines = [f"{SLUG} {number} {hashes[number].hex()}" for number in numbers]
    held = tmp_path / "heads.txt"
    held.write_text("# heads\n\n" + "\n".join(lines) + "\n", "utf-8")
    return held
