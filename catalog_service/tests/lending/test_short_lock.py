"""Whoever gets an asset lets go of its lock soon: others wait for it."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from catalog_service.lending import actions, errors
from catalog_service.tests.lending.conftest import CLEO, NOON, hour, refuses
from chassis.testing.threads import at_once, somebody_waits_for_a_lock


@contextmanager
def statements():
    """Write down what is said to the database."""
    said = []

    def note(execute, sql, params, many, context):
        said.append(" ".join(sql.split()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield said


def test_what_can_be_read_and_written_before_is_so(asset, by_ben, reserve):
    reserve(asset, start=9, end=10)  # what is asked for the first time is prepared
    words = {"by": by_ben, "at": NOON, "borrower": CLEO, "lines": [asset]}

    with statements() as said:
        actions.request_reservation(**words, starts_at=hour(1), ends_at=hour(2))

    locked = next(number for number, sql in enumerate(said) if "lending_lock_if_free" in sql)
    under_lock = [sql for sql in said[locked + 1 :] if "SAVEPOINT" not in sql]
    assert [sql.split(" (")[0].split(" AS ")[0].replace('"', "")[:30] for sql in under_lock] == [
        "INSERT INTO lending_hold",
        "SELECT EXISTS",
        "INSERT INTO events_outboxevent",
    ]


@pytest.mark.django_db(transaction=True)
def test_who_wants_just_the_same_waits_before_anything_is_written(asset, by_ben, wait_for):
    words = {"by": by_ben, "at": NOON, "borrower": CLEO, "lines": [asset]}
    words |= {"starts_at": hour(1), "ends_at": hour(2)}

    def want_too():
        with statements() as said, refuses(errors.Taken) as refused:
            actions.request_reservation(**words)
        return said, refused.value.more["clashes"]

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        actions.request_reservation(**words)
        later = pool.submit(at_once, want_too)
        wait_for(somebody_waits_for_a_lock)

    [(said, clashes)] = later.result()
    assert [clash["tag"] for clash in clashes] == ["LT-1"]
    assert not [sql for sql in said if sql.startswith(("INSERT", "SAVEPOINT"))]
