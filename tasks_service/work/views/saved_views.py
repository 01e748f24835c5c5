"""The API of saved views."""

from typing import Any

from django.db.models import QuerySet

from chassis.api import kept
from chassis.api.views import WholeViewSet
from tasks_service.work import actions, selectors
from tasks_service.work.filters import SavedViewFilter
from tasks_service.work.models import SavedView
from tasks_service.work.permissions import CanWorkOnTasks
from tasks_service.work.serializers import SavedViewSerializer
from tasks_service.work.views.tasks import TaskViewSet


class SavedViewViewSet(WholeViewSet):
    """What you ask of the list of tasks again and again: `GET /tasks/?view=<id>`.

    You see your own and those that are shared, and change your own. `assignee=me` is whoever looks.
    """

    queryset = SavedView.objects.none()
    serializer_class = SavedViewSerializer
    permission_classes = (CanWorkOnTasks,)
    create_verb = staticmethod(actions.save_view)
    change_verb = staticmethod(actions.change_view)
    delete_verb = staticmethod(actions.delete_view)
    filterset_class = SavedViewFilter
    ordering_fields = ("created_at", "updated_at", "name")

    def get_queryset(self) -> QuerySet[SavedView]:
        """Return the views that exist for the caller."""
        return selectors.saved_views_for(self.request.caller)

    def odd(
        self, *, filters: Any = (), ordering: str = "", columns: Any = ()
    ) -> dict[str, list[str]]:
        """Return what the list of tasks would refuse of a query."""
        found = kept.odd(
            TaskViewSet, self.request, filters=dict(filters), ordering=ordering, fields=columns
        )
        if TaskViewSet.kept_by in filters:
            found["filters"] = ["A view looks through no other view."]
        return found
