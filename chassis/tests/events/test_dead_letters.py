"""Poison: it is set aside with its reason, never executed, and in nobody's way."""

import json
from dataclasses import replace

import pytest

from chassis.events import handling, receiving, retrying
from chassis.events.handling import handlers
from chassis.events.letters import pause_after
from chassis.events.models import ConsumerPosition, DeadLetter, InboxEntry
from chassis.tests.events.conftest import STREAM

pytestmark = pytest.mark.django_db


@pytest.fixture
def forge(tell, relay, redis):
    """Return a function that puts a changed copy of a good event into the stream."""

    def put(*, data=None, **changes):
        tell("copied")
        relay.turn()
        ((id, fields),) = redis.xrevrange(STREAM, count=1)
        redis.xdel(STREAM, id)
        event = {**json.loads(fields[b"event"]), **changes}
        redis.xadd(STREAM, {"event": json.dumps({**event, "data": data or event["data"]})})

    return put


@pytest.mark.parametrize(
    "fields",
    [
        {"event": "not JSON"},
        {"event": b"\xff\x00\xfe"},
        {"event": "{}"},
        {"event": "x" * 300_000},
        {"event": "[" * 50_000},
        {"something": "else"},
        {"event": '{"__class__": "os.system"}', "type": "chassis.note_told.v1"},
    ],
)
def test_garbage_is_parked_once_and_the_next_goes_on(fields, tell, settle, redis, letters, heard):
    tell("before")
    settle()
    redis.xadd(STREAM, fields)
    tell("after")

    settle()

    assert letters() == [("parked", "garbage")]
    assert heard() == ["before", "after"]
    assert (redis.xpending(STREAM, "chassis")["pending"], ConsumerPosition.objects.get().lag) == (
        0,
        0,
    )


def test_an_entry_without_its_field_is_told_as_that(settle, redis, letters):
    settle()
    redis.xadd(STREAM, {"something": "else"})

    settle()

    assert DeadLetter.objects.get().error == "The entry has no field `event`."


@pytest.mark.parametrize(
    ("changes", "reason", "error"),
    [
        ({"type": "chassis.note_burnt.v1"}, "unknown_type", "Nobody here knows chassis.note_burnt"),
        (
            {"type": "chassis.note_told.v2"},
            "unknown_version",
            "v2 of chassis.note_told is not known here; chassis.note_told.v1 is.",
        ),
        ({"type": "chassis.note_whispered.v7"}, "unknown_version", "v7 of"),
        ({"source": "/accounts"}, "wrong_source", "has no place in events:chassis"),
        ({"type": "accounts.note_told.v1"}, "wrong_source", "has no place in events:chassis"),
        ({"data": {"text": 7}}, "bad_data", "$.text"),
    ],
)
def test_what_nobody_understands_is_parked(
    changes, reason, error, forge, tell, settle, redis, letters, heard
):
    forge(**changes)
    tell("after")

    settle()

    assert letters() == [("parked", reason)]
    assert error in DeadLetter.objects.get().error
    assert heard() == ["after"]


def test_a_repeat_of_what_is_parked_is_parked_no_second_time(forge, settle, redis, letters):
    forge(type="chassis.note_burnt.v1")
    forge(data={"text": 7})
    redis.xadd(STREAM, {"event": "garbage"})
    settle()
    for _, fields in redis.xrange(STREAM)[:2]:
        redis.xadd(STREAM, fields)
    redis.xgroup_setid(STREAM, "chassis", "0")

    settle()

    assert sorted(letters()) == [
        ("parked", "bad_data"),
        ("parked", "garbage"),
        ("parked", "unknown_type"),
    ]


def test_a_letter_says_what_came_and_whose_it_was(forge, settle, redis):
    forge(type="chassis.note_burnt.v1", requestid="the-request")

    settle()

    letter = DeadLetter.objects.get()
    assert (letter.type, letter.request_id, letter.consumer) == (
        "chassis.note_burnt.v1",
        "the-request",
        "",
    )
    assert json.loads(letter.body)["id"] == str(letter.event_id)
    assert letter.stream == STREAM


@pytest.mark.parametrize("poison", ["fail", "break"])
def test_five_failed_tries_park_an_event_while_others_pass(
    poison, tell, settle, heard, letters, retry_now
):
    tell("before")
    tell(poison)
    tell("after")

    settle()
    assert (heard(), letters()) == (["before", "after"], [("retrying", "failed")])
    retry_now(3)
    assert letters() == [("retrying", "failed")]
    retry_now()

    letter = DeadLetter.objects.get()
    assert (letter.status, letter.tries, letter.next_try_at) == ("parked", 5, None)
    assert letter.error.startswith(("RuntimeError: This one", "DataError: value too long"))
    assert not InboxEntry.objects.filter(event_id=letter.event_id).get().applied_at


def test_an_error_may_quote_what_no_database_keeps(tell, settle, handle, letters, retry_now):
    def quote(event, about):
        raise ValueError("a\x00b \ud800")

    handle("chassis.note_told.v1", quote)
    tell("one")

    settle()
    retry_now(4)

    assert letters() == [("parked", "failed")]
    assert DeadLetter.objects.get().error == "ValueError: a\\x00b \\ud800"


def test_the_pause_before_a_try_doubles():
    pauses = [pause_after(tries).total_seconds() for tries in range(5)]
    assert pauses == [0.2, 0.2, 0.4, 0.8, 1.6]


def test_later_events_of_the_same_subject_wait_until_it_is_decided(
    tell, settle, heard, letters, retry_now
):
    note = tell("one", "fail", "three")
    tell("of another")
    settle()
    tell("four", note=note, version=4)
    settle()
    assert heard() == ["one", "of another"]
    assert letters() == [("retrying", "failed")] * 3

    for _ in range(6):
        retry_now()

    assert heard() == ["one", "of another", "three", "four"]
    assert letters() == [("parked", "failed")]


def test_a_failing_batch_is_applied_one_by_one(tell_counted, settle, heard, letters):
    tell_counted("one")
    tell_counted("fail")
    tell_counted("three")

    settle()

    assert (heard(), letters()) == (["one", "three"], [("retrying", "failed")])


def test_an_event_that_works_at_a_later_try_leaves_no_letter(
    tell, settle, handle, heard, retry_now, monkeypatch
):
    (registered,) = handlers["chassis.note_told.v1"]
    handle("chassis.note_told.v1", fail_for_now)
    tell("one")
    settle()
    assert DeadLetter.objects.get().tries == 1

    handle("chassis.note_told.v1", registered.do)
    retry_now()

    assert heard() == ["one"]
    assert not DeadLetter.objects.exists()
    assert InboxEntry.objects.get().applied_at


def fail_for_now(event, about):
    raise RuntimeError("not yet")


def test_two_handlers_of_one_event_fail_apart(tell, settle, heard, letters, monkeypatch):
    (registered,) = handlers["chassis.note_told.v1"]
    other = replace(registered, consumer="notes.other", do=fail_for_now)
    monkeypatch.setitem(handling._handlers, "chassis.note_told.v1", [registered, other])
    tell("one")

    settle()

    assert (heard(), letters()) == (["one"], [("retrying", "failed")])
    assert DeadLetter.objects.get().consumer == "notes.other"


def test_when_one_by_one_takes_too_long_the_rest_is_set_aside(
    tell, relay, consumer, heard, letters, retry_now, monkeypatch
):
    monkeypatch.setattr(receiving, "LONGEST_SECONDS", 0)
    tell("fail")
    tell("one")

    relay.turn()
    consumer.turn()
    assert (heard(), letters()) == ([], [("retrying", "failed")] * 2)
    retry_now()

    assert heard() == ["one"]


def test_a_letter_that_another_process_tries_is_left_to_it(tell, settle):
    tell("fail")
    settle()
    letter = DeadLetter.objects.get()

    retrying._try(letter.id, letter.tries + 1)

    assert DeadLetter.objects.get().tries == 1


def test_a_try_that_another_process_prevents_does_not_count(
    tell, settle, letters, monkeypatch, retry_now
):
    tell("fail")
    settle()
    before = DeadLetter.objects.get().tries

    monkeypatch.setattr(retrying, "lock", lambda name: None)
    retry_now(times=7)

    assert letters() == [("retrying", "failed")]
    assert DeadLetter.objects.get().tries == before
