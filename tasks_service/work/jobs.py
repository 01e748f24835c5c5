"""The doors of background work on tasks."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from chassis.files.models import FOLDER
from chassis.files.sweeping import sweep
from chassis.jobs import Progress, job, schedule
from tasks_service.work import actions
from tasks_service.work.models import Attachment


@schedule(every=timedelta(minutes=5))
@job("work.remind")
def remind(progress: Progress, **_: object) -> dict[str, Any]:
    """Remind people of what is due soon, due and overdue, of each once."""
    at, reminded = timezone.now(), 0
    verbs = ((actions.remind, actions.OF_TASKS), (actions.remind_of_loans, actions.OF_LOANS))
    for verb, remindings in verbs:
        for reminding in remindings:
            while some := verb(reminding=reminding, at=at):
                reminded += some
                progress.advance(reminded, reminded)
    return {"reminded": reminded}


@schedule(every=timedelta(hours=1))
@job("work.sweep_attachments")
def sweep_attachments(progress: Progress, **_: object) -> dict[str, int]:
    """Delete files whose row is gone, or never came."""
    return {"files": sweep(Attachment, FOLDER, at=timezone.now())}


@job("work.respace")
def respace(progress: Progress, *, task: str, **_: object) -> dict[str, int]:
    """Give a task whose rank has grown long a shorter one, and those around it."""
    return {"tasks": actions.respace(task_id=UUID(task))}


@schedule(every=timedelta(days=1), offset=timedelta(hours=5))
@job("work.send_digests")
def send_digests(progress: Progress, **_: object) -> dict[str, Any]:
    """Tell whoever wants it what is open, in one mail a day."""
    at, people = timezone.now(), actions.who_wants_a_digest()
    sent = 0
    for number, person in enumerate(people, 1):
        sent += actions.send_digest(person=person, at=at)
        progress.advance(number, len(people))
    return {"sent": sent}
