"""What was sent is sent again without touching a row: in turns, in order, before what is new."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from chassis.events import relay as relaying
from chassis.events.forgetting import forget_sent
from chassis.events.models import OutboxEvent, StreamHead
from chassis.events.republishing import republish
from chassis.events.wire import decode
from chassis.operations.parts import outbox
from chassis.tests.events.conftest import STREAM

pytestmark = pytest.mark.django_db
BY_SEVERAL = pytest.mark.django_db(transaction=True)
EVER = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _two_at_once(monkeypatch):
    monkeypatch.setattr(relaying, "AT_ONCE", 2)


@pytest.fixture
def sent(redis):
    """Return a function that tells the texts in the stream."""

    def texts():
        bodies = [decode(fields[b"event"])[1] for _, fields in redis.xrange(STREAM)]
        return "".join(body.decode().rpartition('"text": "')[2][0] for body in bodies)

    return texts


@pytest.fixture
def told(tell, settle):
    """Tell `a` to `e`, have all of it sent, and return the note."""
    note = tell(*"abcde")
    settle()
    return note


def waiting():
    return next(figure.value for figure in outbox.read() if figure.name == "outbox_waiting_events")


def rows():
    return list(OutboxEvent.objects.order_by("position").values_list("position", "sent_at"))


@pytest.mark.usefixtures("told")
def test_no_row_is_touched(settle, redis, sent):
    before = rows()
    redis.flushdb()

    settle()

    assert sent() == "abcde"
    assert rows() == before


def test_it_goes_on_turn_by_turn_and_nothing_new_overtakes_it(told, tell, relay, redis, sent):
    redis.flushdb()
    relay.turn()
    tell("f", note=told, version=6)

    steps = []
    while relay.turn():
        steps.append((sent(), waiting(), redis.exists(f"{STREAM}:head")))

    assert steps == [("ab", 4, 0), ("abcd", 2, 0), ("abcde", 1, 0), ("abcdef", 0, 1)]
    assert StreamHead.objects.get().resend_to is None


def test_it_ends_with_a_full_turn_too(tell, settle, relay, redis, sent):
    tell(*"abcd")
    settle()
    redis.flushdb()

    assert [relay.turn() for _ in range(4)] == [True, True, True, False]
    assert (sent(), StreamHead.objects.get().resend_from) == ("abcd", None)


@pytest.mark.usefixtures("told")
def test_a_late_commit_among_what_was_sent_waits_until_it_is_over(settle, redis, sent):
    OutboxEvent.objects.filter(data__text="b").update(sent_at=None)
    redis.flushdb()

    settle()

    assert sent() == "acdeb"


@pytest.mark.usefixtures("told")
def test_if_redis_forgets_again_it_begins_at_the_start(relay, settle, redis, sent, heard):
    redis.flushdb()
    for _ in range(3):
        relay.turn()
    assert sent() == "abcd"

    redis.flushdb()
    settle()

    assert sent() == "abcde"
    assert heard() == list("abcde")


def test_if_nothing_was_ever_sent_nothing_is_sent_again(tell, relay, redis, sent):
    relay.turn()
    StreamHead.objects.update(last_id="9-9")
    tell("a")
    redis.flushdb()

    relay.turn()
    assert waiting() == 1
    relay.turn()

    assert sent() == "a"


@pytest.mark.parametrize("gone", ["ab", "abcde"])
@pytest.mark.usefixtures("told")
def test_rows_may_go_meanwhile(gone, tell, settle, relay, redis, sent):
    redis.flushdb()
    relay.turn()
    OutboxEvent.objects.filter(data__text__in=list(gone)).delete()
    tell("f")

    settle()
    relay.turn()

    assert sent() == "abcdef".translate(dict.fromkeys(map(ord, gone)))


@pytest.mark.usefixtures("told")
def test_but_nobody_deletes_them_before_it_is_over(settle, relay, redis):
    redis.flushdb()
    relay.turn()
    in_two_weeks = datetime.now(UTC) + timedelta(days=14)

    assert forget_sent(at=in_two_weeks) == 0
    settle()
    assert forget_sent(at=in_two_weeks) == 5


@pytest.mark.usefixtures("told")
def test_an_operator_joins_what_is_under_way(settle, relay, sent):
    first, *_, last = (position for position, _ in rows())
    OutboxEvent.objects.filter(data__text__in=["a", "e"]).update(at=EVER)
    assert republish(since=EVER + timedelta(days=1)) == 3
    relay.turn()

    assert republish(since=EVER) == 5
    head = StreamHead.objects.get()
    assert (head.resend_from, head.resend_to) == (first - 1, last)
    settle()

    assert sent() == "abcde" + "bc" + "abcde"


@pytest.mark.usefixtures("told")
def test_an_operator_who_asks_for_nothing_changes_nothing():
    assert republish(since=datetime.now(UTC)) == 0
    assert waiting() == 0


@BY_SEVERAL
@pytest.mark.usefixtures("told")
def test_a_turn_under_way_does_not_undo_what_an_operator_asks(settle, sent, monkeypatch):
    republish(since=EVER)
    append, asked = relaying.append, []

    def ask():
        try:
            return republish(since=EVER)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:

        def while_appending(*args, **words):
            asked.append(pool.submit(ask))
            wait(asked, timeout=0.3)
            return append(*args, **words)

        with monkeypatch.context() as during:
            during.setattr(relaying, "append", while_appending)
            relaying.send()
        assert asked[0].result(10) == 5
    settle()

    assert sent() == "abcde" + "ab" + "abcde"
