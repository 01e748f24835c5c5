"""Which addresses may be called: those of the public internet, and what a setting adds."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_network
from typing import Any

Address = IPv4Address | IPv6Address

PUBLIC_6 = ip_network("2000::/3")
# What the tables of Python leave open, or leave out in some of its versions.
CLOSED = [
    ip_network(each)
    for each in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "192.88.99.0/24",  # 6to4, which may lead anywhere
        "198.18.0.0/15",
        "240.0.0.0/4",
        "2001::/23",  # Teredo among others
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",
    )
]
ISATAP = {0x00005EFE, 0x02005EFE}  # an IPv4 address stands behind it


@dataclass(frozen=True)
class Rules:
    """What may be called beside public addresses, and at which ports public ones may be."""

    ports: frozenset[int] = frozenset({80, 443, 8080, 8443})
    networks: tuple[Any, ...] = ()

    @classmethod
    def of(cls, *, ports: Iterable[str | int], networks: Iterable[str]) -> "Rules":
        """Return rules as settings write them."""
        return cls(frozenset(map(int, ports)), tuple(map(ip_network, networks)))

    def allow(self, address: Address, port: int) -> bool:
        """Tell whether an address may be called at a port."""
        if any(address in network for network in self.networks):
            return True
        return port in self.ports and is_public(address)


def is_public(address: Address) -> bool:
    """Tell whether an address is one of the public internet, whatever is written into it."""
    if any(address in network for network in CLOSED):
        return False
    if isinstance(address, IPv6Address):
        behind = int(address) >> 32 & 0xFFFFFFFF
        if address not in PUBLIC_6 or behind in ISATAP:
            return False
    return address.is_global and not address.is_multicast
