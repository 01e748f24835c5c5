"""R6: ten thousand who want one asset, over 64 connections, without HTTP before the verb."""

import random
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import NamedTuple

import pytest
from django.db import connection, connections, transaction

from catalog_service.lending import actions, errors
from catalog_service.lending.models import Reservation
from catalog_service.tests.lending.conftest import CLEO, NOON, hour, spans
from chassis import server
from chassis.errors.deadlocks import once_more
from chassis.testing.threads import at_once

ATTEMPTS, CONNECTIONS, SLOTS = 10_000, 64, 20
WITHIN_SECONDS, P99_MILLISECONDS = 5, 100
PROCESSES = CONNECTIONS // server.THREADS  # as many threads in each as serve requests
FORKS = get_context("fork")
ALL_ARE_THERE = FORKS.Barrier(CONNECTIONS)  # a manager's would be a process of 64 threads more

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]


def test_r6_one_reservation_for_each_free_slot(asset, other, by_ben, record_property):
    tries, deadlocks = tries_at(asset, other, by_ben)

    seconds = sorted(tried.seconds for tried in tries)
    took = max(tried.ended for tried in tries) - min(tried.began for tried in tries)
    p99 = seconds[int(0.99 * len(seconds))] * 1000
    won = [slot for tag, slot, _ in spans() if tag == asset.tag]
    record_property(
        "figure",
        f"R6  {len(tries):,} attempts at one asset over {CONNECTIONS} connections: "
        f"{len(won)} of {SLOTS} slots booked, {len(won) - len(set(won))} twice, "
        f"{deadlocks} deadlocks, {took:.1f} s (< {WITHIN_SECONDS} s), "
        f"p99 {p99:.0f} ms (< {P99_MILLISECONDS} ms)",
    )
    assert won == list(range(1, SLOTS + 1))
    assert sum(tried.is_made for tried in tries) == SLOTS
    assert Reservation.objects.count() == SLOTS + CONNECTIONS
    assert deadlocks == 0


class Tried(NamedTuple):
    """One attempt: whether it got the slot, and when it was made."""

    is_made: bool
    began: float
    ended: float

    @property
    def seconds(self):
        return self.ended - self.began


def tries_at(asset, other, by):
    """Let all try at once, in processes as those of a service; return what came, and the deadlocks.

    Each connection has made a reservation before, of the other asset, as those of a service have.
    """
    before = count_of_deadlocks()
    connections.close_all()  # what a fork would share
    with ProcessPoolExecutor(PROCESSES, FORKS) as pool:
        parts = [pool.submit(a_part, asset, other, by, n) for n in range(PROCESSES)]
        tries = [tried for part in parts for tried in part.result()]
    return tries, count_of_deadlocks() - before


def a_part(asset, other, by, part):
    """Try in one process, with its share of the connections; return what came of each try."""
    share = CONNECTIONS // PROCESSES

    def one_after_another(number):
        chance = random.Random(number)
        want(other, by, 1_000 + number)
        ALL_ARE_THERE.wait()
        slots = [chance.randint(1, SLOTS) for _ in range(ATTEMPTS // CONNECTIONS)]
        return [tried(asset, by, slot) for slot in slots]

    numbers = range(part * share, (part + 1) * share)
    done = at_once(*[lambda number=number: one_after_another(number) for number in numbers])
    return [each for tries in done for each in tries]


def tried(asset, by, slot):
    """Want a slot once."""
    began = time.monotonic()
    try:
        once_more(lambda: want(asset, by, slot))
    except errors.Taken:
        return Tried(is_made=False, began=began, ended=time.monotonic())
    return Tried(is_made=True, began=began, ended=time.monotonic())


def want(asset, by, slot):
    """Reserve an asset for an hour, in a transaction of its own."""
    when = {"starts_at": hour(slot), "ends_at": hour(slot + 1)}
    with transaction.atomic():
        actions.request_reservation(by=by, at=NOON, borrower=CLEO, lines=[asset], **when)


def count_of_deadlocks():
    """Return how many deadlocks PostgreSQL has found in this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return cursor.fetchone()[0]
