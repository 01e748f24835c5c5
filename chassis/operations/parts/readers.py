"""Who reads what this service tells."""

from collections.abc import Iterator

from chassis.events.models import ReadingGroup
from chassis.operations.ages import age, seconds
from chassis.operations.figures import Figure, Part

LONGEST_ABSENCE_SECONDS = 60.0


def read() -> Iterator[Figure]:
    """Yield for each service that reads here how many events wait for it, or that it is missing."""
    groups = ReadingGroup.objects.annotate(absence=age("missing_since")).order_by("name")
    for group in groups:
        labels = {"reader": group.name}
        yield Figure("reader_waiting_events", group.waiting, labels)
        if group.missing_since:
            absence = seconds(group.absence)
            is_gone = absence > LONGEST_ABSENCE_SECONDS
            yield Figure("reader_missing_seconds", absence, labels, is_red=is_gone)


PART = Part(
    name="readers",
    title="Readers",
    meanings={
        "reader_waiting_events": "Events of this service that it has still to apply; "
        "whether that takes too long is a figure of its streams.",
        "reader_missing_seconds": "How long its group is not at the stream any more. "
        "Meanwhile nothing is trimmed.",
    },
    remedy="Does the background process of that service run? If the service is gone for good: "
    "forget_group, so that the stream is trimmed again.",
    read=read,
    page="admin:events_readinggroup_changelist",
    empty="nobody has read anything of this service yet.",
)
