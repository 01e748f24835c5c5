"""The verbs of webhooks."""

from tasks_service.hooks.actions.delivering import deliver, redeliver
from tasks_service.hooks.actions.forgetting import forget_deliveries, send_stranded
from tasks_service.hooks.actions.putting_off import put_off_those_of
from tasks_service.hooks.actions.taking_down import Fact, ping, take_down
from tasks_service.hooks.actions.webhooks import (
    change_webhook,
    create_webhook,
    delete_webhook,
    renew_secret,
)

__all__ = [
    "Fact",
    "change_webhook",
    "create_webhook",
    "delete_webhook",
    "deliver",
    "forget_deliveries",
    "ping",
    "put_off_those_of",
    "redeliver",
    "renew_secret",
    "send_stranded",
    "take_down",
]
