"""A call to another service: one attempt, or a few."""

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from chassis.clients import metrics
from chassis.clients.answer import Answer
from chassis.clients.breaker import Refused, State
from chassis.clients.circuit import Circuit
from chassis.clients.errors import (
    DeadlineExceeded,
    UpstreamAway,
    UpstreamLeftAlone,
    UpstreamRefused,
)
from chassis.clients.transport import FAIR_SECONDS, ExchangeFailed, exchange

MOST_RETRIES = 2
FIRST_PAUSE_SECONDS = 0.1
MAY_PASS = {502, 503, 504}


@dataclass(frozen=True, kw_only=True)
class Call:
    """What is asked, how long one answer may take, and until when the caller waits."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes | None
    seconds: float
    ends_at: float
    is_repeatable: bool


class AttemptFailed(Exception):
    """An attempt brought no answer. `may_pass`: another may; not before `wait` seconds."""

    def __init__(self, why: str, *, may_pass: bool = True, wait: float = 0.0) -> None:
        super().__init__(why)
        self.may_pass = may_pass
        self.wait = wait


def answer_of(circuit: Circuit, call: Call) -> Answer:
    """Return a good answer. Raises UpstreamAway, UpstreamRefused or DeadlineExceeded."""
    if call.ends_at <= time.monotonic():
        raise DeadlineExceeded
    circuit.budget.call_begins()
    retries = 0
    while True:
        try:
            return _good(_attempt(circuit, call), circuit.name)
        except AttemptFailed as failed:
            pause = max(_jittered(retries), failed.wait)
            if not (failed.may_pass and _may_repeat(circuit, call, retries, pause)):
                raise UpstreamAway(circuit.name, str(failed)) from failed
        metrics.RETRIES.labels(circuit.name).inc()
        time.sleep(pause)
        retries += 1


def _good(answer: Answer, upstream: str) -> Answer:
    if not 200 <= answer.status < 300:
        raise UpstreamRefused(upstream, answer.status, answer.body.decode(errors="replace"))
    return answer


def _jittered(retries: int) -> float:
    """Anything from nothing on: those who failed together must not come back together."""
    return random.uniform(0, FIRST_PAUSE_SECONDS * 2**retries)  # noqa: S311


def _may_repeat(circuit: Circuit, call: Call, retries: int, pause: float) -> bool:
    return (
        call.is_repeatable
        and retries < MOST_RETRIES
        and circuit.breaker.state is State.CLOSED  # else it would be refused after the pause
        and time.monotonic() + pause + FAIR_SECONDS < call.ends_at
        and circuit.budget.take()
    )


def _attempt(circuit: Circuit, call: Call) -> Answer:
    try:
        ticket = circuit.breaker.admit()
    except Refused as refused:
        raise UpstreamLeftAlone(circuit.name, "its circuit is open") from refused
    ok = None
    try:
        answer = _authorized(circuit, call)
        ok = answer.status < 500
    except ExchangeFailed as failed:
        ok = False if failed.is_fair else None
        raise AttemptFailed(str(failed)) from failed
    finally:  # whatever happened, or a probe would be under way for ever
        circuit.breaker.settle(ticket, ok=ok)
    if not ok:
        may_pass = answer.status in MAY_PASS
        raise AttemptFailed(
            f"it answered {answer.status}", may_pass=may_pass, wait=answer.retry_after
        )
    return answer


def _authorized(circuit: Circuit, call: Call) -> Answer:
    """With our token; with a new one if that was refused, for keys and clients are replaced."""
    token = circuit.tokens.get(call.ends_at)
    answer = _send(circuit, call, token.text)
    if answer.status == 401 and circuit.tokens.refused(token):
        answer = _send(circuit, call, circuit.tokens.get(call.ends_at).text)
    return answer


def _send(circuit: Circuit, call: Call, token: str) -> Answer:
    return exchange(
        circuit.pool,
        call.method,
        f"{settings.INTERNAL_URL}/{circuit.name}{call.path}",
        headers={**call.headers, "Authorization": f"Bearer {token}"},
        body=call.body,
        seconds=call.seconds,
        ends_at=call.ends_at,
    )
