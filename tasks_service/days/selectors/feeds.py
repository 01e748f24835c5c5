"""What a calendar of tasks shows."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from chassis.calendars import Entry
from chassis.calendars.models import Covers
from tasks_service.days.models import CalendarFeed
from tasks_service.work.models import Loan, Task
from tasks_service.work.selectors import titled

KEPT = timedelta(days=30)  # how long what is late, or done, is still shown
LASTS = timedelta(minutes=30)  # before it is due
MOST = 1000


def entries_of(feed: CalendarFeed, *, at: datetime) -> Iterator[Entry]:
    """Yield what is due, and what somebody has to bring back."""
    tasks = Task.objects.all() if feed.covers == Covers.ALL else Task.objects.of(feed.owner)
    for task in tasks.filter(due_at__gt=at - KEPT).order_by("due_at", "id")[:MOST]:
        yield _of_task(task)
    loans = Loan.objects.known().filter(borrower=feed.owner, closed_at=None)
    for loan in loans.filter(due_at__isnull=False).order_by("due_at", "id")[:MOST]:
        yield _of_loan(loan, loan.due_at or at)


def _of_task(task: Task) -> Entry:
    due_at = task.due_at or task.created_at
    return Entry(
        id=f"task-{task.pk}",
        starts_at=due_at - LASTS,
        ends_at=due_at,
        title=f"{task.get_status_display()}: {task.title}" if task.is_finished else task.title,
        details=task.description,
        address=f"{settings.PUBLIC_URL}{reverse('task-detail', args=[task.pk])}",
        changed_at=task.updated_at,
        version=task.version,
        is_certain=not task.is_finished,
    )


def _of_loan(loan: Loan, due_at: datetime) -> Entry:
    return Entry(
        id=f"loan-{loan.pk}",
        starts_at=due_at - LASTS,
        ends_at=due_at,
        title=f"To bring back: {titled(loan)}",
        changed_at=loan.applied_at,
        version=loan.version,
    )
