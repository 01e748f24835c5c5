"""The API of reports."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.http import StreamingHttpResponse
from django.utils.timezone import localdate
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from catalog_service.gear.models import Asset
from catalog_service.reports import selectors
from catalog_service.reports.permissions import CanReadReports
from catalog_service.reports.serializers import (
    AskEndingSerializer,
    AskWorthSerializer,
    EndingsSerializer,
    WorthSerializer,
)
from chassis.api.exports import CSV
from chassis.api.filters import FORMAT, refuse_unknown
from chassis.api.views import CallerViewSet
from chassis.tables.writing import AT_ONCE, lines_of

MOST = 200
FILE = {(200, f"{CSV}; charset=utf-8"): OpenApiTypes.STR}


class ReportView(CallerViewSet):
    """The base of a report: what may be asked, and a file of all its rows."""

    queryset = Asset.objects.none()
    permission_classes = (CanReadReports,)
    filter_backends = ()
    pagination_class = None
    ask: ClassVar[Any]

    def asked(self) -> dict[str, Any]:
        """Return what is asked for."""
        form = self.ask(data=self.request.query_params.dict())
        form.is_valid(raise_exception=True)
        return dict(form.validated_data)

    def file(
        self, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> StreamingHttpResponse:
        """Answer with a CSV file."""
        return StreamingHttpResponse(
            lines_of(header, rows),
            content_type=f"{CSV}; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
        )

    def _refuse_unknown_parameters(self, request: Request) -> None:
        refuse_unknown(request, [*self.ask().fields, FORMAT])


class WorthReport(ReportView):
    """What gear is worth, and how old it is."""

    serializer_class = WorthSerializer
    ask = AskWorthSerializer

    @extend_schema(
        operation_id="reports_worth", parameters=[AskWorthSerializer], responses=WorthSerializer
    )
    def show(self, request: Any) -> Response:
        """Read what gear is worth and how old it is, in groups, the dearest first.

        An asset loses each day of its product's lifetime (`lifetime_months`) as much of what it
        cost; without one it stays worth that. What is lost or retired is not counted.
        """
        asked = self.asked()
        groups, at = selectors.worth_by(asked["by"], at=asked["at"]), asked["at"]
        told = {
            **asked,
            "total": selectors.total(at=at),
            "groups": list(groups[:MOST]),
            "groups_left_out": max(0, groups.count() - MOST),
        }
        return Response(WorthSerializer(told).data)

    @extend_schema(
        operation_id="reports_worth_export", parameters=[AskWorthSerializer], responses=FILE
    )
    def export(self, request: Any) -> StreamingHttpResponse:
        """Read all groups as a CSV file (UTF-8)."""
        asked = self.asked()
        names = ("assets", "priced", "cost", "value", "age_years", "past_lifetime")
        rows = selectors.worth_by(asked["by"], at=asked["at"])
        told = rows.values_list("group_name", *names).iterator(chunk_size=AT_ONCE)
        return self.file(f"worth-by-{asked['by']}", (asked["by"], *names), told)


class EndingReport(ReportView):
    """Which warranties end, and what is due for replacement."""

    serializer_class = EndingsSerializer
    ask = AskEndingSerializer

    @extend_schema(
        operation_id="reports_ending", parameters=[AskEndingSerializer], responses=EndingsSerializer
    )
    def show(self, request: Any) -> Response:
        """Read of which assets the lifetime or the warranty ends, what ends first before.

        A lifetime is counted from the purchase, as a warranty is. What is lost or retired is not
        told.
        """
        asked = self.asked()
        rows = self._rows(asked)
        count, names = rows.count(), list(selectors.ENDING)
        shown = rows.values_list(*selectors.ENDING.values())[:MOST]
        told = {
            "first": None,
            **asked,
            "count": count,
            "assets": [dict(zip(names, row, strict=True)) for row in shown],
            "assets_left_out": max(0, count - MOST),
        }
        return Response(EndingsSerializer(told).data)

    @extend_schema(
        operation_id="reports_ending_export", parameters=[AskEndingSerializer], responses=FILE
    )
    def export(self, request: Any) -> StreamingHttpResponse:
        """Read all of them as a CSV file (UTF-8)."""
        asked = self.asked()
        rows = self._rows(asked).values_list(*selectors.ENDING.values())
        name = f"{asked['ends']}-until-{asked['last']}"
        return self.file(name, [*selectors.ENDING], rows.iterator(chunk_size=AT_ONCE))

    def _rows(self, asked: dict[str, Any]) -> Any:
        what, first = selectors.Ends(asked["ends"]), asked.get("first")
        return selectors.ending(what, first=first, last=asked["last"], at=localdate())
