"""Which flows exist for a caller."""

from django.db.models import QuerySet

from chassis.auth import Caller
from chassis.branches import either
from chassis.sagas.models import Saga


def visible_to(caller: Caller) -> QuerySet[Saga]:
    """Return the flows that a caller started and that are about them; the desk sees all."""
    sagas = Saga.objects.with_story()
    if caller.sees_all:
        return sagas
    if caller.person_id is None:
        return sagas.filter(owner=caller.id)
    return either(sagas, owner=caller.id, person=caller.person_id)
