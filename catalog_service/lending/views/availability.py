"""When an asset is free, and how many of a product or a kit."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from catalog_service.gear.models import Asset, Product
from catalog_service.lending import selectors
from catalog_service.lending.models import Kit
from catalog_service.lending.permissions import CanReserve
from catalog_service.lending.serializers import (
    AmountsSerializer,
    AskAvailabilitySerializer,
    AvailabilitySerializer,
)
from chassis.api.filters import FORMAT, refuse_unknown
from chassis.api.views import CallerViewSet


class AskedView(CallerViewSet):
    """What is free within a time."""

    permission_classes = (CanReserve,)
    filter_backends = ()
    pagination_class = None

    def asked(self) -> dict[str, Any]:
        """Return which time is asked about. Raises ValidationError."""
        form = AskAvailabilitySerializer(data=self.request.query_params)
        form.is_valid(raise_exception=True)
        words: dict[str, Any] = form.validated_data
        return words

    def _refuse_unknown_parameters(self, request: Request) -> None:
        refuse_unknown(request, ["from", "to", FORMAT])


class AvailabilityView(AskedView):
    """When an asset is free."""

    queryset = Asset.objects.all()
    serializer_class = AvailabilitySerializer

    @extend_schema(
        operation_id="assets_availability_retrieve",
        parameters=[AskAvailabilitySerializer],
        responses=AvailabilitySerializer,
    )
    def availability(self, request: Any, pk: str) -> Response:
        """Read when an asset is free within a time, and what is in between.

        Without `from` and `to` these are the next 30 days; 366 at most can be asked for at once.
        """
        words = self.asked()
        asset = get_object_or_404(self.addressed())
        [found] = selectors.availability([asset], **words, to=request.caller, at=now())
        return Response(AvailabilitySerializer(found).data)


class AmountsView(AskedView):
    """How many are free."""

    serializer_class = AmountsSerializer

    def answer(self) -> Response:
        """Answer how many are free within the time that is asked about."""
        words = self.asked()
        row = get_object_or_404(self.addressed())
        [found] = selectors.amounts([row], **words, at=now())
        return Response(AmountsSerializer(found).data)


class ProductAvailabilityView(AmountsView):
    """How many of a product are free."""

    queryset = Product.objects.all()

    @extend_schema(
        operation_id="products_availability_retrieve",
        parameters=[AskAvailabilitySerializer],
        responses=AmountsSerializer,
    )
    def availability(self, request: Any, pk: str) -> Response:
        """Read how many of a product are free within a time.

        Without `from` and `to` these are the next 30 days; 366 at most can be asked for at once.
        """
        return self.answer()


class KitAvailabilityView(AmountsView):
    """How many of a kit are free."""

    queryset = Kit.objects.with_parts()

    @extend_schema(
        operation_id="kits_availability_retrieve",
        parameters=[AskAvailabilitySerializer],
        responses=AmountsSerializer,
    )
    def availability(self, request: Any, pk: str) -> Response:
        """Read how many of a kit are free within a time: as often as all of its parts are.

        Without `from` and `to` these are the next 30 days; 366 at most can be asked for at once.
        """
        return self.answer()
