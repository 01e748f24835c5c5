"""The figures: what they are, when they are red, and that no part hides another."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from chassis.events.models import ConsumerPosition, DeadLetter, OutboxEvent
from chassis.jobs.models import Job
from chassis.operations import readings
from chassis.operations.figures import Figure, Part
from chassis.operations.parts import PARTS, outbox

API = "/chassis/api/v1/operations/"


def figures(name):
    """Return the figures of a part by name and label, with whether they are red."""
    (part,) = (part for part in PARTS if part.name == name)
    (reading,) = readings.read_all([part])
    assert reading.is_known
    return {
        (figure.name, *figure.labels.values()): (figure.value, figure.is_red)
        for figure in reading.figures
    }


def ago(seconds):
    return timezone.now() - timedelta(seconds=seconds)


def publish(**words):
    event = {"type": "chassis.note_changed.v1", "subject": "7", "version": 1, "data": {}}
    return OutboxEvent.objects.create(**event, **words)


def test_nothing_waits_in_an_empty_outbox(db):
    publish(at=ago(99), sent_at=ago(98))

    assert figures("outbox") == {
        ("outbox_waiting_events",): (0, False),
        ("outbox_oldest_wait_seconds",): (0, False),
    }


@pytest.mark.parametrize(("waited", "is_red"), [(10, False), (31, True)])
def test_an_outbox_is_red_when_an_event_waits_too_long(db, waited, is_red):
    publish(at=ago(1))
    publish(at=ago(waited))

    told = figures("outbox")

    assert told["outbox_waiting_events",] == (2, False)
    seconds, red = told["outbox_oldest_wait_seconds",]
    assert (round(seconds), red) == (waited, is_red)


@pytest.mark.parametrize(
    ("lag", "silent", "red"), [(3, 1, (False, False)), (1001, 61, (True, True))]
)
def test_a_stream_is_red_when_it_lags_or_nobody_looks(db, lag, silent, red):
    for group in ("chassis", "another"):
        ConsumerPosition.objects.create(
            stream="events:others", group=group, lag=lag, checked_at=ago(silent)
        )
        lag = 0

    told = figures("streams")

    assert len(told) == 2
    reds = [told[name, "others"][1] for name in ("stream_lag_events", "stream_checked_seconds")]
    assert tuple(reds) == red


def test_parked_letters_are_red_and_decided_ones_are_not(db):
    for number, status in enumerate(("parked", "parked", "discarded")):
        DeadLetter.objects.create(stream="events:others", entry_id=str(number), status=status)

    told = figures("dead_letters")

    assert told["dead_letters", "parked"] == (2, True)
    assert told["dead_letters", "discarded"] == (1, False)
    assert told["dead_letters", "retrying"] == (0, False)


@pytest.mark.parametrize(("waited", "is_red"), [(1, False), (61, True)])
def test_jobs_are_red_when_one_waits_too_long(db, waited, is_red):
    Job.objects.create(name="notes.count", owner="ana", created_at=ago(waited))

    told = figures("jobs")

    assert told["jobs", "queued"] == (1, False)
    assert told["jobs", "running"] == (0, False)
    assert told["jobs_oldest_wait_seconds",][1] is is_red


def broken():
    raise RuntimeError("this part is broken")


def slow():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")
    yield Figure("slow", 1.0)


@pytest.mark.parametrize("read", [broken, slow])
def test_a_part_that_cannot_be_read_does_not_hide_the_others(db, monkeypatch, read):
    monkeypatch.setattr(readings, "LONGEST_MILLISECONDS", 20)
    bad = Part(name="bad", title="Bad", meanings={}, remedy="", read=read)

    first, second = readings.read_all([bad, outbox.PART])

    assert (first.is_known, first.is_red) == (False, True)
    assert (second.is_known, len(second.figures)) == (True, 2)


def away(*words, **more):
    raise OperationalError("the database is away")


def test_while_the_database_is_away_nothing_is_known_and_metrics_still_answer(
    db, anonymous, monkeypatch
):
    monkeypatch.setattr(readings, "_limit", away)

    text = anonymous.get("/metrics").content.decode()

    assert all(f'operations_known{{part="{part.name}"}} 0.0' in text for part in PARTS)
    assert "http_requests_total" in text


def test_metrics_tell_every_figure_with_its_meaning(anonymous):
    publish(at=ago(60))

    text = anonymous.get("/metrics").content.decode()

    assert "# HELP outbox_waiting_events Events that are written" in text
    assert "outbox_waiting_events 1.0" in text
    assert 'jobs{status="queued"} 0.0' in text
    assert 'operations_red{part="outbox"} 1.0' in text
    assert 'operations_red{part="jobs"} 0.0' in text


def test_programs_that_may_operate_get_the_same_figures(as_caller):
    publish(at=ago(60))

    told = as_caller(scopes=["chassis:operate"]).get(API).json()

    assert (told["service"], told["is_red"]) == ("chassis", True)
    assert [part["name"] for part in told["parts"]] == [part.name for part in PARTS]
    first = told["parts"][0]
    assert first["figures"][0] == {
        "name": "outbox_waiting_events",
        "labels": {},
        "value": 1.0,
        "is_red": False,
    }
    assert first["meanings"].keys() == {"outbox_waiting_events", "outbox_oldest_wait_seconds"}
    assert (first["is_known"], first["is_red"], bool(first["remedy"])) == (True, True, True)


def test_who_may_not_operate_is_refused(ana, refused):
    refused(ana.get(API), 403, "forbidden")


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Figure("jobs", 1234567), "1,234,567"),
        (Figure("age_seconds", 3.21), "3.2 s"),
        (Figure("age_seconds", 600), "10 min"),
    ],
)
def test_people_read_figures_with_their_unit(figure, text):
    assert str(figure) == text
