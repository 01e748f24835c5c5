"""The verb of the morning: one mail of what is open, to whoever wants one."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import accumulate
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction

from chassis.auth import Caller
from tasks_service.telling.actions import tell, was_told_lately
from tasks_service.telling.models import Kind, Preference
from tasks_service.work.models import Loan, Person, Task
from tasks_service.work.selectors import titled

MOST = 50  # lines of a kind
LONGEST = 9_900  # letters: accounts mails 10,000

Due = tuple[str, datetime | None]  # what is open, and until when


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
    found = [*_tasks_of(person), *_loans_of(person)]
    if not found or was_told_lately(person=person, kind=Kind.DIGEST, about=about, since=midnight):
        return False
    late = sum(due_at is not None and due_at < at for _, due_at in found)
    title = f"{len(found)} open, {late} overdue"
    clock = Caller(id=settings.SERVICE, kind="service")
    text = "\n".join(_that_fit([_line(title, due_at, at) for title, due_at in found]))
    tell(people=[person], kind=Kind.DIGEST, by=clock, title=title, about=about, text=text)
    return True


def _that_fit(lines: Sequence[str]) -> list[str]:
    """Return the lines that there is room for, and how many there are beside them."""
    ends = accumulate(len(line) + 1 for line in lines)
    fit = sum(end <= LONGEST for end in ends)
    more = [f"- and {len(lines) - fit} more"] if fit < len(lines) else []
    return [*lines[:fit], *more]


def _tasks_of(person: UUID) -> Iterator[Due]:
    rows = Task.objects.filter(assignee=person, finished_at=None)
    for task in rows.order_by("due_at", "pk")[:MOST]:
        yield task.title, task.due_at


def _loans_of(person: UUID) -> Iterator[Due]:
    rows = Loan.objects.known().filter(borrower=person, closed_at=None)
    for loan in rows.order_by("due_at", "pk")[:MOST]:
        yield f"To bring back: {titled(loan)}", loan.due_at


def _line(title: str, due_at: datetime | None, at: datetime) -> str:
    if due_at is None:
        return f"- {title}"
    word = "overdue since" if due_at < at else "due"
    return f"- {title} ({word} {due_at:%Y-%m-%d %H:%M} UTC)"
