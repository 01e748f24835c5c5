"""The doors of background work on tasks."""

from datetime import timedelta
from typing import Any

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
    for kind in actions.REMINDED_OF:
        while some := actions.remind(kind=kind, at=at):
            reminded += some
            progress.advance(reminded, reminded)
    return {"reminded": reminded}


@schedule(every=timedelta(hours=1))
@job("work.sweep_attachments")
def sweep_attachments(progress: Progress, **_: object) -> dict[str, int]:
    """Delete files whose row is gone, or never came."""
    return {"files": sweep(Attachment, FOLDER, at=timezone.now())}
