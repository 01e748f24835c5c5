"""The door of background work on reports."""

from typing import Any

from chassis.jobs import Progress, job
from tasks_service.reports import actions


@job("reports.make")
def make(
    progress: Progress,
    *,
    first: str,
    last: str,
    time_zone: str,
    form: str,
    of: str,
    **_: object,
) -> dict[str, Any]:
    """Make a report."""
    words = {"first": first, "last": last, "time_zone": time_zone, "form": form, "of": of}
    return actions.make_report(progress=progress, **words)
