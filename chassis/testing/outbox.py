"""What a service told others, for tests."""

from typing import Any

from chassis.events.models import OutboxEvent


def told() -> list[tuple[str, int, dict[str, Any]]]:
    """Return the events of the outbox in their order: type, version, and the rest of the data.

    What is returned once is not returned again.
    """
    events = list(OutboxEvent.objects.order_by("position"))
    OutboxEvent.objects.all().delete()
    for event in events:
        assert event.data.pop("version") == event.version
        assert event.subject in map(str, event.data.values())
    return [(event.type, event.version, event.data) for event in events]
