"""Redis forgets: wiped or rolled back between any two steps, nothing is lost or applied twice."""

import pytest

from chassis.events import relay as relaying
from chassis.events.models import StreamHead
from chassis.events.reading import Reader
from chassis.tests.events.conftest import STREAM

pytestmark = pytest.mark.django_db
STEPS = ("publish", "append", "mark", "read", "apply", "acknowledge", "settle")


@pytest.fixture
def wipe_at(monkeypatch, redis):
    """Return a function that lets Redis be wiped just before or after a step."""

    def plant(step):
        wiped = []

        def around(function, *, before):
            def do(*args, **words):
                if before and not wiped:
                    wiped.append(redis.flushdb())
                answer = function(*args, **words)
                if not before and not wiped:
                    wiped.append(redis.flushdb())
                return answer

            return do

        places = {
            "append": (relaying, "append", True),
            "mark": (relaying, "_remember", True),
            "read": (Reader, "_read", True),
            "apply": (Reader, "_read", False),
            "acknowledge": (Reader, "acknowledge", True),
        }
        if step in places:
            home, name, before = places[step]
            monkeypatch.setattr(home, name, around(getattr(home, name), before=before))

    return plant


@pytest.mark.parametrize("step", STEPS)
def test_it_may_be_wiped_between_any_two_steps(step, wipe_at, tell, settle, redis, heard):
    note = tell("one")
    settle()

    wipe_at(step)
    tell("two", "three", note=note, version=2)
    if step == "publish":
        redis.flushdb()
    settle()
    if step == "settle":
        redis.flushdb()
    tell("four", note=note, version=4)
    for _ in range(3):
        settle()

    assert heard() == ["one", "two", "three", "four"]
    assert redis.xpending(STREAM, "chassis")["pending"] == 0


def test_a_quiet_relay_notices_too(tell, settle, relay, redis, heard):
    tell("one")
    settle()
    tell("two")
    relay.turn()
    redis.flushdb()

    while relay.turn():
        pass
    settle()

    assert heard() == ["one", "two"]


def test_an_old_copy_of_the_stream_is_no_memory(tell, settle, relay, redis, heard):
    tell("one")
    settle()
    copy = {key: redis.dump(key) for key in redis.scan_iter()}
    tell("two")
    settle()
    tell("three")
    relay.turn()

    redis.flushdb()
    for key, value in copy.items():
        redis.restore(key, 0, value)
    settle()

    assert heard() == ["one", "two", "three"]


def test_an_old_copy_of_another_epoch_is_none_either(tell, settle, relay, redis, heard):
    tell("one")
    settle()
    copy = redis.dump(STREAM), redis.dump(f"{STREAM}:epoch")
    redis.flushdb()
    settle()
    epoch = StreamHead.objects.get().epoch
    tell("two")
    relay.turn()

    redis.flushdb()
    redis.restore(STREAM, 0, copy[0])
    redis.restore(f"{STREAM}:epoch", 0, copy[1])
    settle()

    assert StreamHead.objects.get().epoch != epoch
    assert heard() == ["one", "two"]


def test_a_relay_of_an_old_epoch_cannot_send(tell, settle, redis):
    tell("one")
    settle()
    zombie = StreamHead.objects.get()
    redis.flushdb()
    settle()

    assert relaying.append(zombie, [b"{}"], caught_up_at=None) is None


def test_a_group_that_is_lost_begins_at_the_start(tell, settle, redis, heard):
    tell("one")
    settle()
    redis.xgroup_destroy(STREAM, "chassis")
    tell("two")

    settle()

    assert heard() == ["one", "two"]


def test_another_process_may_have_made_the_group_meanwhile(tell, settle, redis, heard):
    redis.xgroup_create(STREAM, "chassis", id="0", mkstream=True)
    tell("one")

    Reader("chassis", [STREAM])._begin()
    settle()

    assert heard() == ["one"]
