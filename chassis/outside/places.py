"""Where an address that somebody typed leads: read once, strictly, and never by two readers."""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import SplitResult, urlsplit

from chassis.outside.errors import AddressRefused
from chassis.outside.rules import Address, Rules

PORTS = {"http": 80, "https": 443}
LONGEST = 2000
PLAIN = re.compile(r"[!-~]+")  # ASCII that is seen
LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?"
NAME = re.compile(rf"(?=.{{1,253}}\Z){LABEL}(?:\.{LABEL})*\.?", re.IGNORECASE)
# Names that no public name server may know (RFC 6761, 6762, 7686, 8375), nor one without a dot.
INSIDE = re.compile(
    r"[^.]+|(?:.*\.)?(?:localhost|local|internal|home\.arpa|invalid|onion)", re.IGNORECASE
)
A_NUMBER = re.compile(r"([0-9]+|0x[0-9a-f]*)", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """Where to call: who answers there is asked by name, and found by an address."""

    scheme: str
    host: str  # a name, or an address as everybody writes it
    port: int
    target: str
    address: Address | None  # where the host is one

    @property
    def is_sealed(self) -> bool:
        """Whether it is called by TLS."""
        return self.scheme == "https"

    @property
    def authority(self) -> str:
        """What the other side is told of where it was called."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def place_of(url: str, rules: Rules) -> Place:
    """Return where a URL leads, without asking for any name. Raises AddressRefused."""
    parts = _split(url)
    if parts.scheme not in PORTS:
        raise AddressRefused("scheme_refused", "Write https://… or http://….")
    if "@" in parts.netloc:
        raise AddressRefused("user_refused", "Leave out user name and password.")
    host, address = _host(parts)
    place = Place(parts.scheme, host, _port(parts), _target(parts), address)
    if address and not rules.allow(address, place.port):
        raise not_public()
    if not address and not rules.networks and INSIDE.fullmatch(host.rstrip(".")):
        raise not_public()
    if not address and not rules.networks and place.port not in rules.ports:
        ports = ", ".join(map(str, sorted(rules.ports)))
        raise AddressRefused("port_refused", f"Only these ports are called: {ports}.")
    return place


def not_public() -> AddressRefused:
    """Return what is said of an address inside."""
    return AddressRefused("address_refused", "Only addresses of the public internet are called.")


def _split(url: str) -> SplitResult:
    if len(url) > LONGEST or not PLAIN.fullmatch(url) or "\\" in url:
        words = "Write it in ASCII, without blanks and backslashes, in 2000 characters at most."
        raise AddressRefused("url_refused", words)
    try:
        return urlsplit(url)
    except ValueError as error:
        raise AddressRefused("url_refused", "This is no URL.") from error


def _host(parts: SplitResult) -> tuple[str, Address | None]:
    """Return the host, and the address that it is: an odd way to write one is none at all."""
    host = parts.hostname or ""
    if parts.netloc.startswith("["):
        return _written(IPv6Address, host)
    if A_NUMBER.fullmatch(host.rstrip(".").rpartition(".")[2]):  # to some readers an address
        return _written(IPv4Address, host)
    if not NAME.fullmatch(host):
        raise AddressRefused("host_refused", "This is no name of a host.")
    return host, None


def _written(kind: type[Address], host: str) -> tuple[str, Address]:
    try:
        address = kind(host)
    except AddressValueError as error:
        words = "Write an IPv4 address as four decimal numbers, an IPv6 address in brackets."
        raise AddressRefused("address_unusual", words) from error
    if getattr(address, "scope_id", None):
        raise not_public()
    return str(address), address


def _port(parts: SplitResult) -> int:
    try:
        port = parts.port
    except ValueError as error:
        raise AddressRefused("port_refused", "This is no port.") from error
    return PORTS[parts.scheme] if port is None else port


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
