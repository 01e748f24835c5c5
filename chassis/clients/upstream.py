"""Another service, as the code that asks it sees it."""

import time
from collections.abc import Mapping
from json import dumps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from chassis.clients import incoming, metrics
from chassis.clients.answer import Answer
from chassis.clients.call import Call, answer_of
from chassis.clients.circuit import circuit_of
from chassis.clients.errors import (
    DeadlineExceeded,
    UpstreamAway,
    UpstreamLeftAlone,
    UpstreamRefused,
)
from chassis.observability import context, log

DEADLINE_SECONDS = 2.0
ANSWER_SECONDS = 0.6


class Upstream:
    """Another service: `Upstream("catalog").get("/internal/assets/…/").json()`.

    `deadline` is how many seconds a call may take with all its retries, `timeout` how many one
    answer may, `retry=False` asks once. Raises UpstreamAway, UpstreamRefused, DeadlineExceeded.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def get(
        self,
        path: str,
        *,
        params: Mapping[str, Any] | None = None,
        deadline: float = DEADLINE_SECONDS,
        timeout: float = ANSWER_SECONDS,
        retry: bool = True,
    ) -> Answer:
        """Read something."""
        ends_at = _ends_at(deadline)
        return self._ask(
            Call(
                method="GET",
                path=f"{path}?{urlencode(params, doseq=True)}" if params else path,
                headers=_headers(ends_at),
                body=None,
                seconds=timeout,
                ends_at=ends_at,
                is_repeatable=retry,
            )
        )

    def post(
        self,
        path: str,
        *,
        json: Any = None,
        idempotency_key: str = "",
        deadline: float = DEADLINE_SECONDS,
        timeout: float = ANSWER_SECONDS,
        retry: bool = True,
    ) -> Answer:
        """Send something; only what has a key is ever sent again."""
        ends_at = _ends_at(deadline)
        headers = {**_headers(ends_at), "Content-Type": "application/json"}
        if idempotency_key:
            headers["Idempotency-Key"] = idempotency_key
        return self._ask(
            Call(
                method="POST",
                path=path,
                headers=headers,
                body=dumps(json, default=str).encode(),
                seconds=timeout,
                ends_at=ends_at,
                is_repeatable=retry and bool(idempotency_key),
            )
        )

    def _ask(self, call: Call) -> Answer:
        circuit = circuit_of(self.name)
        try:
            with circuit.place():
                answer = answer_of(circuit, call)
        except (DeadlineExceeded, UpstreamAway, UpstreamRefused) as error:
            metrics.CALLS.labels(self.name, error.outcome).inc()
            if not isinstance(error, UpstreamLeftAlone):  # the breaker's change was logged
                log.warning(
                    "upstream_call_failed",
                    upstream=self.name,
                    upstream_path=call.path.partition("?")[0],
                    outcome=error.outcome,
                    why=error.why,
                )
            raise
        metrics.CALLS.labels(self.name, "ok").inc()
        return answer


def _ends_at(seconds: float) -> float:
    """Not later than whoever asked us waits."""
    left = incoming.seconds_left()
    return time.monotonic() + (seconds if left is None else min(seconds, left))


def _headers(ends_at: float) -> dict[str, str]:
    """What goes along with every call, so that one id tells the whole story."""
    deadline = time.time() + ends_at - time.monotonic()
    headers = {
        "Accept": "application/json",
        "User-Agent": f"kitroom-{settings.SERVICE}",
        incoming.DEADLINE: str(int(deadline * 1000)),
        "X-Request-ID": context.request_id(),
        incoming.TRACE: incoming.trace(),
    }
    return {name: text for name, text in headers.items() if text}
