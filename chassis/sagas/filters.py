"""Filters of flows."""

from typing import ClassVar

from chassis.api.filters import FilterSet
from chassis.sagas.models import Saga


class SagaFilter(FilterSet):
    """What lists of flows can be narrowed by."""

    class Meta:
        model = Saga
        fields: ClassVar[dict[str, list[str]]] = {
            "flow": ["exact"],
            "status": ["exact", "in"],
            "subject": ["exact"],
            "person": ["exact"],
            "owner": ["exact"],
            "request_id": ["exact"],
            "created_at": ["gte", "lte"],
        }
