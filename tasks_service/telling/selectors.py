"""What concerns a caller: nobody sees what others are told, not even the desk."""

from collections.abc import Sequence

from chassis.auth import Caller
from tasks_service.telling import errors
from tasks_service.telling.models import (
    MAILED,
    Kind,
    Notification,
    NotificationQuerySet,
    Preference,
)


def notifications_for(caller: Caller) -> NotificationQuerySet:
    """Return what a caller was told."""
    person = caller.person_id
    return Notification.objects.of(person) if person else Notification.objects.none()


def preferences_of(caller: Caller) -> Sequence[Preference]:
    """Return how a caller likes to be told of each kind; unsaved where they have not said."""
    if caller.person_id is None:
        raise errors.OnlyPeopleAreTold
    said = {row.kind: row for row in Preference.objects.filter(person=caller.person_id)}
    return [
        said.get(kind) or Preference(person=caller.person_id, kind=kind, by_mail=kind in MAILED)
        for kind in Kind
    ]
