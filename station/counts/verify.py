"""Whether a station's chain of events is whole. Standard library only: runs alone as well.

    python3 verify.py DATABASE [--heads FILE]

DATABASE is a copy of a station's SQLite file. A line of FILE is a head that was held
elsewhere: `station number hash`. Exit 0: whole, 1: broken, 2: cannot say.

hash(n) = SHA-256(hash(n-1) || n as a big-endian int64 || canonical bytes of event n), from
SHA-256(1 as int64 || the station's 16 UUID bytes). The canonical bytes are JSON and must say
the same as the columns beside them.
"""

import argparse
import hashlib
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from json.encoder import encode_basestring
from pathlib import Path
from urllib.parse import quote

VERSION = 1
FIELDS = (
    "channel",
    "channel_version",
    "day",
    "division",
    "epoch",
    "excluded",
    "flag",
    "happened_at",
    "id",
    "kind",
    "kiosk_id",
    "link",
    "point",
    "received_at",
    "sent_at",
    "seq",
    "source",
    "station_id",
    "voids",
)
EVENTS = (
    f"SELECT number, hash, canonical, {', '.join(FIELDS)} FROM events"
    " WHERE station_id = {} ORDER BY number"
)
STATION_COLUMN = 3 + FIELDS.index("station_id")
_PARTS = (
    f'"version":{VERSION}' if name == "version" else f'"{name}":%s'
    for name in sorted((*FIELDS, "version"))
)
_CANONICAL = "{" + ",".join(_PARTS) + "}"
NUMBER = re.compile(r"[0-9]{1,18}")
HASH = re.compile(r"[0-9a-fA-F]{64}")
WHOLE, BROKEN, CANNOT_SAY = 0, 1, 2


@dataclass
class Finding:
    """What a walk along one station's chain found; `faults` is empty when it is whole."""

    slug: str
    number: int = 0
    head: str = ""
    anchored: int | None = None
    faults: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """The finding in words, and last the head as a line of a file of heads."""
        for fault in self.faults[:20]:
            yield f"{self.slug}: {fault}"
        if len(self.faults) > 20:
            yield f"{self.slug}: and {len(self.faults) - 20} faults more"
        if not self.faults:
            yield f"{self.slug}: {self.number} events, each follows the one before it"
        yield f"{self.slug}: {self._anchor()}"
        yield f"{self.slug} {self.number} {self.head}"

    def _anchor(self) -> str:
        if self.anchored is None:
            return "nothing is anchored: no head held elsewhere was given"
        if self.anchored < self.number:
            return f"anchored up to {self.anchored}; {self.anchored + 1} to {self.number} are not"
        return f"anchored up to {self.anchored}"


def verify_chain(
    slug: str,
    station_id: str,
    rows: Iterable[tuple[object, ...]],
    head: tuple[int, bytes] | None,
    held: dict[int, str] | None,
) -> Finding:
    """Walk a station's events in the order of their numbers.

    `station_id` is 32 hexadecimal digits, a row is number, hash, canonical bytes and FIELDS,
    `head` what the database says the last number and hash are, `held` the heads held elsewhere.
    """
    found = Finding(slug, anchored=None if held is None else 0)
    previous = hashlib.sha256(VERSION.to_bytes(8, "big") + bytes.fromhex(station_id)).digest()
    if held and 0 in held:
        _compare(found, 0, previous.hex(), held[0])
    for row in rows:
        number, stored, canonical = row[0], _bytes(row[1]), _bytes(row[2])
        if not isinstance(number, int) or number < 1:
            found.faults.append(f"event {number!r}: that is no number")
            continue
        if number != found.number + 1:
            found.faults.append(f"event {found.number + 1} is missing before {number}")
        expected = hashlib.sha256(previous + number.to_bytes(8, "big") + canonical).digest()
        if stored != expected:
            found.faults.append(f"event {number}: its hash does not follow from the one before")
        if canonical != canonical_of(row[3:]) or row[STATION_COLUMN] != station_id:
            found.faults.append(f"event {number}: its columns differ from what was hashed")
        found.number, previous = number, stored
        if held and number in held:
            _compare(found, number, stored.hex(), held[number])
    found.head = previous.hex()
    _compare_ends(found, head, held)
    return found


def _bytes(value: object) -> bytes:
    """What a column of bytes holds; nothing where somebody put another thing there."""
    return bytes(value) if isinstance(value, bytes | memoryview) else b""


def canonical_of(columns: Iterable[object]) -> bytes:
    """What an event with these columns is hashed as; byte for byte, it must be what is kept."""
    return (_CANONICAL % tuple(map(_json, columns))).encode("utf-8", "surrogatepass")


def _json(value: object) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    return "null" if value is None else str(value)


def _compare(found: Finding, number: int, stored: str, held: str) -> None:
    if stored == held:
        found.anchored = max(number, found.anchored or 0)
    else:
        found.faults.append(f"event {number}: not the hash that was held elsewhere")


def _compare_ends(
    found: Finding, head: tuple[int, bytes] | None, held: dict[int, str] | None
) -> None:
    if head is None or (head[0], _bytes(head[1]).hex()) != (found.number, found.head):
        found.faults.append("the head kept in the database is not the last event")
    lost = [number for number in held or {} if number > found.number]
    if lost:
        found.faults.append(f"events up to {max(lost)} were held elsewhere and are gone")


def read_heads(lines: Iterable[str]) -> dict[str, dict[int, str]]:
    """Heads held elsewhere: station slug -> number -> hash.

    Raises ValueError naming a line that is not `station number hash`.
    """
    heads: dict[str, dict[int, str]] = {}
    for place, line in enumerate(lines, 1):
        parts = line.split()
        if not parts or parts[0].startswith("#"):
            continue
        if len(parts) != 3 or not NUMBER.fullmatch(parts[1]) or not HASH.fullmatch(parts[2]):
            raise ValueError(f"line {place} is not: station number hash")
        heads.setdefault(parts[0], {})[int(parts[1])] = parts[2].lower()
    return heads


def load_heads(file: Path) -> dict[str, dict[int, str]]:
    """The same from a file; raises ValueError saying why it cannot be read."""
    try:
        with file.open(encoding="utf-8") as lines:
            return read_heads(lines)
    except UnicodeDecodeError:
        raise ValueError(f"{file}: not a text file of heads") from None
    except OSError as error:
        raise ValueError(f"{file}: {error.strerror}") from None
    except ValueError as error:
        raise ValueError(f"{file}: {error}") from None


def verify_file(path: str, heads: dict[str, dict[int, str]] | None) -> list[Finding]:
    """Every station of a SQLite file, opened read-only."""
    connection = sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True)
    try:
        stations = connection.execute("SELECT slug, id FROM stations ORDER BY slug").fetchall()
        return [
            verify_chain(
                slug,
                station_id,
                connection.execute(EVENTS.format("?"), (station_id,)),
                connection.execute(
                    "SELECT number, hash FROM chain_heads WHERE station_id = ?", (station_id,)
                ).fetchone(),
                None if heads is None else heads.get(slug, {}),
            )
            for slug, station_id in stations
        ]
    finally:
        connection.close()


def verdict(findings: list[Finding], heads: dict[str, dict[int, str]] | None) -> int:
    """The exit code: a head held for a station that is not there can't be judged."""
    if any(finding.faults for finding in findings):
        return BROKEN
    if not findings or (heads and set(heads) - {finding.slug for finding in findings}):
        return CANNOT_SAY
    return WHOLE


def main() -> int:
    """Verify the file named on the command line."""
    parser = argparse.ArgumentParser(description="Verify a station's chain of events.")
    parser.add_argument("database")
    parser.add_argument("--heads", type=Path, help="a file of lines: station number hash")
    given = parser.parse_args()
    try:
        heads = load_heads(given.heads) if given.heads else None
        findings = verify_file(given.database, heads)
    except (OSError, ValueError, sqlite3.Error) as error:
        print(f"cannot say: {error}", file=sys.stderr)
        return CANNOT_SAY
    for finding in findings:
        print(*finding.lines(), sep="\n")
    return verdict(findings, heads)


if __name__ == "__main__":
    sys.exit(main())
