"""The verb of the morning: one mail of what is open, to whoever wants one."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction

from chassis.auth import Caller
from tasks_service.telling.actions import tell, was_told_lately
from tasks_service.telling.models import Kind, Preference
from tasks_service.work.models import Loan, Person, Task
from tasks_service.work.selectors import titled

MOST = 50  # lines of a kind


def who_wants_a_digest() -> list[UUID]:
    """Return who said so, of those who are here."""
    wanted = Preference.objects.filter(kind=Kind.DIGEST, by_mail=True).values("person")
    here = Person.objects.known().filter(is_active=True, pk__in=wanted)
    return list(here.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def send_digest(*, person: UUID, at: datetime) -> bool:
    """Tell somebody what is open, once a day; return whether there was anything to tell."""
    about = uuid5(person, f"{at:%Y-%m-%d}")
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [*_tasks_of(person, at), *_loans_of(person, at)]
    if not lines or was_told_lately(person=person, kind=Kind.DIGEST, about=about, since=midnight):
        return False
    late = sum("overdue" in line for line in lines)
    title = f"{len(lines)} open, {late} overdue"
    clock = Caller(id=settings.SERVICE, kind="service")
    text = "\n".join(lines)
    tell(people=[person], kind=Kind.DIGEST, by=clock, title=title, about=about, text=text)
    return True


def _tasks_of(person: UUID, at: datetime) -> Iterator[str]:
    rows = Task.objects.filter(assignee=person, finished_at=None)
    for task in rows.order_by("due_at", "pk")[:MOST]:
        yield _line(task.title, task.due_at, at)


def _loans_of(person: UUID, at: datetime) -> Iterator[str]:
    rows = Loan.objects.known().filter(borrower=person, closed_at=None)
    for loan in rows.order_by("due_at", "pk")[:MOST]:
        yield _line(f"To bring back: {titled(loan)}", loan.due_at, at)


def _line(title: str, due_at: datetime | None, at: datetime) -> str:
    if due_at is None:
        return f"- {title}"
    word = "overdue since" if due_at < at else "due"
    return f"- {title} ({word} {due_at:%Y-%m-%d %H:%M} UTC)"
