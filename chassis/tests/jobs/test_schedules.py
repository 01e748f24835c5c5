"""Schedules: each slot begins once, whoever ticks, and only the newest of those missed."""

from datetime import UTC, datetime, timedelta

import pytest

from chassis.jobs import ticker
from chassis.jobs.models import Job, Slot
from chassis.jobs.schedules import Schedule, schedule, schedules
from chassis.jobs.ticker import Ticker
from chassis.testing.threads import at_once

HOURLY = Schedule("notes.count", timedelta(hours=1), timedelta(minutes=10))
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    """Return a function that says what time it is."""
    monkeypatch.setattr(ticker, "schedules", {"notes.count": HOURLY})

    def say(time):
        monkeypatch.setattr(ticker, "_now", lambda: time)

    say(NOON)
    return say


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        (NOON, NOON - timedelta(minutes=50)),
        (NOON + timedelta(minutes=10), NOON + timedelta(minutes=10)),
        (NOON + timedelta(minutes=11), NOON + timedelta(minutes=10)),
    ],
)
def test_a_slot_is_the_newest_time_that_was_due(now, slot):
    assert HOURLY.slot(now) == slot


def test_days_begin_at_midnight_and_weeks_on_mondays():
    daily = Schedule("daily", timedelta(days=1), timedelta(hours=3))
    weekly = Schedule("weekly", timedelta(weeks=1), timedelta())

    assert daily.slot(NOON) == NOON.replace(hour=3)
    assert weekly.slot(NOON + timedelta(days=3)) == NOON.replace(hour=0)  # 4 May 2026


def test_a_schedule_that_is_new_waits_for_its_next_slot(db, at):
    assert Ticker().tick() == 0

    assert not Job.objects.exists()
    assert Slot.objects.get().job is None


def test_each_slot_begins_one_job_of_the_service(db, at):
    clock = Ticker()
    clock.tick()

    begun = []
    for minutes in (9, 10, 11, 70, 71):
        at(NOON + timedelta(minutes=minutes))
        begun.append(clock.tick())

    assert begun == [0, 1, 0, 1, 0]
    assert {job.owner for job in Job.objects.all()} == {"chassis"}
    slot = Slot.objects.order_by("slot").last()
    assert str(slot) == "notes.count 2026-05-04 13:10:00+00:00"
    assert slot.job.request_id


def test_of_missed_slots_only_the_newest_begins(db, at):
    Ticker().tick()
    at(NOON + timedelta(days=2))

    assert Ticker().tick() == 1


def test_after_a_restart_a_slot_that_began_does_not_begin_again(db, at):
    Ticker().tick()
    at(NOON + timedelta(hours=1))
    Ticker().tick()

    assert Ticker().tick() == 0


@pytest.mark.django_db(transaction=True)
def test_two_tickers_begin_a_slot_once(at):
    Ticker().tick()
    at(NOON + timedelta(hours=1))

    assert sorted(at_once(Ticker().tick, Ticker().tick)) == [0, 1]
    assert Job.objects.count() == 1


def test_the_time_is_the_databases(db):
    assert abs((ticker._now() - datetime.now(UTC)).total_seconds()) < 60


def test_only_a_job_can_be_scheduled():
    with pytest.raises(ValueError, match="not enough values"):
        schedule(every=timedelta(hours=1))(lambda progress: None)

    assert "jobs.forget_old" in schedules
