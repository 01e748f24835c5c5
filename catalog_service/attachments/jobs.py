"""The doors of background work on attachments."""

from datetime import timedelta

from django.utils import timezone

from catalog_service.attachments.models import Attachment
from chassis.files.models import FOLDER
from chassis.files.sweeping import sweep
from chassis.jobs import Progress, job, schedule


@schedule(every=timedelta(hours=1))
@job("attachments.sweep")
def sweep_attachments(progress: Progress, **_: object) -> dict[str, int]:
    """Delete files whose row is gone, or never came."""
    return {"files": sweep(Attachment, FOLDER, at=timezone.now())}
