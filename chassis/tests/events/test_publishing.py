"""Publishing: a row in the transaction of what it tells, and a call to the relay."""

from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from chassis.events import publish
from chassis.events.models import OutboxEvent
from chassis.observability import context
from chassis.testing.threads import at_once
from chassis.tests.project.notes.events import NoteTold

IN_SQL = """
    INSERT INTO events_outboxevent (type, subject, version, data)
    SELECT 'chassis.note_told.v1', id, 1, jsonb_build_object('note_id', id, 'text', %s)
    FROM (VALUES ('018f5f5e-0000-7000-8000-00000000000a')) AS note (id)
"""


def in_sql(text):
    with connection.cursor() as cursor:
        cursor.execute(IN_SQL, [text])


@pytest.mark.django_db(transaction=True)
def test_it_needs_the_transaction_of_the_change():
    with pytest.raises(RuntimeError, match="needs the transaction"):
        publish(NoteTold(note_id=uuid4(), text="alone", version=1))


def test_what_is_rolled_back_was_never_told(db):
    with transaction.atomic():
        publish(NoteTold(note_id=uuid4(), text="never", version=1))
        transaction.set_rollback(True)

    assert not OutboxEvent.objects.exists()


def test_several_events_are_one_query_and_keep_their_order(db, django_assert_num_queries):
    events = [NoteTold(note_id=uuid4(), text=str(n), version=n) for n in range(20)]

    with django_assert_num_queries(1):
        publish(*events)
    with django_assert_num_queries(0):
        publish()

    told = OutboxEvent.objects.order_by("position")
    assert [row.data["text"] for row in told] == [event.text for event in events]


def test_a_row_says_what_and_whose_and_why(db):
    note = uuid4()
    context.begin("request-of-ana", caller="ana", job_id="a-job")

    publish(NoteTold(note_id=note, text="é", version=3))

    row = OutboxEvent.objects.get()
    assert (row.type, row.subject, row.version) == ("chassis.note_told.v1", str(note), 3)
    assert row.data == {"note_id": str(note), "text": "é", "version": 3}
    assert row.origin == {"request_id": "request-of-ana", "actor": "ana", "caused_by": "a-job"}
    assert (row.event_id.version, row.sent_at) == (7, None)


def test_an_event_is_ids_and_values_only(db):
    with pytest.raises(ValueError, match="ids and values only"):
        publish(NoteTold(note_id=uuid4(), text="x" * 70_000, version=1))

    with pytest.raises(IntegrityError, match="event_is_small"):
        in_sql("x" * 140_000)


def test_sql_may_publish(db):
    in_sql("from afar")

    row = OutboxEvent.objects.get()
    assert isinstance(row.event_id, UUID)
    assert (row.origin, row.sent_at, row.at is None) == ({}, None, False)


@pytest.mark.django_db(transaction=True)
def test_the_relay_wakes_when_events_are_committed_also_those_of_sql(relay):
    relay.wait(60)  # it begins to listen

    at_once(lambda: in_sql("from afar"))
    relay.wait(60)

    assert relay.turn()
