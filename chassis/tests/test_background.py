"""The background process: parts that go on whatever happens to one of them or to the database."""

import os
import signal
import subprocess
import sys
from threading import Event

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from chassis.background import loop as loops
from chassis.background import turning
from chassis.background.loop import Loop, PartDied
from chassis.background.parts import PARTS, chosen
from chassis.background.turning import Turning
from chassis.testing.threads import at_once
from chassis.tests.processes import database_url


class Part:
    """A part that does what a test says, and sleeps until it is woken."""

    def __init__(self, name="part", turn=lambda: False):
        self.name, self.turn, self.woken = name, turn, Event()

    def wait(self, seconds):
        self.woken.wait(seconds)

    def wake(self):
        self.woken.set()


@pytest.fixture
def beat(monkeypatch, tmp_path):
    """Return the heartbeat file."""
    monkeypatch.setenv("KITROOM_HEARTBEAT_FILE", str(tmp_path / "beat"))
    return tmp_path / "beat"


@pytest.fixture
def run(monkeypatch):
    """Return a function that runs a loop until a condition is met."""
    monkeypatch.setattr(loops, "LOOK_SECONDS", 0.01)
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def until(condition, *parts):
        loop = Loop(parts)
        look = loop._look

        def look_and_stop():
            look()
            if condition():
                loop.stop()

        loop._look = look_and_stop
        loop.run()
        return loop

    yield until
    for number, handler in kept.items():
        signal.signal(number, handler)


def fails():
    raise RuntimeError("this part never works")


def dies():
    raise SystemExit


def test_a_part_that_fails_is_turned_again_and_stops_no_other(run, monkeypatch):
    monkeypatch.setattr(turning, "SHORTEST_PAUSE", 0.001)
    failed, done = [], []

    def failing():
        failed.append(1)
        fails()

    def working():
        done.append(1)
        return len(done) < 3  # there is more to do at once

    run(lambda: len(failed) > 2 and len(done) > 2, Part("fails", failing), Part("works", working))

    assert len(done) == 3


def test_the_pauses_of_a_part_that_fails_grow_and_begin_anew(db, monkeypatch):
    pauses, turns = [], iter([fails, fails, fails, fails, fails, lambda: True, fails])
    thread = Turning(Part(turn=lambda: next(turns)()))
    monkeypatch.setattr(thread._stopping, "wait", pauses.append)

    for _ in range(7):
        thread.once()

    assert pauses == [0.1, 0.2, 0.4, 0.8, 1.0, 0.1]


def test_it_beats_while_every_part_turns(run, beat):
    run(beat.exists, Part("one"), Part("two", fails))

    assert beat.exists()


def test_it_does_not_beat_while_a_part_is_stuck(run, beat, monkeypatch):
    monkeypatch.setattr(loops, "STOP_SECONDS", 0.0)
    stuck, turned = Event(), Event()

    loop = run(turned.is_set, Part("stuck", stuck.wait), Part("works", turned.set))

    assert not beat.exists()
    stuck.set()
    loop.threads[0].join(5)
    assert not loop.threads[0].is_alive()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_part_that_dies_ends_the_process_with_an_error(run):
    with pytest.raises(PartDied, match="dies ended by itself"):
        run(lambda: False, Part("lives"), Part("dies", dies))


@pytest.mark.django_db(transaction=True)
def test_a_part_whose_connection_was_cut_gets_a_new_one(run):
    pids = []

    def ask():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pids.append(cursor.fetchone()[0])
        return True

    def cut():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pids[0]])

    def when_it_asked():
        if pids and len(set(pids)) == 1:
            at_once(cut)
        return len(set(pids)) > 1

    run(when_it_asked, Part(turn=ask))


def test_all_parts_run_unless_some_are_named():
    assert [part.name for part in chosen([])] == list(PARTS)
    assert [part.name for part in chosen(["jobs"])] == ["jobs"]


def test_a_part_that_is_not_there_is_refused():
    with pytest.raises(CommandError, match="No part is called snow"):
        call_command("background", only="jobs,snow")


@pytest.mark.django_db(transaction=True)
def test_the_process_beats_and_ends_when_it_is_told(beat, wait_for):
    process = subprocess.Popen(
        [sys.executable, "-m", "django", "background"],
        env={**os.environ, "CHASSIS_DATABASE_URL": database_url()},
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
    assert "part_did_not_stop" not in output
