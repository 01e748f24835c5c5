"""One POST to an address that somebody named: checked, pinned, bounded, without redirects.

The name is asked for once; what is called is the address that was checked. Proxies of the
environment are not used, and of the answer only its beginning is read.
"""

import http.client
import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from threading import Timer

from chassis.outside.errors import NotReached
from chassis.outside.places import Place, not_public, place_of
from chassis.outside.rules import Address, Rules

MOST_READ = 1024
MOST_ADDRESSES = 3


@dataclass(frozen=True)
class Answer:
    """What came back: the status, and how it begins."""

    status: int
    beginning: bytes


def post(
    url: str, *, headers: Mapping[str, str], body: bytes, rules: Rules, seconds: float
) -> Answer:
    """Post a body and return the answer, all within the seconds. Raises NotReached."""
    ends_at = time.monotonic() + seconds
    place = place_of(url, rules)
    addresses = [place.address] if place.address else _addresses_of(place, seconds)
    if not all(rules.allow(each, place.port) for each in addresses):
        raise not_public()
    sent = {**headers, "Host": place.authority, "Connection": "close"}
    with _connected(place, addresses, ends_at) as line:
        return _exchange(line, place, sent, body, ends_at)


def _addresses_of(place: Place, seconds: float) -> list[Address]:
    """Ask for the addresses of a name, once."""
    asking = ThreadPoolExecutor(1)  # the system's resolver knows no time limit
    try:
        words = {"family": socket.AF_UNSPEC, "type": socket.SOCK_STREAM}
        found = asking.submit(socket.getaddrinfo, place.host, place.port, **words)
        rows = found.result(seconds)
    except TimeoutError as error:
        raise NotReached("name_unanswered") from error
    except (OSError, UnicodeError) as error:
        raise NotReached("name_unknown") from error
    finally:
        asking.shutdown(wait=False)
    return [ip_address(address) for address in dict.fromkeys(str(row[4][0]) for row in rows)]


@contextmanager
def _connected(place: Place, addresses: list[Address], ends_at: float) -> Iterator[socket.socket]:
    plain = _reached(place, addresses, ends_at)
    try:
        line = _sealed(plain, place, ends_at) if place.is_sealed else plain
    except BaseException:
        plain.close()
        raise
    with line:
        yield line


def _reached(place: Place, addresses: list[Address], ends_at: float) -> socket.socket:
    for address in addresses[:MOST_ADDRESSES]:
        with suppress(OSError):
            return socket.create_connection((str(address), place.port), _left(ends_at))
    raise NotReached("nobody_there")


def _sealed(plain: socket.socket, place: Place, ends_at: float) -> socket.socket:
    plain.settimeout(_left(ends_at))
    with _hung_up(plain, ends_at):
        try:
            return _tls().wrap_socket(plain, server_hostname=place.host)
        except ssl.SSLCertVerificationError as error:
            raise NotReached("certificate_refused") from error
        except OSError as error:
            raise NotReached("not_sealed") from error


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _exchange(
    line: socket.socket, place: Place, headers: Mapping[str, str], body: bytes, ends_at: float
) -> Answer:
    connection = http.client.HTTPConnection(place.host, place.port)
    connection.sock = line  # what is connected already is not connected again
    line.settimeout(_left(ends_at))
    try:
        with _hung_up(line, ends_at), closing(connection):
            connection.request("POST", place.target, body, dict(headers))
            response = connection.getresponse()
            answer = Answer(response.status, response.read(MOST_READ))
            _left(ends_at)  # what was cut short may look whole
            return answer
    except (http.client.HTTPException, OSError, ValueError) as error:
        is_late = isinstance(error, TimeoutError) or time.monotonic() >= ends_at
        raise NotReached("too_slow" if is_late else "not_understood") from error


@contextmanager
def _hung_up(line: socket.socket, ends_at: float) -> Iterator[None]:
    """Hang up when the time is over: the limit of a read starts anew with each byte that comes."""
    descriptor = socket.socket(fileno=socket.dup(line.fileno()))
    timer = Timer(max(0, ends_at - time.monotonic()), _shut, [descriptor])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        descriptor.close()


def _shut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _left(ends_at: float) -> float:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise NotReached("too_slow")
    return left
