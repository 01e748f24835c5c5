"""Threads of a web process, which rest where more of them at work only take turns (ADR 62).

Where the processors are taken, each thread that is at work costs the others: it has a PostgreSQL
of its own, with caches of its own. So one goes on, and the others rest as long as it is quick.
"""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from threading import RLock, get_ident, local
from time import monotonic, sleep
from typing import Any, NamedTuple

Application = Callable[[dict[str, Any], Callable[..., Any]], Any]

SLOW_SECONDS = 0.02  # a request that takes longer may wait for something: another thread goes on
LOOK_SECONDS = 0.25
TAKEN = 0.2  # of the time that a thread could have run, it waited for a processor
TELLING = 1_000_000  # nanoseconds that a thread must have run for that: one at rest only wakes
TIMES = Path("/proc/thread-self/schedstat")
SMALL = 65_536  # bytes of a body: more may be still to come, and waits for its thread to come back


class Times(NamedTuple):
    """How long a thread has run, and has waited for a processor, in nanoseconds."""

    ran: int
    waited: int


class Processors:
    """Whether they are taken, as threads that ask have found out themselves."""

    def __init__(self) -> None:
        self._are_taken = False
        self._looked_at = 0.0
        self._seen = local()

    def are_taken(self) -> bool:
        """Tell whether threads have had to wait for a processor of late."""
        now = monotonic()
        if now - self._looked_at > LOOK_SECONDS:
            self._looked_at = now
            self._look()
        return self._are_taken

    def _look(self) -> None:
        now = times()
        before = getattr(self._seen, "times", None)
        if before is None:
            self._seen.times = now
        elif now.ran - before.ran >= TELLING:
            waited = now.waited - before.waited
            self._are_taken = waited > TAKEN * (now.ran - before.ran + waited)
            self._seen.times = now


class Crew:
    """The threads that answer requests. One of them leads: it never rests while it is quick."""

    def __init__(self, processors: Processors) -> None:
        self._processors = processors
        self._begun: dict[int, float] = {}
        self._leader, self._led_at = 0, float("-inf")  # when it ended its last request
        self._looking = RLock()

    def begin(self) -> None:
        """Note that this thread has a request."""
        self._begun[get_ident()] = monotonic()

    def leave(self) -> None:
        """Note that this thread is kept by its answer: it can be slow, and leads nobody."""
        me = get_ident()
        self._begun.pop(me, None)
        if me == self._leader:
            self._led_at = float("-inf")

    def end(self, *, may_rest: bool) -> None:
        """Note that this thread has none any more; return when it is wanted for another."""
        me = get_ident()
        self._begun.pop(me, None)
        if me == self._leader or self._led_for() <= 0:
            self._leader, self._led_at = me, monotonic()
            return
        if may_rest:
            with self._looking:  # one looks; it would cost the leader its turn to wake them all
                while (seconds := self._led_for()) > 0 and self._processors.are_taken():
                    sleep(seconds)

    def _led_for(self) -> float:
        """Return for how long the leader is still quick, with its request or since its last one."""
        since = self._begun.get(self._leader, self._led_at)
        return since + SLOW_SECONDS - monotonic()


class Whole(list[bytes]):
    """An answer that granian sends in one piece, after which its thread may rest.

    A process that is killed has sent all of it or nothing, which the gateway asks another for.
    """

    def __init__(self, pieces: Iterable[bytes], end: Callable[[], None]) -> None:
        super().__init__(pieces)
        self._end = end

    def __del__(self) -> None:
        """End: granian has sent it, and lets go of it."""
        self._end()


def rested(application: Application, processors: Processors | None = None) -> Application:
    """Return Django's application with threads that rest."""
    crew = Crew(processors or Processors())

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        crew.begin()
        made = application(environ, start)
        if made.streaming:
            crew.leave()
            return made
        whole = Whole(made, partial(crew.end, may_rest=_is_read(environ)))
        made.close()
        return whole

    return answer


def times() -> Times:
    """Return the times of this thread, nothing where the system does not count them."""
    try:
        ran, waited, _ = TIMES.read_bytes().split()
    except OSError:
        return Times(0, 0)
    return Times(int(ran), int(waited))


def _is_read(environ: dict[str, Any]) -> bool:
    """Tell whether a request has come whole, if nobody reads on."""
    size = environ.get("CONTENT_LENGTH") or "0"
    return "HTTP_TRANSFER_ENCODING" not in environ and size.isdigit() and int(size) <= SMALL
