"""python -m tests.faults.writing FOLDER COMMITS SEED LEVEL: store taps, and say which are kept.

LEVEL is the product's synchronous=FULL, or NORMAL as a planted fault.
"""

import os
import random
import sys
from pathlib import Path
from uuid import UUID

from station.counts.ledger import Batch, Entry
from station.counts.sqlite import SqliteWriter
from station.database import Database
from station.stations.queries import find_only_station
from tests.faults.many_hands import tap_of_monday
from tests.faults.tracing import SAID

MOST_AT_ONCE = 3


def main() -> None:
    """Store batch after batch; the process ends as if it were killed."""
    folder, commits, seed, level = sys.argv[1:]
    print("ready", flush=True)
    sys.stdin.readline()
    file, chance = Path(folder) / "station.db", random.Random(seed)
    database = Database(f"sqlite:///{file}")
    with database.session(writing=False) as db:
        station = find_only_station(db)
        assert station is not None
    database.close()
    said = os.open(Path(folder) / SAID, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    writer = SqliteWriter(str(file))
    for number in range(int(commits)):
        ids = [UUID(int=chance.getrandbits(128)) for _ in range(chance.randint(1, MOST_AT_ONCE))]
        writer.record(Batch(station.id, [Entry(tap_of_monday(station.id, one)) for one in ids]))
        os.write(said, " ".join(str(one) for one in ids).encode() + b"\n")
        if number == 0 and level != "FULL":
            writer.connection.execute(f"PRAGMA synchronous = {level}")
    os._exit(0)


if __name__ == "__main__":
    main()
