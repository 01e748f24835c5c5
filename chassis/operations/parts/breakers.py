"""Whether this service's processes can call the others."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count
from django.db.models.functions import Now

from chassis.clients.breaker import State
from chassis.clients.models import BreakerState
from chassis.operations.figures import Figure, Part

# A process that is gone, or that calls nobody any more, says nothing about the other service.
LATELY = timedelta(minutes=10)


def read() -> Iterator[Figure]:
    """Yield for each other service how many processes let calls through, and how many do not."""
    shut = BreakerState.objects.exclude(state=State.CLOSED)
    states = BreakerState.objects.exclude(pk__in=shut.filter(since__lt=Now() - LATELY))
    counted = states.order_by("upstream", "state").values_list("upstream", "state")
    for upstream, state, count in counted.annotate(count=Count("id")):
        labels = {"upstream": upstream, "state": state}
        yield Figure("breakers", count, labels, is_red=state != State.CLOSED)


PART = Part(
    name="breakers",
    title="Circuit breakers",
    meanings={
        "breakers": "Processes of this service by whether they call the other one: closed means "
        "they do, open that they leave it alone for a moment, half_open that one call tries."
    },
    remedy="The other service fails or does not answer: look at it, not here. "
    "The breaker closes by itself within seconds when the other is well again.",
    read=read,
    empty="this service has called no other.",
)
