"""What a process keeps of another service: connections, a token, and how calls have gone lately."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from chassis.clients import metrics
from chassis.clients.breaker import Breaker, State
from chassis.clients.budget import RetryBudget
from chassis.clients.errors import UpstreamBusy
from chassis.clients.tokens import TokenSource
from chassis.clients.transport import new_pool
from chassis.observability import log

# Of the four threads of a web process: whoever asks for something else still finds one.
MOST_AT_ONCE = 2
PATIENCE_SECONDS = 0.05  # a healthy call is over by then

# Whoever wants to know of changes; called outside of every lock.
listeners: list[Callable[[str, State], None]] = []


class Circuit:
    """One other service, as one process sees it."""

    def __init__(
        self,
        name: str,
        *,
        most_at_once: int = MOST_AT_ONCE,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self.pool = new_pool(most_at_once)
        self.tokens = TokenSource(name, new_pool(1), clock)
        self.budget = RetryBudget()
        self.breaker = Breaker(clock, self._changed)
        self._places = threading.BoundedSemaphore(most_at_once)
        self._tell(State.CLOSED)  # whatever a process of this name said before it ended

    @contextmanager
    def place(self) -> Iterator[None]:
        """Take one of the few places for calls at the same time. Raises UpstreamBusy."""
        if not self._places.acquire(timeout=PATIENCE_SECONDS):
            raise UpstreamBusy(self.name, "too many calls at once")
        in_flight = metrics.IN_FLIGHT.labels(self.name)
        in_flight.inc()
        try:
            yield
        finally:
            in_flight.dec()
            self._places.release()

    def close(self) -> None:
        """Close the connections that nobody uses now."""
        self.pool.clear()
        self.tokens.pool.clear()

    def _changed(self, state: State) -> None:
        log.warning("breaker_changed", upstream=self.name, state=state)
        self._tell(state)

    def _tell(self, state: State) -> None:
        metrics.BREAKER.labels(self.name).set(list(State).index(state))
        for listener in listeners:
            listener(self.name, state)


_circuits: dict[str, Circuit] = {}


def circuit_of(name: str) -> Circuit:
    """Return this process's circuit to another service."""
    return _circuits.get(name) or _circuits.setdefault(name, Circuit(name))


def forget() -> list[Circuit]:
    """Begin anew, and return what is forgotten."""
    forgotten = list(_circuits.values())
    _circuits.clear()
    return forgotten


# A child that was forked must share neither connections nor locks with its parent.
os.register_at_fork(after_in_child=forget)
