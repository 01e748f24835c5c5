"""Flows in the API."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from chassis.api.etags import etag
from chassis.api.views import ListMixin, ResourceViewSet, RetrieveMixin
from chassis.jobs.permissions import CanUseJobs
from chassis.sagas import actions, selectors
from chassis.sagas.filters import SagaFilter
from chassis.sagas.models import Saga
from chassis.sagas.serializers import SagaSerializer


class SagaViewSet(RetrieveMixin, ListMixin, ResourceViewSet):
    """Flows over several services: where each is, what its steps made, and what happened when.

    You see those that you started and those that are about you; the desk and services see all.
    """

    queryset = Saga.objects.none()
    serializer_class = SagaSerializer
    permission_classes = (CanUseJobs,)
    filterset_class = SagaFilter
    ordering_fields = ("created_at",)

    def get_queryset(self) -> QuerySet[Saga]:
        """Return the flows that exist for the caller."""
        return selectors.visible_to(self.request.caller)

    @extend_schema(request=None, responses=SagaSerializer)
    @action(detail=True, methods=["post"])
    def retry(self, request: Any, **kwargs: Any) -> Response:
        """Go on at once with a flow that needs somebody, or that waits for its next try."""
        return self._told(actions.retry)

    @extend_schema(request=None, responses=SagaSerializer)
    @action(detail=True, methods=["post"])
    def abort(self, request: Any, **kwargs: Any) -> Response:
        """Give a flow up: what was done is taken back, as long as there is a way back."""
        return self._told(actions.abort)

    def _told(self, verb: Any) -> Response:
        saga = verb(saga=self.get_object(), by=self.request.caller, at=timezone.now())
        return Response(SagaSerializer(saga).data, headers={"ETag": etag(saga)})
