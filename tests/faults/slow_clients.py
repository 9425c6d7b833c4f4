"""Clients that send a byte a second hold threads: the others must not feel it."""

import http.client
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.faults.victims import Victim, running
from tests.instances import Instance, copy_sqlite

PINGS = 200
SAID_LENGTH = 1000
AWAY_MS = 5_000.0
"""What a ping counts that nobody answered."""


@dataclass(frozen=True)
class Run:
    """How long pings took while so many clients were slow."""

    slow: int
    p99_ms: float
    worst_ms: float
    unanswered: int


def run_slow_clients(template: Path, folder: Path, slow: int) -> Run:
    """Let that many clients begin a post and dawdle; ask meanwhile how the server is."""
    folder.mkdir(mode=0o700)
    victim = Victim(Instance(folder, copy_sqlite(template, folder)))
    with running(victim), ExitStack() as opened:
        sockets = [
            opened.enter_context(socket.create_connection(("127.0.0.1", victim.port)))
            for _ in range(slow)
        ]
        for one in sockets:
            head = f"POST /taps HTTP/1.1\r\nHost: x\r\nContent-Length: {SAID_LENGTH}\r\n\r\n{{"
            one.sendall(head.encode())
        taken = sorted(_pings(victim.port, sockets))
    unanswered = sum(each >= AWAY_MS for each in taken)
    return Run(slow, taken[int(len(taken) * 0.99)], taken[-1], unanswered)


def _pings(port: int, sockets: list[socket.socket]) -> Iterator[float]:
    """What each ping took; after one that nobody answered there is no use in more."""
    for number in range(PINGS):
        taken = _ping(port, sockets, number)
        yield taken
        if taken >= AWAY_MS:
            return


def _ping(port: int, sockets: list[socket.socket], number: int) -> float:
    """Milliseconds until the answer; each time, a few of the slow ones send a byte more."""
    for one in sockets[number % 10 :: 10]:
        one.sendall(b" ")
    started = perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=AWAY_MS / 1e3)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except OSError:
        return AWAY_MS
    finally:
        connection.close()
    return (perf_counter() - started) * 1e3
