"""A website of the tests' own, with and without TLS, and who looks at it."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from station.linkchecks.asking import Asker
from tests.linksites import Authority, Site, opened


def anywhere(_: str) -> bool:
    """As CHECK_PRIVATE_LINKS has it: the tests' sites stand in this very machine."""
    return True


@pytest.fixture
def site() -> Iterator[Site]:
    with opened(Site()) as one:
        yield one


@pytest.fixture
def address_of(site: Site) -> Callable[[str], str]:
    """The address of a page of the site."""
    return lambda path: f"http://127.0.0.1:{site.server_port}{path}"


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def asker(authority: Authority) -> Asker:
    """One who looks anywhere, and trusts the tests' authority."""
    return Asker(authority.trusting(), anywhere, seconds=30)


@pytest.fixture
def hasty(asker: Asker) -> Asker:
    """One who gives up after half a second."""
    return replace(asker, seconds=0.5)


@pytest.fixture
def secure_site() -> Iterator[Callable[[ssl.SSLContext], Site]]:
    """Open sites that speak TLS."""
    with ExitStack() as sites:

        def make(context: ssl.SSLContext) -> Site:
            site = Site()
            site.socket = context.wrap_socket(site.socket, server_side=True)
            return sites.enter_context(opened(site))

        yield make


@pytest.fixture
def elsewhere(tmp_path: Path) -> Authority:
    """An authority that nobody trusts."""
    return Authority(tmp_path)
