"""Trimming never eats what somebody has still to read."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from chassis.events import parts
from chassis.events.models import ReadingGroup
from chassis.events.trimming import trim
from chassis.tests.events.conftest import STREAM

pytestmark = pytest.mark.django_db


@pytest.fixture
def stream(redis):
    """Return the ids of ten entries."""
    return [redis.xadd(STREAM, {"event": str(n)}) for n in range(10)]


def left(redis):
    return [int(fields[b"event"]) for _, fields in redis.xrange(STREAM)]


def read(redis, group, count, *, acknowledge):
    redis.xgroup_create(STREAM, group, id="0")
    ((_, rows),) = redis.xreadgroup(group, "one", {STREAM: ">"}, count)
    redis.xack(STREAM, group, *[id for id, _ in rows][:acknowledge])


def test_without_a_stream_or_a_group_nothing_goes(redis, stream):
    assert (trim("events:nobody"), trim(STREAM)) == (0, 0)
    assert len(left(redis)) == 10


def test_a_group_that_has_read_nothing_keeps_all(redis, stream):
    redis.xgroup_create(STREAM, "slow", id="0")
    read(redis, "fast", 10, acknowledge=10)

    assert trim(STREAM) == 0


def test_what_all_have_acknowledged_goes(redis, stream):
    read(redis, "slow", 4, acknowledge=4)
    read(redis, "fast", 10, acknowledge=10)

    trim(STREAM)

    assert left(redis) == [3, 4, 5, 6, 7, 8, 9]


def test_a_group_that_redis_forgot_is_waited_for(redis, tell, settle, relay, heard):
    tell("one")
    settle()
    read(redis, "asleep", 1, acknowledge=1)
    trim(STREAM)
    redis.flushdb()
    relay.turn()
    settle()
    tell("two", "three")
    settle()

    trim(STREAM)
    assert len(left_ids(redis)) == 3
    assert ReadingGroup.objects.get(name="asleep").missing_since

    redis.xgroup_create(STREAM, "asleep", id="0")
    ((_, rows),) = redis.xreadgroup("asleep", "one", {STREAM: ">"})
    assert len(rows) == 3
    redis.xack(STREAM, "asleep", *[id for id, _ in rows])
    assert trim(STREAM) == 2
    assert not ReadingGroup.objects.exclude(missing_since=None).exists()


def test_an_old_copy_without_a_group_is_not_trimmed(redis, stream):
    read(redis, "fast", 10, acknowledge=10)
    ReadingGroup.objects.create(stream=STREAM, name="young")

    assert trim(STREAM) == 0


def test_a_group_that_is_gone_for_good_is_forgotten(redis, stream):
    read(redis, "fast", 10, acknowledge=10)
    read(redis, "gone", 2, acknowledge=2)
    trim(STREAM)
    assert ReadingGroup.objects.get(name="gone").waiting == 8

    call_command("forget_group", "gone", stdout=StringIO())

    assert trim(STREAM) == 8
    with pytest.raises(CommandError, match="No group called gone"):
        call_command("forget_group", "gone")


def test_a_group_is_forgotten_while_redis_has_no_stream_too(redis, stream):
    read(redis, "gone", 2, acknowledge=2)
    trim(STREAM)
    redis.flushdb()
    out = StringIO()

    call_command("forget_group", "gone", stdout=out)

    assert out.getvalue().splitlines() == [
        f"Redis has no stream {STREAM} at the moment.",
        f"gone reads {STREAM} no more.",
    ]
    assert not ReadingGroup.objects.exists()
    with pytest.raises(CommandError, match="No group called gone"):
        call_command("forget_group", "gone", stdout=out)


def test_what_was_read_but_not_acknowledged_stays(redis, stream):
    read(redis, "slow", 8, acknowledge=2)

    trim(STREAM)

    assert left(redis) == [2, 3, 4, 5, 6, 7, 8, 9]


def test_a_trimmed_stream_is_no_forgotten_one(redis, tell, settle, heard):
    tell("one", "two")
    settle()
    trim(STREAM)
    tell("three")

    settle()

    assert heard() == ["one", "two", "three"]
    assert len(left_ids(redis)) == 2


def left_ids(redis):
    return [id for id, _ in redis.xrange(STREAM)]


def test_the_relay_trims_now_and_then(tell, relay, consumer, redis, monkeypatch):
    tell("one", "two")
    relay.turn()
    consumer.turn()
    relay.turn()
    assert len(left_ids(redis)) == 2

    monkeypatch.setattr(parts, "TRIM_SECONDS", 0)
    relay.turn()

    assert len(left_ids(redis)) == 1
