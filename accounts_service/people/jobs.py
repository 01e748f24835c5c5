"""The background work of people: mails."""

from collections.abc import Mapping
from functools import partial

from accounts_service.people.actions import letters
from chassis.jobs import Progress, job


@job("people.send_letter")
def send_letter(
    progress: Progress,
    *,
    letter: str,
    person: str,
    to: str = "",
    notice: Mapping[str, str] | None = None,
    **_: object,
) -> dict[str, bool]:
    """Send a mail; a later try sends none that was sent already."""
    if "sent" not in progress.state:
        words = {"letter": letter, "person": person, "to": to, "job_id": progress.job_id}
        letters.send(**words, notice=notice, note=partial(progress.checkpoint, {"sent": True}))
    return {"sent": True}
