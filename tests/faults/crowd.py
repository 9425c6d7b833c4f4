"""Visitors that keep every tap until it is acknowledged, and send some again on purpose."""

import http.client
import json
import random
import threading
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from tests.cast import make_report, make_tap

RESENT = 0.05
ANSWERS_WITHIN_SECONDS = 10


@dataclass
class Crowd:
    """Clients on threads; `acknowledged` counts what the server said it has."""

    port: int
    link: str
    clients: int = 6
    seed: int = 1
    acknowledged: set[str] = field(default_factory=set)
    scans_answered: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    failures: list[BaseException] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.progress = threading.Condition()
        self.is_over = threading.Event()
        self.threads = [
            threading.Thread(target=self._run, args=(random.Random(f"{self.seed}-{n}"),))
            for n in range(self.clients)
        ]

    def __enter__(self) -> "Crowd":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Let everybody send what they still hold, then go."""
        self.is_over.set()
        for thread in self.threads:
            thread.join()
        if self.failures:
            raise self.failures[0]

    def wait_for(self, more: int) -> None:
        """Return once that many more taps were acknowledged."""
        with self.progress:
            wanted = len(self.acknowledged) + more
            done = self.progress.wait_for(
                lambda: len(self.acknowledged) >= wanted or self.failures, timeout=60
            )
        if not done or self.failures:
            raise RuntimeError("the crowd came to a stop", self.failures)

    def _run(self, chance: random.Random) -> None:
        try:
            while not self.is_over.is_set():
                self._visit(chance)
        except BaseException as error:  # noqa: BLE001 (raised again where the crowd is awaited)
            with self.progress:
                self.failures.append(error)
                self.progress.notify_all()

    def _visit(self, chance: random.Random) -> None:
        tap = make_tap(id=str(UUID(int=chance.getrandbits(128), version=4)))
        while not self._send(tap):
            if self.is_over.wait(0.01):  # the server is being started again
                return
        if chance.random() < RESENT:
            self._send(tap)
        if chance.random() < RESENT:
            self._scan()

    def _send(self, tap: dict[str, object]) -> bool:
        """Whether the server answered; what it answered is kept."""
        answer = self._ask("POST", "/taps", json.dumps(make_report(tap)))
        if answer is None or answer[0] != http.client.OK:
            return False
        said = json.loads(answer[1])
        with self.progress:
            self.acknowledged.update(said["counted"] + said["known"])
            self.refused.update(refusal["why"] for refusal in said["refused"])
            self.progress.notify_all()
        return True

    def _scan(self) -> None:
        answer = self._ask("GET", f"/go/{self.link}")
        if answer is not None and answer[0] == http.client.FOUND:
            with self.progress:
                self.scans_answered += 1

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes] | None:
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=ANSWERS_WITHIN_SECONDS
        )
        try:
            connection.request(method, path, body)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
