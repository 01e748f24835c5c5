"""The doors of background work on gear."""

from typing import Any

from catalog_service.gear import actions
from chassis.jobs import Progress, job


@job("gear.draw_labels")
def draw_labels(progress: Progress, **what: Any) -> dict[str, Any]:
    """Draw labels as PDF."""
    return actions.draw_labels(progress=progress, **what)
