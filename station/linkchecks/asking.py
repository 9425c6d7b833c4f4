"""Looking at one address as a visitor's browser would, without being led where nobody should go.

Names are resolved here, every IP address is judged, and the connection goes to one that was
judged: at every step of the way, so that neither a redirect nor a name that changes its mind
in between leads into the station's own network.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, cast
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from station.channels.rules import address_problem
from station.linkchecks.addresses import is_public
from station.linkchecks.deadline import BoundedSocket, Deadline, TooMuch
from station.linkchecks.network import connect, resolve
from station.linkchecks.rules import Found, Look

SECONDS = 10.0
MOST_REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
HEADERS = {
    "User-Agent": "station-kiosk link check (looks once a day whether an address still opens)",
    "Accept": "*/*",
    "Accept-Language": "th, en",
    "Connection": "close",
}
TEMPORARY, PERMANENT = frozenset({302, 303, 307}), frozenset({301, 308})
CERTIFICATES = {
    9: Found.CERTIFICATE_EARLY,
    10: Found.CERTIFICATE_EXPIRED,
    62: Found.CERTIFICATE_OF_ANOTHER,
    64: Found.CERTIFICATE_OF_ANOTHER,
}
"""By OpenSSL's numbers: not yet valid, expired, made for another name, for another IP address."""

FAILURES: tuple[tuple[type[Exception], Found], ...] = (
    (TimeoutError, Found.TOO_SLOW),
    (ConnectionRefusedError, Found.NOBODY_ANSWERS),
    (ConnectionError, Found.CUT_OFF),
    (ssl.SSLError, Found.NOT_SECURE),
    (OSError, Found.UNREACHABLE),
    (Exception, Found.NOT_A_PAGE),
)
"""What an error says; the first that fits."""


class Stopped(Exception):
    """A look that can go no further."""

    def __init__(self, found: Found) -> None:
        super().__init__(found)
        self.found = found


@dataclass(frozen=True, slots=True)
class Answer:
    """The first lines of an answer."""

    status: int
    location: str | None


@dataclass(frozen=True)
class Asker:
    """Looks at addresses. `may_ask` judges each IP address before anything is sent there."""

    trust: ssl.SSLContext
    may_ask: Callable[[str], bool] = is_public
    resolve: Callable[[str, int, float], list[str]] = resolve
    connect: Callable[[str, int, float], socket.socket] = connect
    seconds: float = SECONDS

    @classmethod
    def with_system_trust(cls, *, may_ask: Callable[[str], bool] = is_public) -> Asker:
        """One that trusts the certificate authorities this machine trusts, as browsers do."""
        trust = ssl.create_default_context()
        trust.verify_flags &= ~ssl.VERIFY_X509_STRICT  # newer Pythons are stricter than those
        return cls(trust, may_ask)

    def look(self, address: str) -> Look:
        """What is found at an address; never raises for what others do."""
        if address_problem(address):
            return Look(Found.LEADS_ASTRAY)
        try:
            return self._follow(address, Deadline(self.seconds))
        except Stopped as stopped:
            return Look(stopped.found)
        except ssl.SSLCertVerificationError as error:
            return Look(CERTIFICATES.get(error.verify_code, Found.CERTIFICATE_UNTRUSTED))
        except (OSError, HTTPException, TooMuch, UnicodeError) as error:
            return Look(next(found for kind, found in FAILURES if isinstance(error, kind)))

    def _follow(self, address: str, deadline: Deadline) -> Look:
        seen, moved_to, is_for_good = [address], None, True
        while True:
            answer = self._ask(seen[-1], deadline)
            if not answer.location:
                look = Look(found_by(answer.status), answer.status)
                is_moved = look.found is Found.OPENS and moved_to
                return replace(look, found=Found.MOVED, moved_to=moved_to) if is_moved else look
            leads_to = next_address(seen[-1], answer.location)
            if leads_to in seen or len(seen) > MOST_REDIRECTS:
                raise Stopped(Found.CIRCLE)
            seen.append(leads_to)
            is_for_good = is_for_good and answer.status in PERMANENT
            moved_to = leads_to if is_for_good else moved_to

    def _ask(self, address: str, deadline: Deadline) -> Answer:
        """HEAD first; whoever will not have that is asked for the page, and hung up on early."""
        parts = urlsplit(address)
        ip_addresses = self._resolve(parts, deadline)
        try:
            answer = self._send("HEAD", parts, ip_addresses, deadline)
        except (HTTPException, ConnectionError, TooMuch):
            return self._send("GET", parts, ip_addresses, deadline)
        is_refused = answer.status >= 400 and answer.status != 429
        return self._send("GET", parts, ip_addresses, deadline) if is_refused else answer

    def _resolve(self, parts: SplitResult, deadline: Deadline) -> list[str]:
        """The IP addresses to connect to, and to nothing else; one that is private spoils all."""
        try:
            found = self.resolve(ascii_host(parts), port_of(parts), deadline.left())
        except (socket.gaierror, TimeoutError) as error:
            is_silent = isinstance(error, TimeoutError) or error.errno == socket.EAI_AGAIN
            raise Stopped(Found.NAMES_SILENT if is_silent else Found.NO_NAME) from None
        except UnicodeError:
            raise Stopped(Found.NO_NAME) from None
        if not all(map(self.may_ask, found)):
            raise Stopped(Found.PRIVATE)
        return found

    def _send(
        self, method: str, parts: SplitResult, ip_addresses: list[str], deadline: Deadline
    ) -> Answer:
        connection = self._connection(parts)
        bounded = BoundedSocket(self._open(parts, ip_addresses, deadline), deadline)
        connection.sock = cast(Any, bounded)  # so that it connects nowhere by itself
        try:
            connection.request(method, target_of(parts), headers=HEADERS)
            return _answer_of(connection.getresponse())
        finally:
            connection.close()
            bounded.close()

    def _connection(self, parts: SplitResult) -> HTTPConnection:
        host, port = ascii_host(parts), port_of(parts)
        if parts.scheme == "https":
            return HTTPSConnection(host, port, context=self.trust)
        return HTTPConnection(host, port)

    def _open(
        self, parts: SplitResult, ip_addresses: list[str], deadline: Deadline
    ) -> socket.socket:
        plain = self._connect(port_of(parts), ip_addresses, deadline)
        if parts.scheme != "https":
            return plain
        try:
            plain.settimeout(deadline.left())
            return self.trust.wrap_socket(plain, server_hostname=ascii_host(parts))
        except BaseException:
            plain.close()
            raise

    def _connect(self, port: int, ip_addresses: list[str], deadline: Deadline) -> socket.socket:
        """The first that answers; each gets its share of the time that is left."""
        problem: OSError = OSError("no IP address")
        for n, ip_address in enumerate(ip_addresses):
            try:
                return self.connect(ip_address, port, deadline.left() / (len(ip_addresses) - n))
            except OSError as error:
                problem = error
        raise problem


def _answer_of(response: HTTPResponse) -> Answer:
    location = response.getheader("Location")
    leads_on = response.status in TEMPORARY | PERMANENT and location
    return Answer(response.status, location if leads_on else None)


def found_by(status: int) -> Found:
    """What the status of a last answer says."""
    if status < 300:
        return Found.OPENS
    if status in (401, 407):
        return Found.SIGN_IN
    if status in (404, 410):
        return Found.GONE
    return Found.SERVER_ERROR if status >= 500 else Found.TURNED_AWAY


def next_address(here: str, location: str) -> str:
    """Where a redirect leads; raises Stopped where no browser should follow."""
    with suppress(UnicodeError):  # sent as UTF-8, it was read as Latin-1
        location = location.encode("latin-1").decode()
    leads_to = urljoin(here, location.strip())
    parts, fragment = urlsplit(leads_to), urlsplit(here).fragment
    if fragment and not parts.fragment:  # as browsers do
        leads_to = parts._replace(fragment=fragment).geturl()
    if address_problem(leads_to):
        raise Stopped(Found.LEADS_ASTRAY)
    return leads_to


def ascii_host(parts: SplitResult) -> str:
    """A host as it is looked up; raises UnicodeError for what can be no name."""
    host = (parts.hostname or "").removesuffix(".")
    return host if host.isascii() else host.encode("idna").decode("ascii")


def port_of(parts: SplitResult) -> int:
    """The port an address names, or its scheme implies."""
    return parts.port or PORTS[parts.scheme]


def target_of(parts: SplitResult) -> str:
    """What to ask the host for, in ASCII."""
    path = parts.path or "/"
    whole = f"{path}?{parts.query}" if parts.query else path
    return quote(whole, safe="/?:@!$&'()*+,;=%~[]-._|")
