"""Websites of the tests' own: good, dead, slow, leading in circles, or out to harm who asks."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Event, Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

STATUSES = {
    "/gone": 404,
    "/gone-for-good": 410,
    "/sign-in": 401,
    "/forbidden": 403,
    "/busy": 429,
    "/broken": 500,
    "/teapot": 418,
    "/odd-redirect": 302,
}
LEADING_ON = {
    "/moved": (301, "/good"),
    "/moved-too": (308, "good"),
    "/for-a-while": (302, "/good"),
    "/moved-then-not": (301, "/for-a-while"),
    "/not-then-moved": (302, "/moved"),
    "/moved-and-gone": (301, "/gone"),
    "/moved-to-thai": (301, "/แบบวัด"),
    "/circle": (302, "/other-half"),
    "/other-half": (302, "/circle"),
    "/itself": (302, "/itself"),
    "/script": (302, "javascript:alert(1)"),
    "/file": (302, "file:///etc/passwd"),
    "/app": (302, "fb://profile"),
    "/nowhere": (302, "https://"),
    "/with-a-name": (302, "http://me:secret@127.0.0.1/good"),
}
CHAIN = "/chain/"
DRIPS = 120
FOR_EVER = 30.0


class Site(ThreadingHTTPServer):
    """A website that notes what it was asked."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int] = ("127.0.0.1", 0)) -> None:
        super().__init__(address, Visit)
        self.asked: list[tuple[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.lead_to = "/good"
        self.visited = Event()
        self.closing = Event()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asks may hang up when they like."""


class Visit(BaseHTTPRequestHandler):
    """One request."""

    server: Site

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.server.asked.append((self.command, self.path))
        self.server.visited.set()
        self.server.headers.append(dict(self.headers))
        special = getattr(self, "at_" + self.path.strip("/").replace("-", "_"), None)
        if special:
            special()
        elif self.path.startswith(CHAIN):
            left = int(self.path.removeprefix(CHAIN))
            self.lead_on(302, f"{CHAIN}{left - 1}" if left else "/good")
        elif self.path in LEADING_ON:
            self.lead_on(*LEADING_ON[self.path])
        else:
            self.say(STATUSES.get(self.path, 200))

    def say(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def lead_on(self, status: int, location: str) -> None:
        self.wfile.write(f"HTTP/1.1 {status} x\r\nLocation: {location}\r\n\r\n".encode())

    def at_away(self) -> None:
        self.lead_on(302, self.server.lead_to)

    def at_no_head(self) -> None:
        self.say(405 if self.command == "HEAD" else 200)

    def at_head_is_gone(self) -> None:
        self.say(404 if self.command == "HEAD" else 200)

    def at_head_hangs_up(self) -> None:
        if self.command == "GET":
            self.say(200)

    def at_hangs_up(self) -> None:
        pass

    def at_cookie(self) -> None:
        self.say(302, Set_Cookie="a=b", Location="/good")

    def at_huge(self) -> None:
        self.say(405 if self.command == "HEAD" else 200)
        while self.command == "GET" and not self.server.closing.is_set():
            self.wfile.write(b"x" * 65536)

    def at_endless_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.server.closing.is_set():
            self.wfile.write(b"X-Filler: " + b"x" * 1000 + b"\r\n")

    def at_endless_line(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 ")
        while not self.server.closing.is_set():
            self.wfile.write(b"x" * 1000)

    def at_endless_maybe(self) -> None:
        while not self.server.closing.is_set():
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def at_garbage(self) -> None:
        self.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")

    def at_never(self) -> None:
        self.server.closing.wait(FOR_EVER)

    def at_drip(self) -> None:
        """A byte at a time; whoever waits long enough is given a good answer."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(DRIPS):
            if self.server.closing.wait(0.025):
                return
            self.wfile.write(b"x")
        self.wfile.write(b"\r\n\r\n")

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 (its own name)
        pass


@contextmanager
def opened(site: Site) -> Iterator[Site]:
    """Open a site, and close it in the end."""
    Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield site
    finally:
        site.closing.set()
        site.shutdown()
        site.server_close()


class Authority:
    """A certificate authority of one test run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ตัวอย่าง")])
        self.certificate = self._sign(self.name, self.key, self.name, self.key, is_authority=True)
        self.file = folder / "authority.pem"
        self.file.write_bytes(self.certificate.public_bytes(serialization.Encoding.PEM))

    def trusting(self) -> ssl.SSLContext:
        """What trusts this authority and nobody else."""
        context = ssl.create_default_context(cafile=str(self.file))
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
        return context

    def serving(self, *names: str, days: tuple[int, int] = (-1, 1)) -> ssl.SSLContext:
        """What a site with a certificate for these names needs."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
        made = self._sign(subject, key, self.name, self.key, names=names, days=days)
        file = self.folder / f"{made.serial_number}.pem"
        file.write_bytes(
            made.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return context

    @staticmethod
    def _sign(
        subject: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        issuer: x509.Name,
        by: ec.EllipticCurvePrivateKey,
        *,
        names: tuple[str, ...] = (),
        days: tuple[int, int] = (-1, 1),
        is_authority: bool = False,
    ) -> x509.Certificate:
        first, last = (datetime.now(UTC) + timedelta(days=day) for day in days)
        made = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(first)
            .not_valid_after(last)
            .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        )
        if names:
            alternatives = x509.SubjectAlternativeName([_general_name(name) for name in names])
            made = made.add_extension(alternatives, critical=False)
        return made.sign(by, hashes.SHA256())


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
