"""How the service is, for programs; and its part of a request's way, for other services."""

from typing import Any

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from chassis.api.views import CallerViewSet
from chassis.auth.permissions import CanOperate, ServiceOnly
from chassis.errors import NotFound
from chassis.operations.readings import read_all
from chassis.operations.serializers import OperationsSerializer
from chassis.operations.trace import part


class OperationsViewSet(CallerViewSet):
    """What waits, lags and is broken in this service."""

    permission_classes = (CanOperate,)
    serializer_class = OperationsSerializer
    pagination_class = None
    filter_backends = ()

    @extend_schema(responses=OperationsSerializer)
    def show(self, request: Any) -> Response:
        """Show every part with its figures, what they mean and what to do when they are red."""
        readings = read_all()
        shown = {
            "service": settings.SERVICE,
            "is_red": any(reading.is_red for reading in readings),
            "parts": readings,
        }
        return Response(OperationsSerializer(shown).data)


@extend_schema(exclude=True)
class TraceViewSet(CallerViewSet):
    """This service's part of the way of a request, for other services."""

    permission_classes = (ServiceOnly,)

    def show(self, request: Any, request_id: str) -> Response:
        """Show what this service's database knows of it."""
        if not part.can_be_id(request_id):
            raise NotFound
        return Response(part.document(request_id))
