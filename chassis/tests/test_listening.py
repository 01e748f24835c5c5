"""An ear in the database: it sleeps until it is called, and never over a call."""

import select
import time

import pytest
from django.db import OperationalError, close_old_connections, connection

from chassis.listening import Ear
from chassis.testing.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
LONG = 60.0


@pytest.fixture
def ear():
    ear = Ear("jobs")
    ear.wait(LONG)  # it only begins to listen: somebody may have called before
    return ear


def notify():
    with connection.cursor() as cursor:
        cursor.execute("NOTIFY jobs")


def test_a_call_of_the_database_ends_the_sleep(ear):
    at_once(notify)

    ear.wait(LONG)


def test_a_call_that_comes_during_other_work_is_not_slept_over(ear, monkeypatch):
    notify()
    monkeypatch.setattr(select, "select", lambda *args: pytest.fail("it sleeps"))

    ear.wait(LONG)


def test_another_thread_can_wake_it(ear):
    for _ in range(1000):  # more than the wire holds
        ear.wake()

    ear.wait(LONG)


def test_without_a_call_it_sleeps_as_long_as_it_may(ear):
    before = time.monotonic()

    ear.wait(0.05)

    assert time.monotonic() - before >= 0.05


def test_an_ear_whose_connection_was_cut_says_so_and_hears_again(ear):
    pid = connection.connection.info.backend_pid

    def cut():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    at_once(cut)
    ear.wait(LONG)  # the server's farewell wakes it
    with pytest.raises(OperationalError):
        ear.wait(LONG)
    close_old_connections()
    ear.wait(LONG)
    at_once(notify)
    ear.wait(LONG)

    assert connection.connection.info.backend_pid != pid
