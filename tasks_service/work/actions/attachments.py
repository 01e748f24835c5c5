"""The verbs of attachments."""

from typing import Any
from uuid import UUID

from django.db import transaction

from chassis.auth import Caller
from chassis.files.keeping import discard, keep
from tasks_service.work import errors, selectors
from tasks_service.work.models import Attachment


@transaction.atomic(savepoint=False)
def attach(*, by: Caller, task_id: UUID, file: Any) -> Attachment:
    """Hang a file on a task that one sees."""
    task = selectors.visible_to(by).filter(pk=task_id).first()
    if task is None:
        raise errors.TaskUnknown(attr="task")
    row = Attachment(task=task, created_by=by.id)
    keep(row, file)
    return row


@transaction.atomic(savepoint=False)
def delete_attachment(*, attachment: Attachment, by: Caller) -> None:
    """Take a file away; that it was there stays in the history."""
    if not (attachment.created_by == by.id or by.sees_all):
        raise errors.OnlyItsSenderDeletes
    discard(attachment)
