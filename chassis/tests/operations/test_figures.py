"""The figures: what they are, when they are red, and that no part hides another."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from chassis.clients.models import BreakerState
from chassis.events.models import ConsumerPosition, DeadLetter, OutboxEvent, ReadingGroup
from chassis.jobs.models import Job, Slot
from chassis.jobs.schedules import Schedule
from chassis.operations import readings
from chassis.operations.figures import Figure, Part
from chassis.operations.parts import PARTS, outbox, projections, schedules
from chassis.projections.models import Upkeep

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


def test_a_lag_that_nobody_knows_is_not_told(db):
    ConsumerPosition.objects.create(stream="events:others", group="chassis", checked_at=ago(1))

    assert list(figures("streams")) == [("stream_checked_seconds", "others")]


@pytest.mark.parametrize(
    ("lag", "behind", "silent", "red"),
    [
        (3, 1, 1, (False, False)),
        (40_000, 50, 1, (False, False)),  # an import
        (1, 61, 1, (True, False)),
        (0, 61, 61, (False, True)),
    ],
)
def test_a_stream_is_red_when_it_lags_or_nobody_looks(db, lag, behind, silent, red):
    for group in ("chassis", "another"):
        ConsumerPosition.objects.create(
            stream="events:others",
            group=group,
            lag=lag,
            checked_at=ago(silent),
            fresh_at=ago(behind),
        )
        lag = 0

    told = figures("streams")

    assert len(told) == 2
    reds = [told[name, "others"][1] for name in ("stream_lag_events", "stream_checked_seconds")]
    assert tuple(reds) == red


@pytest.mark.parametrize("waiting", [3, 40_000])
def test_however_much_waits_for_a_reader_its_age_is_for_the_reader_to_tell(db, waiting):
    ReadingGroup.objects.create(stream="events:chassis", name="others", waiting=waiting)

    assert figures("readers") == {("reader_waiting_events", "others"): (waiting, False)}


@pytest.mark.parametrize(("absent", "is_red"), [(5, False), (61, True)])
def test_a_reader_that_is_missing_for_long_is_red(db, absent, is_red):
    ReadingGroup.objects.create(stream="events:chassis", name="others", missing_since=ago(absent))

    seconds, red = figures("readers")["reader_missing_seconds", "others"]
    assert (round(seconds), red) == (absent, is_red)


def test_parked_letters_are_red_and_decided_ones_are_not(db):
    for number, status in enumerate(("parked", "parked", "discarded")):
        DeadLetter.objects.create(stream="events:others", entry_id=str(number), status=status)

    told = figures("dead_letters")

    assert told["dead_letters", "parked"] == (2, True)
    assert told["dead_letters", "discarded"] == (1, False)
    assert told["dead_letters", "retrying"] == (0, False)


@pytest.mark.parametrize(("waited", "is_red"), [(1, False), (61, True)])
def test_jobs_are_red_when_one_waits_too_long(db, waited, is_red):
    Job.objects.create(name="notes.count", owner="ana", run_after=ago(waited))
    Job.objects.create(name="notes.count", owner="ana", run_after=ago(-600))

    told = figures("jobs")

    assert told["jobs", "queued"] == (2, False)
    assert told["jobs", "running"] == (0, False)
    assert told["jobs_oldest_wait_seconds",][1] is is_red


def test_dead_jobs_are_red(db):
    Job.objects.create(name="notes.count", owner="ana", status="dead")

    assert figures("jobs")["jobs", "dead"] == (1, True)


def note_breaker(instance, state, since=0):
    BreakerState.objects.create(instance=instance, upstream="others", state=state, since=ago(since))


def test_a_breaker_that_is_not_closed_is_red(db):
    note_breaker("web-1", "closed", since=9999)
    note_breaker("web-2", "closed")
    note_breaker("web-3", "open")
    note_breaker("web-4", "half_open")

    assert figures("breakers") == {
        ("breakers", "others", "closed"): (2, False),
        ("breakers", "others", "open"): (1, True),
        ("breakers", "others", "half_open"): (1, True),
    }


def test_a_process_that_calls_nobody_any_more_keeps_no_breaker_red(db):
    note_breaker("web-9", "open", since=601)

    assert figures("breakers") == {}


@pytest.fixture
def people(monkeypatch):
    """Give this service a projection of another's people."""
    known = {"people": SimpleNamespace(source="others")}
    monkeypatch.setattr(projections, "projections", lambda: known)


@pytest.mark.parametrize(("age", "is_red"), [(2, False), (61, True)])
def test_a_projection_is_red_when_it_is_old(people, db, age, is_red):
    Upkeep.objects.create(feed="people", built_at=ago(9999))
    ConsumerPosition.objects.create(stream="events:others", group="chassis", fresh_at=ago(age))

    ((name, (seconds, red)),) = figures("projections").items()

    assert name == ("projection_age_seconds", "people")
    assert (round(seconds), red) == (age, is_red)


@pytest.mark.parametrize("built_at", [None, ago(1)])
def test_a_projection_that_was_never_built_or_fed_is_red(people, db, built_at):
    Upkeep.objects.create(feed="people", built_at=built_at)

    assert figures("projections") == {("projection_unbuilt", "people"): (1, True)}


@pytest.fixture
def nightly(monkeypatch):
    """Give this service one schedule, and return it."""
    schedule = Schedule("notes.tidy", every=timedelta(days=1), offset=timedelta(hours=3))
    monkeypatch.setattr(schedules, "schedules", {schedule.name: schedule})
    return schedule


def test_a_schedule_that_began_when_it_was_due_is_well(nightly, db):
    Slot.objects.create(schedule=nightly.name, slot=nightly.slot(timezone.now()))
    Slot.objects.create(schedule=nightly.name, slot=nightly.slot(ago(99999)))

    ((name, (seconds, red)),) = figures("schedules").items()

    assert name == ("schedule_age_seconds", "notes.tidy")
    assert (0 <= seconds <= 86400, red) == (True, False)


@pytest.mark.parametrize("has_begun", [True, False])
def test_a_schedule_that_was_missed_is_red(nightly, db, has_begun):
    if has_begun:
        Slot.objects.create(schedule=nightly.name, slot=nightly.slot(ago(99999)))

    told = figures("schedules")

    assert told["schedule_overdue", "notes.tidy"] == (1, True)
    assert len(told) == 1 + has_begun


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


def test_a_transaction_around_it_goes_on_with_the_time_that_it_had(db):
    def patience():
        with connection.cursor() as cursor:
            cursor.execute("SHOW statement_timeout")
            return cursor.fetchone()

    before = patience()
    readings.read_all()

    assert patience() == before != ("250ms",)


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


def test_figures_are_called_by_what_tells_them_apart():
    assert Figure("jobs", 1, {"status": "queued"}).title == "queued"
    assert Figure("jobs_oldest_wait_seconds", 1).title == "jobs oldest wait"
