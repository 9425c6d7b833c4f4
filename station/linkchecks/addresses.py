"""Which IP addresses the whole internet can reach (pure)."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

# Written out, since what Python calls global differs from version to version, and counts groups
# of receivers in. By IANA's registries of special-purpose addresses.
NOT_PUBLIC = tuple(
    map(
        IPv4Network,
        [
            "0.0.0.0/8",  # "this" network
            "10.0.0.0/8",
            "100.64.0.0/10",  # between a provider and its customers
            "127.0.0.0/8",
            "169.254.0.0/16",  # this cable only; clouds keep their secrets here
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",  # in documentation only, as are 198.51.100.0 and 203.0.113.0
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",  # measuring networks
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",  # groups of receivers
            "240.0.0.0/4",
        ],
    )
)
GLOBAL_UNICAST = IPv6Network("2000::/3")
NOT_PUBLIC_IPV6 = tuple(
    map(
        IPv6Network,
        [
            "2001::/23",  # protocols, Teredo tunnels among them
            "2001:db8::/32",  # in documentation only
            "2002::/16",  # tunnels to an IPv4 address written inside
            "3fff::/20",  # in documentation only
        ],
    )
)
NAT64 = IPv6Network("64:ff9b::/96")
"""How a network without IPv4 names an IPv4 address: it stands in the last 32 bits."""


def is_public(text: str) -> bool:
    """Whether an IP address, as a resolver gives it, may be asked."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return not any(address in network for network in NOT_PUBLIC)
    if address in NAT64:
        return is_public(str(IPv4Address(int(address) & 0xFFFFFFFF)))
    return _is_public_ipv6(address)


def _is_public_ipv6(address: IPv6Address) -> bool:
    # Tunnelled and mapped IPv4 addresses lie outside what is left here.
    is_special = any(address in network for network in NOT_PUBLIC_IPV6)
    return address in GLOBAL_UNICAST and not is_special
