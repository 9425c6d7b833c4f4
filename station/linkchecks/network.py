"""Finding the machines behind a name and connecting to one of them, within a deadline."""

import socket
from queue import Empty, SimpleQueue
from threading import Thread


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """The IP addresses of a host; raises OSError, UnicodeError, TimeoutError.

    The system's resolver cannot be told to stop, so it is left behind where it takes too long.
    """
    came: SimpleQueue[list[str] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            came.put(list(dict.fromkeys(str(where[0]) for *_, where in found)))
        except Exception as error:  # noqa: BLE001 (raised again where somebody waits)
            came.put(error)

    Thread(target=ask, name="resolver", daemon=True).start()
    try:
        answer = came.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def connect(ip_address: str, port: int, seconds: float) -> socket.socket:
    """A connection to this very IP address; raises OSError."""
    return socket.create_connection((ip_address, port), timeout=seconds)
