"""One client over one connection, for runs that look at every answer."""

import http.client
import json

from tests.cast import make_report, make_tap

ANSWERS_WITHIN_SECONDS = 40


class Asking:
    """A client; a broken connection is opened again with the next question."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection(
            "127.0.0.1", port, timeout=ANSWERS_WITHIN_SECONDS
        )

    def __enter__(self) -> "Asking":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def send_tap(self, path: str = "/taps") -> tuple[int, str]:
        """The status of the answer to a fresh tap, and the tap's id; 0 where none came."""
        tap = make_tap()
        return self.ask("POST", path, json.dumps(make_report(tap))), str(tap["id"])

    def ask(self, method: str, path: str, body: str | None = None) -> int:
        """The status of an answer, or 0 where none came."""
        try:
            self.connection.request(method, path, body)
            answer = self.connection.getresponse()
            answer.read()
            return answer.status
        except (OSError, http.client.HTTPException):
            self.connection.close()
            return 0
