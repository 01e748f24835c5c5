"""What comes round becomes a task, once: nothing is missed, nothing is made twice."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection

from chassis.testing.threads import at_once
from tasks_service.planning import actions
from tasks_service.planning.jobs import make_due_tasks as door
from tasks_service.planning.models import Occurrence, Schedule
from tasks_service.tests.planning.test_rules import BERLIN, enumerated
from tasks_service.work.actions import complete_task, delete_task
from tasks_service.work.models import Task

START = datetime(2026, 1, 4, 1, 30, tzinfo=UTC)  # a Sunday, half past two in Berlin
DAY = timedelta(days=1)


def tick(at):
    """Do what the job does."""
    while actions.go_on_after_completion(at=at):
        pass
    while actions.make_due_tasks(at=at):
        pass


def due():
    """Return when tasks are due, in order."""
    return list(Task.objects.order_by("due_at").values_list("due_at", flat=True))


@pytest.fixture
def _nobody_counts_these_rows(transactional_db):
    """Statistics of rows that are committed here would outlive them, and plan other tests."""
    with connection.cursor() as cursor:
        for table in ("work_task", "planning_schedule", "planning_occurrence"):
            cursor.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = off)")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_nobody_counts_these_rows")
def test_five_years_with_two_processes_miss_nothing_and_make_nothing_twice(
    plan_work, record_property
):
    rule, days = "FREQ=WEEKLY;BYDAY=SU", 5 * 366
    plan_work(rule=rule, time_zone=BERLIN, starts_at=START, at=START, lead_days=3)
    rarely = plan_work(
        rule="FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU", time_zone=BERLIN, starts_at=START, at=START
    )
    expected = sorted(
        enumerated(rule, BERLIN, START, days) + enumerated(rarely.rule, BERLIN, START, days)
    )

    at = START
    while at < START + timedelta(days=days):
        at_once(partial(tick, at), partial(tick, at))  # sometimes an absence of months lies between
        at += timedelta(days=200) if at.month == 7 else 45 * DAY
    tick(expected[-1])

    made = due()
    assert made[: len(expected)] == expected
    assert Occurrence.objects.filter(status="made").count() == len(made)
    record_property(
        "figure",
        f"Planning  {len(expected)} times in five years, 2 at the clock: 0 missed, 0 twice",
    )


def test_a_task_is_made_its_lead_before_it_is_due(plan_work, noon):
    schedule = plan_work(lead_days=3, labels=["lens"], checklist=[{"text": "Wipe", "is_done": 1}])
    tick(noon)
    assert due() == [noon]

    tick(noon + 4 * DAY - timedelta(seconds=1))
    assert due() == [noon]
    tick(noon + 4 * DAY)

    assert due() == [noon, noon + 7 * DAY]
    task = Task.objects.order_by("due_at").last()
    assert (task.schedule_id, task.created_by) == (schedule.id, schedule.created_by)
    assert (task.labels, task.checklist) == (["lens"], [{"text": "Wipe", "is_done": False}])


def test_what_counts_from_completion_waits_for_it_and_makes_a_new_one(plan_work, by_ben, noon):
    plan_work(rule="FREQ=DAILY;INTERVAL=10", basis="completion")
    tick(noon)
    tick(noon + 40 * DAY)
    [first] = Task.objects.all()

    complete_task(task=first, by=by_ben)
    Task.objects.update(finished_at=noon + timedelta(days=50, hours=5))
    tick(noon + 51 * DAY)
    [schedule] = Schedule.objects.all()
    assert (schedule.next_at, schedule.waits_for) == (noon + 60 * DAY, None)
    tick(noon + 60 * DAY)

    first.refresh_from_db()
    assert first.completed
    assert due() == [noon, noon + 60 * DAY]
    schedule.refresh_from_db()
    delete_task(task=schedule.waits_for, by=by_ben)
    tick(noon + 61 * DAY)
    schedule.refresh_from_db()
    assert schedule.next_at == noon + 71 * DAY


def test_after_its_end_and_in_a_pause_nothing_is_made(plan_work, by_ben, noon):
    plan_work(ends_at=noon + 7 * DAY)
    rests = plan_work(title="Rests")
    actions.pause_schedule(schedule=rests, by=by_ben)

    tick(noon + 30 * DAY)
    assert due() == [noon, noon + 7 * DAY]

    rests.refresh_from_db()
    actions.resume_schedule(schedule=rests, by=by_ben, at=noon + 30 * DAY)
    tick(noon + 35 * DAY)
    assert due() == [noon, noon + 7 * DAY, noon + 35 * DAY]


def test_one_time_is_skipped_and_one_is_moved(plan_work, by_ben, noon):
    schedule = plan_work()
    words = {"schedule": schedule, "by": by_ben}
    actions.skip_occurrence(**words, planned_at=noon + 7 * DAY)
    actions.move_occurrence(**words, at=noon, planned_at=noon + 14 * DAY, to=noon + 2 * DAY)
    actions.move_occurrence(**words, at=noon, planned_at=noon + 21 * DAY, to=noon + 40 * DAY)

    tick(noon + 3 * DAY)
    assert due() == [noon, noon + 2 * DAY]
    tick(noon + 41 * DAY)

    assert due() == [noon + days * DAY for days in (0, 2, 28, 35, 40)]


def test_what_counts_from_completion_goes_on_after_a_skipped_time(plan_work, by_ben, noon):
    words = {"basis": "completion", "rule": "FREQ=DAILY;INTERVAL=10"}
    skipped, moved = plan_work(**words), plan_work(title="Moved", **words)
    actions.skip_occurrence(schedule=skipped, by=by_ben, planned_at=noon)
    actions.move_occurrence(schedule=moved, by=by_ben, at=noon, planned_at=noon, to=noon + 3 * DAY)
    tick(noon + DAY)
    assert due() == []

    for schedule in (skipped, moved):
        schedule.refresh_from_db()
    assert skipped.next_at == noon + 10 * DAY
    actions.pause_schedule(schedule=moved, by=by_ben)
    actions.resume_schedule(schedule=moved, by=by_ben, at=noon + 5 * DAY)
    assert moved.next_at == noon + 10 * DAY
    actions.move_occurrence(
        schedule=moved, by=by_ben, at=noon, planned_at=noon + 10 * DAY, to=noon + 12 * DAY
    )
    tick(noon + 10 * DAY)
    moved.refresh_from_db()
    actions.skip_occurrence(schedule=moved, by=by_ben, planned_at=noon + 10 * DAY)

    assert moved.next_at == noon + 20 * DAY


def test_another_rule_counts_anew_and_makes_no_time_twice(plan_work, by_ben, noon):
    schedule = plan_work()
    tick(noon)
    schedule.refresh_from_db()
    actions.skip_occurrence(schedule=schedule, by=by_ben, planned_at=noon + 7 * DAY)

    actions.change_schedule(schedule=schedule, by=by_ben, at=noon, rule="FREQ=DAILY;INTERVAL=7")
    tick(noon + 7 * DAY)

    assert due() == [noon, noon + 7 * DAY]


def test_the_job_makes_what_is_due_by_now(plan_work):
    class Progress:
        def advance(self, done, total): ...

    now = datetime.now(UTC)
    plan_work(rule="FREQ=DAILY", starts_at=now - DAY, at=now - DAY)
    plan_work(rule="FREQ=DAILY", starts_at=now - DAY, at=now - DAY, basis="completion")
    Schedule.objects.filter(basis="completion").update(is_waiting=True, next_at=None, make_at=None)

    assert door(Progress()) == {"schedules": 1}
    assert Task.objects.count() == 1
    assert Schedule.objects.get(basis="completion").next_at > now
