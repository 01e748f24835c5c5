"""The door of forgetting."""

from uuid import UUID

from chassis.jobs import Progress, job
from chassis.privacy import asking, erasing


@job("privacy.forget")
def forget(progress: Progress, *, erasure: str, of: str, **_: object) -> dict[str, int]:
    """Forget somebody in this service, as another one or this one asks."""
    return erasing.forget(asking.whom(UUID(erasure), of=of))
