"""The API of reservations."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.serializers import BaseSerializer

from catalog_service.lending import actions, selectors
from catalog_service.lending.filters import ReservationFilter
from catalog_service.lending.models import Reservation
from catalog_service.lending.permissions import CanReserve, CanRunTheDesk
from catalog_service.lending.serializers import (
    CollectSerializer,
    LoanSerializer,
    ReservationSerializer,
)
from chassis.api.etags import etag
from chassis.api.views import CreateMixin, ListMixin, ResourceViewSet, RetrieveMixin, UpdateMixin
from chassis.history.api import HistoryMixin
from chassis.models import named


class ReservationViewSet(
    CreateMixin, RetrieveMixin, UpdateMixin, ListMixin, HistoryMixin, ResourceViewSet
):
    """Promises of gear for a time. Members see their own and reserve for themselves.

    A line names an asset, or some of a product or of a kit: these are picked when they go out. What
    is taken at that time is a 409 `taken`: `clashes` say what is in the way, `short` of which
    products not enough is free, `free` when all of it is free next for as long. One that ends when
    the next begins is in nobody's way. A draft keeps nothing until it is submitted.
    """

    queryset = Reservation.objects.none()
    serializer_class = ReservationSerializer
    permission_classes = (CanReserve,)
    filterset_class = ReservationFilter
    ordering_fields = ("created_at", "updated_at", "starts_at", "ends_at")

    def get_queryset(self) -> QuerySet[Reservation]:
        """Return the reservations that exist for the caller."""
        return selectors.reservations_for(self.request.caller)

    def perform_create(self, form: BaseSerializer[Any]) -> None:
        """Call the verb."""
        words = form.validated_data
        form.instance = actions.request_reservation(by=self.request.caller, at=now(), **words)

    def perform_update(self, form: BaseSerializer[Any]) -> None:
        """Call the verb."""
        row, words = named(form.instance), form.validated_data
        by = self.request.caller
        form.instance = actions.change_reservation(**row, by=by, at=now(), **words)

    @extend_schema(request=None, responses=ReservationSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str) -> Response:
        """Keep what a draft asks for, if it is free."""
        return self._after(partial(actions.submit_reservation, at=now()))

    @extend_schema(request=None, responses=ReservationSerializer)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """Do without it: its assets are free again."""
        return self._after(actions.cancel_reservation)

    @extend_schema(request=None, responses=ReservationSerializer)
    @action(detail=True, methods=["post"], permission_classes=(CanRunTheDesk,))
    def approve(self, request: Request, pk: str) -> Response:
        """Say yes to what was requested."""
        return self._after(partial(actions.approve_reservation, at=now()))

    @extend_schema(request=None, responses=ReservationSerializer)
    @action(detail=True, methods=["post"], permission_classes=(CanRunTheDesk,))
    def reject(self, request: Request, pk: str) -> Response:
        """Say no, also to what was approved before: its assets are free again."""
        return self._after(actions.reject_reservation)

    @extend_schema(responses={201: LoanSerializer})
    @action(
        detail=True,
        methods=["post"],
        permission_classes=(CanRunTheDesk,),
        serializer_class=CollectSerializer,
    )
    def collect(self, request: Any, pk: str) -> Response:
        """Hand out what was reserved, or what is picked of it: a loan. The rest is free again."""
        reservation = self.get_object()
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        loan = actions.collect_reservation(
            reservation=reservation, by=request.caller, at=now(), **form.validated_data
        )
        headers = {"Location": reverse("loan-detail", [loan.pk]), "ETag": etag(loan)}
        return Response(LoanSerializer(loan).data, 201, headers=headers)

    def _after(self, verb: Any) -> Response:
        reservation = verb(reservation=self.get_object(), by=self.request.caller)
        body = ReservationSerializer(reservation).data
        return Response(body, headers={"ETag": etag(reservation)})
