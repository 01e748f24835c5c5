"""The call of a webhook."""

from datetime import datetime
from typing import NamedTuple

from django.conf import settings

from chassis.outside.calling import post
from chassis.outside.errors import NotReached
from chassis.outside.rules import Rules
from chassis.outside.signing import signature
from tasks_service.hooks.models import Delivery

SECONDS = 10.0


class Outcome(NamedTuple):
    """What came of a try."""

    answered: int | None = None
    answer: str = ""
    problem: str = ""

    @property
    def is_taken(self) -> bool:
        """Whether the other side has it."""
        return self.answered is not None and 200 <= self.answered < 300


def rules() -> Rules:
    """Return which addresses are called."""
    return Rules.of(ports=settings.WEBHOOK_PORTS, networks=settings.WEBHOOK_NETWORKS)


def send(delivery: Delivery, *, at: datetime) -> Outcome:
    """Post an event to its webhook, signed."""
    body, webhook = delivery.body.encode(), delivery.webhook
    headers = {
        "Content-Type": "application/cloudevents+json; charset=utf-8",
        "User-Agent": "Kitroom-Webhooks/1",
        "Kitroom-Event": delivery.type,
        "Kitroom-Delivery": str(delivery.pk),
        "Kitroom-Signature": signature(body, secrets=webhook.secrets_at(at), at=at),
    }
    try:
        came = post(webhook.url, headers=headers, body=body, rules=rules(), seconds=SECONDS)
    except NotReached as error:
        return Outcome(problem=error.code)
    return Outcome(came.status, came.beginning.decode("utf-8", "replace").replace("\x00", "�"))
