"""HTTPS: only a certificate that phones would take is a good one, and the fault is named."""

import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event, Thread

import pytest

from station.linkchecks.asking import Asker
from station.linkchecks.rules import Found
from tests.linksites import Authority, Site

SecureSite = Callable[[ssl.SSLContext], Site]


def found_at(asker: Asker, site: Site, host: str = "127.0.0.1") -> Found:
    return asker.look(f"https://{host}:{site.server_port}/good").found


def test_a_good_certificate_opens(
    asker: Asker, authority: Authority, secure_site: SecureSite
) -> None:
    site = secure_site(authority.serving("127.0.0.1"))
    assert found_at(asker, site) is Found.OPENS


def test_the_name_that_was_asked_for_counts_not_the_ip_address(
    asker: Asker, authority: Authority, secure_site: SecureSite
) -> None:
    site = secure_site(authority.serving("xn--72c1a1bt4a.example"))
    asker = replace(asker, resolve=lambda *_: ["127.0.0.1"])
    assert found_at(asker, site, "ตำรวจ.example") is Found.CERTIFICATE_OF_ANOTHER
    own = "ตำรวจ.example".encode("idna").decode()
    site = secure_site(authority.serving(own))
    assert found_at(asker, site, "ตำรวจ.example") is Found.OPENS
    assert site.headers[0]["Host"] == f"{own}:{site.server_port}"


@pytest.mark.parametrize(
    ("names", "days", "found"),
    [
        (("127.0.0.1",), (-9, -1), Found.CERTIFICATE_EXPIRED),
        (("127.0.0.1",), (1, 9), Found.CERTIFICATE_EARLY),
        (("127.0.0.2", "localhost"), (-1, 1), Found.CERTIFICATE_OF_ANOTHER),
    ],
)
def test_what_is_wrong_with_a_certificate_is_named(
    asker: Asker,
    authority: Authority,
    secure_site: SecureSite,
    names: tuple[str, ...],
    days: tuple[int, int],
    found: Found,
) -> None:
    site = secure_site(authority.serving(*names, days=days))
    assert found_at(asker, site) is found
    assert site.asked == []


def test_an_authority_nobody_knows_is_not_trusted(
    asker: Asker, elsewhere: Authority, secure_site: SecureSite
) -> None:
    site = secure_site(elsewhere.serving("127.0.0.1"))
    assert found_at(asker, site) is Found.CERTIFICATE_UNTRUSTED
    assert site.asked == []


def test_by_default_the_machines_own_authorities_are_trusted_and_no_others(
    authority: Authority, secure_site: SecureSite
) -> None:
    site = secure_site(authority.serving("127.0.0.1"))
    asker = Asker.with_system_trust(may_ask=lambda _: True)
    assert asker.trust.verify_mode is ssl.CERT_REQUIRED
    assert asker.trust.check_hostname
    assert found_at(asker, site) is Found.CERTIFICATE_UNTRUSTED


def test_what_speaks_no_tls_is_not_secure(asker: Asker, site: Site) -> None:
    assert found_at(asker, site) is Found.NOT_SECURE


@pytest.fixture
def silent() -> Iterator[int]:
    """The port of somebody who takes a connection and then says nothing at all."""
    over = Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def take() -> None:
            taken, _ = listener.accept()
            over.wait(30)
            taken.close()

        Thread(target=take, daemon=True).start()
        yield listener.getsockname()[1]
        over.set()


def test_a_handshake_that_never_comes_ends_in_time(hasty: Asker, silent: int) -> None:
    assert hasty.look(f"https://127.0.0.1:{silent}/").found is Found.TOO_SLOW


def test_a_redirect_from_http_is_checked_like_any_other(
    asker: Asker, site: Site, elsewhere: Authority, secure_site: SecureSite
) -> None:
    secure = secure_site(elsewhere.serving("127.0.0.1"))
    site.lead_to = f"https://127.0.0.1:{secure.server_port}/good"
    look = asker.look(f"http://127.0.0.1:{site.server_port}/away")
    assert look.found is Found.CERTIFICATE_UNTRUSTED
