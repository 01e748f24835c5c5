"""The verbs of comments."""

from uuid import UUID

from django.db import transaction

from chassis.auth import Caller
from tasks_service.work import errors, selectors
from tasks_service.work.actions import telling
from tasks_service.work.models import Comment


@transaction.atomic(savepoint=False)
def write_comment(*, by: Caller, task_id: UUID, body: str) -> Comment:
    """Say something about a task that one sees; who is named (@ben.okafor) is told."""
    task = selectors.visible_to(by).filter(pk=task_id).first()
    if task is None:
        raise errors.TaskUnknown(attr="task")
    comment = Comment.objects.create(task=task, body=body, author=by.person_id)
    telling.told_of_comment(comment, task, by=by)
    return comment


@transaction.atomic(savepoint=False)
def change_comment(*, comment: Comment, by: Caller, body: str | None = None) -> Comment:
    """Say it in other words; who is named only now is told."""
    if not _is_own(comment, by):
        raise errors.OnlyItsAuthorWrites
    if body is not None:
        before, comment.body = comment.body, body
        comment.save()
        telling.told_of_new_names(comment, before, by=by)
    return comment


@transaction.atomic(savepoint=False)
def delete_comment(*, comment: Comment, by: Caller) -> None:
    """Take a comment back; its history stays."""
    if not (_is_own(comment, by) or by.sees_all):
        raise errors.OnlyItsAuthorWrites
    comment.delete()


def _is_own(comment: Comment, by: Caller) -> bool:
    return comment.author is not None and comment.author == by.person_id
