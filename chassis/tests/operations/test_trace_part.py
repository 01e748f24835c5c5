"""A service's part of a request's way: history, events and jobs under one id."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pghistory
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chassis.events.models import DeadLetter, InboxEntry, OutboxEvent
from chassis.ids import uuid7
from chassis.jobs.models import Job
from chassis.operations.trace import part
from chassis.sagas.models import Saga
from chassis.tests.conftest import NOTES
from chassis.tests.project.notes.models import Note

ID = "trace-me-0001"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def written(ana):
    """Return the id of a note that a request wrote."""
    return ana.post(NOTES, {"title": "Tidy"}, headers={"X-Request-ID": ID}).json()["id"]


def after(seconds):
    return NOON + timedelta(seconds=seconds)


def publish(number=1, **words):
    origin = {"request_id": ID, **words.pop("origin", {})}
    usual = {"type": "chassis.note_changed.v1", "subject": "7", "version": 1, "data": {}}
    return [
        OutboxEvent.objects.create(**{**usual, "origin": origin, **words}) for _ in range(number)
    ]


def receive(number=1, **words):
    usual = {"consumer": "notes.on_note_changed", "type": "chassis.note_changed.v1", "subject": "7"}
    times = {"event_at": NOON, "received_at": after(1), "applied_at": after(3)}
    for _ in range(number):
        row = {**usual, **times, "request_id": ID, **words}
        InboxEntry.objects.create(event_id=uuid7(), **row)


def steps(*kinds):
    return [step for step in part.steps(ID) if step.kind in kinds]


def told(*kinds):
    return [step.text for step in steps(*kinds)]


def test_what_a_request_wrote_is_one_step_with_its_actor(ana, written):
    (step,) = steps("history")

    assert step.text == "wrote note"
    assert step.details == {"id": written, "actor": ana.caller_id}


def test_many_rows_of_one_table_are_one_step(db):
    with pghistory.context(request_id=ID):
        Note.objects.bulk_create(Note(title=f"Note {i}") for i in range(3))

    assert told("history") == ["wrote 3 rows of note"]


def test_a_request_that_wrote_nothing_has_no_steps(ana, written):
    ana.get(NOTES, headers={"X-Request-ID": "trace-me-0002"})

    assert part.steps("trace-me-0002") == []


def test_an_event_is_published_and_relayed(db):
    publish(at=NOON, sent_at=after(0.5))

    published, relayed = steps("event")

    assert published.text == "published chassis.note_changed.v1"
    assert (relayed.text, relayed.waited) == (
        "relayed chassis.note_changed.v1",
        timedelta(seconds=0.5),
    )


def test_an_event_that_waits_says_so(db):
    publish()

    assert told("event") == ["published chassis.note_changed.v1, and it waits for the relay"]


def test_an_event_remembers_the_request_that_it_came_from(db):
    arrival = {
        "method": "PATCH",
        "path": "/chassis/api/v1/notes/7/",
        "gateway_at": "2026-11-21T12:00:00.000000Z",
        "received_at": "2026-11-21T12:00:00.002000Z",
        "actor": "ana",
    }
    publish(2, origin=arrival, at=after(1))
    publish(origin={**arrival, "received_at": "2026-11-21T12:00:09Z", "caused_by": "an-event"})

    gateway, received = steps("gateway", "request")

    assert gateway.text == received.text == "PATCH /chassis/api/v1/notes/7/"
    assert (gateway.at, received.waited) == (NOON, timedelta(milliseconds=2))
    assert received.details == {"actor": "ana"}


def test_a_request_that_came_by_no_gateway_waited_at_none(db):
    publish(origin={"method": "GET", "path": "/", "received_at": "2026-11-21T12:00:00.002000Z"})

    (received,) = steps("gateway", "request")

    assert (received.text, received.waited) == ("GET /", None)


def test_an_event_is_received_and_applied_here(db):
    receive()

    received, applied = steps("inbox")

    assert received.text == "received chassis.note_changed.v1 for notes.on_note_changed"
    assert (received.at, received.waited) == (after(1), timedelta(seconds=1))
    assert (applied.at, applied.took) == (after(3), timedelta(seconds=2))


def test_an_event_that_is_applied_as_it_comes_is_one_step(db):
    receive(applied_at=after(1))

    (applied,) = steps("inbox")

    assert applied.text == "applied chassis.note_changed.v1 by notes.on_note_changed"
    assert (applied.waited, applied.took) == (timedelta(seconds=1), None)


def test_an_event_that_is_not_applied_ends_with_its_receipt(db):
    receive(applied_at=None)

    assert len(steps("inbox")) == 1


def test_of_very_many_events_only_their_number_is_told(db):
    publish(30, at=NOON, sent_at=after(2))
    receive(30)

    assert told("event", "inbox") == [
        "published the first of 30 chassis.note_changed.v1",
        "received the first of 30 chassis.note_changed.v1 for notes.on_note_changed",
        "relayed the last of 30 chassis.note_changed.v1",
        "applied the last of 30 chassis.note_changed.v1 by notes.on_note_changed",
    ]


def test_a_dead_letter_is_trouble_until_somebody_decided(db):
    letter = DeadLetter.objects.create(
        consumer="notes.on_note_changed",
        event_id=uuid7(),
        type="chassis.note_changed.v1",
        request_id=ID,
        status="parked",
    )
    (step,) = steps("dead_letter")
    assert step.text.endswith("notes.on_note_changed became a dead letter (failed, parked now)")
    assert step.is_trouble

    decision = {"status": "discarded", "decided_by": "ana", "note": "old"}
    DeadLetter.objects.filter(id=letter.id).update(**decision, decided_at=timezone.now())

    became, decided = steps("dead_letter")
    assert decided.text.startswith("dead letter discarded: ")
    assert decided.details == {"by": "ana", "note": "old"}
    assert not became.is_trouble


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ({}, ["queued job notes.count, and waits"]),
        (
            {"status": "running", "started_at": after(1)},
            ["queued job notes.count", "began job notes.count, which still runs"],
        ),
        (
            {"status": "failed", "started_at": after(1), "finished_at": after(3)},
            ["queued job notes.count", "began job notes.count", "job notes.count failed"],
        ),
        (
            {"status": "cancelled", "finished_at": after(3)},
            ["queued job notes.count", "job notes.count cancelled"],
        ),
    ],
)
def test_a_job_tells_its_waits_and_its_end(db, words, texts):
    Job.objects.create(name="notes.count", owner="ana", request_id=ID, created_at=NOON, **words)

    assert told("job") == texts


def test_a_job_that_is_tried_again_says_so_and_who_does_it(db):
    words = {"status": "running", "started_at": after(1), "tries": 2, "worker": "worker-1"}
    Job.objects.create(name="notes.count", owner="ana", request_id=ID, created_at=NOON, **words)

    _, began = steps("job")

    assert began.text == "began job notes.count, try 2, which still runs"
    assert began.details["worker"] == "worker-1"


def test_a_job_remembers_the_request_that_it_came_from(db):
    arrival = {"method": "POST", "path": "/", "received_at": "2026-11-21T12:00:00.002000Z"}
    Job.objects.create(name="notes.count", owner="ana", request_id=ID, origin=arrival)

    assert told("request") == ["POST /"]


def test_a_trace_costs_the_same_however_much_happened(db, written):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            part.steps(ID)
        return len(queries)

    publish()
    receive()
    before = cost()
    publish(10)
    receive(10)

    assert cost() == before


def test_the_history_of_a_request_is_found_by_an_index(db):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM pghistory_context WHERE (metadata -> 'request_id') = '\"x\"'"
        )
        assert "history_by_request" in str(cursor.fetchall())


def traced(*words):
    said = StringIO()
    call_command("trace_part", ID, *words, stdout=said)
    return said.getvalue()


def test_the_command_tells_programs_the_part_as_json(written):
    (step,) = json.loads(traced("--json"))["steps"]

    assert step["text"] == "wrote note"
    assert (step["waited_ms"], step["is_trouble"]) == (None, False)


def test_the_command_tells_people_the_part_in_lines(written):
    assert traced().endswith("Z  wrote note\n")


def test_the_command_says_that_nothing_is_known(db):
    assert traced() == f"chassis knows nothing of {ID}.\n"


def test_a_flow_is_a_step_for_each_line_of_its_timeline(db):
    saga = Saga.objects.create(
        flow="notes.keep", flow_version=1, subject="7", request_id=ID, owner="ana", due_at=NOON
    )
    for number, (what, step, detail) in enumerate(
        [("asked", "copy", "of shelf"), ("no answer", "copy", "upstream_away"), ("done", "", "")]
    ):
        saga.timeline.create(at=after(number), what=what, step=step, detail=detail)

    assert [(step.text, step.is_trouble) for step in steps("flow")] == [
        ("notes.keep: asked copy of shelf", False),
        ("notes.keep: no answer copy upstream_away", True),
        ("notes.keep: done", False),
    ]
