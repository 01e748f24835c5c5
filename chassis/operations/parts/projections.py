"""How old what this service knows of others may be."""

from collections.abc import Iterator

from django.conf import settings

from chassis.events.models import ConsumerPosition
from chassis.operations.ages import age, seconds
from chassis.operations.figures import Figure, Part
from chassis.projections.freshness import STALE_AFTER
from chassis.projections.models import Upkeep
from chassis.projections.registry import projections


def read() -> Iterator[Figure]:
    """Yield each projection's age, or that it was never built."""
    read_here = ConsumerPosition.objects.filter(group=settings.SERVICE, fresh_at__isnull=False)
    ages = dict(read_here.annotate(age=age("fresh_at")).values_list("stream", "age"))
    built = set(Upkeep.objects.filter(built_at__isnull=False).values_list("feed", flat=True))
    for feed, model in sorted(projections().items()):
        labels, length = {"projection": feed}, ages.get(f"events:{model.source}")
        if feed in built and length is not None:
            is_red = length > STALE_AFTER
            yield Figure("projection_age_seconds", seconds(length), labels, is_red=is_red)
        else:
            yield Figure("projection_unbuilt", 1, labels, is_red=True)


PART = Part(
    name="projections",
    title="Projections",
    meanings={
        "projection_age_seconds": "Everything that the other service did until so long ago is "
        "known here.",
        "projection_unbuilt": "It was never built: nothing is known here yet.",
    },
    remedy="Look at the streams above and at the other service's outbox. If both are well and "
    "something still differs: reconcile it, or rebuild it.",
    read=read,
    page="admin:projections_upkeep_changelist",
    empty="this service keeps no copy of another's rows.",
)
