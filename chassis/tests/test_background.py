"""The background process: chores that go on whatever happens to one of them or to the database."""

import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from chassis.background import loop as module
from chassis.background.chores import CHORES, Chore
from chassis.background.loop import Loop
from chassis.tests.processes import database_url
from chassis.tests.threads import at_once

LATER = 3600.0


@pytest.fixture
def signals():
    """Put the signal handlers back that a loop takes."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def notify():
    with connection.cursor() as cursor:
        cursor.execute("NOTIFY jobs")


def fail():
    raise RuntimeError("this chore never works")


def test_a_chore_is_done_when_it_is_due_and_not_before(db):
    done = []
    loop = Loop([Chore("count", lambda: done.append(1), LATER)])

    loop.turn()
    loop.turn()

    assert done == [1]


def test_a_call_of_the_database_wakes_only_those_that_wait_for_it(db):
    woken, regular = [], []
    loop = Loop(
        [
            Chore("woken", lambda: woken.append(1), LATER, on_wake=True),
            Chore("regular", lambda: regular.append(1), LATER),
        ]
    )
    loop.turn()

    loop.turn(woken=True)

    assert (len(woken), len(regular)) == (2, 1)


def test_a_chore_that_fails_stops_no_other_and_is_tried_again(db):
    done = []
    failing = Chore("fails", fail, 0.0)
    loop = Loop([failing, Chore("count", lambda: done.append(1), 0.0)])

    loop.turn()
    loop.turn()

    assert done == [1, 1]


def awake(*args):
    assert args[-1] == 0, "it sleeps"


def run_until(loop, calls, number):
    """Run the loop in this thread until a chore was done a number of times."""

    def do():
        calls.append(connection.connection.info.backend_pid if connection.connection else None)
        if len(calls) == number:
            loop.stop()

    return do


@pytest.mark.django_db(transaction=True)
def test_a_notification_wakes_the_loop_at_once(signals):
    calls, loop = [], Loop([])
    loop.due = {Chore("ring", run_until(loop, calls, 2), LATER, on_wake=True): 0.0}
    loop.due[Chore("notify", lambda: at_once(notify), LATER)] = 0.0

    loop.run()

    assert len(calls) == 2


@pytest.mark.django_db(transaction=True)
def test_a_notification_that_comes_during_a_chore_is_not_slept_over(signals, monkeypatch):
    monkeypatch.setattr(module, "LONGEST_SLEEP", LATER)
    calls, loop = [], Loop([])

    def notify_while_we_read():
        notify()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    loop.due = {
        Chore("ring", run_until(loop, calls, 2), LATER, on_wake=True): 0.0,
        Chore("notify", notify_while_we_read, LATER): 0.0,
    }
    monkeypatch.setattr(module.select, "select", awake)

    loop.run()

    assert len(calls) == 2


@pytest.mark.django_db(transaction=True)
def test_a_loop_whose_connection_was_cut_hears_again(signals, monkeypatch):
    monkeypatch.setattr(module, "LONGEST_SLEEP", 0.01)
    calls, loop = [], Loop([])

    def cut():
        pid = connection.connection.info.backend_pid

        def terminate():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

        at_once(terminate)

    def notify_when_it_hears():
        if loop._ear is not None and len(calls) == 1:
            at_once(notify)

    loop.due = {
        Chore("ring", run_until(loop, calls, 2), LATER, on_wake=True): 0.0,
        Chore("cut", cut, LATER): 0.0,
        Chore("notify", notify_when_it_hears, 0.05): module.time.monotonic() + 0.05,
    }

    loop.run()

    assert len(set(calls)) == 2


@pytest.mark.django_db(transaction=True)
def test_a_loop_goes_on_while_the_database_is_away(signals, monkeypatch):
    monkeypatch.setattr(module, "LONGEST_SLEEP", 0.01)
    connection.close()
    port = connection.settings_dict["PORT"]
    monkeypatch.setitem(connection.settings_dict, "PORT", 1)
    calls, loop = [], Loop([])

    def count():
        calls.append(1)
        if len(calls) == 3:
            loop.stop()

    loop.due = {Chore("beat", count, 0.0): 0.0}
    loop.run()

    monkeypatch.setitem(connection.settings_dict, "PORT", port)
    assert len(calls) == 3


def test_the_chores_beat_ring_and_tidy(db, monkeypatch, tmp_path):
    monkeypatch.setenv("KITROOM_HEARTBEAT_FILE", str(tmp_path / "beat"))

    Loop(CHORES).turn()

    assert (tmp_path / "beat").exists()


@pytest.mark.django_db(transaction=True)
def test_the_process_beats_and_ends_when_it_is_told(tmp_path, wait_for):
    beat = tmp_path / "beat"
    process = subprocess.Popen(
        [sys.executable, "-m", "django", "background"],
        env={
            **os.environ,
            "CHASSIS_DATABASE_URL": database_url(),
            "KITROOM_HEARTBEAT_FILE": str(beat),
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        wait_for(beat.exists)
    finally:
        process.terminate()
        output, _ = process.communicate(timeout=15)

    assert process.returncode == 0
    assert "background_stopped" in output
