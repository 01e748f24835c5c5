"""How long jobs and their files are kept."""

from datetime import datetime, timedelta

from django.core.files.storage import Storage
from django.db.models import Exists, OuterRef

from chassis.jobs.models import OVER, Job, Slot

KEPT_FOR = timedelta(days=90)
AT_ONCE = 500


def forget_jobs(*, at: datetime) -> int:
    """Delete some jobs that are over for long, with their files; return how many."""
    old = Job.objects.filter(status__in=OVER, finished_at__lt=at - KEPT_FOR)
    jobs = list(old.order_by("finished_at")[:AT_ONCE])
    for job in jobs:
        _delete_files(job.result_file.storage, f"jobs/{job.id}")
    Job.objects.filter(id__in=[job.id for job in jobs], status__in=OVER).delete()
    return len(jobs)


def _delete_files(storage: Storage, folder: str) -> None:
    """Delete the files of every try: one that was killed may have left its own."""
    try:
        tries, _ = storage.listdir(folder)
    except FileNotFoundError:
        return
    for each in tries:
        for name in storage.listdir(f"{folder}/{each}")[1]:
            storage.delete(f"{folder}/{each}/{name}")
        storage.delete(f"{folder}/{each}")
    storage.delete(folder)


def forget_slots(*, at: datetime) -> int:
    """Delete old slots, but never a schedule's newest: it says what was begun last."""
    newer = Slot.objects.filter(schedule=OuterRef("schedule"), slot__gt=OuterRef("slot"))
    deleted, _ = Slot.objects.filter(Exists(newer), slot__lt=at - KEPT_FOR).delete()
    return deleted
