"""How far a service has read, and until when what it knows is whole."""

import pytest

from chassis.events import positions, reading
from chassis.events.models import ConsumerPosition
from chassis.tests.events.conftest import STREAM

pytestmark = pytest.mark.django_db


def test_it_says_how_far_it_is(tell, settle, relay, consumer, redis, monkeypatch):
    settle()
    tell("one")
    relay.turn()
    consumer.turn()

    position = ConsumerPosition.objects.get()
    assert (position.stream, position.group, position.lag) == (STREAM, "chassis", 0)
    assert position.last_id == redis.xinfo_stream(STREAM)["last-generated-id"].decode()
    assert position.fresh_at <= position.checked_at


def test_it_says_how_far_it_is_behind(tell, relay, consumer, monkeypatch):
    for module in (reading, positions):
        monkeypatch.setattr(module, "AT_ONCE", 2)
    tell(*"abcde")
    relay.turn()

    lags = []
    for _ in range(3):
        consumer.turn()
        lags.append(ConsumerPosition.objects.get().lag)

    assert lags == [3, 1, 0]


def test_while_an_event_is_retried_nothing_counts_as_fresh(tell, relay, consumer, retry_now):
    tell("fail")
    relay.turn()
    consumer.turn()
    assert ConsumerPosition.objects.get().fresh_at is None

    retry_now(4)
    consumer.turn()

    assert ConsumerPosition.objects.get().fresh_at is not None
