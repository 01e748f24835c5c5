"""Writes down what breakers do. A call never fails, and never waits for a lock, because of it."""

from functools import partial

from django.db import Error, transaction
from django.utils import timezone

from chassis import env
from chassis.clients.breaker import State
from chassis.clients.models import BreakerState
from chassis.observability import log


def note(upstream: str, state: State) -> None:
    """Write a state down, after the caller's transaction if there is one."""
    row = BreakerState(
        instance=env.text("KITROOM_INSTANCE", "unnamed"),
        upstream=upstream,
        state=state,
        since=timezone.now(),
    )
    try:
        transaction.on_commit(partial(_write, row))
    except Error as error:
        log.warning("breaker_state_not_written", upstream=upstream, error=str(error))


def _write(row: BreakerState) -> None:
    try:
        BreakerState.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["instance", "upstream"],
            update_fields=["state", "since"],
        )
    except Error as error:
        log.warning("breaker_state_not_written", upstream=row.upstream, error=str(error))
