"""For people: events as they come, and events sent again."""

import json
from argparse import ArgumentTypeError
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from redis.exceptions import ConnectionError as RedisIsAway

from chassis.events import tailing
from chassis.events.management.commands import tail_events
from chassis.events.models import OutboxEvent
from chassis.events.since import since
from chassis.observability import context
from chassis.tests.events.conftest import STREAM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quickly(monkeypatch):
    monkeypatch.setattr(tailing, "BLOCK_MILLISECONDS", 10)


def tail(*words):
    out = StringIO()
    call_command("tail_events", *words, stdout=out)
    return out.getvalue().splitlines()


def test_one_line_tells_what_whose_and_why(tell, relay):
    context.begin("the-request")
    note = tell("one")
    relay.turn()

    (line,) = tail("--since", "1h", "--once")

    assert f"  chassis.note_told.v1  {note}  v1  the-request  " in line
    assert '"text": "one"' in line


def test_whole_events_are_for_programs(tell, relay, redis):
    tell("one")
    relay.turn()
    redis.xadd(STREAM, {"event": "garbage"})
    redis.xadd("events:other", {"event": "{}"})

    event, garbage = tail("--since", "1h", "--once", "--json", "--service", "chassis")

    assert json.loads(event)["data"]["text"] == "one"
    assert json.loads(garbage) == {"garbage": "garbage"}
    assert len(tail("--since", "1h", "--once")) == 3
    assert "no event" in tail("--since", "1h", "--once")[-1]


def test_a_redis_that_is_away_is_said_in_a_sentence(monkeypatch):
    def away(**_):
        raise RedisIsAway("Connection refused")

    monkeypatch.setattr(tail_events, "follow", away)

    with pytest.raises(CommandError, match=r"Redis does not answer.*refused"):
        tail("--once")


def test_the_outbox_tells_what_the_stream_forgot_and_what_is_not_sent(tell, relay, redis):
    tell("one")
    relay.turn()
    redis.delete(STREAM)
    tell("twö")
    out = StringIO()

    call_command("told_events", "--since", "7d", stdout=out)

    one, two = out.getvalue().splitlines()
    assert '"text": "one"' in one
    assert '"text": "twö"' in two


def test_lines_to_be_merged_are_known_by_their_event(tell, relay, redis):
    tell("one")
    relay.turn()
    redis.xadd(STREAM, {"event": "garbage"})
    out = StringIO()

    call_command("told_events", "--since", "7d", "--merge", "--json", stdout=out)
    live = [json.loads(line) for line in tail("--since", "1h", "--count", "2", "--merge", "--json")]

    told = json.loads(out.getvalue())
    assert told == live[0]
    assert (told["id"], told["at"]) == (json.loads(told["line"])["id"], live[0]["at"])
    assert (live[1]["id"], live[1]["line"]) == ("", '{"garbage": "garbage"}')


def test_it_says_that_it_listens(tell, relay, redis, monkeypatch, capsys):
    following = iter([None, None])
    monkeypatch.setattr(tail_events, "follow", lambda **words: following)

    tail()

    assert capsys.readouterr().err == "listening to all services, until Ctrl-C …\n"


def test_without_a_time_it_begins_now(tell, relay, redis):
    tell("old")
    relay.turn()
    following = tailing.follow()
    assert next(following) is None

    redis.xadd(STREAM, {"event": "new"})

    assert next(following).body == b"new"


def test_an_empty_redis_is_waited_with(redis):
    assert tail("--once") == []


def test_it_stops_after_a_number(tell, relay):
    tell("one", "two", "three")
    relay.turn()

    assert len(tail("--since", "1h", "--count", "2")) == 2


def test_what_the_outbox_holds_is_sent_again_and_heard_once(tell, settle, redis, heard):
    tell("one", "two")
    settle()
    OutboxEvent.objects.filter(version=1).update(at=datetime.now(UTC) - timedelta(hours=3))
    out = StringIO()

    call_command("republish_events", "--since", "2h", stdout=out)
    settle()

    assert out.getvalue() == "1 events are sent again.\n"
    assert (redis.xlen(STREAM), heard()) == (3, ["one", "two"])


def test_a_time_may_be_said_in_two_ways():
    now = datetime.now(UTC)

    assert abs(now - timedelta(days=7) - since("7d")) < timedelta(seconds=1)
    assert since("2026-01-31T12:00") == since("2026-01-31T12:00Z")
    assert since("2026-01-31T13:00+01:00") == datetime(2026, 1, 31, 12, tzinfo=UTC)
    with pytest.raises(ArgumentTypeError, match="soon is no time"):
        since("soon")
