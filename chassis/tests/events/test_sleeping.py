"""The consumer sleeps until there may be something to do, and no longer."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from chassis.events import parts
from chassis.events.models import ConsumerPosition, DeadLetter
from chassis.events.parts import Consumer
from chassis.testing.threads import at_once

pytestmark = pytest.mark.django_db
BY_SEVERAL = pytest.mark.django_db(transaction=True)


@BY_SEVERAL
def test_it_sleeps_until_a_stream_grows(tell, relay, consumer):
    consumer.turn()
    tell("one")
    started = time.monotonic()

    at_once(lambda: relay.turn(), lambda: consumer.wait(60))

    assert time.monotonic() - started < 20
    assert consumer.turn()


def test_it_sleeps_no_longer_than_until_a_letter_is_due(tell, settle, consumer, monkeypatch):
    monkeypatch.setattr(parts, "LOOK_SECONDS", 60.0)
    tell("fail")
    settle()
    DeadLetter.objects.update(next_try_at=timezone.now() + timedelta(seconds=0.2))
    consumer.turn()
    started = time.monotonic()

    consumer.wait(60)

    assert time.monotonic() - started < 20


def test_it_can_be_woken(consumer):
    consumer.wake()
    started = time.monotonic()

    consumer.wait(60)

    assert time.monotonic() - started < 20


def test_one_that_was_beaten_looks_again_soon(consumer):
    consumer._is_beaten = True
    started = time.monotonic()

    consumer.wait(60)

    assert time.monotonic() - started < 20


def test_a_service_that_reads_nothing_sleeps(monkeypatch):
    monkeypatch.setattr(parts, "producers", list)
    idle = Consumer()

    assert not idle.turn()
    idle.wait(0.01)
    assert not ConsumerPosition.objects.exists()
