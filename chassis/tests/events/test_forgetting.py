"""What was kept long enough is forgotten; what is still needed never."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from chassis.events import forgetting
from chassis.events.models import DeadLetter, InboxEntry, OutboxEvent
from chassis.jobs.registry import doors
from chassis.jobs.schedules import schedules
from chassis.tests.events.conftest import STREAM

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def days(count):
    return NOW - timedelta(days=count)


class Nothing:
    def advance(self, done, total): ...


def forget():
    return doors["events.forget_old"](Nothing())


def told(**fields):
    return OutboxEvent.objects.create(type="a", subject="b", version=1, data={}, **fields)


def test_it_is_done_every_hour():
    assert schedules["events.forget_old"].every == timedelta(hours=1)


def test_what_was_sent_a_week_ago_goes_and_what_waits_stays(monkeypatch):
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    for _ in range(3):
        told(at=days(8), sent_at=days(8))
    kept = [told(at=days(6), sent_at=days(6)), told(at=days(8), sent_at=None)]

    assert forget() == {"sent": 3, "received": 0, "letters": 0}
    assert list(OutboxEvent.objects.order_by("position")) == kept


def received(at, applied_at, **fields):
    usual = {"consumer": "c", "event_id": uuid4(), "event_at": at}
    return InboxEntry.objects.create(**{**usual, **fields}, received_at=at, applied_at=applied_at)


def letter(status, decided_at, **fields):
    return DeadLetter.objects.create(
        stream="s", entry_id=str(uuid4()), body="", status=status, decided_at=decided_at, **fields
    )


def inbox():
    return set(InboxEntry.objects.values_list("pk", flat=True))


def test_the_inbox_knows_for_a_month_what_it_applied():
    received(days(31), days(31))
    kept = received(days(29), days(29))

    assert forget()["received"] == 1
    assert inbox() == {kept.pk}


def test_the_inbox_knows_for_a_month_more_what_a_stream_still_holds(redis):
    redis.xadd(STREAM, {"event": "{}"}, id=entry_id(days(40)))
    kept = received(days(69), days(69), type="chassis.note_told.v1")
    received(days(71), days(71), type="chassis.note_told.v1")
    received(days(69), days(69), type="other.note_told.v1")

    assert forget()["received"] == 2
    assert inbox() == {kept.pk}


def test_a_group_that_redis_lost_applies_nothing_again_that_it_forgot(
    tell, settle, consumer, redis, heard
):
    tell("one")
    settle()
    ((_, fields),) = redis.xrange(STREAM)
    redis.delete(STREAM)
    redis.xadd(STREAM, fields, id=entry_id(days(40)))
    InboxEntry.objects.update(received_at=days(40))

    forget()
    consumer.turn()

    assert heard() == ["one"]


def entry_id(at):
    return f"{int(at.timestamp() * 1000)}-0"


def test_the_inbox_knows_what_was_not_applied_for_as_long_as_there_is_a_letter():
    for status, decided_at in (("parked", None), ("discarded", days(29)), ("discarded", days(31))):
        entry = received(days(60), None)
        letter(status, decided_at, consumer=entry.consumer, event_id=entry.event_id)

    assert forget() == {"sent": 0, "letters": 1, "received": 1}
    assert DeadLetter.objects.count() == len(inbox()) == 2


def test_a_letter_stays_until_it_was_decided_a_month_ago():
    letter("replayed", days(31))
    letter("discarded", days(31))
    kept = {letter("parked", days(31)).id, letter("discarded", days(29)).id}

    assert forget()["letters"] == 2
    assert set(DeadLetter.objects.values_list("id", flat=True)) == kept


def test_rows_say_what_they_are():
    assert str(told()) == "a b v1"
    assert str(DeadLetter(type="a", subject="b")) == "a b"
    assert str(DeadLetter()) == "garbage"
