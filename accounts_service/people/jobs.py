"""The doors of background work on people: mails, and archives of what is known of them."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from accounts_service.people import actions
from accounts_service.people.actions import letters
from chassis.jobs import Progress, job


@job("people.send_letter")
def send_letter(
    progress: Progress,
    *,
    letter: str,
    person: str,
    to: str = "",
    notice: Mapping[str, Any] | None = None,
    **_: object,
) -> dict[str, bool]:
    """Send a mail; a later try sends none that was sent already."""
    if "sent" not in progress.state:
        words = {"letter": letter, "person": person, "to": to, "job_id": progress.job_id}
        letters.send(**words, notice=notice, note=partial(progress.checkpoint, {"sent": True}))
    return {"sent": True}


@job("people.export", private="accounts:admin")
def export(progress: Progress, *, person: str, **_: object) -> dict[str, int]:
    """Put together all that is known of somebody."""
    with progress.file("about-you.zip") as file:
        rows = actions.write_archive(person=UUID(person), file=file, progress=progress)
    return {"rows": rows}
