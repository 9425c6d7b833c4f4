"""python -m bench [--json FILE]: measure every goal that is built, in one run."""

import argparse
import signal
import sys
import tempfile
from pathlib import Path
from time import monotonic

from bench import in_process, on_postgres, rosters, tablets, years
from bench.load import made_by
from bench.over_http import OverHttp
from bench.result import Result, from_where_called, head_line, print_table, write_json
from tests.instances import make_planned

ON_A_DISK = "/var/tmp"
"""Unlike /tmp never kept in memory, where a flush would cost nothing."""


def main() -> int:
    """Measure, print, and write the JSON that was asked for."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument(
        "--json", type=from_where_called, metavar="FILE", help="write the results here too"
    )
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers are taken along
    print(head_line(made_by()), flush=True)
    started = monotonic()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=ON_A_DISK) as folder:
        results = _measure(Path(folder))
    print_table(results)
    print(f"measured in {monotonic() - started:.0f} s")
    if given.json:
        write_json(results, given.json)
    return 0


def _measure(folder: Path) -> dict[str, Result]:
    template = folder / "template.db"
    make_planned(f"sqlite:///{template}")
    results = OverHttp(template, folder).measure()
    postgres = on_postgres.measure(folder)
    told = {"value": postgres.value, "goal": postgres.goal, "holds": postgres.holds}
    results["T2"] = results["T2"].only_if(
        holds=postgres.holds, postgresql={**told, "unit": postgres.unit, **postgres.detail}
    )
    results |= in_process.measure(template, folder / "in-process")
    results |= rosters.measure(template, folder / "rosters")
    results["T15"] = tablets.measure(template, folder / "tablets")
    results |= years.measure(template, folder / "years")
    return dict(sorted(results.items(), key=lambda item: (len(item[0]), item[0])))


if __name__ == "__main__":
    sys.exit(main())
