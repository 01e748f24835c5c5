"""The relay: what is committed is sent, in order, by one at a time, whatever happens to it."""

import socket
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from threading import Event
from uuid import uuid4

import pytest
from django.db import connections, transaction
from redis import exceptions

from chassis.events import publish
from chassis.events import relay as relaying
from chassis.events.models import OutboxEvent, StreamHead
from chassis.events.streams import client
from chassis.events.wire import decode
from chassis.testing.threads import at_once
from chassis.tests.events.conftest import STREAM
from chassis.tests.project.notes.events import NoteTold

pytestmark = pytest.mark.django_db
BY_SEVERAL = pytest.mark.django_db(transaction=True)


def sent(redis):
    return [decode(fields[b"event"])[0] for _, fields in redis.xrange(STREAM)]


def test_what_is_sent_is_marked_and_sent_once(tell, relay, redis):
    note = tell("one", "two")

    assert (relay.turn(), relay.turn()) == (True, False)

    assert [(about.subject, about.version) for about in sent(redis)] == [
        (str(note), 1),
        (str(note), 2),
    ]
    assert not OutboxEvent.objects.filter(sent_at=None).exists()


def test_it_says_until_when_all_is_sent_only_when_all_is(tell, relay, redis, monkeypatch):
    monkeypatch.setattr(relaying, "AT_ONCE", 2)
    tell("one", "two", "three")

    relay.turn()
    assert redis.get(f"{STREAM}:head") is None

    relay.turn()
    assert redis.get(f"{STREAM}:head") is not None


@BY_SEVERAL
def test_a_late_commit_under_a_lower_position_is_sent(tell, relay, redis):
    told, go = Event(), Event()

    def late():
        with transaction.atomic():
            publish(NoteTold(note_id=uuid4(), text="late", version=1))
            assert OutboxEvent.objects.exists()  # so that it has its position
            told.set()
            assert go.wait(10)
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(late)
        assert told.wait(10)
        tell("early")
        relay.turn()
        go.set()
        writer.result(10)
    relay.turn()

    first, second = sent(redis)
    assert first.position > second.position


@BY_SEVERAL
@pytest.mark.parametrize("relays", [1, 2])
def test_the_order_of_an_aggregate_is_kept_by_two_relays_under_many_writers(relays, redis):
    notes, count, done = [uuid4() for _ in range(3)], 15, Event()

    def write(note):
        for version in range(1, count + 1):
            with transaction.atomic():
                publish(NoteTold(note_id=note, text="", version=version))

    def relay():
        while not done.is_set():
            relaying.send()

    def write_all():
        try:
            at_once(*(lambda note=note: write(note) for note in notes))
        finally:
            done.set()

    at_once(write_all, *[relay] * relays)
    relaying.send()

    arrived = sorted(sent(redis), key=lambda about: about.subject)
    versions = {
        subject: list(dict.fromkeys(about.version for about in group))
        for subject, group in groupby(arrived, key=lambda about: about.subject)
    }
    assert versions == {str(note): list(range(1, count + 1)) for note in notes}


@BY_SEVERAL
def test_a_relay_that_sees_another_at_work_leaves_it_alone(tell, redis, monkeypatch):
    tell("one")
    append, others = relaying.append, []

    def while_appending(*args, **words):
        others.extend(at_once(relaying.send))
        return append(*args, **words)

    monkeypatch.setattr(relaying, "append", while_appending)

    assert relaying.send() == 1
    assert (others, len(sent(redis))) == ([0], 1)


def test_a_relay_that_dies_after_sending_sends_again_and_it_is_heard_once(
    tell, settle, redis, heard, monkeypatch
):
    tell("one", "two")

    def die(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(relaying, "_remember", die)
        with pytest.raises(KeyboardInterrupt):
            relaying.send()
    assert OutboxEvent.objects.filter(sent_at=None).count() == 2
    settle()

    assert (len(sent(redis)), heard()) == (4, ["one", "two"])


def test_while_redis_is_away_events_wait(tell, settings, relay, settle, heard):
    url = settings.EVENTS_URL
    settings.EVENTS_URL = "redis://127.0.0.1:1/0"
    tell("patient")

    with pytest.raises(exceptions.ConnectionError):
        relay.turn()
    settings.EVENTS_URL = url
    settle()

    assert heard() == ["patient"]


@BY_SEVERAL
def test_a_frozen_redis_is_not_waited_for_and_keeps_no_lock(tell, settings, settle, heard):
    url = settings.EVENTS_URL
    with socket.create_server(("127.0.0.1", 0)) as frozen:
        settings.EVENTS_URL = f"redis://127.0.0.1:{frozen.getsockname()[1]}/0"
        client(settings.EVENTS_URL).connection_pool.connection_kwargs["socket_timeout"] = 0.2
        tell("patient")
        with pytest.raises(exceptions.TimeoutError):
            relaying.send()
    settings.EVENTS_URL = url

    assert at_once(relaying.send) == [1]
    settle()
    assert heard() == ["patient"]


def test_every_call_to_redis_has_an_end():
    words = client("redis://127.0.0.1:1/0").connection_pool.connection_kwargs
    assert (words["socket_timeout"], words["socket_connect_timeout"]) == (2, 1)


def test_a_fresh_relay_announces_its_epoch(relay, redis):
    relay.turn()

    assert redis.get(f"{STREAM}:epoch").decode() == str(StreamHead.objects.get().epoch)
