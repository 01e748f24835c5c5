"""Whoever gets an asset lets go of its lock soon: others wait for it."""

from contextlib import contextmanager

from django.db import connection

from catalog_service.lending import actions
from catalog_service.tests.lending.conftest import CLEO, NOON, hour


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
        "SELECT gear_asset.id, gear_ass"[:30],
        "INSERT INTO lending_hold",
        "INSERT INTO events_outboxevent",
    ]
