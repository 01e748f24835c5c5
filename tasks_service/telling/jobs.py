"""The doors of background work on telling: mails."""

from chassis.clients import UpstreamAway
from chassis.jobs import Progress, job
from tasks_service.telling import actions


class AccountsAway(Exception):
    """Accounts does not answer now: the job is tried again, and is no failure yet."""


@job("telling.send_mail")
def send_mail(progress: Progress, *, notification: str, **_: object) -> dict[str, bool]:
    """Have a mail sent."""
    try:
        return {"sent": actions.send_mail(notification=notification)}
    except UpstreamAway as away:
        raise AccountsAway(away.detail) from away
