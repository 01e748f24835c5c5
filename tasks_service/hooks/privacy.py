"""Whose webhooks these are."""

from chassis.privacy import about, exempt
from tasks_service.hooks.models import Delivery, Webhook

about(
    "webhooks",
    Webhook,
    "created_by",
    says="Addresses that they had told of what happens.",
    omit=["seed", "former_seed"],
)

exempt(Delivery, "event_id", why="The id of an event.")
