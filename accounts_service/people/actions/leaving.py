"""The verbs for when somebody leaves."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts_service.people.actions import people
from accounts_service.people.errors import NotToThem
from accounts_service.people.models import User
from chassis import sagas
from chassis.auth import Caller
from chassis.sagas.models import Saga


@transaction.atomic
def leave(*, user: User, by: Caller, at: datetime, tasks_to: UUID | None = None) -> Saga:
    """Let somebody go: their tasks, what they have and were promised, their access.

    Their open tasks go to another or to nobody. Asked again while it goes on, it is the same.
    """
    refuse_leaving(user=user, tasks_to=tasks_to)
    told = {"tasks_to": str(tasks_to) if tasks_to else None, "wanted_by": by.id}
    return sagas.start("people.leave", subject=user.id, person=user.id, by=by, at=at, told=told)


@transaction.atomic
def refuse_leaving(*, user: User, tasks_to: UUID | None) -> None:
    """Refuse to lose the last admin, and to give tasks to somebody who is not here or leaves."""
    people.refuse_erased(user)
    if user.is_active:
        people.keep_an_admin(user)
    if tasks_to is None:
        return
    here = User.objects.filter(pk=tasks_to, is_active=True)
    if tasks_to == user.pk or not here.exists():
        raise NotToThem(attr="tasks_to")


@transaction.atomic
def end_their_access(*, user: User, by: Caller) -> User:
    """Take somebody's access away, unless that was done before."""
    return people.deactivate(user=user, by=by) if user.is_active else user
