"""Filters of dead letters."""

from typing import ClassVar

from chassis.api.filters import FilterSet
from chassis.events.models import DeadLetter


class DeadLetterFilter(FilterSet):
    """By what it is, whose it was, and when it came."""

    class Meta:
        model = DeadLetter
        fields: ClassVar[dict[str, list[str]]] = {
            "status": ["exact", "in"],
            "reason": ["exact", "in"],
            "type": ["exact"],
            "consumer": ["exact"],
            "subject": ["exact"],
            "request_id": ["exact"],
            "created_at": ["gte", "lte"],
        }
