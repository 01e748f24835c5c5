"""What telling asks of accounts, which alone knows addresses."""

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
    Kind.WEBHOOK_OFF: "A webhook was switched off",
}
# Where it is shown, if it is no task.
PLACES = {Kind.WEBHOOK_OFF: "tasks/api/v1/webhooks"}


def write_to(notification: Notification) -> bool:
    """Have accounts mail it; return whether there is such a person. Twice is as once."""
    key, kind = str(notification.pk), Kind(notification.kind)
    place = PLACES.get(kind, "tasks/api/v1/tasks")
    letter = {
        "person": str(notification.person),
        "key": key,
        "subject": f"{SUBJECTS[kind]}: {notification.title}",
        "text": notification.text,
        "link": f"{settings.PUBLIC_URL}/{place}/{notification.about}/",
    }
    try:
        ACCOUNTS.post("/internal/letters/", json=letter, idempotency_key=key, deadline=SECONDS)
    except UpstreamRefused as refused:
        if refused.answered == 404:
            return False
        raise
    return True
