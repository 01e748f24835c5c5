"""The verbs of telling."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import now

from chassis.auth import Caller
from chassis.jobs import enqueue
from tasks_service.telling import clients, errors, selectors
from tasks_service.telling.models import MAILED, Kind, Notification, Preference


@transaction.atomic(savepoint=False)
def tell(
    *,
    people: Collection[UUID],
    kind: Kind,
    by: Caller,
    title: str,
    about: UUID,
    text: str = "",
) -> None:
    """Tell people what concerns them, as each likes it; whoever did it knows already."""
    liked = {row.person: row for row in Preference.objects.filter(person__in=people, kind=kind)}
    rows = []
    for person in sorted({*people} - {by.person_id}):
        likes = liked.get(person) or Preference(by_mail=kind in MAILED)
        if likes.in_app or likes.by_mail:
            seen = None if likes.in_app else now()
            words = {"title": title, "text": text, "about": about, "actor": by.person_id}
            row = Notification(person=person, kind=kind, read_at=seen, **words)
            rows.append((row, likes.by_mail))
    Notification.objects.bulk_create(row for row, _ in rows)
    for row, by_mail in rows:
        if by_mail:
            enqueue("telling.send_mail", by=by, key=f"mail:{row.pk}", notification=str(row.pk))


def was_told_lately(*, person: UUID, kind: Kind, about: UUID, since: datetime) -> bool:
    """Tell whether somebody was told of something already."""
    told = Notification.objects.of(person).filter(kind=kind, about=about)
    return told.filter(created_at__gte=since).exists()


@transaction.atomic(savepoint=False)
def mark_read(*, notification: Notification, by: Caller, at: datetime) -> Notification:
    """Note that one was seen; the first time counts."""
    if notification.read_at is None:
        notification.read_at = at
        notification.save()
    return notification


@transaction.atomic(savepoint=False)
def mark_all_read(*, by: Caller, at: datetime) -> int:
    """Note that all were seen; return how many were not."""
    return selectors.notifications_for(by).unread().update(read_at=at)


@transaction.atomic(savepoint=False)
def prefer(*, by: Caller, likes: Mapping[str, Mapping[str, bool]]) -> None:
    """Say how one likes to be told of some kinds; of the others it stays as it is."""
    if by.person_id is None:
        raise errors.OnlyPeopleAreTold
    for row in selectors.preferences_of(by):
        if row.kind in likes:
            for name, value in likes[row.kind].items():
                setattr(row, name, value)
            row.save()


def send_mail(*, notification: str) -> bool:
    """Have accounts mail what somebody was told; return whether there was anybody to write to."""
    row = Notification.objects.filter(pk=notification).first()
    return row is not None and clients.write_to(row)
