"""What telling asks of accounts, which alone knows addresses."""

from typing import Any

from django.conf import settings

from chassis.clients import Upstream, UpstreamRefused
from tasks_service.telling.models import Kind, Notification

ACCOUNTS = Upstream("accounts")
SECONDS = 5.0
SUBJECTS = {
    Kind.ASSIGNED: "You were given a task",
    Kind.MENTIONED: "You were named",
    Kind.COMMENTED: "Something was said",
    Kind.FINISHED: "A task of yours is finished",
    Kind.DUE_SOON: "Due soon",
    Kind.DUE: "Due now",
    Kind.OVERDUE: "Overdue",
    Kind.REMINDED: "A reminder",
    Kind.LOAN_DUE_SOON: "To bring back soon",
    Kind.LOAN_DUE: "To bring back now",
    Kind.LOAN_OVERDUE: "Should be back by now",
    Kind.READY: "Ready",
    Kind.WEBHOOK_OFF: "A webhook was switched off",
    Kind.DIGEST: "Your day",
}
SAID_BY_PEOPLE = (Kind.MENTIONED, Kind.COMMENTED)  # in Markdown


def write_to(notification: Notification) -> bool:
    """Have accounts mail it; return whether there is such a person. Twice is as once."""
    key, kind = str(notification.pk), Kind(notification.kind)
    letter: dict[str, Any] = {
        "person": str(notification.person),
        "key": key,
        "subject": f"{SUBJECTS[kind]}: {notification.title}",
        "text": notification.text,
        "link": f"{settings.PUBLIC_URL}{notification.place}",
    }
    if kind in SAID_BY_PEOPLE:
        letter["is_markdown"] = True
    try:
        ACCOUNTS.post("/internal/letters/", json=letter, idempotency_key=key, deadline=SECONDS)
    except UpstreamRefused as refused:
        if refused.answered == 404:
            return False
        raise
    return True
