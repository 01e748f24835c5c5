"""How far a service has read, and until when what it knows is whole."""

import pytest

from chassis.events import reading
from chassis.events import relay as relaying
from chassis.events.models import ConsumerPosition
from chassis.events.reading import Reader
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
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    tell(*"abcde")
    relay.turn()

    lags = []
    for _ in range(3):
        consumer.turn()
        lags.append(ConsumerPosition.objects.get().lag)

    assert lags == [3, 1, 0]


def test_what_was_left_is_not_all_that_waits(tell, relay, consumer, monkeypatch):
    tell(*"abcde")
    relay.turn()
    with monkeypatch.context() as before:
        before.setattr(reading, "AT_ONCE", 1)
        assert Reader("chassis", [STREAM]).read().new

    consumer.turn()  # notes a doubt
    consumer.turn()

    assert lag() == 4


def test_a_group_that_begins_again_says_how_far_it_is_behind(
    tell, settle, consumer, redis, monkeypatch
):
    tell(*"abcde")
    settle()
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    redis.xgroup_destroy(STREAM, "chassis")

    consumer.turn()

    assert lag() == 3


@pytest.mark.parametrize("is_put_back", [False, True])
def test_while_the_stream_is_made_anew_nobody_knows_how_far_it_is(
    is_put_back, tell, settle, relay, consumer, redis, monkeypatch
):
    monkeypatch.setattr(relaying, "AT_ONCE", 2)
    tell(*"abc")
    settle()
    copy = {key: redis.dump(key) for key in redis.scan_iter()}
    tell("d")
    settle()
    redis.flushdb()
    for key, value in copy.items() if is_put_back else ():
        redis.restore(key, 0, value)

    lags = []
    for _ in range(4):
        relay.turn()
        consumer.turn()
        consumer.turn()
        lags.append(lag())

    assert lags[1:] == [None, None, 0]


def lag():
    return ConsumerPosition.objects.get().lag


def test_while_an_event_is_retried_nothing_counts_as_fresh(tell, relay, consumer, retry_now):
    tell("fail")
    relay.turn()
    consumer.turn()
    assert ConsumerPosition.objects.get().fresh_at is None

    retry_now(4)
    consumer.turn()

    assert ConsumerPosition.objects.get().fresh_at is not None
