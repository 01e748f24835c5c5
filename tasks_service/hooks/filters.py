"""What lists of webhooks can be narrowed by."""

import django_filters

from chassis.api.filters import FilterSet
from tasks_service.hooks.models import Delivery, Webhook


class WebhookFilter(FilterSet):
    """The filters of `GET /webhooks/`."""

    class Meta:
        model = Webhook
        fields = {"is_active": ["exact"], "created_by": ["exact"]}


class DeliveryFilter(FilterSet):
    """The filters of `GET /webhook-deliveries/`."""

    webhook = django_filters.UUIDFilter(field_name="webhook_id", help_text="A webhook's id.")

    class Meta:
        model = Delivery
        fields = {"status": ["exact", "in"], "event_id": ["exact"]}
