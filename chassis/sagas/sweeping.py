"""What looks after flows: the row recovers what a job lost, and what is old is forgotten."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from chassis.jobs.models import OVER as JOB_OVER
from chassis.jobs.models import Status as JobStatus
from chassis.sagas import settling
from chassis.sagas.actions import SOON, go_on
from chassis.sagas.models import GOING, OVER, Receipt, Saga

AT_ONCE = 200
KEPT_FOR = timedelta(days=365)
RECEIPTS_KEPT_FOR = 3 * KEPT_FOR  # longer than any flow is open and kept


@transaction.atomic
def sweep() -> int:
    """Go on with what is due and has no job any more; return how many that were."""
    now = timezone.now()
    due = Saga.objects.filter(status__in=GOING, due_at__lt=now).order_by("due_at")
    rows = due.select_related("job").select_for_update(no_key=True, skip_locked=True, of=("self",))
    return sum([_look_after(saga, now) for saga in rows[:AT_ONCE]])


def forget_sagas(*, at: datetime) -> int:
    """Forget flows that are over for long."""
    _, deleted = Saga.objects.filter(status__in=OVER, finished_at__lt=at - KEPT_FOR).delete()
    return deleted.get(Saga._meta.label, 0)


def forget_receipts(*, at: datetime) -> int:
    """Forget what was done for flows that are over for very long."""
    return Receipt.objects.filter(asked_at__lt=at - RECEIPTS_KEPT_FOR).delete()[0]


def _look_after(saga: Saga, now: datetime) -> bool:
    """A job that broke for good is a case for somebody; one that is under way will come."""
    status = saga.job.status if saga.job else JobStatus.SUCCEEDED
    if status not in (JobStatus.SUCCEEDED, *set(JOB_OVER)):
        saga.due_at = now + SOON
        saga.save()
        return False
    if status == JobStatus.SUCCEEDED:
        saga.due_at = now + SOON
        go_on(saga)
        return True
    why = (saga.job.error if saga.job else None) or {}
    settling.get_stuck(saga, f"job_{status}", str(why.get("detail", "Its job did not end well.")))
    return False
