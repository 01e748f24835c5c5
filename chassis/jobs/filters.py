"""Filters of jobs."""

from typing import ClassVar

from chassis.api.filters import FilterSet
from chassis.jobs.models import Job


class JobFilter(FilterSet):
    """By name and status."""

    class Meta:
        model = Job
        fields: ClassVar[dict[str, list[str]]] = {
            "name": ["exact"],
            "status": ["exact"],
        }
