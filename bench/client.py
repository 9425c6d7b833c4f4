"""python -m bench.client KIND URL CLIENTS SECONDS: a closed loop, where there is no wrk.

Prints what the scripts beside it let wrk print.
"""

import json
import os
import random
import selectors
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter
from urllib.parse import urlsplit
from uuid import uuid4

LARGEST_ANSWER = 65536
HEADERS_END = b"\r\n\r\n"


@dataclass
class Client:
    """One visitor, who asks again as soon as the answer is there."""

    address: tuple[str, int]
    make_request: Callable[[], bytes]
    taken: list[float] = field(default_factory=list)
    errors: int = 0

    def __post_init__(self) -> None:
        self.socket = socket.create_connection(self.address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.ask()

    def ask(self) -> None:
        """Send the next request."""
        self.answer = b""
        self.asked_at = perf_counter()
        self.socket.sendall(self.make_request())

    def hear(self) -> None:
        """Take what came; once it is whole, count it and go on."""
        part = self.socket.recv(LARGEST_ANSWER)
        self.answer += part
        if part and not is_whole(self.answer):
            return
        self.taken.append(perf_counter() - self.asked_at)
        self.errors += self.answer[9:10] not in (b"2", b"3")
        if not part:
            self.socket.close()
            self.socket = socket.create_connection(self.address)
        self.ask()


def is_whole(answer: bytes) -> bool:
    """Whether an answer has all the bytes it says it has."""
    head, end, body = answer.partition(HEADERS_END)
    if not end:
        return False
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return len(body) >= int(line.split(b":")[1])
    return True


def tap_request(host: str, _path: str) -> bytes:
    """A tap with an id of its own."""
    now = datetime.now(UTC).isoformat()
    tap = {"id": str(uuid4()), "kind": "survey_shown", "division": "traffic", "at": now}
    stations = int(os.environ.get("STATIONS", "0"))
    path = f"/s/bench-{random.randrange(stations)}/taps" if stations else "/taps"
    return _post(host, path, {"sent_at": now, "taps": [tap | {"channel": None}]})


def answer_request(host: str, _path: str) -> bytes:
    """An answered question with an id of its own."""
    now = datetime.now(UTC).isoformat()
    question = {"questionnaire": "satisfaction", "version": 1, "question": "overall"}
    answer = {"id": str(uuid4()), **question, "division": "traffic"}
    value = {"value": str(random.randint(1, 5)), "at": now}
    return _post(host, "/answers", {"sent_at": now, "answers": [answer | value]})


def _post(host: str, path: str, report: dict[str, object]) -> bytes:
    body = json.dumps(report)
    headers = ("Content-Type: application/json", f"Content-Length: {len(body)}")
    return "\r\n".join((f"POST {path} HTTP/1.1", f"Host: {host}", *headers, "", body)).encode()


def scan_request(host: str, path: str) -> bytes:
    """A scan by a phone that was not here before."""
    lines = (f"GET {path} HTTP/1.1", f"Host: {host}", "Sec-Fetch-Site: none", "", "")
    return "\r\n".join(lines).encode()


REQUESTS = {"taps": tap_request, "answers": answer_request, "scans": scan_request}


def run(clients: list[Client], seconds: float) -> float:
    """Let them all ask until the time is up; how long it took."""
    selector = selectors.DefaultSelector()
    started = perf_counter()
    for client in clients:
        selector.register(client.socket, selectors.EVENT_READ, client)
    while perf_counter() - started < seconds:
        for key, _ in selector.select(timeout=0.1):
            before = key.data.socket
            key.data.hear()
            if key.data.socket is not before:
                selector.unregister(before)
                selector.register(key.data.socket, selectors.EVENT_READ, key.data)
    return perf_counter() - started


def main() -> None:
    """Run what the command line asks for and print one line of JSON."""
    kind, url, count, seconds = sys.argv[1:]
    place = urlsplit(url)
    address = (place.hostname or "", place.port or 80)

    clients = [
        Client(address, lambda: REQUESTS[kind](place.netloc, place.path)) for _ in range(int(count))
    ]
    lasted = run(clients, float(seconds))
    taken = sorted(each * 1e3 for client in clients for each in client.taken)
    told = {
        "requests": len(taken),
        "seconds": lasted,
        "p50_ms": taken[len(taken) // 2],
        "p99_ms": taken[int(len(taken) * 0.99)],
        "worst_ms": taken[-1],
        "errors": sum(client.errors for client in clients),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
