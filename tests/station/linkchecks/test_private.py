"""Nothing in the station's own network is ever asked: not by redirect, nor by a name that turns."""

import errno
import socket
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http.server import ThreadingHTTPServer
from threading import Event
from urllib.parse import SplitResult

import pytest

from station.linkchecks import asking, network
from station.linkchecks.addresses import is_public
from station.linkchecks.asking import Asker
from station.linkchecks.deadline import Deadline
from station.linkchecks.rules import Found
from tests.linksites import Site, opened

OUTSIDE, OTHER, INSIDE = "93.184.215.14", "93.184.215.15", "10.0.0.5"


@dataclass
class World:
    """Names, what they stand for each time they are looked up, and the sites behind addresses."""

    sites: dict[str, Site]
    names: dict[str, list[list[str]]]
    connected: list[str] = field(default_factory=list)

    def resolve(self, host: str, port: int, seconds: float) -> list[str]:
        if host not in self.names:
            return network.resolve(host, port, seconds)
        answers = self.names[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, ip_address: str, port: int, seconds: float) -> socket.socket:
        self.connected.append(ip_address)
        if ip_address not in self.sites:
            raise ConnectionRefusedError
        return network.connect("127.0.0.1", self.sites[ip_address].server_port, seconds)


@pytest.fixture
def inside() -> object:
    with opened(Site()) as one:
        yield one


@pytest.fixture
def world(site: Site, inside: Site) -> World:
    """A site outside, one inside, and names for them."""
    names = {"outside.example": [[OUTSIDE]], "inside.example": [[INSIDE]]}
    return World({OUTSIDE: site, INSIDE: inside, "127.0.0.1": inside}, names)


@pytest.fixture
def careful(asker: Asker, world: World) -> Asker:
    """One who looks into this world and asks public addresses only."""
    return replace(asker, may_ask=is_public, resolve=world.resolve, connect=world.connect)


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "10.0.0.5", "192.168.1.1", "169.254.169.254", "100.64.1.1", "0.0.0.0"),
        *("224.0.0.1", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:10.0.0.5]", "[fe80::1]"),
        *("[fd00::1]", "[64:ff9b::7f00:1]", "2130706433", "0x7f000001", "0177.0.0.1", "127.1"),
        *("localhost", "LOCALHOST.", "inside.example"),
    ],
)
def test_a_private_address_is_not_asked_in_whatever_clothes(
    careful: Asker, world: World, host: str
) -> None:
    for scheme in ("http", "https"):
        assert careful.look(f"{scheme}://{host}/good").found is Found.PRIVATE
    assert world.connected == []


def test_one_private_address_among_public_ones_spoils_them_all(
    careful: Asker, world: World
) -> None:
    world.names["mixed.example"] = [[OUTSIDE, INSIDE]]
    assert careful.look("http://mixed.example/good").found is Found.PRIVATE
    assert world.connected == []


LEADING_IN = [
    "http://10.0.0.5/good",
    "http://inside.example/good",
    "http://[::ffff:10.0.0.5]/good",
    "//127.0.0.1/good",
]


@pytest.mark.parametrize("leads_to", LEADING_IN)
def test_a_redirect_from_outside_into_the_network_is_not_followed(
    careful: Asker, world: World, site: Site, inside: Site, leads_to: str
) -> None:
    site.lead_to = leads_to
    assert careful.look("http://outside.example/away").found is Found.PRIVATE
    assert world.connected == [OUTSIDE]
    assert inside.asked == []


class FirstStepOnly(Asker):
    """One who judges where the first step leads, and follows any redirect from there."""

    def _resolve(self, parts: SplitResult, deadline: Deadline) -> list[str]:
        trusting = self if parts.hostname == "outside.example" else replace(self, may_ask=bool)
        return Asker._resolve(trusting, parts, deadline)


def test_a_redirect_that_nobody_judged_would_be_noticed(
    careful: Asker, world: World, site: Site, inside: Site
) -> None:
    site.lead_to = LEADING_IN[0]
    careless = FirstStepOnly(
        careful.trust, careful.may_ask, resolve=world.resolve, connect=world.connect
    )
    assert careless.look("http://outside.example/away").found is Found.OPENS
    assert inside.asked == [("HEAD", "/good")]


@pytest.mark.parametrize("page", ["/good", "/no-head", "/moved"])
def test_a_name_that_turns_inwards_after_it_was_judged_leads_nowhere(
    careful: Asker, world: World, inside: Site, page: str
) -> None:
    world.names["turning.example"] = [[OUTSIDE], [INSIDE]]
    found = careful.look(f"http://turning.example{page}").found
    assert found is (Found.PRIVATE if page == "/moved" else Found.OPENS)
    assert set(world.connected) == {OUTSIDE}
    assert inside.asked == []


def test_a_connection_that_looked_the_name_up_again_would_be_noticed(
    careful: Asker, world: World, inside: Site
) -> None:
    world.names["turning.example"] = [[OUTSIDE], [INSIDE]]

    def connect_by_name(_: str, port: int, seconds: float) -> socket.socket:
        return world.connect(world.resolve("turning.example", port, seconds)[0], port, seconds)

    careless = replace(careful, connect=connect_by_name)
    assert careless.look("http://turning.example/good").found is Found.OPENS
    assert inside.asked == [("HEAD", "/good")]


def test_told_so_it_looks_inside_too(careful: Asker, inside: Site) -> None:
    told = replace(careful, may_ask=lambda _: True)
    assert told.look("http://inside.example/good").found is Found.OPENS
    assert inside.asked == [("HEAD", "/good")]


def test_the_host_is_named_as_the_address_has_it(careful: Asker, site: Site) -> None:
    for address in ("http://outside.example/", "http://OUTSIDE.example:8080/"):
        careful.look(address)
    assert [headers["Host"] for headers in site.headers] == [
        "outside.example",
        "outside.example:8080",
    ]


class SiteByIPv6(Site):
    address_family = socket.AF_INET6


def test_an_ipv6_address_can_be_asked(asker: Asker) -> None:
    with opened(SiteByIPv6(("::1", 0))) as site:
        assert isinstance(site, ThreadingHTTPServer)
        address = f"http://[::1]:{site.server_port}/good"
        assert asker.look(address).found is Found.OPENS
        assert site.headers[0]["Host"] == f"[::1]:{site.server_port}"


def test_where_one_machine_is_down_the_next_of_the_same_name_is_tried(
    careful: Asker, world: World
) -> None:
    world.names["two.example"] = [[OTHER, OUTSIDE]]
    assert careful.look("http://two.example/good").found is Found.OPENS
    assert world.connected == [OTHER, OUTSIDE]


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), Found.NO_NAME),
        (socket.gaierror(socket.EAI_AGAIN, "try again"), Found.NAMES_SILENT),
        (TimeoutError(), Found.NAMES_SILENT),
        (OSError(errno.EMFILE, "too many open files"), Found.UNREACHABLE),
    ],
)
def test_a_name_that_cannot_be_looked_up(careful: Asker, error: Exception, found: Found) -> None:
    def fail(*_: object) -> list[str]:
        raise error

    assert replace(careful, resolve=fail).look("http://outside.example/").found is found


@pytest.mark.parametrize("host", ["a..example", "x" * 64 + ".example", "ก" * 64 + ".example"])
def test_what_can_be_no_name_is_none(asker: Asker, host: str) -> None:
    assert asker.look(f"http://{host}/").found in (Found.NO_NAME, Found.LEADS_ASTRAY)


def test_no_route_is_told_from_no_answer(careful: Asker) -> None:
    def fail(*_: object) -> socket.socket:
        raise OSError(errno.ENETUNREACH, "Network is unreachable")

    asker = replace(careful, connect=fail)
    assert asker.look("http://outside.example/").found is Found.UNREACHABLE


def test_a_resolver_that_never_answers_is_left_behind(
    hasty: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(30) and [])
    assert hasty.look("http://outside.example/").found is Found.NAMES_SILENT
    over.set()


def test_a_name_is_looked_up_once_for_both_ways_to_ask(careful: Asker, world: World) -> None:
    looked_up: list[str] = []

    def resolve(host: str, port: int, seconds: float) -> list[str]:
        looked_up.append(host)
        return world.resolve(host, port, seconds)

    look: Callable[[str], object] = replace(careful, resolve=resolve).look
    look("http://outside.example/no-head")
    assert looked_up == ["outside.example"]
    assert asking.SECONDS == 10
