"""The doors of background work on plans."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from chassis.jobs import Progress, job, schedule
from tasks_service.planning import actions


@schedule(every=timedelta(minutes=5))
@job("planning.make_due_tasks")
def make_due_tasks(progress: Progress, **_: object) -> dict[str, Any]:
    """Make the tasks that are due, and count on from those that were finished."""
    at, schedules = timezone.now(), 0
    while actions.go_on_after_completion(at=at):
        progress.advance(schedules, schedules)
    while some := actions.make_due_tasks(at=at):
        schedules += some
        progress.advance(schedules, schedules)
    return {"schedules": schedules}
