"""How flows over several services are."""

from collections.abc import Iterator

from django.db.models.functions import Now

from chassis.operations.ages import longest
from chassis.operations.counts import by_status
from chassis.operations.figures import Figure, Part
from chassis.sagas.models import GOING, Saga, Status

LONGEST_DELAY_SECONDS = 900.0  # three rounds of the sweeper


def read() -> Iterator[Figure]:
    """Yield how many flows there are in each state, and how late the latest is."""
    yield from by_status("sagas", Saga, Status, red=Status.NEEDS_ATTENTION)
    late = Saga.objects.filter(status__in=GOING, due_at__lt=Now())
    delay = longest(late, "due_at")
    yield Figure("sagas_longest_delay_seconds", delay, is_red=delay > LONGEST_DELAY_SECONDS)


PART = Part(
    name="sagas",
    title="Flows",
    meanings={
        "sagas": "Flows over several services by status.",
        "sagas_longest_delay_seconds": "How long ago the sweeper should have looked after one.",
    },
    remedy="One that needs attention says why: mend that, then try it again, or give it up, and "
    "what it did is taken back. Delays: does the background process run, and a worker?",
    read=read,
    page="admin:sagas_saga_changelist",
)
