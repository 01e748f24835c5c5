"""What a caller may see of the work."""

from uuid import UUID

from django.db.models import QuerySet

from chassis.auth import Caller
from tasks_service.work.models import (
    Asset,
    Attachment,
    Comment,
    Loan,
    SavedView,
    Task,
    TimeEntry,
    Timer,
)


def visible_to(caller: Caller) -> QuerySet[Task]:
    """Return the tasks that exist for a caller: the desk sees all, others see their own."""
    tasks = Task.objects.with_blockers()
    if caller.sees_all:
        return tasks
    person = caller.person_id
    return tasks.of(person) if person else tasks.none()


def attachments_for(caller: Caller) -> QuerySet[Attachment]:
    """Return the files of the tasks that exist for a caller."""
    if caller.sees_all:
        return Attachment.objects.all()
    return Attachment.objects.filter(task__in=visible_to(caller).order_by().values("pk"))


def is_out(asset_id: UUID | None) -> bool:
    """Tell whether somebody has a thing, as far as tasks have heard."""
    out = Loan.objects.known().filter(closed_at=None, out_assets__contains=str(asset_id))
    return asset_id is not None and out.exists()


def titled(loan: Loan) -> str:
    """Return what somebody has, as far as tasks have heard of it."""
    gear = Asset.objects.known().filter(pk__in=loan.assets).order_by("tag")
    names = [f"{asset.tag} {asset.title}" for asset in gear]
    return (", ".join(names) or "Gear that you have")[:200]


def comments_for(caller: Caller) -> QuerySet[Comment]:
    """Return what is said about the tasks that exist for a caller."""
    if caller.sees_all:
        return Comment.objects.all()
    return Comment.objects.filter(task__in=visible_to(caller).order_by().values("pk"))


def saved_views_for(caller: Caller) -> QuerySet[SavedView]:
    """Return the views that a caller may look through: their own, and what is shared."""
    if caller.person_id is None:
        return SavedView.objects.filter(is_shared=True)
    return SavedView.objects.open_to(caller.person_id)


def time_entries_for(caller: Caller) -> QuerySet[TimeEntry]:
    """Return how long people worked on the tasks that exist for a caller."""
    if caller.sees_all:
        return TimeEntry.objects.all()
    return TimeEntry.objects.filter(task__in=visible_to(caller).order_by().values("pk"))


def timers_for(caller: Caller) -> QuerySet[Timer]:
    """Return the timer of a caller, if one runs."""
    person = caller.person_id
    return Timer.objects.filter(person=person) if person else Timer.objects.none()
