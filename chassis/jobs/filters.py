"""Filters of jobs."""

from typing import ClassVar

from chassis.api.filters import FilterSet
from chassis.jobs.models import Job


class JobFilter(FilterSet):
    """What lists of jobs can be narrowed by."""

    class Meta:
        model = Job
        fields: ClassVar[dict[str, list[str]]] = {
            "name": ["exact"],
            "status": ["exact", "in"],
            "priority": ["exact"],
            "owner": ["exact"],
            "request_id": ["exact"],
            "created_at": ["gte", "lte"],
        }
