"""The verbs for when somebody leaves: their work goes on without them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from chassis.auth import Caller
from chassis.events import publish
from tasks_service.telling.actions import tell
from tasks_service.telling.models import Kind as Reason
from tasks_service.work import errors
from tasks_service.work.actions.moves import cancel_task
from tasks_service.work.actions.tasks import create_task
from tasks_service.work.events import TaskChanged
from tasks_service.work.models import Comment, Person, Priority, Task

AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Held:
    """A thing that somebody has, and when it should be back."""

    asset_id: UUID
    tag: str
    title: str
    due_at: datetime


@transaction.atomic
def hand_over_tasks(*, person: UUID, to: UUID | None, by: Caller, note: str) -> list[UUID]:
    """Give some of the tasks that somebody has to do to another, or to nobody; return which.

    The note is a comment on each. Called until it returns none, it has given all of them.
    """
    refuse_absent(to, instead_of=person)
    open_tasks = Task.objects.filter(assignee=person).unfinished()
    rows = open_tasks.select_for_update(no_key=True).order_by("pk")[:AT_ONCE]
    return _give([row.pk for row in rows], to, by=by, note=note)


@transaction.atomic
def give_back_tasks(
    *, ids: Sequence[UUID], person: UUID, now_of: UUID | None, by: Caller, note: str
) -> list[UUID]:
    """Give tasks that were handed over back, as far as nobody else did anything with them."""
    same = Task.objects.filter(pk__in=ids, assignee=now_of).unfinished()
    rows = same.select_for_update(no_key=True).order_by("pk")
    return _give([row.pk for row in rows], person, by=by, note=note)


@transaction.atomic
def make_return_tasks(*, things: Sequence[Held], to: UUID | None, by: Caller) -> list[Task]:
    """Write down that things have to be got back, for each of them a task."""
    return [
        create_task(
            by=by,
            title=f"Get back {thing.tag}",
            description=f"{thing.title}: whoever has it leaves.",
            asset_id=thing.asset_id,
            due_at=thing.due_at,
            assignee=to,
            priority=Priority.HIGH,
        )
        for thing in things
    ]


@transaction.atomic
def cancel_unfinished(*, ids: Sequence[UUID], by: Caller) -> int:
    """Cancel those of some tasks that nobody has finished; return how many."""
    rows = Task.objects.filter(pk__in=ids).unfinished().select_for_update(no_key=True)
    return len([cancel_task(task=task, by=by) for task in rows.order_by("pk")])


def refuse_absent(to: UUID | None, *, instead_of: UUID) -> None:
    """Refuse to hand work to whoever leaves, or is not here as far as tasks have heard."""
    if to is None:
        return
    here = Person.objects.known().filter(pk=to, is_active=True)
    if to == instead_of or not here.exists():
        raise errors.NotHere(attr="tasks_to")


def _give(ids: list[UUID], to: UUID | None, *, by: Caller, note: str) -> list[UUID]:
    """Thousands at once: one statement for each kind of row, and one word to whoever gets them."""
    Task.objects.filter(pk__in=ids).update(assignee=to)
    given = list(Task.objects.filter(pk__in=ids).order_by("pk"))
    publish(*(TaskChanged.of(task) for task in given))
    Comment.objects.bulk_create(
        Comment(task=task, body=note, author=by.person_id) for task in given
    )
    if to is not None and given:
        title = given[0].title if len(given) == 1 else f"{len(given)} tasks"
        tell(people=[to], kind=Reason.ASSIGNED, by=by, title=title, about=given[0].pk, text=note)
    return ids
