"""What a list of notifications can be narrowed by."""

from django.db.models import QuerySet

from chassis.api.filters import BooleanFilter, FilterSet
from tasks_service.telling.models import Notification


class NotificationFilter(FilterSet):
    """The filters of `GET /notifications/`."""

    is_read = BooleanFilter(method="being_read", help_text="It was seen.")

    class Meta:
        model = Notification
        fields = {"kind": ["exact", "in"], "about": ["exact"]}

    def being_read(
        self,
        rows: QuerySet[Notification],
        name: str,
        value: bool,  # noqa: FBT001
    ) -> QuerySet[Notification]:
        """Keep those that were seen, or were not."""
        return rows.exclude(read_at=None) if value else rows.filter(read_at=None)
