"""Webhooks, and what was sent to them."""

from tasks_service.hooks.models.deliveries import Delivery, DeliveryStatus
from tasks_service.hooks.models.webhooks import Off, Webhook, new_seed

__all__ = ["Delivery", "DeliveryStatus", "Off", "Webhook", "new_seed"]
