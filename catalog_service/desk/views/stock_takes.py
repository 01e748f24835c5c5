"""The API of counts."""

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import now
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.reverse import reverse

from catalog_service.desk import actions
from catalog_service.desk.filters import StockTakeFilter, StockTakeLineFilter
from catalog_service.desk.models import StockTake, StockTakeLine
from catalog_service.desk.serializers import (
    CountSerializer,
    CountsSerializer,
    StockTakeLineSerializer,
    StockTakeSerializer,
)
from catalog_service.lending.permissions import CanRunTheDesk
from chassis.api.etags import etag
from chassis.api.views import CreateMixin, ListMixin, ResourceViewSet, RetrieveMixin
from chassis.history.api import HistoryMixin
from chassis.jobs.serializers import JobSerializer


class StockTakeViewSet(CreateMixin, RetrieveMixin, ListMixin, HistoryMixin, ResourceViewSet):
    """Counts of what is on the shelves: begun, scanned, closed.

    What should be there is written down at the start: all gear of a place, or everywhere, that is
    neither on loan nor lost nor retired. `stock-take-lines/` tells of each tag.
    """

    queryset = StockTake.objects.all()
    serializer_class = StockTakeSerializer
    permission_classes = (CanRunTheDesk,)
    filterset_class = StockTakeFilter
    create_verb = staticmethod(actions.start_stock_take)

    @extend_schema(responses=CountsSerializer)
    @action(detail=True, methods=["post"], serializer_class=CountSerializer)
    def scans(self, request: Any, pk: str) -> Response:
        """Note up to 100 tags that were found, each for itself. A closed count is a 409."""
        take = self.get_object()
        form = self.get_serializer(data=request.data)
        form.is_valid(raise_exception=True)
        counted = actions.count(stocktake=take, by=request.caller, at=now(), **form.validated_data)
        told = {"stock_take": take, "rows": counted}
        return Response(CountsSerializer(told).data, headers={"ETag": etag(take)})

    @extend_schema(request=None, responses=StockTakeSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Any, pk: str) -> Response:
        """End a count: what was not found is missing. No asset is changed by that."""
        take = actions.close_stock_take(stocktake=self.get_object(), by=request.caller, at=now())
        return Response(StockTakeSerializer(take).data, headers={"ETag": etag(take)})

    @extend_schema(request=None, responses={202: JobSerializer})
    @action(detail=True, methods=["post"], url_path="list")
    def draw(self, request: Any, pk: str) -> Response:
        """Have its list drawn as PDF, to tick or to file: the job's result file."""
        job = actions.start_list(stocktake=self.get_object(), by=request.caller)
        headers = {"Location": reverse("job-detail", [job.id])}
        return Response(JobSerializer(job).data, 202, headers=headers)


class StockTakeLineViewSet(ListMixin, ResourceViewSet):
    """The tags of counts: what is missing, found, unexpected, or no asset's."""

    queryset: "QuerySet[StockTakeLine]" = StockTakeLine.objects.all()
    serializer_class = StockTakeLineSerializer
    permission_classes = (CanRunTheDesk,)
    filterset_class = StockTakeLineFilter
    ordering_fields = ("created_at", "tag")
