"""Visitors that keep what they send until it is acknowledged, and send some again on purpose."""

import http.client
import json
import random
import threading
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from tests.answering import make_answer, make_answers
from tests.cast import make_report, make_tap

RESENT = 0.05
ANSWERING = 0.3
ANSWERS_WITHIN_SECONDS = 10


@dataclass
class Crowd:
    """Clients on threads; `acknowledged` are the taps that the server said it has, `answered` the
    answers."""

    port: int
    link: str
    clients: int = 6
    seed: int = 1
    acknowledged: set[str] = field(default_factory=set)
    answered: set[str] = field(default_factory=set)
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
        reports = [("/taps", make_report(make_tap(id=_random_id(chance))))]
        if chance.random() < ANSWERING:
            value = str(chance.randint(1, 5))
            in_words = {"question": "suggestion"} if chance.random() < ANSWERING else {}
            answer = make_answer(value=value, id=_random_id(chance), **in_words)
            reports.append(("/answers", make_answers(answer)))
        for path, report in reports:
            while not self._send(path, report):
                if self.is_over.wait(0.01):  # the server is being started again
                    return
            if chance.random() < RESENT:
                self._send(path, report)
        if chance.random() < RESENT:
            self._scan()

    def _send(self, path: str, report: dict[str, object]) -> bool:
        """Whether the server answered; what it answered is kept."""
        answer = self._ask("POST", path, json.dumps(report))
        if answer is None or answer[0] != http.client.OK:
            return False
        said = json.loads(answer[1])
        with self.progress:
            self.acknowledged.update(said.get("counted", ()))
            self.answered.update(said.get("kept", ()))
            (self.acknowledged if path == "/taps" else self.answered).update(said["known"])
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


def _random_id(chance: random.Random) -> str:
    return str(UUID(int=chance.getrandbits(128), version=4))
