"""When an asset is free."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from catalog_service.gear.models import Asset
from catalog_service.lending import selectors
from catalog_service.lending.permissions import CanReserve
from catalog_service.lending.serializers import (
    AskAvailabilitySerializer,
    AvailabilitySerializer,
)
from chassis.api.filters import FORMAT, refuse_unknown
from chassis.api.views import CallerViewSet


class AvailabilityView(CallerViewSet):
    """When an asset is free."""

    queryset = Asset.objects.all()
    serializer_class = AvailabilitySerializer
    permission_classes = (CanReserve,)
    filter_backends = ()
    pagination_class = None

    @extend_schema(
        operation_id="assets_availability_retrieve",
        parameters=[AskAvailabilitySerializer],
        responses=AvailabilitySerializer,
    )
    def availability(self, request: Any, pk: str) -> Response:
        """Read when an asset is free within a time, and what is in between.

        Without `from` and `to` these are the next 30 days; 366 at most can be asked for at once.
        """
        form = AskAvailabilitySerializer(data=request.query_params)
        form.is_valid(raise_exception=True)
        asset = get_object_or_404(self.addressed())
        found = selectors.availability(asset, **form.validated_data, to=request.caller, at=now())
        return Response(AvailabilitySerializer(found).data)

    def _refuse_unknown_parameters(self, request: Request) -> None:
        refuse_unknown(request, ["from", "to", FORMAT])
