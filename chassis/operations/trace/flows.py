"""The flows that a request began: what happened to each, wherever it was asked for."""

from collections.abc import Iterator

from chassis.operations.trace.steps import Step
from chassis.sagas.models import Moment

MOST = 100
TROUBLE = ("no answer", "refused", "stuck")


def steps(request_id: str) -> Iterator[Step]:
    """Yield the timeline of each flow; of very long ones only the first."""
    moments = Moment.objects.filter(saga__request_id=request_id).select_related("saga")
    for moment in moments.order_by("id")[:MOST]:
        what = " ".join(filter(None, (moment.what, moment.step, moment.detail)))
        yield Step(
            at=moment.at,
            kind="flow",
            text=f"{moment.saga.flow}: {what}",
            is_trouble=moment.what in TROUBLE,
            details={"id": moment.saga_id},
        )
