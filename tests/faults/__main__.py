"""python -m tests.faults [--full] [--json FILE] [ROW...]: try what must be survived."""

import argparse
import signal
import sys
from time import monotonic

from bench.result import Result, from_where_called, print_table, write_json
from tests.faults.ground import Ground
from tests.faults.rows import FULL, ROWS, SMALL, Sizes


def main() -> int:
    """Run every row, or those named, and say what held."""
    parser = argparse.ArgumentParser(prog="script/faults", description=__doc__)
    parser.add_argument("--full", action="store_true", help="as often as promised; takes hours")
    parser.add_argument(
        "--json", type=from_where_called, metavar="FILE", help="write the results here too"
    )
    parser.add_argument("rows", nargs="*", metavar="ROW", help=f"of {', '.join(ROWS)}")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers are taken along
    names = given.rows or list(ROWS)
    if unknown := set(names) - set(ROWS):
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    with Ground.on_a_disk() as ground:
        results = _run(ground, names, FULL if given.full else SMALL)
    print_table(results)
    if given.json:
        write_json(results, given.json)
    return 0


def _run(ground: Ground, names: list[str], sizes: Sizes) -> dict[str, Result]:
    results = {}
    for name in names:
        started = monotonic()
        result = ROWS[name](ground, sizes)
        taken = f"{monotonic() - started:.0f} s"
        if result is None:
            print(f"{name}: not measured, it needs root ({taken})", flush=True)
        else:
            results[name] = result
            print(f"{name}: {'held' if result.holds else 'DID NOT HOLD'} ({taken})", flush=True)
    return results


if __name__ == "__main__":
    sys.exit(main())
