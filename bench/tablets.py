"""T15: one station's server with two tablets at it: its memory, and how soon it answers."""

import http.client
import json
import threading
from pathlib import Path
from statistics import median
from uuid import UUID, uuid4

from bench.result import Result, at_most
from bench.servers import Server, serve_as_installed
from kiosk.place import COOKIE
from station import clock
from station.channels.links import make_missing_links
from station.database import Database
from station.people.actions import Actor
from station.points.actions import add_kiosk, make_pairing_code, pair_kiosk
from station.points.queries import list_points
from station.stations.queries import find_only_station
from tests.instances import Instance, copy_sqlite

STARTS = 5
VISITS = 25
PAGES = ("/", "/d/traffic", "/d/traffic/survey", "/d/traffic/complaints", "/d/traffic/manuals")
TAPS = ("division_opened", "survey_shown", "survey_done")


def measure(template: Path, folder: Path) -> Result:
    """Memory after two tablets' visits, and the middle of a few starts."""
    folder.mkdir(mode=0o700)
    instance = Instance(folder, copy_sqlite(template, folder), "https://kiosk.example.go.th")
    tokens = [_pair(instance.url) for _ in range(2)]
    taken = []
    for number in range(STARTS):
        with serve_as_installed(folder / "server.log", instance.environment) as server:
            taken.append(server.first_answer_seconds)
            if number == STARTS - 1:
                _visit_from_all(server, tokens)
                resident = server.resident_mib()
    first = round(median(taken), 2)
    found = at_most(resident, 150, "MiB resident with two tablets", visits=2 * VISITS)
    return found.only_if(holds=first <= 2, first_answer_seconds=first, first_answer_goal=2)


def _pair(url: str) -> str:
    """The cookie of a tablet that was paired just now."""
    database = Database(url)
    with database.session(writing=True) as db:
        station = find_only_station(db)
        assert station is not None
        point = list_points(db, station.id)[0].code
        kiosk = add_kiosk(
            db, station.id, name="ตัวอย่าง", point=point, by=_by(station.id), at=clock.now()
        )
        code = make_pairing_code(db, kiosk, by=_by(station.id), at=clock.now())
        _, token = pair_kiosk(db, code, at=clock.now())
        make_missing_links(db, station.id, at=clock.now())
        db.commit()
    database.close()
    return token


def _by(station_id: UUID) -> Actor:
    return Actor(station_id, None)


def _visit_from_all(server: Server, tokens: list[str]) -> None:
    tablets = [threading.Thread(target=_visit, args=(server.port, token)) for token in tokens]
    for tablet in tablets:
        tablet.start()
    for tablet in tablets:
        tablet.join()


def _visit(port: int, token: str) -> None:
    """Visitors at one tablet, one after the other: pages, and the taps they make."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for _ in range(VISITS):
        for page in PAGES:
            _ask(connection, "GET", page, token)
        for kind in TAPS:
            now = clock.now().isoformat()
            tap = {"id": str(uuid4()), "kind": kind, "division": "traffic", "at": now}
            report = json.dumps({"sent_at": now, "taps": [tap | {"channel": None}]})
            _ask(connection, "POST", "/taps", token, report)
    connection.close()


def _ask(
    connection: http.client.HTTPConnection, method: str, path: str, token: str, body: str = ""
) -> None:
    connection.request(method, path, body or None, {"Cookie": f"{COOKIE}={token}"})
    answer = connection.getresponse()
    answer.read()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{method} {path} was answered with {answer.status}")
