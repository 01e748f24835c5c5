"""Run by the benchmark as a process of its own: ask services as fast as they answer.

Every connection is kept and has one request on its way. It reads `Order` as JSON from standard
input and writes `Told` to standard output. Its own CPU counts for nobody.
"""

import array
import json
import re
import select
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field

from bench.figures import percentile

NUMBER = b"@" * 16  # where a request says this, each that is sent says another number
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
LAST_CHUNK = b"\r\n0\r\n\r\n"
WITHOUT_BODY = (204, 304)
PATIENCE_SECONDS = 10


@dataclass(frozen=True, kw_only=True)
class Order:
    """What to ask, of whom, and for how long."""

    ports: Sequence[int]
    connections: int = 1
    seconds: float = 1.0
    status: int  # any other is a failure
    requests: Sequence[str]


@dataclass(kw_only=True)
class Told:
    """What came of it; times are milliseconds."""

    requests: int
    seconds: float
    p50: float
    p99: float
    wrong: dict[str, int] = field(default_factory=dict)


class Connection:
    """One kept connection, with at most one request on its way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked_at = 0.0
        self.heard = b""
        self.is_whole: Callable[[bytes], bool] | None = None  # once the head is here

    def ask(self, request: bytes) -> None:
        """Send a request."""
        self.heard, self.is_whole = b"", None
        self.asked_at = time.perf_counter()
        self.socket.sendall(request)

    def hear(self) -> int:
        """Take what has come; return the status when the answer is whole, and 0 before."""
        part = self.socket.recv(1 << 17)
        if not part:
            raise ConnectionError("the service closed a connection")
        self.heard = self.heard + part if self.heard else part
        if self.is_whole is None:
            self.is_whole = _ending(self.heard)
        return int(self.heard[9:12]) if self.is_whole and self.is_whole(self.heard) else 0


def _ending(heard: bytes) -> Callable[[bytes], bool] | None:
    """How to tell that an answer is whole, or nothing while its head is not."""
    end = heard.find(b"\r\n\r\n")
    if end < 0:
        return None
    if int(heard[9:12]) in WITHOUT_BODY:
        return lambda _: True
    if found := LENGTH.search(heard, 0, end):
        length = end + 4 + int(found[1])
        return lambda heard: len(heard) >= length
    return lambda heard: heard.endswith(LAST_CHUNK)


def run(order: Order) -> Told:
    """Ask until the time is over, and wait for what is on its way then."""
    requests = _turns([request.encode() for request in order.requests])
    poll, connections = select.epoll(), {}
    for number in range(order.connections):
        connection = Connection(order.ports[number % len(order.ports)])
        connections[connection.socket.fileno()] = connection
        poll.register(connection.socket, select.EPOLLIN)
    began = time.perf_counter()
    for connection in connections.values():
        connection.ask(next(requests))
    end, under_way = began + order.seconds, len(connections)
    took, wrong = array.array("d"), Counter[int]()
    while under_way:
        ready = poll.poll(PATIENCE_SECONDS)
        if not ready:
            raise TimeoutError(f"{under_way} requests were not answered")
        for descriptor, _ in ready:
            connection = connections[descriptor]
            status = connection.hear()
            if not status:
                continue
            now = time.perf_counter()
            took.append(now - connection.asked_at)
            if status != order.status:
                wrong[status] += 1
            if now < end:
                connection.ask(next(requests))
            else:
                under_way -= 1
    return Told(
        requests=len(took),
        seconds=time.perf_counter() - began,
        p50=percentile(took, 0.5) * 1000,
        p99=percentile(took, 0.99) * 1000,
        wrong={str(status): count for status, count in wrong.items()},
    )


def _turns(requests: Sequence[bytes]) -> Iterator[bytes]:
    """All requests in their order, again and again; numbers never come twice, in no run."""
    number = time.time_ns() // 1000
    while True:
        for request in requests:
            number += 1
            yield request.replace(NUMBER, b"%016d" % number)


if __name__ == "__main__":
    print(json.dumps(asdict(run(Order(**json.load(sys.stdin))))))
