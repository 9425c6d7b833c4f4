"""One deadline for all that a look waits for, and a socket that keeps to it."""

import io
import socket
from time import monotonic
from typing import BinaryIO

MOST_BYTES = 64 * 1024
"""Of one answer, its headers included; of a body, no more than one chunk is ever read."""
CHUNK = 4 * 1024


class TooMuch(Exception):
    """An answer that does not end where it should have long ago."""


class Deadline:
    """So many seconds from now, however many steps it takes."""

    def __init__(self, seconds: float) -> None:
        self._ends = monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left; raises TimeoutError once there are none."""
        left = self._ends - monotonic()
        if left <= 0:
            raise TimeoutError
        return left


class BoundedSocket:
    """A connected socket that waits no longer than a deadline, and reads no more than it may.

    A socket's own timeout starts anew with every byte, so that a drip could hold it for ever.
    """

    def __init__(self, connected: socket.socket, deadline: Deadline) -> None:
        self.connected = connected
        self.deadline = deadline

    def sendall(self, sent: bytes) -> None:
        """Send all of it."""
        self.connected.settimeout(self.deadline.left())
        self.connected.sendall(sent)

    def makefile(self, mode: str) -> BinaryIO:
        """A file to read the answer from."""
        assert mode == "rb"
        return io.BufferedReader(_Incoming(self), CHUNK)

    def close(self) -> None:
        """Hang up."""
        self.connected.close()


class _Incoming(io.RawIOBase):
    def __init__(self, bounded: BoundedSocket) -> None:
        self.bounded = bounded
        self.may_read = MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # as it is called
        if self.may_read <= 0:
            raise TooMuch
        self.bounded.connected.settimeout(self.bounded.deadline.left())
        count = self.bounded.connected.recv_into(buffer)
        self.may_read -= count
        return count
