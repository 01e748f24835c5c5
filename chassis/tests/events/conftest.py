"""Fixtures of the tests of events: a Redis of one's own, and the parts of a background process."""

import os
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from chassis.events import handling, publish, retrying
from chassis.events import letters as writing
from chassis.events.models import DeadLetter
from chassis.events.parts import Consumer, Relay
from chassis.events.retrying import retry
from chassis.events.streams import redis as client
from chassis.tests.project.notes.events import NoteCounted, NoteTold
from chassis.tests.project.notes.models import Heard

STREAM = "events:chassis"
FIRST_DATABASE = 40


@pytest.fixture(autouse=True)
def redis(settings, worker_id):
    """Return a client of an empty Redis database."""
    number = int(worker_id.removeprefix("gw")) if worker_id.startswith("gw") else 0
    settings.EVENTS_URL = f"{os.environ['KITROOM_TEST_REDIS_URL']}/{FIRST_DATABASE + number}"
    client().flushdb()
    return client()


@pytest.fixture(autouse=True)
def _own_stream_only(monkeypatch):
    """What is ended elsewhere has tests of its own: here, one stream is read."""
    for type_ in [*handling.handlers]:
        if type_.startswith("accounts."):
            monkeypatch.delitem(handling._handlers, type_)


@pytest.fixture(autouse=True)
def _a_test_says_when_a_letter_is_tried(monkeypatch):
    """However slow a test is, no letter becomes due in it by itself: see `retry_now`."""
    for module in (writing, retrying):
        monkeypatch.setattr(module, "pause_after", lambda tries: timedelta(hours=1))


@pytest.fixture
def tell():
    """Return a function that publishes texts of one note, with versions that count on."""

    def publish_texts(*texts, note=None, version=1, kind=NoteTold):
        note = note or uuid4()
        with transaction.atomic():
            publish(
                *(
                    kind(note_id=note, text=text, version=number)
                    for number, text in enumerate(texts, version)
                )
            )
        return note

    return publish_texts


@pytest.fixture
def tell_counted(tell):
    """Return the same for events that a batch handler takes."""
    return lambda *texts, **words: tell(*texts, kind=NoteCounted, **words)


@pytest.fixture
def relay():
    """Return the relay of one background process."""
    return Relay()


@pytest.fixture
def consumer():
    """Return the consumer of one background process."""
    return Consumer()


@pytest.fixture
def settle(relay, consumer):
    """Return a function that turns both parts until nothing is left to do at once."""

    def turn():
        while relay.turn() or consumer.turn():
            pass

    return turn


@pytest.fixture
def heard():
    """Return a function that tells what was heard, in order."""
    return lambda: list(Heard.objects.order_by("id").values_list("text", flat=True))


@pytest.fixture
def retry_now():
    """Return a function that tries all retried letters without the pause before."""

    def try_again(times=1):
        for _ in range(times):
            DeadLetter.objects.filter(status="retrying").update(next_try_at=timezone.now())
            retry()

    return try_again


@pytest.fixture
def letters():
    """Return a function that tells the status and reason of each letter, the oldest first."""
    return lambda: list(
        DeadLetter.objects.order_by("position", "created_at").values_list("status", "reason")
    )


@pytest.fixture
def handle(monkeypatch):
    """Return a function that lets another function handle a type for the length of a test."""

    def put(type, function):
        (registered,) = handling.handlers[type]
        monkeypatch.setitem(handling._handlers, type, [replace(registered, do=function)])

    return put
