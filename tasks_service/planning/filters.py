"""What lists of planning can be narrowed by."""

import django_filters
from django.db.models import Q, QuerySet

from chassis.api.filters import BooleanFilter, FilterSet, WhileFilterSet
from chassis.keys import looked_up
from tasks_service.planning.models import Occurrence, Schedule


class ScheduleFilter(FilterSet):
    """The filters of `GET /schedules/`."""

    is_over = BooleanFilter(method="being_over", help_text="It comes round no more.")

    class Meta:
        model = Schedule
        fields = {
            "assignee": ["exact"],
            "asset_id": ["exact"],
            "created_by": ["exact"],
            "kind": ["exact", "in"],
            "basis": ["exact"],
            "is_paused": ["exact"],
        }

    def being_over(self, rows: QuerySet[Schedule], name: str, value: bool) -> QuerySet[Schedule]:  # noqa: FBT001
        """Keep the schedules that have ended, or have not."""
        ended = Q(make_at=None, next_at=None, is_waiting=False)
        return rows.filter(ended) if value else rows.exclude(ended)


class OccurrenceFilter(WhileFilterSet):
    """The filters of `GET /occurrences/`."""

    moments = ("due_at",)

    schedule = django_filters.UUIDFilter(method="being_of", help_text="A schedule's id.")

    class Meta:
        model = Occurrence
        fields = {"status": ["exact", "in"], "due_at": ["gte", "lte"]}

    def being_of(
        self, rows: QuerySet[Occurrence], name: str, value: object
    ) -> QuerySet[Occurrence]:
        """Keep what came of one schedule."""
        return rows.filter(looked_up(Occurrence, Q(schedule=value)))
