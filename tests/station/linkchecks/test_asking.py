"""One look at one address, against a real server that is good, dead, slow or worse."""

import socket
from collections.abc import Callable
from typing import Any

import pytest

from station.linkchecks.asking import MOST_REDIRECTS, Asker
from station.linkchecks.deadline import CHUNK, MOST_BYTES, Deadline
from station.linkchecks.rules import Found, Look
from tests.linksites import CHAIN, Site
from tests.live import free_port

AddressOf = Callable[[str], str]

FOUND = {
    "/good": Found.OPENS,
    "/good?a=ก&b=%20#ค": Found.OPENS,
    "": Found.OPENS,
    "/gone": Found.GONE,
    "/gone-for-good": Found.GONE,
    "/sign-in": Found.SIGN_IN,
    "/forbidden": Found.TURNED_AWAY,
    "/busy": Found.TURNED_AWAY,
    "/teapot": Found.TURNED_AWAY,
    "/odd-redirect": Found.TURNED_AWAY,
    "/broken": Found.SERVER_ERROR,
    "/no-head": Found.OPENS,
    "/head-is-gone": Found.OPENS,
    "/head-hangs-up": Found.OPENS,
    "/hangs-up": Found.CUT_OFF,
    "/huge": Found.OPENS,
    "/endless-headers": Found.NOT_A_PAGE,
    "/endless-line": Found.NOT_A_PAGE,
    "/endless-maybe": Found.NOT_A_PAGE,
    "/garbage": Found.NOT_A_PAGE,
    "/for-a-while": Found.OPENS,
    "/not-then-moved": Found.OPENS,
    "/moved-and-gone": Found.GONE,
    "/circle": Found.CIRCLE,
    "/itself": Found.CIRCLE,
    "/script": Found.LEADS_ASTRAY,
    "/file": Found.LEADS_ASTRAY,
    "/app": Found.LEADS_ASTRAY,
    "/nowhere": Found.LEADS_ASTRAY,
    "/with-a-name": Found.LEADS_ASTRAY,
}


@pytest.mark.parametrize("path", FOUND)
def test_what_stands_behind_an_address_is_found_out(
    asker: Asker, address_of: AddressOf, path: str
) -> None:
    assert asker.look(address_of(path)).found == FOUND[path]


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/moved", "/good"),
        ("/moved-too", "/good"),
        ("/moved-then-not", "/for-a-while"),
        ("/moved#part", "/good#part"),
        ("/moved-to-thai", "/แบบวัด"),
    ],
)
def test_what_moved_for_good_names_its_new_address(
    asker: Asker, address_of: AddressOf, path: str, leads_to: str
) -> None:
    assert asker.look(address_of(path)) == Look(Found.MOVED, 200, address_of(leads_to))


@pytest.mark.parametrize("path", ["/never", "/drip"])
def test_the_whole_look_ends_in_time(hasty: Asker, address_of: AddressOf, path: str) -> None:
    assert hasty.look(address_of(path)).found is Found.TOO_SLOW


def test_five_detours_are_followed_and_not_one_more(asker: Asker, address_of: AddressOf) -> None:
    assert asker.look(address_of(f"{CHAIN}{MOST_REDIRECTS - 1}")).found is Found.OPENS
    assert asker.look(address_of(f"{CHAIN}{MOST_REDIRECTS}")).found is Found.CIRCLE


def test_nothing_but_head_and_get_is_asked_and_get_only_where_head_is_refused(
    asker: Asker, site: Site, address_of: AddressOf
) -> None:
    asker.look(address_of("/good"))
    asker.look(address_of("/no-head"))
    assert site.asked == [("HEAD", "/good"), ("HEAD", "/no-head"), ("GET", "/no-head")]


def test_it_says_what_it_is_and_carries_no_cookie_and_no_name(
    asker: Asker, site: Site, address_of: AddressOf
) -> None:
    asker.look(address_of("/cookie"))
    assert [path for _, path in site.asked] == ["/cookie", "/good"]
    for headers in site.headers:
        assert "link check" in headers["User-Agent"]
        assert not {"Cookie", "Authorization", "Referer"} & set(headers)


@pytest.mark.parametrize(
    "address",
    [
        "http://me:secret@127.0.0.1/",
        "ftp://127.0.0.1/",
        "http://[::1",
        "http://127.0.0.1:99999/",
        "http://127.0.0.1/a b",
        "javascript:alert(1)",
        "",
    ],
)
def test_what_is_no_address_is_not_asked_at_all(asker: Asker, address: str) -> None:
    assert asker.look(address).found is Found.LEADS_ASTRAY


def test_where_nobody_listens_nobody_answers(asker: Asker) -> None:
    found = asker.look(f"http://127.0.0.1:{free_port()}/").found
    assert found is Found.NOBODY_ANSWERS


class Counting(socket.socket):
    """A socket that counts what is read from it."""

    read = 0

    def recv_into(self, *arguments: Any) -> int:
        count = super().recv_into(*arguments)
        Counting.read += count
        return count


def counting(ip_address: str, port: int, seconds: float) -> socket.socket:
    made = Counting(socket.AF_INET, socket.SOCK_STREAM)
    made.settimeout(seconds)
    made.connect((ip_address, port))
    return made


@pytest.mark.parametrize(
    ("path", "at_most"), [("/huge", 2 * CHUNK), ("/endless-headers", 2 * (MOST_BYTES + CHUNK))]
)
def test_never_more_than_a_little_is_read(
    asker: Asker, address_of: AddressOf, monkeypatch: pytest.MonkeyPatch, path: str, at_most: int
) -> None:
    monkeypatch.setattr(Counting, "read", 0)
    Asker(asker.trust, asker.may_ask, connect=counting).look(address_of(path))
    assert 0 < Counting.read <= at_most


def test_without_one_deadline_for_all_a_drip_would_hold_it(
    hasty: Asker, address_of: AddressOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each byte in time, and the answer good in the end: what a socket's own timeout lets pass."""
    monkeypatch.setattr(Deadline, "left", lambda _: 30.0)
    assert hasty.look(address_of("/drip")).found is Found.OPENS
