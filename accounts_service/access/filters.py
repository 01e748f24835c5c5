"""Filters of the audit trail."""

from typing import ClassVar

from accounts_service.access.models import AccessRecord
from chassis.api.filters import FilterSet


class AccessRecordFilter(FilterSet):
    """By what happened, to whom, when, from where and in which request."""

    class Meta:
        model = AccessRecord
        fields: ClassVar[dict[str, list[str]]] = {
            "kind": ["exact", "in"],
            "person": ["exact"],
            "by": ["exact"],
            "address": ["exact"],
            "request_id": ["exact"],
            "client": ["exact"],
            "at": ["gte", "lte"],
        }
