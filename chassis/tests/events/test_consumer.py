"""The consumer: each event is applied once, whoever dies, freezes or repeats."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chassis.events import applying, locks, reading, receiving
from chassis.events.locks import lock
from chassis.events.models import ConsumerPosition, DeadLetter, InboxEntry
from chassis.events.parts import Consumer
from chassis.events.reading import Reader
from chassis.testing.threads import at_once
from chassis.tests.events.conftest import STREAM
from chassis.tests.project.notes.events import NoteWhispered
from chassis.tests.project.notes.models import Heard

pytestmark = pytest.mark.django_db
BY_SEVERAL = pytest.mark.django_db(transaction=True)


def pending(redis):
    return redis.xpending(STREAM, "chassis")["pending"]


def test_what_was_published_is_heard_in_order(tell, tell_counted, settle, heard, redis):
    note = tell("one", "two")
    tell_counted("three", note=note, version=3)

    settle()

    assert heard() == ["one", "two", "three"]
    assert (pending(redis), InboxEntry.objects.exclude(applied_at=None).count()) == (0, 3)


def test_what_is_ignored_leaves_no_trace(tell, settle):
    class Whisper(NoteWhispered):
        def __init__(self, *, note_id, text, version):
            NoteWhispered.__init__(self, note_id=note_id, version=version)

    tell("psst", kind=Whisper)

    settle()

    assert not InboxEntry.objects.exists()
    assert not DeadLetter.objects.exists()


def test_repeats_within_and_between_deliveries_are_dropped(tell, settle, redis, heard):
    tell("one", "two")
    settle()
    tell("three")
    settle()
    for _, fields in [*redis.xrange(STREAM), *redis.xrange(STREAM)]:
        redis.xadd(STREAM, fields)

    settle()

    assert heard() == ["one", "two", "three"]
    assert not DeadLetter.objects.exists()


@BY_SEVERAL
def test_one_applies_at_a_time(tell, relay, consumer, heard, monkeypatch):
    tell("one")
    relay.turn()
    consumer.turn()
    tell("two")
    relay.turn()
    receive, others = receiving.receive, []

    def while_receiving(delivery, **words):
        others.extend(at_once(lambda: Consumer().turn()))
        receive(delivery, **words)

    monkeypatch.setattr(receiving, "receive", while_receiving)

    assert consumer.turn()
    assert (others, heard()) == ([False], ["one", "two"])


def test_a_zombie_finds_its_events_applied_by_another(tell, relay, settle, heard):
    tell("one", "two")
    relay.turn()
    zombie = Reader("chassis", [STREAM])
    delivery = zombie.read()  # it froze here; its transaction was ended for it

    settle()
    receiving.receive(delivery)
    zombie.acknowledge(delivery)

    assert heard() == ["one", "two"]
    assert not DeadLetter.objects.exists()


@BY_SEVERAL
def test_a_frozen_process_loses_its_lock(monkeypatch, wait_for):
    def take():
        with transaction.atomic():
            return lock("consumer") is not None

    with transaction.atomic():
        with monkeypatch.context() as freezing:
            freezing.setattr(locks, "_LOCK", locks._LOCK.replace("'5s'", "'50ms'"))
            assert lock("consumer")
        wait_for(lambda: at_once(take) == [True])
        transaction.set_rollback(True)


@pytest.fixture
def hold(request, db):
    """Return a function that keeps a table locked for some seconds, as a rebuild does.

    At the end of the test it is free whatever was said.
    """
    pool, over = ThreadPoolExecutor(1), Event()

    def lock_table(seconds):
        held = Event()

        def keep():
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f'LOCK TABLE "{Heard._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')
                held.set()
                over.wait(seconds)
            connections.close_all()

        pool.submit(keep)
        assert held.wait(10)

    yield lock_table
    over.set()
    pool.shutdown()


@pytest.fixture
def impatient(db):
    """Let this connection wait for locks as short as those of requests do, or shorter."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '50ms'")
        yield
        cursor.execute("RESET lock_timeout")


@BY_SEVERAL
@pytest.mark.usefixtures("impatient")
def test_a_table_that_is_made_anew_is_waited_for(tell, relay, consumer, hold, heard):
    tell("one", "two")
    relay.turn()

    hold(0.5)
    consumer.turn()

    assert heard() == ["one", "two"]
    assert not DeadLetter.objects.exists()


@BY_SEVERAL
@pytest.mark.usefixtures("impatient")
def test_a_letter_waits_for_it_too(tell, settle, hold, heard, retry_now):
    with pytest.MonkeyPatch.context() as before:
        before.setattr(receiving, "apply", fails)
        tell("one")
        settle()

    hold(0.5)
    retry_now()

    assert heard() == ["one"]


def fails(received):
    raise RuntimeError("not yet")


@BY_SEVERAL
def test_who_waited_in_vain_for_all_waits_for_no_single_one(
    tell, relay, consumer, hold, monkeypatch
):
    monkeypatch.setattr(locks, "_LOCK", locks._LOCK.replace("'10s'", "'20ms'"))
    monkeypatch.setattr(locks, "_HURRY", locks._HURRY.replace("'1s'", "'10ms'"))
    apply, patience = receiving.apply, []

    def noting_patience(received):
        with connection.cursor() as cursor:
            cursor.execute("SHOW lock_timeout")
            patience.extend(cursor.fetchone())
        apply(received)

    monkeypatch.setattr(receiving, "apply", noting_patience)
    for text in ("one", "two", "three"):
        tell(text)
    relay.turn()

    hold(60)
    consumer.turn()

    assert patience == ["20ms", "10ms", "10ms", "10ms"]
    assert DeadLetter.objects.filter(status="retrying").count() == 3


def test_a_turn_retries_or_receives(tell, settle, relay, consumer, heard):
    tell("fail")
    settle()
    DeadLetter.objects.update(next_try_at=timezone.now())
    tell("one")
    relay.turn()
    consumer._retry_at = float("-inf")

    assert (consumer.turn(), heard()) == (True, [])
    assert (consumer.turn(), heard()) == (True, ["one"])


def left_behind(relay):
    """Read what waits, as somebody who does not live to apply it."""
    relay.turn()
    Reader("chassis", [STREAM])._begin()
    assert Reader("chassis", [STREAM]).read().new


def test_what_was_not_acknowledged_is_tried_again_as_a_whole(
    tell, settle, relay, redis, heard, monkeypatch
):
    note = tell("one", "two")
    left_behind(relay)
    tell("three", note=note, version=3)

    settle()

    assert (heard(), pending(redis)) == (["one", "two", "three"], 0)
    assert not DeadLetter.objects.exists()
    assert not ConsumerPosition.objects.exclude(doubted_at=None).exists()


def test_nothing_new_overtakes_what_was_left(tell, settle, relay, heard, monkeypatch):
    monkeypatch.setattr(reading, "AT_ONCE", 3)
    texts = [str(number) for number in range(9)]
    tell(*texts)
    left_behind(relay)

    settle()

    assert heard() == texts


def test_what_ended_two_processes_is_tried_alone(tell, settle, relay, redis, heard, retry_now):
    settle()
    note = tell("one", "two")
    left_behind(relay)
    assert Consumer().turn()  # it doubts, and ends
    tell("three", note=note, version=3)

    settle()
    assert (heard(), pending(redis)) == ([], 0)
    assert [letter.tries for letter in DeadLetter.objects.all()] == [0, 2, 2]
    for _ in range(3):
        retry_now()

    assert heard() == ["one", "two", "three"]
    assert not DeadLetter.objects.exists()
    assert not ConsumerPosition.objects.exclude(doubted_at=None).exists()


def test_a_lost_acknowledgement_repeats_nothing(tell, relay, consumer, redis, heard, monkeypatch):
    tell("one")
    relay.turn()
    with monkeypatch.context() as silent:
        silent.setattr(Reader, "acknowledge", lambda *args: None)
        consumer.turn()
    assert pending(redis) == 1

    while consumer.turn():
        pass

    assert (heard(), pending(redis)) == (["one"], 0)
    assert not DeadLetter.objects.exists()


@BY_SEVERAL
def test_an_event_that_kills_its_process_is_parked_after_five_tries(
    tell, relay, redis, letters, heard
):
    tell("before")
    tell("kill")
    tell("after")
    relay.turn()

    def in_a_process_of_its_own():
        connections.close_all()
        child = os.fork()
        if child == 0:
            consumer = Consumer()
            consumer.turn()
            consumer.turn()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        return os.WTERMSIG(status)

    deaths = [in_a_process_of_its_own()]
    for _ in range(9):
        DeadLetter.objects.filter(status="retrying").update(next_try_at="2026-01-01T00:00Z")
        deaths.append(in_a_process_of_its_own())

    assert [death for death in deaths if death] == [signal.SIGKILL] * 5
    assert set(heard()) == {"before", "after"}
    assert len(heard()) == 2
    assert letters() == [("parked", "failed")]
    assert DeadLetter.objects.get().error == "The process ended while it was tried."
    assert pending(redis) == 0


def test_an_entry_that_is_gone_is_in_nobodys_way(tell, relay, settle, redis, heard):
    tell("one", "two")
    left_behind(relay)
    first, _ = redis.xrange(STREAM)
    redis.xdel(STREAM, first[0])

    settle()

    assert (heard(), pending(redis)) == (["two"], 0)


def test_a_batch_is_one_call_and_few_queries(tell_counted, settle, relay, consumer, monkeypatch):
    settle()
    calls = []
    call = applying._call
    monkeypatch.setattr(applying, "_call", lambda own: calls.append(len(own)) or call(own))
    for _ in range(30):
        tell_counted("x")
    relay.turn()

    with CaptureQueriesContext(connection) as queries:
        consumer.turn()

    assert (calls, Heard.objects.count()) == ([30], 30)
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) <= 6
