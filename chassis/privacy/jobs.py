"""The door of forgetting. Its parameters hold the words, until they are the last ones to go."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from chassis.jobs import Progress, job
from chassis.privacy import sweeping
from chassis.privacy.erasing import forget
from chassis.privacy.words import Erasure


@job("privacy.forget")
def forget_somebody(
    progress: Progress,
    *,
    subject: str,
    words: Sequence[str],
    names: Sequence[str],
    called: str,
    **_: object,
) -> dict[str, Any]:
    """Forget somebody in this service."""
    erasure = Erasure(subject=UUID(subject), words=words, names=names, called=called)
    found = forget(erasure)
    progress.hold()
    return {**found, **sweeping.sweep_jobs(erasure)}
