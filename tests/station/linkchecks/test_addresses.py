"""Which IP addresses may be asked: those of the whole internet, in whatever clothes they come."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from station.linkchecks.addresses import is_public

PRIVATE = [
    *("0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.255"),
    *("127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255"),
    *("192.0.0.8", "192.0.0.170", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.18.0.1"),
    *("198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1"),
    *("255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8"),
    *("::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::8.8.8.8"),
    *("100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "2002:808:808::1", "3fff::1"),
    *("5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1"),
    *("", "localhost", "127.1", "0x7f000001", "2130706433", "1.2.3", "8.8.8.8 ", "::1%"),
]
PUBLIC = [
    *("8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1"),
    *("192.0.1.1", "203.0.112.1", "223.255.255.254", "2001:4860:4860::8888"),
    *("2400:cb00::1", "2a00:1450::1", "64:ff9b::808:808"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_what_lies_in_a_network_of_somebodys_own_is_not_asked(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_the_whole_internet_reaches_is_asked(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses())
def test_nothing_is_asked_that_python_knows_to_be_private(
    address: IPv4Address | IPv6Address,
) -> None:
    if is_public(str(address)) and not str(address).startswith("64:ff9b::"):
        assert address.is_global
        assert not address.is_multicast


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_behind_nat64_is_what_it_is_in_the_open(address: IPv4Address) -> None:
    behind = ip_address(int(IPv6Address("64:ff9b::")) + int(address))
    assert is_public(str(behind)) == is_public(str(address))
